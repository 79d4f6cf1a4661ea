"""Each route's line in the table of its door, as if it were open to everybody."""

from collections.abc import Iterator
from functools import partial
from importlib import import_module

import pytest

from tests.security import deciding, routes
from tests.security.plants import Plant


def plants() -> Iterator[Plant]:
    """Return a plant for each route that asks who one is."""
    for route in routes.all_routes():
        if route.policy != routes.OPEN:
            yield Plant(f"policy:{route.name}", partial(_open, route), partial(deciding.policy_holds, route))


def _open(route: routes.Route, patch: pytest.MonkeyPatch) -> None:
    table = import_module(f"closeknit.{'web' if route.is_ours else 'portal'}.wall").ROUTES
    patch.setitem(table, route.name, routes.OPEN)
