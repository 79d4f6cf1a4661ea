"""Standing questions and answers as the pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from closeknit.kit import clock, ways
from closeknit.kit.look.rows import Quote
from closeknit.research.queries import AnswerRow, BankRow, Reach
from closeknit.web.quotes import MEDIA, SIGNALS
from closeknit.web.research import labels


@dataclass(frozen=True)
class BankLine:
    """One question of the bank with how far it has come."""

    id: str
    text: str
    url: str
    version: int
    certainty: str
    n_accounts: int
    n_answers: int
    asked_on: date | None
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class AnswerLine:
    """One answer; `words` is None where it was asked and not answered. `outcome` says what came of it, in words."""

    id: str
    asked: str
    version: int
    contact: str
    account: str
    account_url: str
    asked_on: date
    asked_by: str
    url: str
    words: Quote | None
    outcome: str
    outcome_text: str
    outcome_url: str
    is_open: bool


@dataclass(frozen=True)
class AskedThere:
    """One question at one account: its answers, the newest first, and since when nobody there was asked."""

    id: str
    text: str
    url: str
    certainty: str
    answers: tuple[AnswerLine, ...]
    is_next: bool
    why: str


def bank_lines(bank: Sequence[BankRow], reach: Mapping[str, Reach], *, zone: str) -> list[BankLine]:
    """Return the questions in their order."""
    none = Reach(0, 0, None)
    return [
        BankLine(
            id=row.id,
            text=row.text,
            url=reverse("question", args=[row.id]),
            version=row.version,
            certainty=labels.CERTAINTIES.get(row.certainty, ""),
            n_accounts=reach.get(row.id, none).n_accounts,
            n_answers=reach.get(row.id, none).n_answers,
            asked_on=_day(reach.get(row.id, none).asked_at, zone),
            is_first=place == 0,
            is_last=place == len(bank) - 1,
        )
        for place, row in enumerate(bank)
    ]


def answer_line(row: AnswerRow, *, promises: Mapping[str, str], with_account: bool = True) -> AnswerLine:
    """Return one answer; `promises` leads from an answer to the promise that came of it."""
    outcome = labels.OUTCOMES.get(row.outcome, "")
    if row.signal:
        outcome = f"{outcome} {SIGNALS.get(row.signal, row.signal)}"
    return AnswerLine(
        id=row.id,
        asked=row.asked,
        version=row.version,
        contact=row.contact,
        account=row.account if with_account else "",
        account_url=reverse("account_questions", args=[row.account_id]),
        asked_on=row.asked_on,
        asked_by=row.asked_by,
        url=reverse("touchpoint", args=[row.touchpoint_id]),
        words=quote_of(row, with_account=with_account) if row.words else None,
        outcome=outcome,
        outcome_text=row.outcome_text,
        outcome_url=ways.find_way("promise", promises[row.id]) if row.id in promises else "",
        is_open=bool(row.words) and not row.outcome,
    )


def quote_of(row: AnswerRow, *, with_account: bool = True) -> Quote:
    """Return an answer's words as the look shows words."""
    return Quote(
        text=row.words,
        wording="reported" if row.told_by or row.wording == "reported" else "exact",
        speaker=row.contact,
        role=row.contact_title,
        account=row.account if with_account else "",
        account_url=reverse("account", args=[row.account_id]) if with_account else "",
        medium=MEDIA.get(row.medium, row.medium),
        said_on=row.asked_on,
        source_url=reverse("touchpoint", args=[row.touchpoint_id]),
        told_by=row.told_by,
    )


def _day(at: datetime | None, zone: str) -> date | None:
    return clock.local_date(at, zone) if at else None
