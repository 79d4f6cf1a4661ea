"""Writes about mails that came to the house's own address: taking one in, and saying that one is really from one of us."""

from datetime import datetime

from closeknit.kit import files, ids
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import Refused
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import events
from closeknit.touchpoints.mailbox import judging, letters, taking
from closeknit.touchpoints.models import Letter

TOO_LARGE = "too_large"
BROKEN = "broken"


class PastThat(Refused):
    """Somebody has decided about the mail already."""


@operation(Capability.HAND_IN)
def take_letter(*, data: bytes, file: str, viewer: Viewer, at: datetime) -> str:
    """Take in one mail that is kept as `file` and not known yet (`judging.key_of`), and return the letter's id.

    What a member passes on or writes is handed in; what somebody else writes is a conversation, or waits where nothing proves who it was;
    what a machine wrote is left out. Whatever becomes of it, the mail is kept and listed.
    """
    judged = judging.judge(data, viewer=viewer, at=at)
    letter = Letter.objects.add(
        Letter(
            id=ids.new("letter"),
            key=judging.key_of(data),
            file=file,
            n_bytes=len(data),
            sender_name=judged.sender.name[:254],
            sender=judged.sender.address[:254],
            subject=judged.subject,
            got_at=at,
            state="left_out",
            reason=judged.left_out,
            proof=judged.proof,
            member_id=judged.member,
        )
    )
    if not judged.left_out:
        _take(letter, data, judged, viewer, at)
    _record(letter, viewer, at)
    return letter.pk


@operation(Capability.HAND_IN)
def note_letter(*, key: str, file: str, n_bytes: int, reason: str, viewer: Viewer, at: datetime) -> str:
    """Write down a mail that could not be read (`too_large`, `broken`), so that somebody sees it, and return the letter's id."""
    letter = Letter.objects.add(
        Letter(id=ids.new("letter"), key=key, file=file, n_bytes=n_bytes, got_at=at, state="left_out", reason=reason)
    )
    _record(letter, viewer, at)
    return letter.pk


@operation(Capability.BRING_IN)
def confirm_letter(*, letter: str, viewer: Viewer, at: datetime) -> None:
    """Say that a mail which waits, or was left out, is really from whom it says, and take it in; or raise NotFound or PastThat."""
    row = letters.get_letter(letter, viewer=viewer)
    if row.state == "taken" or not row.file:
        raise PastThat("Somebody has decided about this mail already. Nothing was changed.")
    data = files.path_of(row.file).read_bytes()
    judged = judging.judge(data, viewer=viewer, at=at)
    row.change(proof=judged.proof or "person")
    _take(row, data, judged, viewer, at)
    _record(row, viewer, at)


@operation(Capability.BRING_IN)
def put_away_letter(*, letter: str, viewer: Viewer, at: datetime) -> None:
    """Say that a mail which waits is nothing for us; it stays kept. Or raise NotFound or PastThat."""
    row = letters.get_letter(letter, viewer=viewer)
    if row.state != "waiting":
        raise PastThat("Somebody has decided about this mail already. Nothing was changed.")
    row.change(state="left_out", reason="put_away")
    _record(row, viewer, at)


def _take(letter: Letter, data: bytes, judged: judging.Judged, viewer: Viewer, at: datetime) -> None:
    if judged.member and not letter.proof:
        # Words in a colleague's name would be believed: they wait until somebody says so.
        letter.change(state="waiting", reason="")
        return
    taken = taking.take(data, judged, proof=letter.proof, key=letter.key, viewer=viewer, at=at)
    letter.change(
        state="taken" if taken.touchpoint or taken.reason == "commented" else "left_out",
        reason=taken.reason,
        touchpoint_id=taken.touchpoint,
    )


def _record(letter: Letter, viewer: Viewer, at: datetime) -> None:
    touchpoint = letter.touchpoint
    came = events.LetterCame(
        subject=letter.pk,
        account=touchpoint.account_id or "" if touchpoint else "",
        state=letter.state,
        reason=letter.reason,
        proof=letter.proof,
    )
    record(came, viewer=viewer, at=at)
