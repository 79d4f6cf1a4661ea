"""A brief as the screen shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from closeknit.analysis.kinds import AccountKind
from closeknit.kit import clock, ids
from closeknit.kit.look.rows import Quote
from closeknit.kit.ways import find_way
from closeknit.today.brief import Brief
from closeknit.today.brief.parts import BriefLine, BriefPart
from closeknit.web import quotes
from closeknit.web.accounts import labels

# Which page shows a row, by the kind that its id carries.
_PAGES = {
    "need": "need",
    "promise": "promise",
    "person": "person",
    "touchpoint": "touchpoint",
    "verbatim": "verbatim",
    "account": "account",
    "contact": "contact",
    "asked_feedback": "asked_feedback",
}


@dataclass(frozen=True)
class Line:
    """One line of a brief."""

    text: str
    fact: str
    mark: str
    on: date | None
    is_due: bool
    url: str
    words: Quote | None


@dataclass(frozen=True)
class Part:
    """One part of a brief."""

    name: str
    title: str
    note: str
    lines: tuple[Line, ...]
    is_aside: bool


@dataclass(frozen=True)
class Head:
    """What stands at the top: with whom, where, and how things stand. `worth_minor` is None where it is not to be shown."""

    account_id: str
    account: str
    person: str
    person_title: str
    phone: str
    facts: tuple[str, ...]
    worth_minor: int | None
    owner: str
    spoke_on: date | None
    renewal_on: date | None
    planned_at: datetime | None
    planned_why: str


def head_of(brief: Brief, *, zone: str) -> Head:
    """Return the head of a brief; what an account is worth is left out for a department of ours."""
    account, person, planned = brief.account, brief.person, brief.planned
    has_money = account.kind != AccountKind.INTERNAL
    facts = (labels.STAGES[account.stage].capitalize(), labels.KINDS[account.kind], account.sector)
    return Head(
        account_id=account.id,
        account=account.name,
        person=person.name if person else "",
        person_title=", ".join(filter(None, (person.title, labels.ROLES.get(person.role, "")))) if person else "",
        phone=person.phone if person else "",
        facts=tuple(filter(None, facts)),
        worth_minor=account.worth_minor if has_money else None,
        owner=account.owner,
        spoke_on=clock.local_date(account.two_way_at, zone) if account.two_way_at else None,
        renewal_on=account.renewal_on if has_money else None,
        planned_at=planned.starts_at if planned else None,
        planned_why=planned.why if planned else "",
    )


def parts_of(brief: Brief) -> list[Part]:
    """Return the parts of a brief, in their order."""
    return [_part(part) for part in brief.parts]


def _part(part: BriefPart) -> Part:
    return Part(part.name, part.title, part.note, _lines(part.lines), part.is_aside)


def _lines(lines: Sequence[BriefLine]) -> tuple[Line, ...]:
    return tuple(_line(line) for line in lines)


def _line(line: BriefLine) -> Line:
    page = _PAGES.get(ids.kind_of(line.about), "")
    return Line(
        text=line.text,
        fact=line.fact,
        mark=line.mark,
        on=line.on,
        is_due=line.is_due,
        url=find_way(page, line.about) if page else "",
        words=quotes.quote_of(line.words, with_account=False) if line.words else None,
    )
