"""What a person was asked for, from every room that asks: rows of their own, and what rooms above register (`also_counts`)."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count

from closeknit.accounts.models import Ask, AskLimitRow, Contact
from closeknit.analysis.circle.fatigue import USUAL_LIMIT, AskFact, AskLimit, weigh_asks
from closeknit.analysis.kinds import AskKind
from closeknit.kit.viewer import Viewer

# Given people's places, the first and the last day that matter: what a room knows of asks there, each with its place.
Source = Callable[[Sequence[str], date, date, Viewer], list[tuple[str, AskFact]]]
# Given the first and the last day and how many: the places that a room asked most.
Busiest = Callable[[date, date, int, Viewer], list[str]]

_sources: list[Source] = []
_busiest: list[Busiest] = []
_CANDIDATES = 60


@dataclass(frozen=True)
class AskedRow:
    """How often somebody was asked lately: the asks that count on a day, and the first day on which one more is possible."""

    facts: tuple[AskFact, ...]
    limit: AskLimit
    is_reached: bool
    possible_on: date
    despite: tuple[str, ...]


@dataclass(frozen=True)
class MostAsked:
    """Somebody who was asked as often as may be: their newest place, how often, and when they may be asked again."""

    person_id: str
    name: str
    account_id: str
    account: str
    n_asks: int
    possible_on: date


def also_counts(source: Source, busiest: Busiest) -> None:
    """Let a room above say which of its rows ask for a person's time, and of whom it asked most."""
    _sources.append(source)
    _busiest.append(busiest)


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
    return AskedRow(fatigue.counted, limit, fatigue.is_reached, fatigue.possible_on, tuple(reasons))


def list_most_asked(*, on: date, viewer: Viewer, most: int = 20) -> list[MostAsked]:
    """Return who was asked as often as the limit allows, or more, as of the day `on`: those asked most first, then by name."""
    limit = get_limit(viewer=viewer)
    first, last = on - timedelta(limit.days), on + timedelta(2 * limit.days)
    rows = Ask.objects.visible_to(viewer).filter(on__range=(first, last)).order_by()
    counted = rows.values_list("contact_id").annotate(n=Count("pk")).order_by("-n", "contact_id")
    busy = {str(contact) for contact, _ in counted[:_CANDIDATES]}
    for find in _busiest:
        busy.update(find(first, on, _CANDIDATES, viewer))
    persons = Contact.objects.visible_to(viewer).filter(pk__in=busy).values("person")
    places = Contact.objects.visible_to(viewer).filter(person__in=persons).order_by("pk")
    known = {
        pk: MostAsked(person, name, account, account_name, 0, on)
        for pk, person, name, account, account_name in places.values_list(
            "pk", "person_id", "person__name", "account_id", "account__name"
        )
    }
    facts: dict[str, list[AskFact]] = defaultdict(list)
    for contact, fact in _facts(list(known), first, last, viewer):
        facts[known[contact].person_id].append(fact)
    newest = {place.person_id: place for place in known.values()}
    found = []
    for person, several in facts.items():
        fatigue = weigh_asks(several, limit, on=on)
        if fatigue.is_reached:
            found.append(replace(newest[person], n_asks=len(fatigue.counted), possible_on=fatigue.possible_on))
    return sorted(found, key=lambda one: (-one.n_asks, one.name, one.person_id))[:most]


def _find(person: str, around: date, limit: AskLimit, viewer: Viewer) -> tuple[list[AskFact], list[str]]:
    # Asks that stand as close as the limit allows can push the first possible day on and on.
    first, last = around - timedelta(limit.days), around + timedelta(2 * limit.days + 366)
    places = list(
        Contact.objects.visible_to(viewer).filter(person_id=person).order_by("pk").values_list("pk", flat=True)
    )
    facts = [fact for _, fact in _facts(places, first, last, viewer)]
    above = Ask.objects.visible_to(viewer).filter(contact__in=places, on__range=(first, last)).exclude(despite="")
    return facts, list(above.order_by("-on", "-pk").values_list("despite", flat=True)[:3])


def _facts(places: Sequence[str], first: date, last: date, viewer: Viewer) -> list[tuple[str, AskFact]]:
    rows = Ask.objects.visible_to(viewer).filter(contact__in=places, on__range=(first, last)).order_by("-on", "-pk")
    facts = [
        (contact, AskFact(AskKind(kind), on, about or pk))
        for pk, contact, kind, on, about in rows.values_list("pk", "contact_id", "kind", "on", "about")
    ]
    for source in _sources:
        facts += source(places, first, last, viewer)
    return facts
