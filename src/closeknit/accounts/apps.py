from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "closeknit.accounts"
    label = "accounts"

    def ready(self) -> None:
        from closeknit.accounts import guarded, succession
        from closeknit.accounts.spaces import letters, tasks

        succession.subscribe()
        letters.hold_back()
        tasks.put_on()
        guarded.register()
