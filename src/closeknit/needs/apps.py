from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "closeknit.needs"
    label = "needs"
