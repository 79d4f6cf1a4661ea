"""Lists of ideas, as frozen rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from closeknit.analysis.ideas.demand import Demand, Place
from closeknit.analysis.ideas.kinds import GiverKind, IdeaState
from closeknit.ideas.models import Idea, IdeaNeed, Posting, Verdict
from closeknit.ideas.queries import wanted
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, search
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.needs import checks as need_checks

PAGE = 25
# The words of the filter: those that a page can be asked for, and the states that each means.
STATES: dict[str, tuple[IdeaState, ...]] = {
    "ahead": (IdeaState.OPEN, IdeaState.PLANNED, IdeaState.PARTLY, IdeaState.NOT_NOW),
    "open": (IdeaState.OPEN,),
    "planned": (IdeaState.PLANNED, IdeaState.PARTLY),
    "in_use": (IdeaState.IN_USE,),
    "not_now": (IdeaState.NOT_NOW,),
    "no": (IdeaState.NO,),
    "all": tuple(state for state in IdeaState if state != IdeaState.MERGED),
}
SORTS = ("people", "accounts", "worth", "newest", "answer")


@dataclass(frozen=True)
class Giver:
    """Whose idea it is; `name` is empty where nobody knows, or the person was erased."""

    kind: str
    name: str
    member_id: str
    contact_id: str
    account_id: str
    account: str


@dataclass(frozen=True)
class Shown:
    """How an idea is shown outside, or was: its number there, whether in the shared site of its account, and how many want it there."""

    number: int
    is_between: bool
    n_votes: int


@dataclass(frozen=True)
class IdeaRow:
    """One idea with its answer so far: `answer` and `sentence` are of the newest verdict, empty where there is none.

    `noted_by` is who of ours wrote it down for somebody else, `address` that of a giver whom no account knows. `place` is where it stands
    by each way of counting; None where nobody outside has voted, or it is not ahead of us any more.
    """

    id: str
    number: int
    title: str
    state: str
    giver: Giver
    given_on: date
    reader_id: str
    reader: str
    answer_by: date
    answered_on: date | None
    revisit_on: date | None
    merged_into: tuple[str, int, str] | None
    demand: Demand
    place: Place | None
    n_needs: int
    answer: str
    sentence: str
    text: str = ""
    noted_by: str = ""
    address: str = ""
    verbatim_id: str = ""
    redesign_id: str = ""
    merged_at: datetime | None = None
    # Whom it reaches outside: a code; and how it is shown there, None where it never was.
    audience: str = ""
    shown: Shown | None = None


@dataclass(frozen=True)
class IdeaPageOf:
    """A page of ideas, with how many there are, how many stand in each filter, and how far the ways of counting agree."""

    rows: tuple[IdeaRow, ...]
    total: int
    counts: dict[str, int]
    n_ranked: int
    agreement: float | None


@dataclass(frozen=True)
class OverdueRow:
    """An idea that is past its answer date."""

    id: str
    number: int
    title: str
    reader_id: str
    answer_by: date
    account_id: str


def list_ideas(
    *, viewer: Viewer, state: str = "ahead", sort: str = "people", query: str = "", page: int = 1, apart: bool = False
) -> IdeaPageOf:
    """Return a page of ideas in the states that `state` means, most wanted first by `sort`; only those that hold `query` where given.

    With `apart` only those about which the ways of counting disagree. Equal ones: the newest first.
    """
    found = wanted.get_wanted(viewer=viewer)
    every = list(
        Idea.objects.visible_to(viewer)
        .exclude(state=IdeaState.MERGED)
        .order_by("-number")
        .values_list("pk", "state", "answer_by")
    )
    if query.strip():
        held = set(search.find(query, kind="idea"))
        every = [one for one in every if one[0] in held]
    counts = {name: sum(one[1] in states for one in every) for name, states in STATES.items()}
    states = STATES.get(state, STATES["ahead"])
    asked = [one for one in every if one[1] in states]
    if apart:
        asked = [one for one in asked if (place := found.places.get(one[0])) and place.is_apart]
    asked.sort(key=lambda one: _key(sort, one, found.demand.get(one[0], wanted.NONE)))
    shown = [one[0] for one in asked[(page - 1) * PAGE : page * PAGE]]
    rows = {row.id: row for row in rows_of(shown, viewer=viewer, found=found)}
    in_order = tuple(rows[pk] for pk in shown)
    return IdeaPageOf(in_order, len(asked), counts, found.ranking.n, found.ranking.agreement)


def get_idea(idea: str, *, viewer: Viewer) -> IdeaRow:
    """Return one idea, merged ones too, or raise NotFound."""
    rows = rows_of([idea], viewer=viewer)
    if not rows:
        raise NotFound("There is no idea by that name.")
    return rows[0]


def list_to_answer(*, viewer: Viewer, reader: str = "") -> list[IdeaRow]:
    """Return the ideas without an answer, those first whose day comes first: what is past its date leads. With `reader`, theirs alone."""
    rows = Idea.objects.visible_to(viewer).filter(state=IdeaState.OPEN).order_by("answer_by", "number")
    rows = rows.filter(reader_id=reader) if reader else rows
    return rows_of(list(rows.values_list("pk", flat=True)[:200]), viewer=viewer)


def list_to_revisit(*, viewer: Viewer) -> list[IdeaRow]:
    """Return the not-nows, those first whose day to look again comes first."""
    rows = Idea.objects.visible_to(viewer).filter(state=IdeaState.NOT_NOW).order_by("revisit_on", "number")
    return rows_of(list(rows.values_list("pk", flat=True)[:200]), viewer=viewer)


def list_overdue(*, viewer: Viewer, today: date) -> list[OverdueRow]:
    """Return the ideas that are past their answer date on `today`, those first that have waited longest."""
    late = Idea.objects.visible_to(viewer).filter(state=IdeaState.OPEN, answer_by__lt=today)
    values = late.order_by("answer_by", "number").values_list(
        "pk", "number", "title", "reader_id", "answer_by", "account_id"
    )
    return [
        OverdueRow(pk, number, title, reader or "", answer_by, account or "")
        for pk, number, title, reader, answer_by, account in values
    ]


def list_ideas_of_needs(needs: Sequence[str], *, viewer: Viewer) -> dict[str, list[IdeaRow]]:
    """Return by need the ideas that answer it, newest first, those merged elsewhere left out; a need without any is not in it."""
    links = (
        IdeaNeed.objects.visible_to(viewer)
        .filter(need_id__in=list(needs))
        .exclude(idea__state__in=(IdeaState.MERGED, IdeaState.WITHDRAWN))
    )
    pairs = list(links.order_by("-idea__number").values_list("need_id", "idea_id"))
    rows = {row.id: row for row in rows_of(list(dict.fromkeys(idea for _, idea in pairs)), viewer=viewer)}
    found: dict[str, list[IdeaRow]] = {}
    for need, idea in pairs:
        found.setdefault(need, []).append(rows[idea])
    return found


def get_ideas_of_need(need: str, *, viewer: Viewer) -> tuple[str, list[IdeaRow]]:
    """Return the need's statement and the ideas that answer it, newest first; or raise NotFound."""
    row = need_checks.get_need(need, viewer=viewer)
    return row.statement, list_ideas_of_needs([row.pk], viewer=viewer).get(row.pk, [])


