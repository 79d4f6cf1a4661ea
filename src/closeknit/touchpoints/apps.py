from django.apps import AppConfig


class TouchpointsConfig(AppConfig):
    name = "closeknit.touchpoints"
    label = "touchpoints"
