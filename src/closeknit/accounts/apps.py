from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "closeknit.accounts"
    label = "accounts"

    def ready(self) -> None:
        from closeknit.accounts import guarded, succession
        from closeknit.accounts.passkeys import letters as passkey_letters
        from closeknit.accounts.passkeys import tasks as passkey_tasks
        from closeknit.accounts.spaces import letters, tasks
        from closeknit.kit import mail

        succession.subscribe()
        letters.hold_back()
        mail.hold_back(passkey_letters.find_reason_against)
        tasks.put_on()
        passkey_tasks.put_on()
        guarded.register()
