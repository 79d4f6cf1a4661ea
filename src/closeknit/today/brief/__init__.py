"""The brief: one page before a call. A room that has something to say of an account has a file here, and a line in `SOURCES`.

Each source is a function from `BriefAsked` to a part, or to None where it has nothing to say. What a source knows goes to the screen and to
the PDF alike, so it must hold only what `asked.viewer` may see. Words are named by their id: they are read once for the whole page.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from closeknit.accounts import queries as account_queries
from closeknit.accounts.queries import AccountRow, ContactRow
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.promises import queries as promise_queries
from closeknit.today import choosing
from closeknit.today.brief import (
    certainties,
    changed,
    direction,
    feedback,
    gift,
    needs,
    people,
    promises,
    questions,
    said,
)
from closeknit.today.brief.parts import BriefAsked, BriefPart
from closeknit.touchpoints import unanswered
from closeknit.touchpoints.unanswered import PlannedRow
from closeknit.verbatims import queries as verbatim_queries

# In the order of the page. Each costs one or two statements, however much is known of the account.
SOURCES: tuple[Callable[[BriefAsked], BriefPart | None], ...] = (
    changed.read,
    said.read,
    direction.read,
    needs.read,
    certainties.read,
    questions.read,
    feedback.read,
    gift.read,
    promises.read,
    people.read,
)


@dataclass(frozen=True)
class Brief:
    """All that one wants to know before a call: of whom, with whom, when it is planned, and the parts in order."""

    account: AccountRow
    person: ContactRow | None
    people: tuple[ContactRow, ...]
    planned: PlannedRow | None
    parts: tuple[BriefPart, ...]


def get_brief(account: str, *, viewer: Viewer, at: datetime, zone: str, contact: str = "") -> Brief:
    """Return the brief of an account for a call with `contact`, else with whom it is planned, else whom one calls first.

    Raises NotFound where there is no such account.
    """
    row = account_queries.get_account(account, viewer=viewer)
    everybody = account_queries.list_contacts(viewer=viewer, account=account, with_left=True)
    here = tuple(one for one in everybody if one.until_on is None)
    planned = next(iter(unanswered.list_planned(viewer=viewer, account=account)), None)
    person = _person(here, contact or (planned.contact_id if planned else ""))
    today = clock.local_date(at, zone)
    asked = BriefAsked(
        account=row,
        person=person,
        people=tuple(everybody),
        promises=tuple(promise_queries.list_of_accounts([account], since=today - BriefAsked.LOOK_BACK, viewer=viewer)),
        voiced=needs.list_voiced(account, viewer=viewer),
        told=said.list_told(account, viewer=viewer),
        viewer=viewer,
        at=at,
        zone=zone,
        today=today,
    )
    parts = [part for read in SOURCES if (part := read(asked)) is not None]
    return Brief(row, person, here, planned, tuple(_with_words(parts, viewer)))


def _person(here: Sequence[ContactRow], wanted: str) -> ContactRow | None:
    return next((one for one in here if one.id == wanted), None) or choosing.choose_person(here)


def _with_words(parts: Sequence[BriefPart], viewer: Viewer) -> Iterator[BriefPart]:
    """The parts with their words, each sentence once on the page; a line that was only words goes where they are gone or shown above."""
    ids = dict.fromkeys(line.verbatim for part in parts for line in part.lines if line.verbatim)
    words = {row.id: row for row in verbatim_queries.list_verbatims(list(ids), viewer=viewer)}
    for part in parts:
        lines = [replace(line, words=words.pop(line.verbatim, None)) for line in part.lines]
        kept = tuple(line for line in lines if line.text or line.words)
        if kept:
            yield replace(part, lines=kept[: part.most])
