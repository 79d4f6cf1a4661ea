"""Once a day: one mail to each person outside who wishes to hear so."""

from datetime import timedelta

from closeknit.accounts.models import NoticeChoice
from closeknit.analysis.spaces.kinds import NoticePace
from closeknit.circle.notices import telling
from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.tasks import timetable


@tasks.background()
def send_notices(work: tasks.Work) -> None:
    """Tell everybody who wishes to hear once a day what happened for them since."""
    ours = viewers.house("the daily mails to people outside")
    rows = NoticeChoice.objects.visible_to(ours).filter(pace=NoticePace.DAILY)
    for contact in rows.order_by("pk").values_list("pk", flat=True):
        with work.chunk():
            telling.send_daily(contact=contact, viewer=ours, at=clock.now())


timetable.every(timedelta(days=1), "notices", send_notices)
