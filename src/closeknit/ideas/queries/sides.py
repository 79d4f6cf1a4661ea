"""Those who gave what counts for an idea and may not read it: what they are to read of its answer."""

from dataclasses import dataclass

from closeknit.ideas import checks, sides, verdicts
from closeknit.ideas.models import Idea, Verdict
from closeknit.ideas.queries import listing
from closeknit.ideas.queries.listing import Giver
from closeknit.ideas.sides import Side
from closeknit.kit.viewer import Viewer


@dataclass(frozen=True)
class SideRow:
    """One merged idea as its own side knows it. `words` begin the form, the answer as it stands; `foreign` is a name in it of others."""

    id: str
    number: int
    shown_number: int
    is_between: bool
    title: str
    giver: Giver
    words: str
    foreign: str


@dataclass(frozen=True)
class SidesPage:
    """The answer that holds (`base`, its number; 0 where there is none), and the sides that do not have it yet."""

    base: int
    answer: str
    sentence: str
    sides: tuple[SideRow, ...]


def get_sides(idea: str, *, viewer: Viewer) -> SidesPage:
    """Return what is to be said to whom, or raise NotFound."""
    root, newest = _read(idea, viewer)
    if newest is None:
        return SidesPage(0, "", "", ())
    due = [one for one in sides.list_sides(root, newest, viewer=viewer) if one.is_due]
    return SidesPage(
        newest.number, newest.answer, newest.sentence, tuple(_row(one, root, newest.sentence, viewer) for one in due)
    )


def has_sides(idea: str, *, viewer: Viewer) -> bool:
    """Return whether the answer of an idea is to be said to a side that may not read it; or raise NotFound."""
    root, newest = _read(idea, viewer)
    return newest is not None and any(one.is_due for one in sides.list_sides(root, newest, viewer=viewer))


def _read(idea: str, viewer: Viewer) -> tuple[Idea, Verdict | None]:
    root = checks.get_idea(idea, viewer=viewer)
    return root, verdicts.find_newest(root, viewer=viewer)


def _row(one: Side, root: Idea, words: str, viewer: Viewer) -> SideRow:
    return SideRow(
        id=one.idea.pk,
        number=one.idea.number,
        shown_number=one.posting.number,
        is_between=one.posting.is_between,
        title=one.posting.title,
        giver=listing.giver_of(one.idea),
        words=words,
        foreign=sides.find_foreign(words, one, root, viewer=viewer),
    )
