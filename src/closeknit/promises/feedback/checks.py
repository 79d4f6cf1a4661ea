"""May this happen now, to feedback that we ask for or give?"""

from datetime import date, datetime, timedelta

from closeknit.accounts import checks as account_checks
from closeknit.accounts.models import Contact
from closeknit.analysis import lifecycles
from closeknit.analysis.feedback.checking import check_draft
from closeknit.analysis.feedback.kinds import ActedBy, AskedState, FeedbackChannel, GivenState
from closeknit.identity.models import Member
from closeknit.identity.roles import Role
from closeknit.kit import typed
from closeknit.kit.refusals import ChangedMeanwhile, NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import AskedFeedback, FeedbackVersion, GivenFeedback

LONGEST = 5_000
# Who was asked this morning is not reminded this afternoon.
REMIND_AFTER_DAYS = 4


class NotNow(Refused):
    """It is past that, or not there yet."""


class BadDay(Refused):
    """A day on the wrong side of another."""


class HasLeft(Refused):
    """The person is not there any more."""


class NotYours(Refused):
    """Somebody else keeps the pen, or was asked to read."""


class ReaderFirst(Refused):
    """It is the first feedback of this member to this account: somebody reads it first."""


class NotFit(Refused):
    """A check is not content, and nobody said why it should be given all the same."""


def get_asked(asked: str, *, viewer: Viewer) -> AskedFeedback:
    """Return what was asked for, locked against others who change it, or raise NotFound."""
    row = AskedFeedback.objects.visible_to(viewer).select_for_update().filter(pk=asked).first()
    if row is None:
        raise NotFound("Nobody asked for feedback by that name.")
    return row


def get_given(feedback: str, *, viewer: Viewer) -> GivenFeedback:
    """Return what we give, locked against others who change it, or raise NotFound."""
    row = GivenFeedback.objects.visible_to(viewer).select_for_update().filter(pk=feedback).first()
    if row is None:
        raise NotFound("There is no feedback by that name.")
    return row


def get_whom(contact: str, *, viewer: Viewer) -> Contact:
    """Return the contact, or raise NotFound or HasLeft."""
    row = account_checks.get_contact(contact, viewer=viewer)
    if row.until_on is not None:
        raise HasLeft(f"{row.person.name} has left {row.account.name}. Choose somebody who is there.")
    return row


def check_asked_move(row: AskedFeedback, target: AskedState) -> None:
    """Raise NotNow where what was asked for cannot become `target`."""
    try:
        lifecycles.check_move(lifecycles.ASKED_FEEDBACK, row.state, target)
    except lifecycles.MoveRefused as refused:
        raise NotNow(refused.sentence) from refused


def check_given_move(row: GivenFeedback, target: GivenState) -> None:
    """Raise NotNow where what we give cannot become `target`."""
    try:
        lifecycles.check_move(lifecycles.GIVEN_FEEDBACK, row.state, target)
    except lifecycles.MoveRefused as refused:
        raise NotNow(refused.sentence) from refused


def can_ask_on(state: str, target: AskedState) -> bool:
    """Return whether what was asked for can become `target`: asked before a button is drawn."""
    return lifecycles.can_move(lifecycles.ASKED_FEEDBACK, state, target)


def can_give_on(state: str, target: GivenState) -> bool:
    """Return whether what we give can become `target`: asked before a button is drawn."""
    return lifecycles.can_move(lifecycles.GIVEN_FEEDBACK, state, target)


def read_channel(channel: str) -> FeedbackChannel:
    """Return how it goes to them, or raise NotFound."""
    if channel not in set(FeedbackChannel):
        raise NotFound("Choose whether it goes by mail or is said in a talk.")
    return FeedbackChannel(channel)


def read_acted(acted_by: str) -> ActedBy:
    """Return what is done about it, or raise NotFound."""
    if acted_by not in set(ActedBy):
        raise NotFound("Choose what comes of it: a promise, an idea, or nothing, with the reason.")
    return ActedBy(acted_by)


