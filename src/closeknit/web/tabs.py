"""The pages that belong together, and the row of words at the top of each that leads to the others.

A screen that has a page of its own about one account, or a further way to look at the circle, adds its line here.
"""

from dataclasses import dataclass

from closeknit.kit.look.rows import NavRow
from closeknit.kit.viewer import Viewer
from closeknit.kit.ways import find_way
from closeknit.web import wall

# By the name of the group: each page's word and its route, in order. A page that one may not open is left out.
GROUPS: dict[str, tuple[tuple[str, str], ...]] = {
    "account": (
        ("Overview", "account"),
        ("People", "spread"),
        ("Direction", "direction"),
        ("Plan", "account_plan"),
        ("Ledger", "account_ledger"),
        ("Ideas", "account_ideas"),
        ("Questions", "account_questions"),
        ("Two certainties", "account_radar"),
        ("Can we help?", "account_help"),
        ("Brief", "brief"),
        ("Readings", "readings"),
        ("In touch", "account_keeping"),
        ("Marks", "account_marks"),
        ("Feedback", "account_feedback"),
        ("Mirror", "account_mirror"),
        ("Shared site", "shared_site"),
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
        ("From outside", "portal_queue"),
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
    "house": (
        ("The house", "house"),
        ("People", "house_people"),
        ("Rhythm", "house_rhythm"),
        ("Names to listen for", "house_listening"),
        ("Mail", "house_mailing"),
        ("Safety", "house_safety"),
    ),
}


# Where the pages of a group are too many for one row, each stands under what it is about; in this order. The first has no name.
SECTIONS: dict[str, tuple[str, ...]] = {"account": ("", "Their people", "Where they stand", "Between us")}
_SECTION_OF: dict[str, str] = {
    "account": "",
    "brief": "",
    "spread": "Their people",
    "account_keeping": "Their people",
    "account_questions": "Their people",
    "direction": "Where they stand",
    "account_radar": "Where they stand",
    "readings": "Where they stand",
    "account_marks": "Where they stand",
}


@dataclass(frozen=True)
class Section:
    """The pages of a group that are about one thing; `is_current` where the open page is among them."""

    name: str
    rows: tuple[NavRow, ...]
    is_current: bool


def list_sections(group: str, current: str, *arguments: str, viewer: Viewer) -> list[Section]:
    """Return the words of a group by what they are about, those without a place of their own in the last; none where it needs no parts."""
    names = SECTIONS.get(group, ())
    rows = list_tabs(group, current, *arguments, viewer=viewer) if names else []
    routes = {find_way(route, *arguments): route for _, route in GROUPS[group]}
    parts: dict[str, list[NavRow]] = {name: [] for name in names}
    for row in rows:
        parts[_SECTION_OF.get(routes[row.url], names[-1])].append(row)
    return [
        Section(name, tuple(several), any(one.current for one in several)) for name, several in parts.items() if several
    ]


def list_tabs(group: str, current: str, *arguments: str, viewer: Viewer) -> list[NavRow]:
    """Return the words of a group for this viewer, the page with the route `current` marked; none where there is but one."""
    rows = [
        NavRow(label=label, url=find_way(route, *arguments), current=route == current)
        for label, route in GROUPS[group]
        if find_way(route, *arguments) and wall.ROUTES.get(route) in viewer.capabilities
    ]
    return rows if len(rows) > 1 else []
