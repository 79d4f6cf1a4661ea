"""Background work on conversations: reading what was brought in, taking it back, and looking after when we were in touch."""

from datetime import datetime, timedelta
from itertools import islice

from closeknit.accounts import directory as directories
from closeknit.accounts import viewers
from closeknit.accounts.directory import Directory
from closeknit.accounts.models import Account
from closeknit.kit import clock, tasks
from closeknit.kit.events import subscribe as subscribe_to
from closeknit.kit.refusals import Refused
from closeknit.kit.tasks import timetable
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import bookkeeping, checks, drafting, events, intake, operations, zones
from closeknit.touchpoints.drafts import Draft
from closeknit.touchpoints.models import Import, Touchpoint
from closeknit.touchpoints.readers.conversation import Conversation, Rejected

# A queue of its own, so that `closeknit hear` can read its file without doing all else that waits.
READING = "reading"

CONVERSATIONS_A_CHUNK = 1_000
_ACCOUNTS_A_CHUNK = 100
_ATTEMPTS = 5
# A person waits in front of the progress line: before hearing, which can take hours after a large file.
_SOON = 50


def subscribe() -> None:
    """Begin the work that an operation asks for, and put on the timetable what recurs."""
    subscribe_to(events.ImportConfirmed, _begin_reading)
    subscribe_to(events.ImportUndoAsked, _begin_taking_back)
    timetable.every(timedelta(hours=6), "touchpoints: old answers", let_go_of_old_answers)


@tasks.background(attempts=_ATTEMPTS, queue=READING)
def read_import(work: tasks.Work, *, source: str) -> None:
    """Read a file from where its last chunk ended, store what is new, and write down how it ended."""
    viewer = viewers.of_task(work.viewer_kind, work.viewer_id, reason="bringing in a file")
    row = checks.get_import(source, viewer=viewer)
    if row.state not in ("waiting", "reading"):
        return
    try:
        _read(work, row, viewer)
    except tasks.Cancelled:
        operations.end_import(source=source, state="cancelled", viewer=viewer, at=clock.now())
        raise
    except Refused as refusal:
        operations.end_import(source=source, state="failed", problem=str(refusal), viewer=viewer, at=clock.now())
    except tasks.LeaseLost:
        raise
    except Exception:
        if work.attempt >= _ATTEMPTS:
            problem = (
                "The reading stopped on a fault of ours, which is written in the log. What was read until then is kept."
            )
            operations.end_import(source=source, state="failed", problem=problem, viewer=viewer, at=clock.now())
        raise


@tasks.background()
def take_back_import(work: tasks.Work, *, source: str) -> None:
    """Take out what an import brought in, account by account, except what somebody has built on since."""
    viewer = viewers.of_task(work.viewer_kind, work.viewer_id, reason="taking back a file")
    row = checks.get_import(source, viewer=viewer)
    if row.state != "undoing":
        return
    rows = Touchpoint.objects.visible_to(viewer).filter(source=row).order_by("account", "pk")
    going = list(rows.values_list("pk", flat=True))
    for start in range(0, len(going), CONVERSATIONS_A_CHUNK):
        several = going[start : start + CONVERSATIONS_A_CHUNK]
        with work.chunk(done=start, total=len(going)):
            operations.take_back_chunk(source=source, touchpoints=several, viewer=viewer, at=clock.now())
    with work.chunk(done=len(going), total=len(going)):
        operations.end_undo(source=source, viewer=viewer, at=clock.now())


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


def _read(work: tasks.Work, row: Import, viewer: Viewer) -> None:
    zone = zones.of_house()
    settings = intake.settings_of(row, zone=zone)
    total = intake.count(row)
    items = islice(intake.read(row, zone=zone), row.checkpoint, None)
    directory = directories.load(viewer)
    done = row.checkpoint
    work.report(done=done, total=total)
    while several := list(islice(items, CONVERSATIONS_A_CHUNK)):
        done += len(several)
        directory = _fresh(directory, viewer)
        drafts, rejected = _part(several, settings)
        with work.chunk(done=done, total=max(total or done, done)):
            operations.store_chunk(
                source=row.pk,
                drafts=drafts,
                rejected=rejected,
                directory=directory,
                zone=zone,
                viewer=viewer,
                at=clock.now(),
            )
    with work.chunk(done=done, total=done):
        operations.end_import(source=row.pk, state="done", viewer=viewer, at=clock.now())


def _fresh(directory: Directory, viewer: Viewer) -> Directory:
    return directory if directories.state_of(viewer) == directory.state else directories.load(viewer)


def _part(several: list[Conversation | Rejected], settings: drafting.Settings) -> tuple[list[Draft], list[Rejected]]:
    read = [drafting.draft(one, settings) for one in several if isinstance(one, Conversation)]
    return read, [one for one in several if isinstance(one, Rejected)]


def _begin_reading(confirmed: events.ImportConfirmed, viewer: Viewer, at: datetime) -> None:
    source = confirmed.subject
    tasks.enqueue(
        read_import.using(priority=_SOON), viewer=viewer, key=f"import:{source}", subject=source, source=source
    )


def _begin_taking_back(asked: events.ImportUndoAsked, viewer: Viewer, at: datetime) -> None:
    source = asked.subject
    tasks.enqueue(
        take_back_import.using(priority=_SOON), viewer=viewer, key=f"undo:{source}", subject=source, source=source
    )
