"""Reads of checks of needs: the sentence that comes next, and how well words are laid by people's word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from django.db.models import Count, Q

from closeknit.analysis.learning import agreement
from closeknit.analysis.learning.agreement import Figure, Judged, Quality
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Need, NeedCheck, NeedCheckAnswer, NeedDrawn
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.queries import VerbatimRow

# The newest so many answers are gone by.
MOST = 1_000


@dataclass(frozen=True)
class NeedCheckRow:
    """One check: how many of its sentences there are, and how many the viewer answered."""

    id: str
    drawn_at: datetime
    n: int
    n_own: int


@dataclass(frozen=True)
class NeedChoice:
    """One need to choose from."""

    id: str
    statement: str
    subtitle: str


@dataclass(frozen=True)
class NextNeedDrawn:
    """The sentence to be answered and its needs; `answered` are the viewer's where it was answered before, else None."""

    id: int
    place: int
    words: VerbatimRow
    choices: tuple[NeedChoice, ...]
    answered: tuple[str, ...] | None


@dataclass(frozen=True)
class NeedsChecked:
    """How well words are laid beside needs by people's word, and how far people agree: each of a sentence's needs counts by itself.

    `n` sentences were checked by somebody, `n_twice` by two or more.
    """

    quality: Quality
    people: Figure
    n: int
    n_twice: int


def list_need_checks(*, viewer: Viewer, limit: int = 5) -> list[NeedCheckRow]:
    """Return the newest checks."""
    newest = list(NeedCheck.objects.visible_to(viewer).order_by("-drawn_at", "-pk")[:limit])
    return _rows(newest, viewer) if newest else []


def get_need_check(check: str, *, viewer: Viewer) -> NeedCheckRow:
    """Return one check, or raise NotFound."""
    rows = _rows(list(NeedCheck.objects.visible_to(viewer).filter(pk=check)), viewer)
    if not rows:
        raise NotFound("There is no such check.")
    return rows[0]


def find_next(check: str, *, viewer: Viewer, place: int = 0) -> NextNeedDrawn | None:
    """Return the sentence at a place of a check, or the first that the viewer has not answered; None where all are."""
    own = NeedCheckAnswer.objects.visible_to(viewer).filter(drawn__of_check=check, member=viewer.id)
    rows = NeedDrawn.objects.visible_to(viewer).filter(of_check=check).order_by("place")
    row = (rows.filter(place=place) if place else rows.exclude(pk__in=own.values("drawn_id"))).first()
    if row is None:
        return None
    answer = own.filter(drawn=row, is_unclear=False).first()
    needs = Need.objects.visible_to(viewer).filter(pk__in=row.choices)
    known = {pk: NeedChoice(pk, *said) for pk, *said in needs.values_list("pk", "statement", "subtitle")}
    return NextNeedDrawn(
        id=row.pk,
        place=row.place,
        words=verbatim_queries.get_verbatim(row.verbatim_id, viewer=viewer),
        choices=tuple(known[need] for need in row.choices if need in known),
        answered=tuple(answer.needs) if answer else None,
    )


def get_needs_checked(*, viewer: Viewer) -> NeedsChecked:
    """Return how well words are laid, on the newest 1,000 answers. Where people are even about a need, it counts for neither."""
    rows = NeedCheckAnswer.objects.visible_to(viewer).filter(is_unclear=False).order_by("-pk")[:MOST]
    answers: dict[int, tuple[float, list[str], frozenset[str], list[frozenset[str]]]] = {}
    fields = ("drawn_id", "drawn__chance", "drawn__choices", "drawn__placed", "needs")
    for drawn, chance, choices, placed, needs in rows.values_list(*fields):
        answers.setdefault(drawn, (1 / chance, choices, frozenset(placed), []))[3].append(frozenset(needs))
    pairs = [
        Judged(need in one, need in other, weight)
        for weight, choices, _, several in answers.values()
        for one, other in combinations(several, 2)
        for need in choices
    ]
    return NeedsChecked(
        quality=agreement.rate_agreement(list(_judge(answers.values()))),
        people=agreement.rate_kappa(pairs),
        n=len(answers),
        n_twice=sum(len(several) > 1 for *_, several in answers.values()),
    )


def _judge(answers: Iterable[tuple[float, list[str], frozenset[str], list[frozenset[str]]]]) -> Iterable[Judged]:
    for weight, choices, placed, several in answers:
        for need in choices:
            yes = sum(need in said for said in several)
            if 2 * yes != len(several):
                yield Judged(need in placed, 2 * yes > len(several), weight)


def _rows(checks: list[NeedCheck], viewer: Viewer) -> list[NeedCheckRow]:
    drawn = NeedDrawn.objects.visible_to(viewer).filter(of_check__in=checks).values_list("of_check_id")
    sizes = dict(drawn.annotate(n=Count("pk")).order_by())
    own = (
        NeedCheckAnswer.objects.visible_to(viewer).filter(drawn__of_check__in=checks).values_list("drawn__of_check_id")
    )
    answered = dict(own.annotate(n=Count("pk", filter=Q(member=viewer.id))).order_by())
    return [NeedCheckRow(one.pk, one.drawn_at, sizes.get(one.pk, 0), answered.get(one.pk, 0)) for one in checks]
