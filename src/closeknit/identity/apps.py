from django.apps import AppConfig
from django.db import models


class IdentityConfig(AppConfig):
    name = "closeknit.identity"
    label = "identity"

    def ready(self) -> None:
        from closeknit.identity import guarded, operations, queries
        from closeknit.identity.models import House, Member
        from closeknit.kit import mail, undo

        def follow(rows: list[models.Model]) -> None:
            for row in rows:
                if isinstance(row, Member):
                    operations.open_or_close_login(row)

        undo.after_undo(Member, follow)
        guarded.register()
        mail.send_as(queries.find_house_name)
        models.signals.post_save.connect(queries.forget_house, sender=House)
