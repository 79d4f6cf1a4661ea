"""Once a day: the passkeys of those to whom nothing is open any more are removed, and their holders told."""

from datetime import timedelta

from closeknit.accounts.passkeys import ending
from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.tasks import timetable


def put_on() -> None:
    """Let it run once a day."""
    timetable.every(timedelta(days=1), "passkeys that open nothing", forget_passkeys)


@tasks.background()
def forget_passkeys(work: tasks.Work) -> None:
    """Remove them, one holder after the other."""
    for login in ending.list_closed_out(at=clock.now()):
        with work.chunk():
            ending.forget_closed_out(
                login=login, viewer=viewers.house("nothing is open to them any more"), at=clock.now()
            )
