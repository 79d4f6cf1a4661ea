from django.apps import AppConfig


class CircleConfig(AppConfig):
    name = "closeknit.circle"
    label = "circle"
