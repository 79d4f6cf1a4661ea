"""Today's calls as the components of the look need them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from closeknit.kit import clock
from closeknit.kit.look import rows, saying
from closeknit.kit.ways import find_way
from closeknit.promises.queries import PromiseRow
from closeknit.today.queries import Call
from closeknit.today.quiet import QuietRow
from closeknit.today.referring import ReferralRow
from closeknit.today.why import ReasonRow, Seeing
from closeknit.web import quotes

# Which mark a reason carries; the class decides where the code says nothing of its own.
_MARKS: dict[str, rows.Mark] = {
    "message_unanswered": "late",
    "promise_broken": "late",
    "promise_not_settled": "against",
    "answer_asked": "late",
    "alarm_heard": "alarm",
    "readings_disagree": "disagree",
    "contact_late": "late",
    "never_in_touch": "quiet",
    "need_answered": "good",
    "promise_kept": "good",
    "person_arrived": "rising",
    "referral_late": "late",
    "questions_never_asked": "ask",
    "forecast_due": "ask",
    "profile_revisit": "ask",
    "plan_review_due": "ask",
    "idea_unanswered": "late",
}
# Where what a reason asks for is done, when it rests on no single row.
_PAGES = {
    "forecast_due": "direction",
    "profile_revisit": "direction",
    "plan_review_due": "account_plan",
    "readings_disagree": "readings",
    "questions_never_asked": "account_questions",
}

# Where we answer what they wrote on the shared site.
_ANSWERED_AT = {"promise": "promise_proposed", "objection": "promise", "line": "ledger_line"}


@dataclass(frozen=True)
class SeeingRow:
    """Something that happened to a person, and the way to say that it is seen to."""

    label: str
    url: str
    what: str
    on: date


@dataclass(frozen=True)
class HandedRow:
    """A call that one asked a colleague for: where it stands, in words, and the way to take it back while it is open."""

    account: str
    url: str
    state: str
    fact: str
    by_on: date | None
    take_back_url: str


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
    next_touch: str
    brief_url: str
    log_url: str
    write_url: str
    put_off_url: str
    hand_on_url: str
    decline_url: str
    seeing: tuple[SeeingRow, ...]


@dataclass(frozen=True)
class QuietLine:
    """An account of which something can be done when there is time."""

    account: str
    url: str
    reasons: tuple[rows.Reason, ...]


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
        next_touch=call.touch.says,
        brief_url=f"{find_way('brief', call.account.id)}{f'?with={person.id}' if person else ''}",
        log_url=f"{find_way('touchpoint_new')}?{f'contact={person.id}' if person else f'account={call.account.id}'}",
        write_url=_write_url(call),
        put_off_url=find_way("put_off", call.account.id),
        hand_on_url="" if call.referral else find_way("handing_on", call.account.id),
        decline_url=find_way("referral_declining", call.referral) if call.referral else "",
        seeing=tuple(_seeing(one.seeing) for one in call.reasons[:4] if one.seeing),
    )


def quiet_of(row: QuietRow) -> QuietLine:
    """Return what can be done for an account when there is time, as a line."""
    reasons = tuple(_reason(reason, row.account_id) for reason in row.reasons)
    return QuietLine(row.account, find_way("account", row.account_id), reasons)


def handed_rows(referrals: Sequence[ReferralRow], *, member: str, today: date, zone: str) -> list[HandedRow]:
    """Return the calls that a member asked colleagues for, as lines: open ones, and what became of those of this week."""
    return [_handed(row, today, zone) for row in referrals if row.from_id == member]


def _handed(row: ReferralRow, today: date, zone: str) -> HandedRow:
    state, fact = f"handed to {row.to_name}", row.why
    if row.made_at is not None:
        made_on = clock.local_date(row.made_at, zone)
        state = f"{row.to_name} spoke with them {saying.say_day(made_on, today)}"
    elif row.ended:
        state, fact = f"{row.to_name} declined", row.sentence
    return HandedRow(
        account=row.account,
        url=find_way("account", row.account_id),
        state=state,
        fact=fact,
        by_on=row.by_on if row.is_open else None,
        take_back_url=find_way("referral_taking_back", row.id) if row.is_open else "",
    )


def _seeing(one: Seeing) -> SeeingRow:
    said = {"left": f"{one.who}’s leaving is seen to", "arrived": f"{one.who} is welcomed"}
    return SeeingRow(
        said.get(one.what, f"{one.who}’s new part is seen to"),
        find_way("contact_seen_to", one.contact_id),
        one.what,
        one.on,
    )


def _write_url(call: Call) -> str:
    """The way to write to whom one would speak with; nothing where we know no address of theirs."""
    if call.person is None or not call.person.email:
        return ""
    return f"{find_way('letter', call.account.id)}?with={call.person.id}"


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
    if reason.asked:
        kind, subject = reason.asked
        url = find_way(_ANSWERED_AT[kind], subject)
    elif reason.idea:
        url = find_way("idea", reason.idea)
    elif reason.promises:
        url = find_way("promise", reason.promises[0])
    elif reason.verbatims:
        url = find_way("verbatim", reason.verbatims[0])
    elif reason.touchpoints:
        url = find_way("touchpoint", reason.touchpoints[0])
    # The words open from the claim; what was done about them is written down behind the day.
    done_url = find_way("account_radar", account) if reason.code == "alarm_heard" else ""
    mark = _MARKS.get(reason.code, "due")
    return rows.Reason(mark=mark, why=reason.claim, fact=reason.fact, url=url, fact_url=done_url)
