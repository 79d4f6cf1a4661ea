"""One cell of the map as it is drawn: a shape, what it says aloud, and where it leads."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from closeknit.analysis.offerings.fit import Basis
from closeknit.offerings.fitting.queries import Cell, Group
from closeknit.web.offerings import labels

_ORDER = ("", "not", "partly", "well")


@dataclass(frozen=True)
class CellMark:
    """A cell: `level` names its shape; `is_lent` where an account shows what is said overall; `way` whether it got better or worse."""

    id: str
    level: str
    is_lent: bool
    url: str
    said: str
    n_words: int
    way: str
    differs: str
    revision: int
    may_shape: bool


def mark_of(cell: Cell, need: str, offering: str, statement: str, group: Group, *, may_shape: bool) -> CellMark:
    """Return a cell as it is drawn."""
    level = cell.level.value if cell.level else ""
    url = reverse("fit", args=[cell.offering_id, need])
    asked = {"account": group.account} if group.account else {}
    said = [f"{offering}: {labels.LEVEL_WORDS[level]}"]
    is_lent = bool(group.account) and cell.basis is Basis.OVERALL
    if is_lent:
        said.append("as judged overall")
    if cell.n_words:
        said.append(f"{cell.n_words} sentence{'' if cell.n_words == 1 else 's'}")
    way = ""
    if cell.before is not None:
        way = say_way(cell.before, level)
        said.append(f"before: {labels.LEVEL_WORDS[cell.before]}")
    differs = _differs(cell.tally)
    if differs:
        said.append(differs)
    return CellMark(
        id=f"cell-{cell.offering_id}-{need}",
        level=level or "nobody",
        is_lent=is_lent,
        url=f"{url}?{urlencode(asked)}" if asked else url,
        said=f"{', '.join(said)}. {statement}",
        n_words=cell.n_words,
        way=way,
        differs=differs,
        revision=cell.revision,
        may_shape=may_shape,
    )


def say_way(before: str, after: str) -> str:
    """Return whether a level is "better" or "worse" than the one before, or "new" where nobody had said, "gone" where nobody says now."""
    if not before or not after:
        return "new" if after else "gone"
    return "better" if _ORDER.index(after) > _ORDER.index(before) else "worse"


def _differs(tally: tuple[int, int, int]) -> str:
    parts = [
        f"{labels.LEVEL_WORDS[level]} at {n}"
        for n, level in zip(reversed(tally), ("well", "partly", "not"), strict=True)
        if n
    ]
    return ", ".join(parts)
