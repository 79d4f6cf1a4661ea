"""What the pages of the gallery are rendered with; nobody said any of it."""

from datetime import date
from typing import Any

from closeknit.kit.look import rows
from closeknit.kit.look.gallery import account, components, today

TODAY = date(2026, 11, 19)

_WORDS = (
    ("Today", "t", 0),
    ("Circle", "c", 0),
    ("Heard", "h", 9),
    ("Needs", "n", 0),
    ("Research", "", 0),
    ("Offerings", "", 0),
    ("Ideas", "", 3),
    ("Promises", "", 2),
    ("Portfolio", "", 0),
)


def context_of(page: str) -> dict[str, Any]:
    """Return all that the page of that name is rendered with."""
    current = {"account": "Circle", "circle_panel": "Circle"}.get(page, "Today")
    return {**_frame(current), **components.COMPONENTS, **today.PAGE, **account.PAGE}


def _frame(current: str) -> dict[str, Any]:
    pages = {"Today": "today.html", "Circle": "circle_panel.html"}
    nav = [
        rows.NavRow(
            label=label,
            url=pages.get(label, "components.html"),
            key=key,
            count=n,
            current=label == current,
            in_dock=label in ("Today", "Circle", "Heard", "Promises"),
        )
        for label, key, n in _WORDS
    ]
    return {
        "nav": nav,
        "house_name": "Arlund Instruments",
        "member_name": "Ines Halvorsen",
        "capture_url": "/capture",
        "search_url": "/heard",
        "today": TODAY,
        "csrf_token": "gallery",
    }
