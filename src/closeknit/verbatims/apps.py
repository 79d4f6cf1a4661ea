from django.apps import AppConfig


class VerbatimsConfig(AppConfig):
    name = "closeknit.verbatims"
    label = "verbatims"
