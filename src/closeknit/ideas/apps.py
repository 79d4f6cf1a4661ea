from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "closeknit.ideas"
    label = "ideas"
