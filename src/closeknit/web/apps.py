from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "closeknit.web"
    label = "web"
