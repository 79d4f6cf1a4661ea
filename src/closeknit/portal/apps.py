from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "closeknit.portal"
    label = "portal"

    def ready(self) -> None:
        from closeknit.portal.selfcheck import tasks

        tasks.put_on_timetable()
