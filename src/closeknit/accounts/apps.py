from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "closeknit.accounts"
    label = "accounts"

    def ready(self) -> None:
        from closeknit.accounts import succession

        succession.subscribe()
