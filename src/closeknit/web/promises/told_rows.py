"""What the pages of telling are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Quote
from closeknit.promises import queries as promise_queries
from closeknit.promises.telling import message, queries
from closeknit.promises.telling import people as behind_codes
from closeknit.promises.telling.message import Letter
from closeknit.promises.telling.people import Behind
from closeknit.promises.telling.queries import ToldRow, WordRow
from closeknit.verbatims.queries import VerbatimRow
from closeknit.web import quotes
from closeknit.web.promises.telling_forms import ToldForm, WordForm
from closeknit.web.request import HouseRequest

# What ended longer ago than this is no news to anybody.
_NEWS_FOR = timedelta(days=120)
_REASONS = {
    behind_codes.PROMISED: "it was promised to them",
    behind_codes.SAID: "their words began it",
    behind_codes.NEED: "they said the same need",
    behind_codes.IDEA: "it was their idea",
    behind_codes.VOTE: "they voted for the idea",
}
_STATES = {
    "sent": "by mail",
    "waiting": "by mail, which waits to go out",
    "failed": "by a mail that did not go out",
    "": "in a talk",
}


@dataclass(frozen=True)
class Person:
    """One person behind a promise, as a line: why, with their words, and what can be done now."""

    behind: Behind
    why: str
    words: tuple[Quote, ...]
    letter_url: str


@dataclass(frozen=True)
class Told:
    """Somebody who was told, as a line; `form` takes down what they said."""

    row: ToldRow
    how: str
    answers: tuple[tuple[str, Quote | None, str], ...]
    form: WordForm | None


def to_tell_context(request: HouseRequest) -> dict[str, Any]:
    """Return the promises of which somebody is still to be told."""
    today = request.today
    found, _ = queries.list_to_tell(viewer=request.viewer, since=today - _NEWS_FOR)
    return {"found": [(one, _names(one.people)) for one in found], "since": today - _NEWS_FOR}


def waiting_context(request: HouseRequest) -> dict[str, Any]:
    """Return whose word is awaited, those with something unread first, and who said that it is not settled."""
    page = int(given) if (given := request.GET.get("page", "")).isdecimal() and 0 < len(given) < 5 else 1
    rows = queries.list_waiting(viewer=request.viewer, page=max(1, page))
    return {
        "unread": [row for row in rows if row.unread],
        "silent": [row for row in rows if row.is_asked and not row.unread],
        "unasked": [row for row in rows if not row.is_asked and not row.unread],
        "not_settled": queries.list_not_settled(viewer=request.viewer) if page <= 1 else (),
        "next_url": f"?page={page + 1}" if len(rows) == queries.PAGE else "",
        "previous_url": f"?page={page - 1}" if page > 1 else "",
        "may_promise": request.viewer.can(Capability.MAKE_PROMISES),
        "today": request.today,
    }


def people_context(request: HouseRequest, promise: str) -> dict[str, Any]:
    """Return whose words stood behind a promise: those at its own account, and others."""
    row = promise_queries.get_promise(promise, viewer=request.viewer)
    may_tell = request.viewer.can(Capability.MAKE_PROMISES) and bool(row.settlement) and row.direction == "ours"
    found = [
        _person(promise, behind, words, may_tell)
        for behind, words in queries.list_people(promise, viewer=request.viewer)
    ]
    return {
        "promise": row,
        "may_tell": may_tell,
        "may_keep": request.viewer.can(Capability.KEEP_ACCOUNTS),
        "there": [one for one in found if one.behind.is_there],
        "can_mark": may_tell and any(not one.behind.told_id and not one.behind.has_left for one in found),
        "elsewhere": [one for one in found if not one.behind.is_there],
        "told_form": ToldForm(initial={"told_on": request.today}),
    }


def letter_context(
    request: HouseRequest, promise: str, behind: Behind, draft: Letter, words: Sequence[VerbatimRow]
) -> dict[str, Any]:
    """Return what stands beside the message: to whom, with what they said, and the question beneath it."""
    return {
        "promise": promise_queries.get_promise(promise, viewer=request.viewer),
        "person": _person(promise, behind, words, True),
        "question": message.write_question(),
        "draft": draft,
    }


def list_told(request: HouseRequest, promise: str) -> tuple[Told, ...]:
    """Return who was told of a promise, as lines."""
    may, today = request.viewer.can(Capability.MAKE_PROMISES), request.today
    return tuple(_told(row, may, today) for row in queries.list_told(promise, viewer=request.viewer))


def _told(row: ToldRow, may: bool, today: date) -> Told:
    said = tuple((word.answer, _quote(word, row), word.id) for word in row.words if word.answer)
    form = WordForm(initial={"said_on": today}, contact=row.contact_id) if may and not row.is_over else None
    how = "read it on the shared site" if row.way == "site" else _STATES[row.mail_state]
    return Told(row, how, said, form)


def _quote(word: WordRow, row: ToldRow) -> Quote | None:
    if not word.words:
        return None
    return Quote(
        text=" ".join(word.words.split()),
        wording="exact" if word.source in ("mail", "site") else "reported",
        speaker=row.name,
        medium={"mail": "e-mail", "site": "on the shared site"}.get(word.source, "talk"),
        said_on=word.said_on,
        told_by="" if word.source in ("mail", "site") else word.read_by,
        source_url=reverse("touchpoint", args=[word.touchpoint_id]) if word.touchpoint_id else "",
    )


def _person(promise: str, behind: Behind, words: Sequence[VerbatimRow], may_tell: bool) -> Person:
    can_write = may_tell and behind.address and not behind.told_id and not behind.has_left
    return Person(
        behind=behind,
        why=", ".join(_REASONS[code] for code in behind.reasons),
        words=tuple(quotes.quote_of(one) for one in words),
        letter_url=reverse("promise_letter", args=[promise, behind.contact_id]) if can_write else "",
    )


def _names(people: Sequence[Behind]) -> str:
    named = [f"{one.name} ({one.account})" if not one.is_there else one.name for one in people[:3]]
    more = len(people) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")
