"""Rules of the wall that can be broken on purpose, one at a time: what the tests must find.

`pytest tests/security --list-plants` names them; `CLOSEKNIT_PLANT=NAME pytest tests/security` breaks that one for a whole run, which must
fail. Most are listed from the code, so that a new table, route or operation brings its own.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.security.asking import Asking

NAMED = "CLOSEKNIT_PLANT"


@dataclass(frozen=True)
class Plant:
    """One rule: how it is broken, and the smallest question that must fail then."""

    name: str
    breaks: Callable[[pytest.MonkeyPatch], None]
    decide: Callable[[Asking], None]


def all_plants() -> dict[str, Plant]:
    """Return every plant by its name."""
    from tests.security.plants import columns, doors, fields, operations, policies, scopes, shared

    found = [
        *scopes.plants(),
        *policies.plants(),
        *operations.plants(),
        *columns.plants(),
        *doors.plants(),
        *shared.plants(),
        *fields.plants(),
    ]
    assert len({one.name for one in found}) == len(found)
    return {one.name: one for one in found}
