"""Whom one would speak to at an account."""

from collections.abc import Iterable, Sequence

from closeknit.accounts.queries import ContactRow

# Who speaks for us first; a part that nobody has said stands before the sceptic's.
_FIRST = ("champion", "sponsor", "economic_buyer", "user", "", "sceptic")


def choose_person(people: Sequence[ContactRow], named: Iterable[str | None] = ()) -> ContactRow | None:
    """Return the first of `people` who is named, else the champion or sponsor, else whoever was spoken with last; None where nobody is."""
    for name in named:
        for person in people:
            if name and person.name == name:
                return person
    return min(people, key=_place, default=None)


def _place(person: ContactRow) -> tuple[int, float, str]:
    spoke_at = person.two_way_at.timestamp() if person.two_way_at else 0.0
    return _FIRST.index(person.role), -spoke_at, person.id
