from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "closeknit.identity"
    label = "identity"
