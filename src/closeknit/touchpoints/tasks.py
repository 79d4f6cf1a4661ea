"""Background work on conversations: reading what was brought in, taking it back, and looking after when we were in touch."""

from datetime import timedelta

from closeknit.accounts import viewers
from closeknit.accounts.models import Account
from closeknit.kit import clock, tasks
from closeknit.kit.tasks import timetable
from closeknit.touchpoints import bookkeeping

_ACCOUNTS_A_CHUNK = 100


@tasks.background()
def recheck_contact(work: tasks.Work) -> None:
    """Work out for every account when we were in touch, from all its touchpoints."""
    viewer = viewers.of_task("house", "", reason="when we were in touch")
    accounts = list(Account.objects.visible_to(viewer).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(accounts), _ACCOUNTS_A_CHUNK):
        with work.chunk(done=start, total=len(accounts)):
            bookkeeping.recompute_contact(accounts[start : start + _ACCOUNTS_A_CHUNK], viewer=viewer, at=clock.now())


@tasks.background()
def let_go_of_old_answers(work: tasks.Work) -> None:
    """Look anew at accounts whose owed answer is so old that nobody waits for it any more."""
    viewer = viewers.of_task("house", "", reason="when we were in touch")
    with work.chunk():
        outlived = bookkeeping.list_outlived(viewer=viewer, at=clock.now())
        bookkeeping.recompute_contact(outlived, viewer=viewer, at=clock.now())


def schedule() -> None:
    """Put on the timetable what recurs in this room."""
    timetable.every(timedelta(hours=6), "touchpoints: old answers", let_go_of_old_answers)
