"""What a person was asked for, from every room that asks: rows of their own, and what rooms above register (`also_counts`)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from closeknit.accounts.models import Ask, AskLimitRow, Contact
from closeknit.analysis.circle.fatigue import USUAL_LIMIT, AskFact, AskLimit, weigh_asks
from closeknit.analysis.kinds import AskKind
from closeknit.kit.viewer import Viewer

# Given a person's places, the first and the last day that matter: what a room knows of asks there.
Source = Callable[[Sequence[str], date, date, Viewer], list[AskFact]]

_sources: list[Source] = []


@dataclass(frozen=True)
class AskedRow:
    """How often somebody was asked lately: the asks that count on a day, and the first day on which one more is possible."""

    facts: tuple[AskFact, ...]
    limit: AskLimit
    is_reached: bool
    possible_on: date
    despite: tuple[str, ...]


def also_counts(source: Source) -> None:
    """Let a room above say which of its rows ask for a person's time."""
    _sources.append(source)


def get_limit(*, viewer: Viewer) -> AskLimit:
    """Return how often one person may be asked: as the house has said, else as is usual."""
    row = AskLimitRow.objects.visible_to(viewer).first()
    return AskLimit(row.most, row.days) if row else USUAL_LIMIT


def list_facts(person: str, *, around: date, limit: AskLimit, viewer: Viewer) -> list[AskFact]:
    """Return what a person was and is to be asked for, near enough to the day `around` to matter, wherever they are."""
    return _find(person, around, limit, viewer)[0]


def get_asked(person: str, *, on: date, viewer: Viewer) -> AskedRow:
    """Return how often a person was asked as of the day `on`, and the reasons given for asking above the limit, newest first."""
    limit = get_limit(viewer=viewer)
    facts, reasons = _find(person, on, limit, viewer)
    fatigue = weigh_asks(facts, limit, on=on)
    return AskedRow(fatigue.counted, limit, fatigue.is_reached, fatigue.possible_on, tuple(reasons[:3]))


def _find(person: str, around: date, limit: AskLimit, viewer: Viewer) -> tuple[list[AskFact], list[str]]:
    # Asks that stand as close as the limit allows can push the first possible day on and on.
    first, last = around - timedelta(limit.days), around + timedelta(2 * limit.days + 366)
    places = list(
        Contact.objects.visible_to(viewer).filter(person_id=person).order_by("pk").values_list("pk", flat=True)
    )
    asks = Ask.objects.visible_to(viewer).filter(contact__in=places, on__range=(first, last)).order_by("-on", "-pk")
    rows = list(asks.values_list("pk", "kind", "on", "about", "despite"))
    facts = [AskFact(AskKind(kind), on, about or pk) for pk, kind, on, about, _ in rows]
    for source in _sources:
        facts += source(places, first, last, viewer)
    return facts, [despite for *_, despite in rows if despite]
