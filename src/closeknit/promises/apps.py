from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "closeknit.promises"
    label = "promises"
