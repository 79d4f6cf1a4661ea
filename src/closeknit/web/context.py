"""What the frame of every page needs: the house's name, who looks, where one can go."""

from typing import Any

from django.http import HttpRequest

from closeknit.demo import login as demo_login
from closeknit.identity.queries import HouseRow
from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import NavRow
from closeknit.kit.viewer import NOBODY, Viewer
from closeknit.kit.ways import find_way
from closeknit.web import wall

# Label, route, letter after `g`, whether it stays in sight on a phone.
_NAV = (
    ("Today", "today", "t", True),
    ("Circle", "circle", "c", True),
    ("Heard", "heard", "h", True),
    ("Needs", "needs", "n", True),
    ("Ideas", "ideas", "e", False),
    ("Accounts", "accounts", "a", False),
    ("Offerings", "offerings", "o", False),
    ("Promises", "promises", "p", False),
    ("Questions", "questions", "q", False),
    ("Bring in", "imports", "i", False),
    ("House", "house", "s", False),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's part of a template's context; empty of everything but the name for who is not signed in."""
    if getattr(request, "door", "house") != "house":
        return {}
    house: HouseRow | None = getattr(request, "house", None)
    viewer: Viewer = getattr(request, "viewer", NOBODY)
    context: dict[str, Any] = {
        "house_name": house.name if house else "",
        "house_currency": house.currency if house else "",
        "house_logo_url": find_way("logo") if house and house.logo else "",
        "today": clock.today(house.zone if house else "UTC"),
    }
    if not viewer.is_ours:
        return context | _demo(house)
    return context | {
        "viewer": viewer,
        "member_name": viewer.name,
        "member_url": find_way("member_self"),
        "house_url": find_way("house") if wall.ROUTES.get("house") in viewer.capabilities else "",
        "capture_url": find_way("capture"),
        "capture_guess_url": find_way("capture_guesses"),
        "capture_full_url": find_way("capture_full"),
        "capture_promises": viewer.can(Capability.MAKE_PROMISES),
        "search_url": find_way("heard"),
        "search_query": request.GET.get("q", ""),
        "nav": _nav(viewer, request.path),
    }


def _demo(house: HouseRow | None) -> dict[str, str]:
    """The ready login of the demo company, for the page on which one signs in; nothing in any other house."""
    if house is None or not house.is_demo:
        return {}
    return {
        "demo_notice": house.notice,
        "demo_name": demo_login.NAME,
        "demo_email": demo_login.EMAIL,
        "demo_password": demo_login.PASSWORD,
    }


def _nav(viewer: Viewer, path: str) -> list[NavRow]:
    words = [
        (label, url, key, in_dock)
        for label, route, key, in_dock in _NAV
        if (url := find_way(route)) and wall.ROUTES.get(route) in viewer.capabilities
    ]
    # A page belongs to the word whose address its own begins with; of two, to the nearer one.
    here = max((url for _, url, _, _ in words if path.startswith(url)), key=len, default="")
    return [
        NavRow(label=label, url=url, key=key, current=url == here, in_dock=in_dock)
        for label, url, key, in_dock in words
    ]
