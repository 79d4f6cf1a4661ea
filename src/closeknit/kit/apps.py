from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "closeknit.kit"
    label = "kit"
