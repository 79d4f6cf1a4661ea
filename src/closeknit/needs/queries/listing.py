"""Needs as rows of a list, with what is counted of each. An account counts once, however often it says a thing."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import Coalesce

from closeknit.analysis.kinds import NeedState
from closeknit.analysis.needs.trends import Trend, judge_trend
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import FORMING, Evidence, Need, StreamState
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.queries import VerbatimRow

PAGE = 25
ROOT = Coalesce("need__merged_into_id", "need_id")


# A name that somebody gave can be relied on; what was only found comes behind, to be looked at.
FOUND_ONLY = ExpressionWrapper(Q(statement_by__isnull=True), BooleanField())


@dataclass(frozen=True)
class NeedRow:
    """One need with what is counted of it: `n_sentences` of `n_accounts` say so, others are against it or settle it.

    `best` is None where no words stand for it yet. `is_opened` tells that somebody has looked at it, so that its name stays.
    """

    id: str
    statement: str
    subtitle: str
    state: str
    stated_by: str
    born_at: datetime
    n_sentences: int
    n_accounts: int
    n_against: int
    n_settling: int
    first_said_on: date | None
    last_said_on: date | None
    trend: Trend
    best: VerbatimRow | None
    settled_on: date | None
    note: str
    merged_into: tuple[str, str] | None
    is_opened: bool


def list_needs(
    *, viewer: Viewer, at: datetime, account: str = "", state: str = NeedState.OPEN, page: int | None = 1
) -> list[NeedRow]:
    """Return needs, first those that a person put in words, then those of most accounts; a page of 25, or all without `page`.

    `at` is the moment asked about; what is counted of each need is as of the last count, at most a day before it.
    """
    rows = listed(viewer, account, state).order_by(FOUND_ONLY, "-figures__n_accounts", "-figures__n_sentences", "pk")
    return rows_of(rows if page is None else rows[(page - 1) * PAGE : page * PAGE], viewer)


def count_needs(*, viewer: Viewer, account: str = "", state: str = NeedState.OPEN) -> int:
    """Return how many needs such a list holds."""
    return listed(viewer, account, state).count()


def count_forming(*, viewer: Viewer) -> int:
    """Return how many groups of sentences no name carries yet: they gather words, and are listed once one does."""
    rows = Need.objects.visible_to(viewer).filter(FORMING, state=NeedState.OPEN, figures__n_sentences__gt=0)
    return rows.count()


def list_named(*, viewer: Viewer) -> list[tuple[str, str]]:
    """Return (id, statement) of each open need, by statement: what one can move words to or merge with."""
    open_ones = Need.objects.visible_to(viewer).filter(state=NeedState.OPEN).exclude(FORMING)
    return list(open_ones.order_by("statement", "pk").values_list("pk", "statement"))


def listed(viewer: Viewer, account: str, state: str) -> QuerySet[Need]:
    """Return the needs in a state that an account voiced ("" for all accounts). For the queries of this room."""
    rows = Need.objects.visible_to(viewer).filter(state=state)
    if state == NeedState.OPEN:
        rows = rows.filter(
            Q(figures__n_sentences__gt=0)
            | Q(figures__n_against__gt=0)
            | Q(figures__n_settling__gt=0)
            | Q(stream_name="")
        ).exclude(FORMING)
    if account:
        voiced = Evidence.objects.visible_to(viewer).filter(account_id=account).values(root=ROOT)
        rows = rows.filter(pk__in=voiced)
    return rows


def rows_of(rows: QuerySet[Need], viewer: Viewer) -> list[NeedRow]:
    """Return these needs as rows. For the queries of this room."""
    needs = list(rows.select_related("figures", "statement_by", "merged_into"))
    lately, before = _heard_accounts(viewer)
    best = [one.figures.best_id for one in needs if one.figures.best_id]
    words = {one.id: one for one in verbatim_queries.list_verbatims(best, viewer=viewer)}
    zone = house_zone()
    return [
        NeedRow(
            id=one.pk,
            statement=one.statement,
            subtitle=one.subtitle,
            state=one.state,
            stated_by=one.statement_by.name if one.statement_by else "",
            born_at=one.born_at,
            n_sentences=one.figures.n_sentences,
            n_accounts=one.figures.n_accounts,
            n_against=one.figures.n_against,
            n_settling=one.figures.n_settling,
            first_said_on=_day(one.figures.first_said_at, zone),
            last_said_on=_day(one.figures.last_said_at, zone),
            trend=judge_trend(one.figures.n_lately, one.figures.n_before, heard_lately=lately, heard_before=before),
            best=words.get(one.figures.best_id or ""),
            settled_on=one.settled_on,
            note=one.note,
            merged_into=(one.merged_into.pk, one.merged_into.statement) if one.merged_into else None,
            is_opened=one.opened_at is not None,
        )
        for one in needs
    ]


def house_zone() -> str:
    """Return the time zone of the house."""
    house = identity_queries.find_house()
    return house.zone if house else "UTC"


def _heard_accounts(viewer: Viewer) -> tuple[int, int]:
    """Return how many accounts said anything in the last ten weeks and in the ten before, as it was last counted."""
    counted = StreamState.objects.visible_to(viewer).values_list("heard_lately", "heard_before").first()
    return counted or (0, 0)


def _day(moment: datetime | None, zone: str) -> date | None:
    return clock.local_date(moment, zone) if moment else None
