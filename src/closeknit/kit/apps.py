from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "closeknit.kit"
    label = "kit"

    def ready(self) -> None:
        from closeknit.kit import lookups

        lookups.register()
