"""Groups of the silence map in words."""

from dataclasses import dataclass

from closeknit.today.voices.queries import Group
from closeknit.web.accounts import labels

TITLES = {
    "stage": "By how near they stand",
    "worth": "By revenue",
    "kind": "By kind",
    "region": "By region",
    "sector": "By sector",
    "role": "By the part they play there",
}
_BANDS = {
    "largest": "the largest third",
    "middle": "the middle third",
    "smallest": "the smallest third",
    "unknown": "revenue not known",
}
_MOST = 8


@dataclass(frozen=True)
class Line:
    """One group: its name, how many of how many were heard, and how many were not, in words; empty where all were."""

    code: str
    name: str
    n_heard: int
    n_all: int
    silent: str
    share: float
    heard: str


@dataclass(frozen=True)
class Table:
    """The groups of one way of telling them apart."""

    name: str
    title: str
    lines: tuple[Line, ...]
    n_more: int


def table_of(name: str, groups: tuple[Group, ...]) -> Table:
    """Return the groups of one way as a table, the most silent first; of many only the first dozen."""
    lines = tuple(
        Line(
            code=one.code,
            name=name_of(name, one.code),
            n_heard=one.n_heard,
            n_all=one.n_all,
            silent=_count(one.n_all - one.n_heard, name),
            share=one.share,
            heard=f"{one.n_heard} of {one.n_all}",
        )
        for one in groups
    )
    return Table(name, TITLES[name], lines[:_MOST], max(0, len(lines) - _MOST))


def name_of(name: str, code: str) -> str:
    """Return what a group is called on the screen."""
    if name == "stage":
        return labels.STAGES.get(code, code)
    if name == "kind":
        return labels.KINDS.get(code, code)
    if name == "worth":
        return _BANDS.get(code, code)
    if name == "role":
        return labels.ROLES.get(code, "") or "part not known"
    if name == "region":
        # The zones of the clock are the regions that every account has: Europe/Amsterdam.
        return code.replace("/", ", ").replace("_", " ") or "not known"
    return code or "not known"


def _count(n: int, name: str) -> str:
    if not n:
        return ""
    one, many = ("person", "people") if name == "role" else ("account", "accounts")
    return f"{n} {one if n == 1 else many}"
