"""Which pages of a contact are looked at: every one that needs no more than the account, and some of each kind that those lead to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from closeknit.kit.capabilities import Capability
from closeknit.portal import PREFIXES, wall

# Of the pages of one kind that a contact's pages lead to.
EACH = 3
ON_PORTAL = frozenset({"portal:ideas", "portal:idea", "portal:answering"})
# They hand out what is fetched elsewhere, or make a file of what another page shows.
LEFT_OUT = frozenset({"portal:attachment", "portal:open_attachment", "portal:observation_photo", "portal:mirror_pdf"})
_LINK = re.compile(r'\bhref="([^"#?]+)')


@dataclass
class Pages:
    """The pages of one contact, as they are found."""

    account: str
    _known: dict[str, str] = field(default_factory=dict)
    _n_of: dict[str, int] = field(default_factory=dict)

    def begin(self) -> Iterator[tuple[str, str]]:
        """Return (route, address) of every page that needs no more than the account."""
        for route in filter(_is_looked_at, wall.ROUTES):
            for arguments in ({"account": self.account}, None):
                try:
                    address = reverse(route, kwargs=arguments)
                except NoReverseMatch:
                    continue
                self._known[address] = route
                yield route, address
                break

    def follow(self, page: str) -> Iterator[tuple[str, str]]:
        """Return (route, address) of the pages that a page leads to and that were not met before."""
        for address in dict.fromkeys(map(unescape, _LINK.findall(page))):
            if address in self._known or not address.startswith(PREFIXES):
                continue
            route = self._route(address)
            if route and self._n_of.get(route, 0) < EACH:
                self._known[address] = route
                self._n_of[route] = self._n_of.get(route, 0) + 1
                yield route, address

    def _route(self, address: str) -> str:
        try:
            match = resolve(address)
        except Resolver404:
            return ""
        is_here = match.kwargs.get("account", self.account) == self.account
        return match.view_name if is_here and _is_looked_at(match.view_name) else ""


def is_in_space(address: str) -> bool:
    """Whether a page stands in the shared site of an account."""
    return address.startswith(PREFIXES[0])


def _is_looked_at(route: str) -> bool:
    policy = wall.ROUTES.get(route)
    return route not in LEFT_OUT and (isinstance(policy, Capability) or route in ON_PORTAL)
