"""What the frame of every page outside needs: the host company, at which shared site one is, who looks, where one can go."""

from typing import Any

from django.http import HttpRequest

from closeknit.accounts.shared import showing
from closeknit.kit.viewer import NOBODY
from closeknit.kit.ways import find_way
from closeknit.portal import nav
from closeknit.portal.request import PortalRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's part of a template's context; nothing at our own door."""
    if getattr(request, "door", "") != "portal" or not isinstance(getattr(request, "is_look", None), bool):
        return {}
    return _frame(request)  # type: ignore[arg-type]  # the wall's middleware has made it one


def _frame(request: PortalRequest) -> dict[str, Any]:
    house, space, viewer = request.house, request.space, request.viewer
    account = space.account_id if space else None
    return {
        "house_name": house.name if house else "",
        "house_currency": house.currency if house else "",
        "house_logo_url": find_way("portal:logo") if house and house.logo else "",
        "house_colours_url": find_way("portal:colours") if house and house.colour else "",
        "today": request.today,
        "shown": showing.find_shown() if house and house.is_demo and viewer is NOBODY else None,
        "passkey_origin": getattr(request, "passkey_origin", ""),
        "space": space,
        "viewer": viewer,
        "is_look": request.is_look,
        "is_known": viewer is not NOBODY,
        "person_name": viewer.name if viewer is not NOBODY else "",
        "may_take_part": "take_part" in viewer.capabilities,
        "may_manage": "manage_side" in viewer.capabilities,
        "ways": nav.list_ways(viewer, account, request.path),
        "home_url": find_way("portal:home", account) if account else _first(request.path),
    }


def _first(path: str) -> str:
    return find_way("portal:ideas") if path.startswith(nav.PORTAL) else find_way("portal:spaces")
