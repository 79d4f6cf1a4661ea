"""The Django app that carries templates, static files and template tags."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "closeknit.kit.look"
    label = "look"
    verbose_name = "Look"
