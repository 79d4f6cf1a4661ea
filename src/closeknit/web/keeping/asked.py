"""What somebody asked to see of who is kept in touch with: read from the address, and written into every link that leads on."""

from dataclasses import dataclass, fields
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from closeknit.analysis.kinds import LatenessState
from closeknit.circle.gathering import CircleAccount

EVERYBODY = "all"
# What one may ask for: which states answer it. Of those not known, who was spoken with has no limit; the others were never spoken with.
WAITING = frozenset({LatenessState.LATE, LatenessState.NEGLECTED})
NO_LIMIT = "no_limit"
SHOWN: dict[str, frozenset[str]] = {
    "": frozenset(WAITING),
    "cooling": frozenset({LatenessState.COOLING}),
    "on_track": frozenset({LatenessState.ON_TRACK}),
    "resting": frozenset({LatenessState.PAUSED}),
    "unknown": frozenset({LatenessState.UNKNOWN}),
    NO_LIMIT: frozenset({NO_LIMIT}),
    "any": frozenset({*LatenessState, NO_LIMIT}),
}


def state_of(account: CircleAccount) -> str:
    """Return in which state an account is kept in touch with: its lateness, or that it was spoken with and has no limit."""
    late = account.lateness
    return NO_LIMIT if late.state is LatenessState.UNKNOWN and late.days is not None else late.state


@dataclass(frozen=True)
class Asked:
    """Whose accounts (empty: the viewer's, `all`: everybody's, else an owner's id or `nobody`), in which state, which page."""

    owner: str = ""
    show: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        """Return what the address asks for; what it cannot mean is left out."""
        page, show = query.get("page", ""), query.get("show", "")
        return cls(
            owner=query.get("owner", ""),
            show=show if show in SHOWN else "",
            page=max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1,
        )

    def url(self, **changes: Any) -> str:
        """Return the address of the page as asked for, with these changes."""
        wanted = {field.name: changes.get(field.name, getattr(self, field.name)) for field in _FIELDS}
        query = urlencode({field.name: wanted[field.name] for field in _FIELDS if wanted[field.name] != field.default})
        return f"{reverse('circle_keeping')}?{query}" if query else reverse("circle_keeping")

    def is_of(self, account: CircleAccount, viewer_id: str) -> bool:
        """Return whether the account is looked after by whom was asked for."""
        return self.owner == EVERYBODY or (account.owner_id or "nobody") == (self.owner or viewer_id)


_FIELDS = fields(Asked)
