"""Today's calls as the components of the look need them."""

from collections.abc import Sequence
from dataclasses import dataclass

from closeknit.kit.look import rows
from closeknit.promises.queries import PromiseRow
from closeknit.today.queries import Call, ReasonRow
from closeknit.web import quotes
from closeknit.web.ways import find_way

# Which mark a reason carries; the class decides where the code says nothing of its own.
_MARKS: dict[str, rows.Mark] = {
    "message_unanswered": "late",
    "promise_broken": "late",
    "alarm_heard": "alarm",
    "contact_late": "late",
    "never_in_touch": "quiet",
    "need_answered": "good",
    "promise_kept": "good",
    "questions_never_asked": "ask",
    "forecast_due": "ask",
    "profile_revisit": "ask",
}
# Where what a reason asks for is done, when it rests on no single row.
_PAGES = {"forecast_due": "direction", "profile_revisit": "direction"}


@dataclass(frozen=True)
class Entry:
    """One call on the page."""

    account_id: str
    name: str
    url: str
    person: str
    person_title: str
    phone: str
    email: str
    stage: str
    worth_minor: int | None
    class_code: str
    reasons: tuple[rows.Reason, ...]
    words: rows.Quote | None
    why_here: str
    log_url: str
    put_off_url: str


def entry_of(call: Call) -> Entry:
    """Return a call as an entry: its reasons with marks and links, and the words that lead."""
    person = call.person
    return Entry(
        account_id=call.account.id,
        name=call.account.name,
        url=find_way("account", call.account.id),
        person=person.name if person else "",
        person_title=person.title if person else "",
        phone=person.phone if person else "",
        email=person.email if person else "",
        stage=call.account.stage.replace("_", " "),
        worth_minor=call.account.worth_minor,
        class_code=call.class_code,
        reasons=tuple(_reason(reason, call.account.id) for reason in call.reasons[:4]),
        words=quotes.quote_of(call.words[0]) if call.words else None,
        why_here=call.why_here,
        log_url=f"{find_way('touchpoint_new')}?account={call.account.id}",
        put_off_url=find_way("put_off", call.account.id),
    )


def promise_rows(promises: Sequence[PromiseRow]) -> list[rows.PromiseRow]:
    """Return open promises as lines, each a way to its page."""
    return [
        rows.PromiseRow(
            what=row.text,
            who=" · ".join(part for part in (row.account, row.contact or row.keeper) if part),
            due_on=row.due_on,
            url=find_way("promise", row.id),
        )
        for row in promises
    ]


def _reason(reason: ReasonRow, account: str) -> rows.Reason:
    url = f"{find_way('circle')}?account={account}" if reason.code == "stage_review_due" else ""
    if reason.code in _PAGES:
        url = find_way(_PAGES[reason.code], account)
    if reason.promises:
        url = find_way("promise", reason.promises[0])
    elif reason.verbatims:
        url = find_way("verbatim", reason.verbatims[0])
    elif reason.touchpoints:
        url = find_way("touchpoint", reason.touchpoints[0])
    return rows.Reason(mark=_MARKS.get(reason.code, "due"), why=reason.claim, fact=reason.fact, url=url)
