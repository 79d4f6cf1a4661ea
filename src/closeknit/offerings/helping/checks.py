"""May this be answered, or told?"""

from datetime import date

from django.db.models import Case, Q, When

from closeknit.accounts import checks as account_checks
from closeknit.analysis import lifecycles
from closeknit.analysis.offerings.kinds import HelpAnswer, HelpState
from closeknit.kit.refusals import ChangedMeanwhile, NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.offerings.models import Help, HelpTold, HelpVersion

LONGEST = 2_000
LONGEST_MAIL = 8_000


class BadAnswer(Refused):
    """An answer without a reason, a partner or a day that it needs."""


class BadTelling(Refused):
    """Nobody to tell, nothing to say, or it was told already."""


def get_help(help_id: str, *, viewer: Viewer) -> Help:
    """Return the answer that `viewer` may see, or raise NotFound."""
    row = Help.objects.visible_to(viewer).filter(pk=help_id).select_related("need", "account").first()
    if row is None:
        raise NotFound("Nobody has asked yet whether we can help with that.")
    return row


def find_help(account: str, need: str, *, viewer: Viewer) -> Help | None:
    """Return the answer to a need of an account, or one that was given to a need merged into it since, or None."""
    rows = Help.objects.visible_to(viewer).filter(Q(need=need) | Q(need__merged_into=need), account=account)
    return rows.annotate(is_own=Case(When(need=need, then=1), default=0)).order_by("-is_own", "-pk").first()


def check_move(row: Help | None, state: HelpState) -> None:
    """Raise BadAnswer where the lifecycle does not lead to `state`; an answer may be said otherwise as often as it must."""
    if row is None or row.state == state:
        return
    try:
        lifecycles.check_move(lifecycles.HELPING, row.state, state)
    except lifecycles.MoveRefused as refused:
        raise BadAnswer(refused.sentence) from None


def check_newest(row: Help | None, base: int) -> None:
    """Raise ChangedMeanwhile where another version came after the one that was written on (0: none)."""
    current = row.version if row else 0
    if base != current:
        raise ChangedMeanwhile(
            f"Somebody wrote version {current} of this answer while you were writing. Nothing is lost: both stand "
            "below. Take over what you want to keep, and keep yours as the next version."
        )


def check_answer(answer: str, why: str, partner: str) -> HelpAnswer:
    """Return the answer, or raise BadAnswer where its reason or its partner is missing."""
    if answer not in tuple(HelpAnswer):
        raise BadAnswer("Say yes, partly, with a partner, or no. What you wrote stands below.")
    if not why.strip():
        raise BadAnswer("Say why. They will be told, and whoever reads it in a year wants to know. Yours stands below.")
    if answer == HelpAnswer.PARTNER and not partner.strip():
        raise BadAnswer("With whom? Name the partner that it would take. What you wrote stands below.")
    if answer == HelpAnswer.NO and partner.strip():
        raise BadAnswer("There is a partner here, and a no. If a partner could do it, it is “with a partner”.")
    return HelpAnswer(answer)


def check_text(text: str) -> str:
    """Return a text without blanks around it, or raise BadAnswer where it is too long."""
    said = text.replace("\r\n", "\n").strip()
    if len(said) > LONGEST:
        raise BadAnswer(f"This is {len(said):,} letters long; say it in {LONGEST:,} at most. Nothing was kept.")
    return said


def check_by(by_on: date | None, *, today: date, was: date | None = None) -> date | None:
    """Return the day by which it is decided, or raise BadAnswer where that day is over (a day that stood already may stay)."""
    if by_on is not None and by_on < today and by_on != was:
        raise BadAnswer("That day is over. By when will it be decided? What you wrote stands below.")
    return by_on


def check_decider(decider: str, *, viewer: Viewer) -> str | None:
    """Return who decides, or raise NotFound where that is nobody here."""
    account_checks.check_is_here(decider or None, viewer=viewer)
    return decider or None


def check_can_tell(row: Help, version: HelpVersion, contact: str, *, viewer: Viewer) -> None:
    """Raise BadTelling where there is no answer to tell yet, or that person was told it already."""
    if row.state == HelpState.ASKED:
        raise BadTelling("There is no answer yet that could be told. Decide first.")
    if HelpTold.objects.visible_to(viewer).filter(version=version, contact=contact).exists():
        raise BadTelling("They were told this already. Nothing was sent twice.")


def check_message(subject: str, body: str) -> tuple[str, str]:
    """Return a mail's subject and text, or raise BadTelling where one is empty or too long."""
    line, text = " ".join(subject.split()), body.replace("\r\n", "\n").strip()
    if not line or not text:
        raise BadTelling("A mail wants a subject and some words. Nothing was sent.")
    if len(line) > 200 or len(text) > LONGEST_MAIL:
        raise BadTelling(
            f"That is too long for a mail that is read: at most {LONGEST_MAIL:,} letters. Nothing was sent."
        )
    return line, f"{text}\n"