def check_answer_by(answer_by: date | None, *, today: date) -> None:
    """Raise BadDay where the day by which we hope for an answer is not ahead."""
    if answer_by is not None and answer_by <= today:
        raise BadDay("Choose a day that is still ahead, so that they have time to think.")


def check_can_remind(row: AskedFeedback, *, at: datetime) -> None:
    """Raise NotNow where somebody is reminded a second time, or too soon."""
    check_asked_move(row, AskedState.REMINDED)
    if row.asked_at is not None and at < row.asked_at + timedelta(days=REMIND_AFTER_DAYS):
        raise NotNow(f"They were asked less than {REMIND_AFTER_DAYS} days ago. Give them the time to think.")


def check_not_before(said_at: datetime, begun_at: datetime | None) -> None:
    """Raise BadDay where an answer would lie before the question. A whole day is granted: people remember days, not minutes."""
    if begun_at is not None and said_at < begun_at - timedelta(days=1):
        raise BadDay("That lies before it was asked or given. Choose the day on which they answered.")


def check_author(row: GivenFeedback, *, viewer: Viewer) -> None:
    """Raise NotYours unless the viewer keeps the pen."""
    if row.author_id != viewer.id:
        raise NotYours(f"{row.author.name} keeps the pen of this. Talk to them; nothing was changed.")


def check_reader(row: GivenFeedback, *, viewer: Viewer) -> None:
    """Raise NotYours unless the viewer was asked to read it."""
    if row.reader_id != viewer.id:
        raise NotYours("Somebody else was asked to read this. Nothing was changed.")


def check_second(reader: str, row: GivenFeedback, *, viewer: Viewer) -> Member:
    """Return the member who is to read, or raise HasLeft, or NotYours where it is the author."""
    member = Member.objects.visible_to(viewer).filter(pk=reader, left_at__isnull=True).first()
    if member is None:
        raise HasLeft("Choose a colleague who is here. Nothing was changed.")
    if member.pk == row.author_id:
        raise NotYours("The second reader is somebody else than who wrote it. Choose a colleague.")
    return member


def check_newest(row: GivenFeedback, base: int) -> None:
    """Raise ChangedMeanwhile where another version came after the one that was written on."""
    if row.version != base:
        raise ChangedMeanwhile(
            f"Somebody wrote version {row.version} while you were writing. Nothing is lost: both stand below. "
            "Take over what you want to keep, and keep yours as the next version."
        )


def needs_reader(author: str, account: str, *, viewer: Viewer) -> bool:
    """Return whether the author has given this account no feedback before, and there is a colleague who could read it."""
    before = GivenFeedback.objects.visible_to(viewer).filter(author_id=author, account_id=account)
    if before.filter(given_at__isnull=False).exists():
        return False
    # Whoever is alone in the house would else never get to say anything.
    others = Member.objects.visible_to(viewer).filter(left_at__isnull=True).exclude(pk=author)
    return others.exclude(role=Role.GUEST).exists()


def check_fit(row: GivenFeedback, *, despite: str, viewer: Viewer) -> str:
    """Return the reason why it is given although a check is not content, empty where all are; or raise ReaderFirst or NotFit."""
    if row.read_at is None and needs_reader(row.author_id, row.account_id, viewer=viewer):
        raise ReaderFirst(
            f"It is the first feedback from {row.author.name} to {row.account.name}. Ask a colleague to read it first."
        )
    unmet = check_draft(get_text(row, viewer=viewer)).unmet
    if unmet and not despite.strip():
        n = f"{len(unmet)} checks are" if len(unmet) > 1 else "One check is"
        raise NotFit(f"{n} not content with it. Write it anew, or say why it should be given as it is.")
    return typed.check_note(despite) if unmet else ""


def get_text(row: GivenFeedback, *, viewer: Viewer) -> str:
    """Return the words of the newest version."""
    versions = FeedbackVersion.objects.visible_to(viewer).filter(feedback=row, number=row.version)
    return versions.values_list("text", flat=True).get()
