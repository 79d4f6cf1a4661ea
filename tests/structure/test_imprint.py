"""What is kept of a fixture is found again by whom it was made with, however a copy of them holds its sets."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as some

from tests.imprint import spell


@dataclass(frozen=True)
class Person:
    id: str
    may: frozenset[str]


@given(some.lists(some.text(max_size=3), unique=True))
def test_a_set_is_spelled_alike_in_whatever_order_it_was_filled(words: list[str]):
    one, other = Person("ben", frozenset(words)), Person("ben", frozenset(reversed(words)))
    assert spell({"asked": (one,)}) == spell({"asked": (other,)})


def test_others_are_spelled_otherwise():
    may = frozenset({"read", "write"})
    assert spell(Person("ben", may)) != spell(Person("ana", may)) != spell(Person("ana", frozenset({"read"})))
