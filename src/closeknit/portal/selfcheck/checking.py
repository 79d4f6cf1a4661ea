"""Looks through the pages of one contact and says what stands there that should not."""

from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from closeknit.accounts import viewers
from closeknit.accounts.shared import comings
from closeknit.accounts.shared.comings import Coming
from closeknit.kit import guarded
from closeknit.kit.viewer import Viewer
from closeknit.portal import wall
from closeknit.portal.selfcheck.matching import Hit, Matcher, words_of
from closeknit.portal.selfcheck.pages import Pages, is_in_space
from closeknit.portal.selfcheck.rendering import Door

STATUS: Final = "status"
# A place where one only sends something is not a page.
NO_PAGE = 405
# The open portal, or a part of it, where the house has not opened it.
CLOSED = 404
_TEMPLATES = Path(__file__).parent.parent / "templates"
_REMEMBERED = 20_000


@dataclass
class Looker:
    """What a run needs for each contact: the door, everything that is guarded, and which words turned out to be known."""

    viewer: Viewer
    door: Door = field(default_factory=Door)
    _known: dict[tuple[str, str], bool] = field(default_factory=dict)
    _no_pages: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        own_words = frozenset(
            word for file in sorted(_TEMPLATES.rglob("*.html")) for word in words_of(file.read_text("utf-8")).split()
        )
        self.matcher = Matcher(guarded.iterate_guarded(viewer=self.viewer), own_words=own_words)

    def look(self, coming: Coming) -> tuple[int, set[tuple[str, str]]]:
        """Return how many pages somebody was shown, and (route, code) of what should not stand there.

        Of somebody whose login is gone meanwhile nothing is found: no page can be shown to them any more.
        """
        here, beyond = frozenset({coming.account}), comings.list_places(coming.person, viewer=self.viewer)
        may = {True: viewers.of_space(coming.login, coming.account), False: viewers.of_guest(coming.login)}
        pages, n_pages, found = Pages(coming.account), 0, set()
        waiting = deque(pages.begin())
        while waiting:
            route, address = waiting.popleft()
            policy, in_space = wall.ROUTES[route], is_in_space(address)
            if route in self._no_pages or (policy != wall.OPEN and policy not in may[in_space].capabilities):
                continue
            page = self.door.look(address, coming.login)
            if page is None:
                return n_pages, set()
            if page.status == NO_PAGE:
                self._no_pages.add(route)
                continue
            if page.status == CLOSED and not in_space:
                continue
            n_pages += 1
            if page.status != 200:
                found.add((route, STATUS))
            hits = self.matcher.find(page.text)
            own = here if in_space else beyond
            found |= {(route, hit.code) for hit in self._without_own(hits, own) if not self._is_known(hit.phrase, own)}
            waiting.extend(pages.follow(page.text))
        return n_pages, found

    def _without_own(self, hits: set[Hit], own: frozenset[str]) -> set[Hit]:
        """Leave out what is another's and theirs as well: a name that two have is no secret of either."""
        theirs = {hit.phrase for hit in hits if hit.account in own}
        return {hit for hit in hits if hit.account not in own and not (hit.account and hit.phrase in theirs)}

    def _is_known(self, phrase: str, own: frozenset[str]) -> bool:
        return any(self._knows(account, phrase) for account in sorted(own))

    def _knows(self, account: str, phrase: str) -> bool:
        key = (account, phrase)
        if key not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            longest = max(phrase.split(), key=len)
            texts = guarded.iterate_known(account, longest, viewer=self.viewer)
            self._known[key] = any(f" {phrase} " in words_of(text) for text in texts)
        return self._known[key]
