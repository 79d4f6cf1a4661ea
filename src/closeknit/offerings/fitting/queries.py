"""The life-support map: offerings laid over needs, for one account, a group of accounts or all, with what changed and the gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from closeknit.accounts.models import Account
from closeknit.analysis.kinds import NeedState, Stance
from closeknit.analysis.needs import opportunity
from closeknit.analysis.needs.opportunity import Opportunity
from closeknit.analysis.offerings import fit as analysis
from closeknit.analysis.offerings.fit import Basis, Gap, NeedFacts
from closeknit.analysis.offerings.kinds import FitLevel
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import FORMING, Evidence, Need
from closeknit.needs.queries import landscape, listing
from closeknit.offerings import queries as offering_queries
from closeknit.offerings.models import Fit, FitChange, FitWords

MOST_NEEDS = 30
# What was only found, and one account says alone, stands on that account's map; over several it takes another who says it, or somebody
# who judged it.
FEWEST_ACCOUNTS = 2
MOST_CHANGES = 12
# Of so many needs, those of most accounts, the widest gaps are looked for; a need that is ranked by ratings is always among them.
MOST_WEIGHED = 120
ROOT = Coalesce("need__merged_into_id", "need_id")


@dataclass(frozen=True)
class Group:
    """Whose needs the map is laid over: one account, those alike, or (nothing said) all."""

    account: str = ""
    kind: str = ""
    stage: str = ""
    sector: str = ""

    @property
    def is_all(self) -> bool:
        """Return whether it is laid over all accounts."""
        return self == Group()


@dataclass(frozen=True)
class Cell:
    """How well an offering meets a need. `revision` is what a change is made on, 0 where nobody has said.

    For one account `basis` says whose judgement holds. For several, the overall one is shown, and `tally` counts the accounts of the group
    for which somebody judged otherwise: (not, partly, well). `before` is what stood on the first day looked back to, None where the same.
    """

    offering_id: str
    level: FitLevel | None
    basis: Basis
    revision: int
    why: str
    n_words: int
    tally: tuple[int, int, int]
    before: str | None


@dataclass(frozen=True)
class NeedLine:
    """One need of the map with its cells; `best` is the best that any offering does for it."""

    need_id: str
    statement: str
    n_accounts: int
    n_sentences: int
    # None where too few people rated it to rank it.
    opportunity: Opportunity | None
    best: FitLevel | None
    cells: tuple[Cell, ...]
    gap: Gap | None


@dataclass(frozen=True)
class ChangeRow:
    """One change of a cell."""

    need_id: str
    need: str
    offering_id: str
    offering: str
    account_id: str
    account: str
    before: str
    after: str
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True)
class LifeMap:
    """The map: offerings over needs, the widest gap first; `n_more` needs were left out; `changes` are the newest of `n_changes`."""

    offerings: tuple[tuple[str, str], ...]
    lines: tuple[NeedLine, ...]
    n_more: int
    since: date
    changes: tuple[ChangeRow, ...]
    n_changes: int

    @property
    def gaps(self) -> list[NeedLine]:
        """Return the lines that are not met well, those worth most first."""
        return [line for line in self.lines if line.gap is not None]


@dataclass(frozen=True)
class _Voiced:
    statement: str
    n_accounts: int
    n_sentences: int
    opportunity: Opportunity | None
    is_stated: bool


def get_map(group: Group, *, viewer: Viewer, at: datetime, zone: str, since: date | None = None) -> LifeMap:
    """Return the map of a group of accounts; what changed is since the first day of this quarter, or since the day given."""
    today = clock.local_date(at, zone)
    first = since or analysis.begin_quarter(today)
    voiced = _list_voiced(group, viewer)
    offerings = offering_queries.list_offering_names(viewer=viewer)
    fits = _list_fits(group, list(voiced), viewer)
    changes = _list_changes(group, list(voiced), clock.start_of_day(first, zone), viewer)
    before = analysis.first_levels(
        [(_key(one.need_id, one.offering_id, one.account_id), one.before) for one in changes]
    )
    lines = []
    for need, facts in voiced.items():
        cells = tuple(_cell(need, pk, group, fits.get((need, pk), ()), before) for pk, _ in offerings)
        lines.append((need, facts, cells, analysis.best_of(cell.level for cell in cells)))
    n_all = len(lines)
    if not group.account:
        lines = [line for line in lines if _is_shown(line[1], line[3])]
    gaps = {
        gap.id: (place, gap) for place, gap in enumerate(analysis.rank_gaps(_facts(group, *line) for line in lines))
    }
    lines.sort(key=lambda line: (gaps[line[0]][0] if line[0] in gaps else len(gaps), -line[1].n_accounts, line[0]))
    kept = [
        NeedLine(
            need,
            one.statement,
            one.n_accounts,
            one.n_sentences,
            one.opportunity,
            best,
            cells,
            gaps.get(need, (0, None))[1],
        )
        for need, one, cells, best in lines[:MOST_NEEDS]
    ]
    newest = tuple(reversed(changes))[:MOST_CHANGES]
    return LifeMap(tuple(offerings), tuple(kept), max(0, n_all - len(kept)), first, newest, len(changes))


def select_accounts(group: Group, *, viewer: Viewer) -> "QuerySet[Account]":
    """Return the accounts of a group as a condition; nothing is read here."""
    rows = Account.objects.visible_to(viewer)
    for value, condition in (
        (group.account, Q(pk=group.account)),
        (group.kind, Q(kind=group.kind)),
        (group.stage, Q(standing__stage=group.stage)),
        (group.sector, Q(sector=group.sector)),
    ):
        rows = rows.filter(condition) if value else rows
    return rows


def list_sectors(*, viewer: Viewer) -> list[str]:
    """Return the sectors that there are, by name."""
    rows = Account.objects.visible_to(viewer).exclude(sector="").order_by("sector")
    return list(rows.values_list("sector", flat=True).distinct())


def _list_voiced(group: Group, viewer: Viewer) -> dict[str, _Voiced]:
    """Return the open needs of a group, with how many of its accounts say each, and how much it matters where enough people rated it."""
    rated = {need: opportunity.rate(several) for need, several in landscape.list_rated(viewer=viewer).items()}
    ranked = {need: place for need, place in rated.items() if place.is_ranked}
    if group.is_all:
        needs = listing.listed(viewer, "", NeedState.OPEN)
        voiced = needs.order_by("-figures__n_accounts", "-figures__n_sentences", "pk")
        chosen = voiced.filter(Q(pk__in=ranked) | Q(pk__in=list(voiced.values_list("pk", flat=True)[:MOST_WEIGHED])))
        columns = ("pk", "statement", "figures__n_accounts", "figures__n_sentences", "statement_by_id")
        return {
            need: _Voiced(statement, n, words, ranked.get(need), by is not None)
            for need, statement, n, words, by in chosen.values_list(*columns)
        }
    said = Evidence.objects.visible_to(viewer).filter(account__in=select_accounts(group, viewer=viewer).values("pk"))
    said = said.exclude(stance=Stance.CONTRADICTS).order_by()
    counted: Any = said.values_list(ROOT).annotate(
        n=Count("account_id", distinct=True), words=Count("verbatim_id", distinct=True)
    )
    counts = {need: (n, words) for need, n, words in counted}
    known = Need.objects.visible_to(viewer).filter(pk__in=counts, state=NeedState.OPEN).exclude(FORMING)
    return {
        need: _Voiced(statement, *counts[need], ranked.get(need), by is not None)
        for need, statement, by in known.values_list("pk", "statement", "statement_by_id")
    }


def _list_fits(group: Group, needs: Sequence[str], viewer: Viewer) -> dict[tuple[str, str], list[Fit]]:
    """Return what is said by need and offering, oldest first: overall, and of the accounts of the group."""
    rows = Fit.objects.visible_to(viewer).annotate(root=ROOT, n_words=_words_of(viewer)).filter(root__in=needs)
    found: dict[tuple[str, str], list[Fit]] = {}
    for fit in rows.filter(_reaches(group, viewer)).order_by("judged_at", "pk"):
        found.setdefault((fit.root, fit.offering_id), []).append(fit)
    return found


def _words_of(viewer: Viewer) -> Any:
    words = FitWords.objects.visible_to(viewer).filter(fit=OuterRef("pk")).order_by().values("fit")
    return Coalesce(Subquery(words.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def _list_changes(group: Group, needs: Sequence[str], since: datetime, viewer: Viewer) -> list[ChangeRow]:
    """Return the changes of the shown cells since then, oldest first."""
    rows = FitChange.objects.visible_to(viewer).filter(changed_at__gte=since).filter(_reaches(group, viewer))
    rows = rows.annotate(root=ROOT, by=F("changed_by__name")).filter(root__in=needs, offering__archived_at__isnull=True)
    columns = (
        *("root", "need__statement", "offering_id", "offering__name", "account_id", "account__name"),
        *("before", "after", "by", "changed_at"),
    )
    return [
        ChangeRow(need, statement, offering, name, account or "", of or "", before, after, by or "", moment)
        for need, statement, offering, name, account, of, before, after, by, moment in rows.order_by(
            "changed_at", "pk"
        ).values_list(*columns)
    ]


def _reaches(group: Group, viewer: Viewer) -> Q:
    """Return the condition for what is said overall, and of the accounts of a group."""
    if group.is_all:
        return Q()
    return Q(account__isnull=True) | Q(account__in=select_accounts(group, viewer=viewer).values("pk"))


def _cell(need: str, offering: str, group: Group, fits: Sequence[Fit], before: Mapping[str, str]) -> Cell:
    overall = next((fit for fit in reversed(fits) if fit.account_id is None), None)
    own = [fit for fit in fits if fit.account_id is not None]
    if group.account:
        mine = own[-1] if own else None
        level, basis = analysis.settle_level(_level(mine), _level(overall))
        shown, tally = mine or overall, (0, 0, 0)
        stood = before.get(_key(need, offering, group.account if mine or overall is None else ""))
        kept = mine if mine and mine.need_id == need else None
    else:
        level, shown = _level(overall), overall
        basis = Basis.OVERALL if overall else Basis.NOBODY
        differing = [fit.level for fit in own if level is None or fit.level != level]
        tally = (differing.count("not"), differing.count("partly"), differing.count("well"))
        stood = before.get(_key(need, offering, ""))
        kept = overall if overall and overall.need_id == need else None
    now = level.value if level else ""
    return Cell(
        offering_id=offering,
        level=level,
        basis=basis,
        revision=kept.revision if kept else 0,
        why=shown.why if shown else "",
        n_words=shown.n_words if shown else 0,  # type: ignore[attr-defined]  # annotated where it was read
        tally=tally,
        before=stood if stood is not None and stood != now else None,
    )


def _is_shown(one: _Voiced, best: FitLevel | None) -> bool:
    return one.is_stated or one.n_accounts >= FEWEST_ACCOUNTS or best is not None


def _level(fit: Fit | None) -> FitLevel | None:
    return FitLevel(fit.level) if fit else None


def _key(need: str, offering: str, account: str) -> str:
    return f"{need}/{offering}/{account}"


def _facts(group: Group, need: str, one: _Voiced, cells: Sequence[Cell], best: FitLevel | None) -> NeedFacts:
    place = one.opportunity
    said = f"{one.n_accounts} {'account says' if one.n_accounts == 1 else 'accounts say'} it"
    if group.account:
        said = "they said it once" if one.n_sentences == 1 else f"they said it {one.n_sentences} times"
    return NeedFacts(
        id=need,
        score=place.score.value if place else 0.0,
        is_ranked=place is not None,
        n=one.n_sentences if group.account else one.n_accounts,
        said=said,
        best=best,
    )
