"""Keeping in touch: an account is as late as the latest of those who matter there."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from closeknit.analysis.circle import cadence
from closeknit.analysis.circle.cadence import Cadence, Lateness
from closeknit.analysis.kinds import ContactRole, LatenessState

# Whoever decides, pays or speaks for us there is missed first. Anybody else matters when a person of ours says so.
MATTERING_ROLES = frozenset({ContactRole.CHAMPION, ContactRole.ECONOMIC_BUYER, ContactRole.SPONSOR})

# What a person adds to their account: not that we never spoke (a name in a list is no neglect), nor that we agreed to rest.
_TELLING = frozenset(
    {LatenessState.ON_TRACK, LatenessState.COOLING, LatenessState.LATE, LatenessState.NEGLECTED},
)


@dataclass(frozen=True, slots=True)
class PersonLateness:
    """A contact that matters, with its own lateness."""

    contact_id: str
    who: str
    lateness: Lateness


@dataclass(frozen=True, slots=True)
class Kept:
    """How an account is kept in touch with: as a whole, by the people who matter, and the worst of all.

    `who` is the person whose lateness is `worst`, None where it is the account's own.
    """

    whole: Lateness
    people: tuple[PersonLateness, ...]
    worst: Lateness
    who: PersonLateness | None


def does_matter(role: str, said: bool | None) -> bool:
    """Return whether a contact of this role matters; what a person of ours `said` holds above the role."""
    return role in MATTERING_ROLES if said is None else said


def choose_limits(stage: Cadence | None, account: Cadence | None, contact: Cadence | None = None) -> Cadence | None:
    """Return the limits that hold: the contact's own, else the account's own, else those of its stage."""
    return contact or account or stage


def roll_up(whole: Lateness, people: Iterable[PersonLateness]) -> Kept:
    """Return the account with the people who matter there, worst first, and the worst of all of them.

    A pause of the account rests everybody there. Whoever was never spoken with, or is paused, is listed and adds nothing.
    """
    people = tuple(people)
    if not people:
        return Kept(whole, (), whole, None)
    ordered = tuple(sorted(people, key=_worst_first))
    telling = [] if whole.state is LatenessState.PAUSED else [one for one in ordered if one.lateness.state in _TELLING]
    worst = cadence.worst_of([whole, *(one.lateness for one in telling)]) or whole
    who = next((one for one in telling if one.lateness is worst), None)
    return Kept(whole, ordered, worst, who)


def _worst_first(person: PersonLateness) -> tuple[int, datetime.date, str, str]:
    last_on = person.lateness.last_on or datetime.date.min
    return cadence.WORST_FIRST.index(person.lateness.state), last_on, person.who.casefold(), person.contact_id
