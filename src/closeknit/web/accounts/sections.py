"""What the account page shows, in order. A screen that has something to say of an account adds a function of its own here.

Each is asked on every showing of the page, with the request and the account as the page knows it, and does one domain call.
"""

from collections.abc import Callable

from closeknit.accounts.queries import AccountRow
from closeknit.kit.look.rows import Act
from closeknit.web.accounts.section import Section
from closeknit.web.brief import account_act as brief
from closeknit.web.circle import account_section as circle
from closeknit.web.dates import account_section as dates
from closeknit.web.ideas import concerning as ideas
from closeknit.web.needs import account_section as needs
from closeknit.web.people import account_section as people
from closeknit.web.promises import account_section as promises
from closeknit.web.radar import account_section as radar
from closeknit.web.readings import account_section as readings
from closeknit.web.request import HouseRequest
from closeknit.web.research import account_section as research
from closeknit.web.touchpoints import account_sections as touchpoints

# Each returns its section, or None where there is nothing to show to this viewer.
SECTIONS: list[Callable[[HouseRequest, AccountRow], Section | None]] = [
    readings.section,
    needs.section,
    ideas.section,
    touchpoints.timeline_section,
    touchpoints.next_section,
    circle.section,
    promises.section,
    people.section,
    dates.section,
    research.section,
]
# Each returns a short sentence for the head of the page, such as the next appointment, or an empty string.
FACTS: list[Callable[[HouseRequest, AccountRow], str]] = [radar.fact]
# Each returns something that can be done from the head of the page, or None.
ACTS: list[Callable[[HouseRequest, AccountRow], Act | None]] = [brief.open_act, touchpoints.log_act]


def sections_of(request: HouseRequest, account: AccountRow) -> dict[str, list[Section]]:
    """Return the sections of an account by column, in their order."""
    columns: dict[str, list[Section]] = {"main": [], "side": [], "below": []}
    for make in SECTIONS:
        section = make(request, account)
        if section is not None:
            columns[section.column].append(section)
    return columns


def facts_of(request: HouseRequest, account: AccountRow) -> list[str]:
    """Return what else stands in the head of an account's page."""
    return [fact for make in FACTS if (fact := make(request, account))]


def acts_of(request: HouseRequest, account: AccountRow) -> list[Act]:
    """Return what can be done from the head of an account's page."""
    return [act for make in ACTS if (act := make(request, account))]
