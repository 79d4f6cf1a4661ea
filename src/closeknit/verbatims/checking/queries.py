"""Reads of checks: the sentence that comes next, and how well hearing does by people's word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from django.db.models import Count, Q

from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.learning import agreement
from closeknit.analysis.learning.agreement import Figure, Judged, Quality
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import queries
from closeknit.verbatims.models import Check, CheckAnswer, Drawn
from closeknit.verbatims.queries import VerbatimRow

# The newest so many answers are gone by.
MOST = 1_000


@dataclass(frozen=True)
class CheckRow:
    """One check: how many of its sentences the viewer answered, and who else answered how many."""

    id: str
    drawn_at: datetime
    n: int
    n_own: int
    others: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class NextDrawn:
    """The sentence to be answered; `answered` are the viewer's codes where it was answered before, else None."""

    id: int
    place: int
    words: VerbatimRow
    answered: tuple[str, ...] | None
    is_unclear: bool


@dataclass(frozen=True)
class Checked:
    """How well each signal is heard by people's word, and how far people agree with each other.

    `n` sentences were checked by somebody, `n_twice` by two or more.
    """

    quality: dict[str, Quality]
    people: dict[str, Figure]
    n: int
    n_twice: int


def list_checks(*, viewer: Viewer, limit: int = 5) -> list[CheckRow]:
    """Return the newest checks."""
    found = list(Check.objects.visible_to(viewer).order_by("-drawn_at", "-pk").values_list("pk", "drawn_at")[:limit])
    checks = [pk for pk, _ in found]
    drawn = Drawn.objects.visible_to(viewer).filter(of_check__in=checks).values_list("of_check_id")
    sizes = dict(drawn.annotate(n=Count("pk")).order_by())
    rows = CheckAnswer.objects.visible_to(viewer).filter(drawn__of_check__in=checks)
    counted = rows.values_list("drawn__of_check_id", "member_id", "member__name").annotate(n=Count("pk"))
    own: dict[str, int] = {}
    others: dict[str, list[tuple[str, int]]] = {}
    for check, member, name, n in counted.order_by("member__name", "member_id"):
        if member == viewer.id:
            own[check] = n
        else:
            others.setdefault(check, []).append((name, n))
    return [CheckRow(pk, at, sizes.get(pk, 0), own.get(pk, 0), tuple(others.get(pk, ()))) for pk, at in found]


def get_check(check: str, *, viewer: Viewer) -> CheckRow:
    """Return one check, or raise NotFound."""
    row = Check.objects.visible_to(viewer).filter(pk=check).first()
    if row is None:
        raise NotFound("There is no such check.")
    n = Drawn.objects.visible_to(viewer).filter(of_check=row).count()
    rows = CheckAnswer.objects.visible_to(viewer).filter(drawn__of_check=row)
    own = rows.aggregate(n=Count("pk", filter=Q(member=viewer.id)))["n"]
    others = rows.exclude(member=viewer.id).values_list("member__name").annotate(n=Count("pk")).order_by("member__name")
    return CheckRow(row.pk, row.drawn_at, n, own, tuple(others))


def find_next(check: str, *, viewer: Viewer, place: int = 0) -> NextDrawn | None:
    """Return the sentence at a place of a check, or the first that the viewer has not answered; None where all are."""
    own = CheckAnswer.objects.visible_to(viewer).filter(drawn__of_check=check, member=viewer.id)
    rows = Drawn.objects.visible_to(viewer).filter(of_check=check).order_by("place")
    rows = rows.filter(place=place) if place else rows.exclude(pk__in=own.values("drawn_id"))
    row = rows.first()
    if row is None:
        return None
    answer = own.filter(drawn=row).first()
    return NextDrawn(
        id=row.pk,
        place=row.place,
        words=queries.get_verbatim(row.verbatim_id, viewer=viewer),
        answered=tuple(answer.codes) if answer else None,
        is_unclear=answer.is_unclear if answer else False,
    )


def get_checked(*, viewer: Viewer) -> Checked:
    """Return how well hearing does, on the newest 1,000 answers. A sentence counts once, shared among those who answered it.

    Two people's agreement is over all pairs of answers to one sentence.
    """
    rows = CheckAnswer.objects.visible_to(viewer).filter(is_unclear=False).order_by("-pk")[:MOST]
    answers: dict[int, tuple[float, frozenset[str], list[frozenset[str]]]] = {}
    for drawn, chance, heard, codes in rows.values_list("drawn_id", "drawn__chance", "drawn__heard", "codes"):
        answers.setdefault(drawn, (1 / chance, frozenset(heard), []))[2].append(frozenset(codes))
    pairs = [
        (weight, *pair) for weight, _, several in answers.values() for pair in combinations(several, 2)
    ]  # fmt: skip
    return Checked(
        quality={code.value: agreement.rate_agreement(list(_judge(code, answers.values()))) for code in SignalCode},
        people={
            code.value: agreement.rate_kappa([Judged(code in one, code in other, w) for w, one, other in pairs])
            for code in SignalCode
        },
        n=len(answers),
        n_twice=sum(len(several) > 1 for _, _, several in answers.values()),
    )


def _judge(code: SignalCode, answers: Iterable[tuple[float, frozenset[str], list[frozenset[str]]]]) -> Iterable[Judged]:
    for weight, heard, several in answers:
        yes = sum(code in codes for codes in several)
        # Where people are even, nobody knows what it is: it counts for neither.
        if 2 * yes != len(several):
            yield Judged(code in heard, 2 * yes > len(several), weight)
