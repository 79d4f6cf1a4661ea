from django.apps import AppConfig


class CircleConfig(AppConfig):
    name = "closeknit.circle"
    label = "circle"

    def ready(self) -> None:
        from closeknit.circle import tasks
        from closeknit.circle.keeping import tasks as keeping_tasks
        from closeknit.circle.marking import tasks as marking_tasks
        from closeknit.circle.notices import letters as notices
        from closeknit.circle.notices import tasks as notice_tasks  # noqa: F401 - the timetable learns of it
        from closeknit.circle.notices import telling
        from closeknit.circle.radar import tasks as radar_tasks
        from closeknit.circle.readings import tasks as readings_tasks
        from closeknit.circle.spread import tasks as spread_tasks

        tasks.subscribe()
        keeping_tasks.subscribe()
        marking_tasks.subscribe()
        radar_tasks.subscribe()
        readings_tasks.subscribe()
        spread_tasks.subscribe()
        telling.hear()
        notices.hold_back()
