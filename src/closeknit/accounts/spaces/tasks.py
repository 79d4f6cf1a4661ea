"""Once a day: logins that were made so that a code could be sent, and that nobody ever came in with, are forgotten."""

from datetime import datetime, timedelta

from closeknit.accounts.models import SpaceInvitation
from closeknit.identity.models import Login
from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.tasks import timetable

# A code holds for minutes: after a day whoever asked asks anew.
UNUSED_FOR = timedelta(days=1)
_AT_ONCE = 1_000


def put_on() -> None:
    """Let it run once a day."""
    timetable.every(timedelta(days=1), "unused logins", forget_unused_logins)


@tasks.background()
def forget_unused_logins(work: tasks.Work) -> None:
    """Forget the addresses that somebody typed and nobody was shown to read at."""
    while True:
        with work.chunk():
            if not forget_unused(at=clock.now()):
                return


def forget_unused(*, at: datetime) -> int:
    """Forget at most a thousand logins that never let anybody in, and return how many; one that is invited or is somebody's stays."""
    ours = viewers.house("logins that nobody ever came in with")
    invited = SpaceInvitation.objects.visible_to(ours).filter(
        accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at
    )
    unused = Login.objects.filter(
        made_at__lt=at - UNUSED_FOR, last_login__isnull=True, member__isnull=True, person__isnull=True
    )
    several = list(
        unused.exclude(email__in=invited.values("email")).order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]
    )
    Login.objects.filter(pk__in=several).delete()
    return len(several)
