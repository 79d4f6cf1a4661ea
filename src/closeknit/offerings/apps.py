from django.apps import AppConfig


class OfferingsConfig(AppConfig):
    name = "closeknit.offerings"
    label = "offerings"
