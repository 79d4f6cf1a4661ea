"""Each column that is not for the outside, shown on a page of the shared site; and each page of it that shows what is another's."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.db import models
from django.http import HttpResponse

from closeknit.portal.middleware import PortalMiddleware
from tests.security import planting, readers, routes
from tests.security.asking import Asking, content_of, hold
from tests.security.plants import Plant


def plants() -> Iterator[Plant]:
    """Return a plant for each private column, and one for each page."""
    for model, field in planting.columns():
        label = f"{model._meta.label}.{field.name}"
        if label not in readers.SHARED and not planting.why_unplanted(model, field.name):
            yield Plant(
                f"column:{label}", partial(_show, model, field.name, "portal:home"), partial(_decide, "portal:home")
            )
    for route in routes.all_routes():
        if not route.is_ours:
            breaks = partial(_show, _standing(), "note", route.name)
            yield Plant(f"page:{route.name}", breaks, partial(_decide, route.name))


def _standing() -> type[models.Model]:
    from closeknit.accounts.models import Person

    return Person


def _show(model: type[models.Model], column: str, route: str, patch: pytest.MonkeyPatch) -> None:
    """Let a page show a column of every row."""
    whole = PortalMiddleware.__call__

    def answer(self: PortalMiddleware, request: Any) -> HttpResponse:
        response = whole(self, request)
        if request.resolver_match and request.resolver_match.view_name == route:
            shown = " ".join(str(text) for text in model._base_manager.values_list(column, flat=True))
            response = HttpResponse(
                content_of(response) + shown.encode(), status=response.status_code, headers=response.headers
            )
        return response

    patch.setattr(PortalMiddleware, "__call__", answer)


def _decide(name: str, asking: Asking) -> None:
    route = next(one for one in routes.all_routes() if one.name == name)
    before = len(asking.foreign)
    asking.ask("manager", "get", route.address(asking.world))
    found, asking.foreign[before:] = asking.foreign[before:], []
    hold(not found, str(found[:1]))
