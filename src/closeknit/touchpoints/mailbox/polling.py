"""Looking into the mailbox again and again: each new mail once, in a transaction that also moves the place up to which it was read."""

import logging
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError

from closeknit.accounts import viewers
from closeknit.identity.events import HouseChanged
from closeknit.kit import clock, files, mailbox, tasks
from closeknit.kit.events import subscribe as subscribe_to
from closeknit.kit.mailbox import Box, Letter, Looked
from closeknit.kit.tasks import timetable
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.drafts import hash_key
from closeknit.touchpoints.mailbox import judging, operations
from closeknit.touchpoints.models import Letter as LetterRow

EVERY = timedelta(minutes=2)
AT_ONCE = 200

log = logging.getLogger(__name__)


def subscribe() -> None:
    """Put looking into the mailbox on the timetable, and look at once when it was set."""
    timetable.every(EVERY, "mailbox", read_mailbox)
    subscribe_to(HouseChanged, _look_when_set)


@tasks.background()
def read_mailbox(work: tasks.Work) -> None:
    """Take in what came since the last look, oldest first. What cannot be reached is said on the settings page and tried again."""
    viewer = viewers.of_task("house", "", reason="mail to the house")
    box = mailbox.find_mailbox()
    if box is None:
        return
    try:
        with mailbox.opened() as looked:
            n_taken = _read(work, looked, box, viewer)
    except mailbox.NotReached as error:
        mailbox.keep_look(at=clock.now(), problem=str(error))
        return
    mailbox.keep_look(at=clock.now())
    if n_taken == AT_ONCE:
        tasks.enqueue(read_mailbox, viewer=viewer, key="mailbox:more")


def _look_when_set(changed: HouseChanged, viewer: Viewer, at: datetime) -> None:
    if changed.what == "mailbox":
        tasks.enqueue(read_mailbox, viewer=viewer, key="mailbox:set")


def _read(work: tasks.Work, looked: Looked, box: Box, viewer: Viewer) -> int:
    # Where the server has numbered its mails anew, all are read again; each is known by its own id and body.
    after = box.last_uid if box.uid_validity == looked.uid_validity else 0
    new = looked.list_new(after=after, since=box.since_on, most=AT_ONCE)
    for done, uid in enumerate(new, start=1):
        letter = looked.fetch(uid)
        if letter is not None:
            _take(work, letter, looked, viewer, done, len(new))
        else:
            # Moved away between being listed and being read.
            with work.chunk(done=done, total=len(new)):
                mailbox.keep_place(uid_validity=looked.uid_validity, uid=uid)
    return len(new)


def _take(work: tasks.Work, letter: Letter, looked: Looked, viewer: Viewer, done: int, total: int) -> None:
    # Kept before anything is made of it: a kill in between leaves a file that nobody names, never a row without its file.
    file = files.store([letter.data]) if letter.data is not None else ""
    key = _key(letter, looked)
    try:
        with work.chunk(done=done, total=total):
            if not _is_known(key, viewer):
                _take_in(letter, file, key, viewer)
            mailbox.keep_place(uid_validity=looked.uid_validity, uid=letter.uid)
    except (tasks.LeaseLost, tasks.Cancelled, OperationalError, InterfaceError):
        # Not the mail's fault: it is read again.
        raise
    except Exception:
        # One mail that we cannot read must not hold up the next: it is kept and listed, and the fault stands in the log.
        log.exception("a mail could not be taken in: %s", file)
        with work.chunk(done=done, total=total):
            operations.note_letter(
                key=key, file=file, n_bytes=letter.n_bytes, reason=operations.BROKEN, viewer=viewer, at=clock.now()
            )
            mailbox.keep_place(uid_validity=looked.uid_validity, uid=letter.uid)


def _take_in(letter: Letter, file: str, key: str, viewer: Viewer) -> None:
    at = clock.now()
    if letter.data is None:
        operations.note_letter(
            key=key, file="", n_bytes=letter.n_bytes, reason=operations.TOO_LARGE, viewer=viewer, at=at
        )
    else:
        operations.take_letter(data=letter.data, file=file, viewer=viewer, at=at)


def _key(letter: Letter, looked: Looked) -> str:
    if letter.data is None:
        return hash_key("too large", str(looked.uid_validity), str(letter.uid))
    return judging.key_of(letter.data)


def _is_known(key: str, viewer: Viewer) -> bool:
    return LetterRow.objects.visible_to(viewer).filter(key=key).exists()
