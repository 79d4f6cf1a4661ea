"""The one guard against asking a person too often: whoever asks for somebody's time asks here first, and is counted."""

from datetime import date, datetime

from closeknit.accounts import asked, checks, events
from closeknit.accounts.models import Ask, AskLimitRow, Contact
from closeknit.analysis.circle.fatigue import LONGEST_DAYS, AskFact, weigh_asks
from closeknit.analysis.kinds import AskKind
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import Refused
from closeknit.kit.viewer import Viewer

MOST_NAMED = 6


class AskedTooOften(Refused):
    """One more request for this person's time would be above the limit; the sentence names the last ones and the first possible day."""


class BadLimit(Refused):
    """A limit that cannot be."""


@operation(Capability.HAND_IN)
def record_ask(
    *, contact: str, kind: str, on: date, viewer: Viewer, at: datetime, about: str = "", despite: str = ""
) -> str:
    """Keep that a person's time is asked for on the local day `on` and return the ask's id; or raise NotFound or AskedTooOften.

    `about` is the id of what asks (a survey, a challenge, a question): the same id is one ask, however often it is recorded. `despite` is
    why it must be although it is above the limit; it is kept.
    """
    row = checks.get_contact(contact, viewer=viewer)
    known = Ask.objects.visible_to(viewer).filter(contact=row, about=about).first() if about else None
    if known is None:
        is_despite = check_can_ask(contact=row.pk, on=on, about=about, despite=despite, viewer=viewer)
        known = Ask.objects.add(
            Ask(
                id=ids.new("ask", row.account_id),
                contact=row,
                kind=AskKind(kind),
                on=on,
                about=about,
                asked_by_id=viewer.member,
                despite=despite.strip() if is_despite else "",
                created_at=at,
            )
        )
        undo.keep_new(known)
    said = events.PersonAsked(
        subject=known.pk,
        account=row.account_id,
        contact=row.pk,
        ask_kind=known.kind,
        on=known.on,
        is_despite=bool(known.despite),
    )
    record(said, viewer=viewer, at=at)
    return known.pk


@operation(Capability.RUN_HOUSE)
def change_limit(*, most: int, days: int, viewer: Viewer, at: datetime) -> None:
    """Say how often one person may be asked: at most `most` times within any `days` days; or raise BadLimit."""
    if not (1 <= most <= 100 and 1 <= days <= LONGEST_DAYS):
        raise BadLimit(f"A limit is 1 to 100 asks within 1 to {LONGEST_DAYS} days. It was left as it is.")
    known = AskLimitRow.objects.visible_to(viewer).first()
    if known is None:
        undo.keep_new(AskLimitRow.objects.add(AskLimitRow(most=most, days=days)), subject="ask_limit")
    else:
        undo.keep(known, subject="ask_limit")
        known.change(most=most, days=days)
    record(events.AskLimitChanged(subject="ask_limit", most=most, days=days), viewer=viewer, at=at)


def check_can_ask(*, contact: str, on: date, viewer: Viewer, about: str = "", despite: str = "") -> bool:
    """Return whether asking on that day is above the limit, for the reason `despite`; without a reason raise AskedTooOften instead.

    What is known by the id `about` already (a question within a talk) is no further ask; with a reason it is weighed as if it were not
    known yet, so that the reason is kept where there had to be one.
    """
    row = checks.get_contact(contact, viewer=viewer)
    limit = asked.get_limit(viewer=viewer)
    facts = asked.list_facts(row.person_id, around=on, limit=limit, viewer=viewer)
    others = [fact for fact in facts if not about or fact.about != about]
    if len(others) < len(facts) and not despite.strip():
        return False
    fatigue = weigh_asks(others, limit, on=on)
    if fatigue.is_reached and not despite.strip():
        raise AskedTooOften(_sentence(row, fatigue.counted, limit.most, limit.days, fatigue.possible_on))
    return fatigue.is_reached


def can_ask(*, contact: str, on: date, viewer: Viewer) -> bool:
    """Return whether one more ask on that day keeps within the limit."""
    try:
        return not check_can_ask(contact=contact, on=on, viewer=viewer)
    except AskedTooOften:
        return False


_WORDS = {
    AskKind.CALL: "a talk",
    AskKind.MAIL: "a mail of ours",
    AskKind.SURVEY: "a survey",
    AskKind.QUESTION: "a question",
    AskKind.CHALLENGE: "a challenge",
}


def _sentence(row: Contact, counted: tuple[AskFact, ...], most: int, days: int, possible_on: date) -> str:
    named = ", ".join(f"{_WORDS[fact.kind]} on {_day(fact.on)}" for fact in counted[:MOST_NAMED])
    more = f" and {len(counted) - MOST_NAMED} more" if len(counted) > MOST_NAMED else ""
    often = "once" if most == 1 else f"{most} times"
    return (
        f"{row.person.name} has been asked often enough: {named}{more}. The house asks one person at most {often} in {days} days; "
        f"it is possible again from {_day(possible_on)}. Nothing was kept. If it must be sooner, say why."
    )


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
