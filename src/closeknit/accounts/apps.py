from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "closeknit.accounts"
    label = "accounts"

    def ready(self) -> None:
        from closeknit.accounts import succession
        from closeknit.accounts.spaces import letters

        succession.subscribe()
        letters.hold_back()
