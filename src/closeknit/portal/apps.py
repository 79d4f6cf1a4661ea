from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "closeknit.portal"
    label = "portal"
