"""Reads of the open portal for our side: what waits to be looked at, oldest first, and since when."""

from dataclasses import dataclass
from datetime import datetime

from closeknit.analysis.ideas.portal import SubmissionState
from closeknit.ideas.models import Challenge, Opening, Posting, Submission
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer

PAGE = 30


@dataclass(frozen=True)
class WaitingRow:
    """One thing that was handed in. `giver` is "" where nobody said; `is_checked` whether they showed that they read at their address."""

    id: str
    title: str
    text: str
    giver: str
    email: str
    is_checked: bool
    is_named: bool
    account: str
    origin: str
    state: str
    given_at: datetime
    n_hours: int


@dataclass(frozen=True)
class Queue:
    """What waits. `n_listed` stand on the waiting list behind it; `oldest_hours` is None where nothing waits."""

    rows: tuple[WaitingRow, ...]
    n_waiting: int
    n_listed: int
    oldest_hours: int | None


@dataclass(frozen=True)
class PostingRow:
    """How an idea is shown outside; `audience` says to whom now, and is none of them where it was hidden.

    `is_between`: in the shared site of its account, which `account` names, and not on the portal.
    """

    number: int
    title: str
    text: str
    audience: str
    n_votes: int
    is_between: bool = False
    account: str = ""


def get_queue(*, viewer: Viewer, at: datetime) -> Queue:
    """Return what waits to be looked at, oldest first: the first thirty; after them those on the waiting list."""
    rows = Submission.objects.visible_to(viewer).filter(state__in=(SubmissionState.WAITING, SubmissionState.LISTED))
    waiting = rows.filter(state=SubmissionState.WAITING)
    n_listed = rows.filter(state=SubmissionState.LISTED).count()
    # "waiting" before "listed": by the name backwards.
    found = list(rows.select_related("person__login").order_by("-state", "given_at", "pk")[:PAGE])
    n_waiting = waiting.count()
    first = found[0].given_at if found and found[0].state == SubmissionState.WAITING else None
    return Queue(
        tuple(_row(row, at) for row in found), n_waiting, n_listed, _hours(first, at) if first is not None else None
    )


def count_waiting(*, viewer: Viewer) -> int:
    """Return how many wait to be looked at."""
    return Submission.objects.visible_to(viewer).filter(state=SubmissionState.WAITING).count()


def find_posting(idea: str, *, viewer: Viewer) -> PostingRow | None:
    """Return how an idea is shown outside, None where it never was."""
    row = Posting.objects.visible_to(viewer).select_related("idea__account").filter(idea=idea).first()
    if row is None:
        return None
    account = row.idea.account.name if row.idea.account else ""
    return PostingRow(row.number, row.title, row.text, row.idea.audience, row.n_votes, row.is_between, account)


def get_opening(challenge: str, *, viewer: Viewer) -> tuple[str, list[str]]:
    """Return whom a challenge is open to outside (a code), and the ids of the accounts chosen; or raise NotFound."""
    audience = Challenge.objects.visible_to(viewer).filter(pk=challenge).values_list("audience", flat=True).first()
    if audience is None:
        raise NotFound
    rows = Opening.objects.visible_to(viewer).filter(challenge=challenge).order_by("account__name", "pk")
    return audience, list(rows.values_list("account_id", flat=True))


def _row(row: Submission, at: datetime) -> WaitingRow:
    login = row.person.login if row.person else None
    return WaitingRow(
        id=row.pk,
        title=row.title,
        text=row.text,
        giver=row.person.name if row.person else row.name,
        email=str(login.email) if login else row.email,
        is_checked=row.person_id is not None,
        is_named=row.is_named,
        account="",
        origin=row.origin,
        state=row.state,
        given_at=row.given_at,
        n_hours=_hours(row.given_at, at),
    )


def _hours(given: datetime, at: datetime) -> int:
    return max(0, int((at - given).total_seconds() // 3600))
