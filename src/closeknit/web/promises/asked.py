"""By what the list of promises is narrowed: read from the address and written into every link that leads on from there."""

from dataclasses import dataclass, fields
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from closeknit.analysis.kinds import PromiseDirection


@dataclass(frozen=True)
class Asked:
    """Whose promises (a member's id), which side's, with which account (its name), open or ended ones, which page."""

    keeper: str = ""
    way: str = ""
    account: str = ""
    show: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict, *, show: str = "") -> Self:
        """Return what the address asks for, of open promises or (`show` is "ended") ended ones; what it cannot mean is left out."""
        way, page = query.get("way", ""), query.get("page", "")
        return cls(
            keeper=query.get("keeper", ""),
            way=way if way in {one.value for one in PromiseDirection} else "",
            account=query.get("account", "").strip(),
            show=show,
            page=max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1,
        )

    def url(self, **changes: Any) -> str:
        """Return the address of the list as asked for, with these changes."""
        wanted = {field.name: changes.get(field.name, getattr(self, field.name)) for field in _FIELDS}
        shown = [field for field in _FIELDS if field.name != "show"]
        query = urlencode({field.name: wanted[field.name] for field in shown if wanted[field.name] != field.default})
        address = reverse("promises_ended" if wanted["show"] else "promises")
        return f"{address}?{query}" if query else address


_FIELDS = fields(Asked)
