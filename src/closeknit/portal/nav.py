"""Where one can go in a shared site, and on the open portal. A word is shown to whom its address lets in."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from closeknit.ideas.shared import challenges
from closeknit.kit.viewer import Viewer
from closeknit.portal import wall

PORTAL = "/portal/"
# Label, route. A page belongs to the word whose address its own begins with; of two, to the nearer one.
IN_SPACE = (
    (gettext_noop("Overview"), "portal:home"),
    (gettext_noop("Promises"), "portal:promises"),
    (gettext_noop("Plan"), "portal:plan"),
    (gettext_noop("Ideas"), "portal:space_ideas"),
    (gettext_noop("What you said"), "portal:said"),
    (gettext_noop("Circle"), "portal:circle"),
    (gettext_noop("Questions"), "portal:questions"),
)
# Where challenges are open to them, these stand at the same word: both are what would be better.
WITH_CHALLENGES = gettext_noop("Ideas and challenges")
# Pages without a word of their own, and the word at which they are found. What is said is found at what it is about, where it is new on the
# first page, and at the foot of each.
WITHIN = {
    "people": "portal:circle", "purpose": "portal:circle", "observations": "portal:circle", "mirror": "portal:circle",
    "notices": "portal:circle", "ledger": "portal:plan", "challenges": "portal:space_ideas",
}  # fmt: skip
# More words than this nobody reads. What has none stands at the foot of each page.
MOST = 7
ON_PORTAL: tuple[tuple[str, str], ...] = (
    (gettext_noop("Ideas"), "portal:ideas"),
    (gettext_noop("What I gave"), "portal:given"),
    (gettext_noop("Challenges"), "portal:open_challenges"),
    (gettext_noop("How we answer"), "portal:answering"),
)


@dataclass(frozen=True)
class Way:
    """One word of the navigation."""

    label: str
    url: str
    current: bool


def list_ways(viewer: Viewer, account: str | None, path: str) -> list[Way]:
    """Return the words of the navigation of a shared site, or without one of the open portal."""
    found = [
        (WITH_CHALLENGES if route == "portal:space_ideas" and challenges.has_any(viewer=viewer) else label, url)
        for label, route in (IN_SPACE if account else ON_PORTAL if path.startswith(PORTAL) else ())
        if wall.ROUTES.get(route) in (wall.OPEN, *viewer.capabilities) and (url := _address(route, account))
    ][:MOST]
    path = _found_at(account, path)
    here = max((url for _label, url in found if path.startswith(url)), key=len, default="")
    return [Way(_(label), url, url == here) for label, url in found if url]


def _found_at(account: str | None, path: str) -> str:
    """Return the path by which a page's word is told: its own, or that of the page that leads to it."""
    first = path.removeprefix(_address("portal:home", account)).split("/")[0] if account else ""
    return _address(WITHIN[first], account) if first in WITHIN else path


def _address(route: str, account: str | None) -> str:
    try:
        return reverse(route, kwargs={"account": account} if account else None)
    except NoReverseMatch:
        return ""
