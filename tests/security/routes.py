"""The URLconf as the wall walks it: every named pattern with its arguments, filled from the world."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.security.world import World

NOTHING = "nothing_00000000000000000000000000"


@dataclass(frozen=True)
class Route:
    """One named address with the names of its arguments."""

    name: str
    arguments: tuple[str, ...]

    def address(self, world: World, role: str = "") -> str:
        """Return the address of rows that are there; a step or a saved search is the one that `role` made itself."""
        return reverse(self.name, args=[self._fill(argument, world, role) for argument in self.arguments])

    def address_of_nothing(self) -> str:
        """Return the address of rows that do not exist."""
        return reverse(self.name, args=[NOTHING] * len(self.arguments))

    def address_of_others(self, world: World) -> Iterator[str]:
        """Return addresses of rows that are there but are not what the route means, or are somebody else's."""
        for other in ("account", "need", "member"):
            # A thread is read from a need as well as from anything else on it.
            if other not in self.arguments and (other, self.arguments) != ("need", ("start",)):
                yield reverse(self.name, args=[world.ids[other]] * len(self.arguments))

    def _fill(self, argument: str, world: World, role: str) -> str:
        if f"{argument} of {role}" in world.ids:
            return world.ids[f"{argument} of {role}"]
        special = f"{argument} of {self.name}"
        if special in world.ids:
            return world.ids[special]
        if argument not in world.ids:
            pytest.fail(
                f"The wall cannot ask for {self.name}: nobody says which row “{argument}” means. "
                "Put one into `World.ids` in tests/security/world.py."
            )
        return world.ids[argument]


def all_routes() -> list[Route]:
    """Return every named route of the house, by name."""
    return sorted({_route(one) for one in patterns() if one.name}, key=lambda route: route.name)


def patterns() -> Iterator[URLPattern]:
    """Return every pattern, named or not."""
    yield from _walk(get_resolver().url_patterns)


def _walk(several: Any) -> Iterator[URLPattern]:
    for one in several:
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns)
        else:
            yield one


def _route(pattern: URLPattern) -> Route:
    # Arguments of an include stand before those of the pattern: the resolver knows them all.
    possibilities = get_resolver().reverse_dict.getlist(pattern.name)
    arguments = tuple(possibilities[0][0][0][1])
    return Route(str(pattern.name), arguments)
