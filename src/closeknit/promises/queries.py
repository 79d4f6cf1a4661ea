"""Reads of promises, as frozen rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, DateField, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from closeknit.accounts.queries import AccountIds
from closeknit.analysis.kinds import Audience, PromiseDirection, Settlement
from closeknit.analysis.promises.state import KeptShare, PromiseDates, score_kept
from closeknit.kit.fixed import Fixed, Given, GivenRows
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Need
from closeknit.promises.models import Move, Promise, Risk
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.queries import VerbatimRow

PAGE = 50
AT_ONE = 200


@dataclass(frozen=True)
class PromiseRow:
    """One promise. `contact` is to whom it was given, or who gave it; `keeper` who of ours keeps or follows it.

    `spoke_at` is when we last spoke with the account, `moved_at` when its day was moved last, `fear` why somebody says that it is at risk.
    """

    id: str
    direction: str
    account_id: str
    account: str
    contact_id: str
    contact: str
    keeper_id: str
    keeper: str
    text: str
    made_on: date
    due_on: date | None
    first_due_on: date | None
    settlement: str
    settled_on: date | None
    proof: str
    verbatim_id: str
    need_id: str
    n_moves: int
    idea_id: str = ""
    spoke_at: datetime | None = None
    moved_at: datetime | None = None
    fear: str = ""
    redesign_id: str = ""

    @property
    def dates(self) -> PromiseDates:
        """Return its days as the analysis weighs them."""
        ended = Settlement(self.settlement) if self.settlement else None
        return PromiseDates(self.due_on, self.first_due_on, ended, self.settled_on)


@dataclass(frozen=True)
class CarryingOut:
    """The promises that carry an idea out at the accounts asked for, newest first, and how many do so at others."""

    here: tuple[PromiseRow, ...] = ()
    n_elsewhere: int = 0


@dataclass(frozen=True)
class KeptOfIdea:
    """The promise kept last of those that carry an idea out: to whom it was made, and when it was kept."""

    id: str
    account: str
    kept_on: date


@dataclass(frozen=True)
class MoveRow:
    """One time that the day was moved, by whom and why."""

    from_on: date | None
    to_on: date | None
    reason: str
    moved_by: str
    moved_at: datetime
    told: str = ""


@dataclass(frozen=True)
class PromiseStory:
    """One promise with all that belongs to it: the words and the need that it answers, each move of its day."""

    promise: PromiseRow
    words: VerbatimRow | None
    need: str
    moves: tuple[MoveRow, ...]


def get_promise(promise: str, *, viewer: Viewer) -> PromiseRow:
    """Return one promise, or raise NotFound."""
    rows = _rows(Promise.objects.visible_to(viewer).filter(pk=promise), viewer)
    if not rows:
        raise NotFound("There is no promise by that name.")
    return rows[0]


def get_story(promise: str, *, viewer: Viewer) -> PromiseStory:
    """Return one promise with its words, its need and its moves, or raise NotFound."""
    row = get_promise(promise, viewer=viewer)
    words = verbatim_queries.list_verbatims([row.verbatim_id], viewer=viewer) if row.verbatim_id else []
    return PromiseStory(
        promise=row,
        words=words[0] if words else None,
        need=say_need(row.need_id, viewer=viewer) if row.need_id else "",
        moves=tuple(list_moves(promise, viewer=viewer)),
    )


def say_need(need: str, *, viewer: Viewer) -> str:
    """Return the statement of the need that a promise answers, or is to answer; or raise NotFound."""
    statement = Need.objects.visible_to(viewer).filter(pk=need).values_list("statement", flat=True).first()
    if statement is None:
        raise NotFound("There is no need by that name.")
    return statement


def list_open(
    *,
    viewer: Viewer,
    account: str = "",
    keeper: str = "",
    direction: str = "",
    until: date | None = None,
    page: int | None = None,
) -> list[PromiseRow]:
    """Return the promises that have not ended, the nearest day first, those without a day last; a page of 50, or all.

    With `until`, only those that are due by then.
    """
    rows = _narrowed(_open(viewer), account, keeper, direction)
    rows = rows if until is None else rows.filter(due_on__lte=until)
    rows = rows.order_by(F("due_on").asc(nulls_last=True), "pk")
    return _rows(rows if page is None else rows[(page - 1) * PAGE : page * PAGE], viewer)


def count_open(*, viewer: Viewer, account: str = "", keeper: str = "", direction: str = "") -> int:
    """Return how many promises have not ended."""
    return _narrowed(_open(viewer), account, keeper, direction).count()


def list_ended(
    *, viewer: Viewer, account: str = "", keeper: str = "", direction: str = "", page: int = 1
) -> list[PromiseRow]:
    """Return the promises that ended, newest first, a page of 50."""
    rows = _narrowed(_ended(viewer), account, keeper, direction)
    return _rows(rows.order_by("-settled_on", "-pk")[(page - 1) * PAGE : page * PAGE], viewer)


def count_ended(*, viewer: Viewer, account: str = "", keeper: str = "", direction: str = "") -> int:
    """Return how many promises have ended."""
    return _narrowed(_ended(viewer), account, keeper, direction).count()


def list_at(account: str, *, viewer: Viewer) -> list[PromiseRow]:
    """Return the promises with one account in one statement: open ones first, the nearest day first, then what ended, newest first.

    At most 200: who looks for older ones turns the pages of the list.
    """
    return [_row(values) for values in _AT.ask(viewer=viewer, accounts=[account])]


def list_of_accounts(accounts: AccountIds, *, since: date, viewer: Viewer) -> list[PromiseRow]:
    """Return what Today weighs: everything open, and what ended on or after `since`, of these accounts."""
    return [_row(values) for values in _OF_ACCOUNTS.ask(viewer=viewer, accounts=accounts, since=since)]


def list_internal(account: str, *, viewer: Viewer) -> frozenset[str]:
    """Return the promises with one account that we keep to ourselves."""
    rows = Promise.objects.visible_to(viewer).filter(account=account, audience=Audience.INTERNAL)
    return frozenset(rows.values_list("pk", flat=True))


def list_of_answers(answers: Sequence[str], *, viewer: Viewer) -> dict[str, str]:
    """Return answer → promise of those answers to standing questions of which a promise came, the newest."""
    rows = Promise.objects.visible_to(viewer).filter(answer__in=list(answers)).order_by("pk")
    return dict(rows.values_list("answer_id", "pk"))


def list_of_session(session: str, *, viewer: Viewer) -> dict[str, list[PromiseRow]]:
    """Return by wish of a redesign session ("" the whole) the promises that carry out what was decided on it; two statements."""
    rows = Promise.objects.visible_to(viewer).filter(redesign__session=session)
    wishes = dict(rows.values_list("pk", "redesign__entry_id"))
    found: dict[str, list[PromiseRow]] = {}
    for row in _rows(rows.order_by("pk"), viewer) if wishes else []:
        found.setdefault(wishes[row.id] or "", []).append(row)
    return found


def list_of_ideas(ideas: Sequence[str], *, accounts: Sequence[str], viewer: Viewer) -> dict[str, CarryingOut]:
    """Return by idea the promises that carry it out, those made for what is merged into it too; at most three statements.

    Each is read at these accounts alone: what one idea was promised to hundreds is counted.
    """
    rows = Promise.objects.visible_to(viewer).annotate(root=Coalesce("idea__counts_in_id", "idea_id"))
    rows = rows.filter(root__in=list(ideas))
    elsewhere = rows.exclude(account__in=list(accounts)).order_by().values_list("root").annotate(n=Count("pk"))
    n_elsewhere: dict[str, int] = dict(elsewhere) if ideas else {}
    here = rows.filter(account__in=list(accounts))
    roots: dict[str, str] = dict(here.values_list("pk", "root")) if ideas else {}
    found: dict[str, list[PromiseRow]] = {}
    for row in _rows(here.order_by("-made_on", "-pk"), viewer) if roots else []:
        found.setdefault(roots[row.id], []).append(row)
    return {idea: CarryingOut(tuple(found.get(idea, ())), n_elsewhere.get(idea, 0)) for idea in {*found, *n_elsewhere}}


def find_kept_of_idea(idea: str, *, viewer: Viewer) -> KeptOfIdea | None:
    """Return the promise kept last of those that carry out an idea or what is merged into it, ours to them; None where none was kept."""
    rows = Promise.objects.visible_to(viewer).filter(Q(idea=idea) | Q(idea__counts_in=idea))
    rows = rows.filter(direction=PromiseDirection.OURS, settlement=Settlement.KEPT, settled_on__isnull=False)
    found = rows.order_by("-settled_on", "-pk").values_list("pk", "account__name", "settled_on").first()
    return KeptOfIdea(found[0], found[1], found[2]) if found and found[2] else None


def list_moves(promise: str, *, viewer: Viewer) -> list[MoveRow]:
    """Return each time that the day of a promise was moved, oldest first."""
    moves = Move.objects.visible_to(viewer).filter(promise_id=promise).select_related("moved_by").order_by("pk")
    return [
        MoveRow(
            move.from_on, move.to_on, move.reason, move.moved_by.name if move.moved_by else "", move.moved_at, move.told
        )
        for move in moves
    ]


def get_kept_shares(
    *, viewer: Viewer, since: date, as_of: date, account: str = "", keeper: str = ""
) -> dict[str, KeptShare]:
    """Return by direction how well each side kept its word: of what ended on or after `since`, or is overdue, which share was kept."""
    rows = _narrowed(Promise.objects.visible_to(viewer), account, keeper, "")
    rows = rows.filter(Q(settled_on__gte=since) | Q(settlement="", due_on__lt=as_of))
    days: dict[str, list[PromiseDates]] = {direction.value: [] for direction in PromiseDirection}
    columns = ("direction", "due_on", "first_due_on", "settlement", "settled_on")
    for direction, due_on, first, ended, on in rows.values_list(*columns).iterator():
        days[direction].append(PromiseDates(due_on, first, Settlement(ended) if ended else None, on))
    return {direction: score_kept(several, as_of=as_of) for direction, several in days.items()}


def _open(viewer: Viewer) -> QuerySet[Promise]:
    return Promise.objects.visible_to(viewer).filter(settlement="")


def _ended(viewer: Viewer) -> QuerySet[Promise]:
    return Promise.objects.visible_to(viewer).exclude(settlement="")


def _narrowed(rows: QuerySet[Promise], account: str, keeper: str, direction: str) -> QuerySet[Promise]:
    rows = rows.filter(account_id=account) if account else rows
    rows = rows.filter(keeper_id=keeper) if keeper else rows
    return rows.filter(direction=direction) if direction else rows


def _rows(rows: QuerySet[Promise], viewer: Viewer) -> list[PromiseRow]:
    """Return the rows of a queryset that went through `visible_to` already, in its order, in one query."""
    return [_row(values) for values in _select(rows, viewer)]


def _select(rows: QuerySet[Promise], viewer: Viewer) -> QuerySet[Promise, tuple[Any, ...]]:
    moves = Move.objects.visible_to(viewer).filter(promise=OuterRef("pk")).order_by()
    counted = moves.values("promise").annotate(n=Count("pk")).values("n")
    last = moves.order_by("-pk").values("moved_at")[:1]
    feared = Risk.objects.visible_to(viewer).filter(promise=OuterRef("pk"), over_at__isnull=True).values("why")[:1]
    return rows.annotate(
        n_moves=Subquery(counted, output_field=IntegerField()), moved_last=Subquery(last), fear=Subquery(feared)
    ).values_list(
        *("pk", "direction", "account_id", "account__name", "contact_id", "contact__person__name"),
        *("keeper_id", "keeper__name", "text", "made_on", "due_on", "first_due_on"),
        *("settlement", "settled_on", "proof", "verbatim_id", "need_id", "n_moves"),
        *("idea_id", "account__standing__two_way_at", "moved_last", "fear", "redesign_id"),
    )


def _select_at(ours: Viewer) -> QuerySet[Promise, tuple[Any, ...]]:
    rows = Promise.objects.visible_to(ours).filter(account__in=GivenRows("accounts"))
    order = (F("settled_on").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk")
    return _select(rows.order_by(*order)[:AT_ONE], ours)


def _select_of_accounts(ours: Viewer) -> QuerySet[Promise, tuple[Any, ...]]:
    rows = Promise.objects.visible_to(ours).filter(account__in=GivenRows("accounts"))
    weighed = Q(settlement="") | Q(settled_on__gte=Given("since", DateField()))
    return _select(rows.filter(weighed).order_by("due_on", "pk"), ours)


_AT, _OF_ACCOUNTS = Fixed(_select_at), Fixed(_select_of_accounts)


def _row(values: tuple[Any, ...]) -> PromiseRow:
    pk, direction, account_id, account, contact_id, contact, keeper_id, keeper, text = values[:9]
    made_on, due_on, first_due_on, settlement, settled_on, proof, verbatim_id, need_id, n_moves = values[9:18]
    idea_id, spoke_at, moved_at, fear, redesign_id = values[18:]
    return PromiseRow(
        id=pk,
        direction=direction,
        account_id=account_id,
        account=account,
        contact_id=contact_id or "",
        contact=contact or "",
        keeper_id=keeper_id or "",
        keeper=keeper or "",
        text=text,
        made_on=made_on,
        due_on=due_on,
        first_due_on=first_due_on,
        settlement=settlement,
        settled_on=settled_on,
        proof=proof,
        verbatim_id=verbatim_id or "",
        need_id=need_id or "",
        n_moves=n_moves or 0,
        idea_id=idea_id or "",
        spoke_at=spoke_at,
        moved_at=moved_at,
        fear=fear or "",
        redesign_id=redesign_id or "",
    )
