"""Looking through the house's stream for names that may be a rival's, and for names that are on the list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from closeknit.accounts import queries as account_queries
from closeknit.accounts.models import Account, Person
from closeknit.analysis.text import rivals
from closeknit.identity import queries as identity_queries
from closeknit.kit.viewer import Viewer
from closeknit.verbatims.models import Verbatim

CHUNK = 2_000


@dataclass(frozen=True)
class FoundName:
    """A name that may be a rival's, with the verbatims that it stands in."""

    name: str
    verbatims: tuple[str, ...]


@dataclass(frozen=True)
class Looked:
    """What was found in the next words of the stream, up to the place `last`."""

    names: tuple[FoundName, ...]
    last: int
    more: bool


def look(after: int, *, viewer: Viewer) -> Looked:
    """Return the names in the next 2,000 words that may be a rival's, without those of ours, of competitors, accounts and people."""
    rows = Verbatim.objects.visible_to(viewer).filter(position__gt=after).order_by("position")
    words = list(rows.values_list("pk", "text", "position")[:CHUNK])
    if not words:
        return Looked((), after, more=False)
    proposed = rivals.propose_rivals([text for _, text, _ in words], ignore=list_known(viewer))
    names = [
        FoundName(one.name, tuple(dict.fromkeys(words[number][0] for number, _ in one.places))) for one in proposed
    ]
    strange = {one.name for one in names} - _list_met([one.name for one in names], viewer)
    kept = tuple(one for one in names if one.name in strange)
    return Looked(kept, words[-1][2], more=len(words) == CHUNK)


def list_known(viewer: Viewer) -> list[str]:
    """Return the names by which we, what we ship, and competitors are known."""
    listed = (account_queries.list_competitors(viewer=viewer), account_queries.list_product_names(viewer=viewer))
    names = [spelling for several in listed for name, others in several.items() for spelling in (name, *others)]
    house = identity_queries.find_house()
    return [*names, *([house.name] if house else [])]


def list_naming(spellings: Iterable[str], after: int, *, viewer: Viewer) -> list[tuple[str, str, int]]:
    """Return the next words of the stream that were heard and hold one of these names, as (verbatim, text, place)."""
    names = sorted({one.strip() for one in spellings if one.strip()})
    if not names:
        return []
    holds = Q()
    for name in names:
        holds |= Q(text__icontains=name)
    rows = Verbatim.objects.visible_to(viewer).filter(holds, state="heard", position__gt=after).order_by("position")
    return list(rows.values_list("pk", "text", "position")[:CHUNK])


def _list_met(names: Sequence[str], viewer: Viewer) -> set[str]:
    """Return those that are, or begin, the name of an account or are part of a person's name."""
    met = set()
    for name in names:
        first = name.split()[0]
        account = Account.objects.visible_to(viewer).filter(Q(name__iexact=name) | Q(name__istartswith=f"{first} "))
        person = Person.objects.visible_to(viewer).filter(
            Q(name__iexact=name) | Q(name__istartswith=f"{first} ") | Q(name__iendswith=f" {first}")
        )
        ours = identity_queries.find_member_by_name(name, viewer=viewer)
        if ours is not None or account.exists() or person.exists():
            met.add(name)
    return met
