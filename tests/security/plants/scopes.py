"""Each table's scope: opened to everybody; and of shared ones, each path that it asks for forgotten."""

import dataclasses
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.db.models import Q

from closeknit.kit.scoping import OfAccount, Scope, Shared
from closeknit.kit.viewer import Viewer
from tests.security import deciding
from tests.security.asking import Asking
from tests.security.plants import Plant
from tests.security.unplanted import UNMINTED


class Everybody(Scope):
    """No scope at all."""

    def rows(self, viewer: Viewer) -> Q:
        return Q()


@dataclasses.dataclass(frozen=True)
class AnyAccount(Scope):
    """A scope that forgets to ask whose account it is."""

    inner: Any

    def rows(self, viewer: Viewer) -> Q:
        if viewer.is_ours or not viewer.accounts:
            return self.inner.rows(viewer)
        if self.inner.audience is None:
            return Q()
        return self.inner.rows(viewer) | Q(**{f"{self.inner.audience}__in": ("account", "portal")})


@dataclasses.dataclass(frozen=True)
class AnyAudience(Scope):
    """A scope that forgets to ask how far a row reaches."""

    inner: Any

    def rows(self, viewer: Viewer) -> Q:
        if viewer.is_ours or not viewer.accounts:
            return self.inner.rows(viewer)
        return self.inner.rows(viewer) | Q(**{f"{self.inner.account}__in": sorted(viewer.accounts)})


def plants() -> Iterator[Plant]:
    """Return a plant for each table, and more for those that are shared."""
    for model, scope in deciding.SCOPES.items():
        label = model._meta.label
        # Of a table of which the world holds no row nothing can be let through.
        if not hasattr(model.objects, "visible_to") or label in UNMINTED:
            continue
        yield _plant(f"scope:{label}", model, Everybody())
        if isinstance(scope, OfAccount | Shared) and scope.account:
            yield _plant(f"scope_account:{label}", model, AnyAccount(scope))
            if scope.audience:
                yield _plant(f"scope_audience:{label}", model, AnyAudience(scope))


def _plant(name: str, model: Any, scope: Scope) -> Plant:
    def breaks(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(model, "scope", scope)

    return Plant(name, breaks, partial(_decide, model))


def _decide(model: Any, asking: Asking) -> None:
    deciding.scope_holds(model, asking.world)
