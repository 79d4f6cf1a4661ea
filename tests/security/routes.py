"""The URLconf as the wall walks it: every named pattern with its arguments, filled from the world."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter

from closeknit.portal import wall as their_wall
from closeknit.web import wall as our_wall
from tests.security.world import World

NOTHING = "nothing_00000000000000000000000000"
NO_NUMBER = "987654321"
OPEN = our_wall.OPEN


# What is declared, as it stands when the tests begin: a rule that is broken on purpose later is held against this.
OURS: dict[str, str] = dict(our_wall.ROUTES)
OUTSIDE: dict[str, str] = dict(their_wall.ROUTES)


@dataclass(frozen=True)
class Route:
    """One named address with the names of its arguments."""

    name: str
    arguments: tuple[str, ...]
    # Those that must be whole numbers.
    numbers: frozenset[str] = frozenset()

    @property
    def is_ours(self) -> bool:
        """Whether it is one of our own door's."""
        return self.name not in OUTSIDE

    @property
    def policy(self) -> str:
        """Who may use it, as its table said when the tests began."""
        return OURS[self.name] if self.is_ours else OUTSIDE[self.name]

    def address(self, world: World, role: str = "") -> str:
        """Return the address of rows that are there; a step or a saved search is the one that `role` made itself."""
        return self.address_with([self._fill(argument, world, role) for argument in self.arguments])

    def address_of_nothing(self) -> str:
        """Return the address of rows that do not exist."""
        return self.address_with([NOTHING] * len(self.arguments))

    def address_of_others(self, world: World) -> Iterator[str]:
        """Return addresses of rows that are there but are not what the route means, or are somebody else's."""
        for other in ("account", "need", "member"):
            # A thread is read from a need as well as from anything else on it.
            if other not in self.arguments and (other, self.arguments) != ("need", ("start",)):
                yield self.address_with([world.ids[other]] * len(self.arguments))

    def address_with(self, values: list[str]) -> str:
        """Return the address with these arguments."""
        counted = [
            NO_NUMBER if name in self.numbers and value == NOTHING else value
            for name, value in zip(self.arguments, values, strict=True)
        ]
        return reverse(self.name, args=counted)

    def values(self, world: World, role: str = "") -> list[str]:
        """Return what the arguments mean in a world."""
        return [self._fill(argument, world, role) for argument in self.arguments]

    def is_known(self, world: World, role: str = "") -> bool:
        """Whether the world says which row each argument means."""
        return all(
            {f"{argument} of {role}", f"{argument} of {self.name}", argument} & set(world.ids)
            for argument in self.arguments
        )

    def _fill(self, argument: str, world: World, role: str) -> str:
        for name in (f"{argument} of {role}", f"{argument} of {self.name}", argument):
            if name in world.ids:
                return world.ids[name]
        pytest.fail(
            f"The wall cannot ask for {self.name}: nobody says which row “{argument}” means. "
            "Put one into `World.ids` in tests/security/world.py."
        )

    def find_pattern(self) -> URLPattern:
        """Return the pattern of the URLconf that leads to its page."""
        return next(pattern for one, pattern in _walk(get_resolver().url_patterns, "", ()) if one == self)


def all_routes() -> list[Route]:
    """Return every named route of both doors, by name."""
    return sorted({one for one, _ in _walk(get_resolver().url_patterns, "", ()) if one.name}, key=lambda one: one.name)


def unnamed() -> list[str]:
    """Return the patterns that have no name."""
    return [str(pattern.pattern) for one, pattern in _walk(get_resolver().url_patterns, "", ()) if not one.name]


def _walk(
    several: Any, space: str, before: tuple[str, ...], numbers: frozenset[str] = frozenset()
) -> Iterator[tuple[Route, URLPattern]]:
    for one in several:
        arguments = (*before, *one.pattern.regex.groupindex)
        kinds = getattr(one.pattern, "converters", {})
        counted = numbers | {name for name, kind in kinds.items() if isinstance(kind, IntConverter)}
        if isinstance(one, URLResolver):
            yield from _walk(
                one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space, arguments, counted
            )
        else:
            yield Route(f"{space}{one.name}" if one.name else "", arguments, counted), one
