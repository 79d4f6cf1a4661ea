"""The pages that belong together, and the row of words at the top of each that leads to the others.

A screen that has a page of its own about one account, or a further way to look at the circle, adds its line here.
"""

from closeknit.kit.look.rows import NavRow
from closeknit.kit.viewer import Viewer
from closeknit.web import wall
from closeknit.web.ways import find_way

# By the name of the group: each page's word and its route, in order. A page that one may not open is left out.
GROUPS: dict[str, tuple[tuple[str, str], ...]] = {
    "account": (
        ("Overview", "account"),
        ("People", "spread"),
        ("Direction", "direction"),
        ("Plan", "account_plan"),
        ("Ledger", "account_ledger"),
        ("Questions", "account_questions"),
        ("Two certainties", "account_radar"),
        ("Can we help?", "account_help"),
        ("Brief", "brief"),
        ("Readings", "readings"),
        ("In touch", "account_keeping"),
        ("Marks", "account_marks"),
        ("Feedback", "account_feedback"),
        ("Mirror", "account_mirror"),
    ),
    "circle": (
        ("Picture", "circle"),
        ("In touch", "circle_keeping"),
        ("Two certainties", "radar"),
        ("Candidates", "circle_candidates"),
        ("By one thread", "single_threads"),
        ("Forecasts", "forecasts"),
    ),
    "ideas": (
        ("All", "ideas"),
        ("To answer", "ideas_to_answer"),
        ("Duty", "ideas_duty"),
        ("Challenges", "challenges"),
    ),
    "promises": (
        ("Open", "promises"),
        ("Ended", "promises_ended"),
        ("Kept share", "promises_kept"),
        ("To tell", "promises_to_tell"),
        ("Waiting for their word", "promises_waiting"),
        ("Plans", "plans"),
        ("Feedback", "feedback"),
    ),
    "offerings": (
        ("Map", "offerings"),
        ("Offerings", "offerings_shipped"),
        ("Purpose", "purpose"),
        ("Relevance", "relevance"),
        ("Redesign", "redesigns"),
        ("Adjacent needs", "adjacent"),
    ),
}


def list_tabs(group: str, current: str, *arguments: str, viewer: Viewer) -> list[NavRow]:
    """Return the words of a group for this viewer, the page with the route `current` marked; none where there is but one."""
    rows = [
        NavRow(label=label, url=find_way(route, *arguments), current=route == current)
        for label, route in GROUPS[group]
        if find_way(route, *arguments) and wall.ROUTES.get(route) in viewer.capabilities
    ]
    return rows if len(rows) > 1 else []
