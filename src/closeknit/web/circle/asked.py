"""What somebody asked to see of the circle: read from the address, and written into every link that leads on from there."""

from dataclasses import dataclass, fields
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from closeknit.analysis.kinds import AccountKind, Stage
from closeknit.circle.gathering import CircleAccount

LATENESS, ALARM = "lateness", "alarm"


@dataclass(frozen=True)
class Asked:
    """The chosen account and the ring it may go to; picture or table; whose accounts, which kind, which ring; which page.

    `by` is what the colours say: how late contact is, or ("alarm") what the readings raised. Never both.
    """

    account: str = ""
    to: str = ""
    show: str = ""
    owner: str = ""
    kind: str = ""
    by: str = ""
    stage: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict, *, by: str = "") -> Self:
        """Return what the address asks for; what it cannot mean is left out. `by` holds where the address does not say it."""
        page = query.get("page", "")
        return cls(
            account=query.get("account", ""),
            to=_known(query.get("to", ""), Stage),
            show="table" if query.get("show") == "table" else "",
            owner=query.get("owner", ""),
            kind=_known(query.get("kind", ""), AccountKind),
            by=ALARM if query.get("by", by) == ALARM else "",
            stage=_known(query.get("stage", ""), Stage),
            page=max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1,
        )

    def url(self, **changes: Any) -> str:
        """Return the address of the circle as asked for, with these changes."""
        wanted = {field.name: changes.get(field.name, getattr(self, field.name)) for field in _FIELDS}
        query = urlencode({field.name: wanted[field.name] for field in _FIELDS if wanted[field.name] != field.default})
        return f"{reverse('circle')}?{query}" if query else reverse("circle")

    def takes(self, account: CircleAccount) -> bool:
        """Return whether this account is among those asked for; the ring narrows the table only."""
        return (not self.owner or (account.owner_id or "nobody") == self.owner) and (
            not self.kind or account.kind == self.kind
        )

    @property
    def by_alarm(self) -> bool:
        """Whether the colours say what the readings raised, instead of how late contact is."""
        return self.by == ALARM

    @property
    def is_narrowed(self) -> bool:
        """Whether not everybody's accounts of every kind were asked for."""
        return bool(self.owner or self.kind)


_FIELDS = fields(Asked)


def _known(code: str, codes: type[Stage] | type[AccountKind]) -> str:
    return code if code in {one.value for one in codes} else ""