def list_choices(*, viewer: Viewer, but: str = "") -> list[tuple[str, int, str]]:
    """Return (id, number, title) of the ideas that stand on their own, newest first, to choose one from."""
    rows = (
        Idea.objects.visible_to(viewer)
        .exclude(state__in=(IdeaState.MERGED, IdeaState.WITHDRAWN))
        .exclude(pk=but)
        .order_by("-number")
    )
    return list(rows.values_list("pk", "number", "title")[:500])


def rows_of(ids: Sequence[str], *, viewer: Viewer, found: wanted.Wanted | None = None) -> list[IdeaRow]:
    """Return the rows of these ideas, in the order given; those that are not there are left out."""
    if not ids:
        return []
    found = found or wanted.get_wanted(viewer=viewer)
    zone = identity_queries.get_house().zone
    newest = Verdict.objects.visible_to(viewer).filter(idea=OuterRef("pk")).order_by("-number")
    ideas: QuerySet[Any] = Idea.objects.visible_to(viewer).filter(pk__in=list(ids))
    ideas = ideas.select_related("member", "person", "account", "reader", "counts_in", "noted_by", "posting").annotate(
        answer=Subquery(newest.values("answer")[:1]), sentence=Subquery(newest.values("sentence")[:1])
    )
    linked = IdeaNeed.objects.visible_to(viewer).filter(idea__in=list(ids)).values_list("idea_id", flat=True)
    n_needs = _count(linked)
    rows = {one.pk: _row(one, zone, found, n_needs.get(one.pk, 0)) for one in ideas}
    return [rows[pk] for pk in ids if pk in rows]


def giver_of(one: Idea) -> Giver:
    """Return whose idea it is, from a row that was read with its member, person and account."""
    name = one.member.name if one.member else one.person.name if one.person else one.outsider_name
    account = one.account.name if one.account else ""
    return Giver(one.giver_kind, name, one.member_id or "", one.contact_id or "", one.account_id or "", account)


def is_theirs(giver: Giver) -> bool:
    """Return whether it came from outside."""
    return giver.kind != GiverKind.MEMBER


def _row(one: Any, zone: str, found: wanted.Wanted, n_needs: int) -> IdeaRow:
    root: Idea | None = one.counts_in
    return IdeaRow(
        id=one.pk,
        number=one.number,
        title=one.title,
        state=one.state,
        giver=giver_of(one),
        given_on=clock.local_date(one.given_at, zone),
        reader_id=one.reader_id or "",
        reader=one.reader.name if one.reader else "",
        answer_by=one.answer_by,
        answered_on=_day(one.answered_at, zone),
        revisit_on=one.revisit_on,
        merged_into=(root.pk, root.number, root.title) if root else None,
        demand=found.demand.get(one.pk, wanted.NONE),
        place=found.places.get(one.pk),
        n_needs=n_needs,
        answer=one.answer or "",
        sentence=one.sentence or "",
        text=one.text,
        noted_by=one.noted_by.name if one.noted_by and one.noted_by_id != one.member_id else "",
        address=one.outsider_email,
        verbatim_id=one.verbatim_id or "",
        redesign_id=one.redesign_id or "",
        merged_at=one.merged_at,
        audience=one.audience,
        shown=_shown(one.posting) if hasattr(one, "posting") else None,
    )


def _shown(posting: Posting) -> Shown:
    return Shown(posting.number, posting.is_between, posting.n_votes)


def _key(sort: str, one: tuple[str, str, date], demand: Demand) -> tuple[Any, ...]:
    if sort == "newest":
        return ()
    if sort == "answer":
        return (one[1] != IdeaState.OPEN, one[2])
    ways = {
        "accounts": (-demand.n_accounts, -demand.n_people),
        "worth": (-(demand.worth_minor or 0), -demand.n_accounts),
    }
    return (*ways.get(sort, (-demand.n_people, -demand.n_accounts)), -demand.n_ours)


def _count(values: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return counts


def _day(moment: datetime | None, zone: str) -> date | None:
    return clock.local_date(moment, zone) if moment else None
