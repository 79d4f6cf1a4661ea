"""Each operation's capability, as if nobody asked for it."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import Any

import pytest

from closeknit.kit.capabilities import Capability
from closeknit.kit.operation import DECLARED, Declared
from tests.security import deciding
from tests.security.asking import Asking
from tests.security.plants import Plant


def plants() -> Iterator[Plant]:
    """Return a plant for each operation."""
    for name, declared in sorted(DECLARED.items()):
        if declared.function.__module__.startswith("closeknit."):
            yield Plant(f"operation:{name}", partial(_let_anybody, declared), partial(_decide, declared))


def _let_anybody(declared: Declared, patch: pytest.MonkeyPatch) -> None:
    where = import_module(declared.function.__module__)
    guarded = getattr(where, declared.function.__name__)

    def run(**given: Any) -> Any:
        return guarded(**given | {"viewer": replace(given["viewer"], capabilities=frozenset(Capability))})

    patch.setattr(where, declared.function.__name__, run)


def _decide(declared: Declared, asking: Asking) -> None:
    deciding.operation_holds(declared)
