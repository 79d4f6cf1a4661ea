"""What can be discussed. The room of each noun says how they are found (`register_several`); whoever sees one may see its discussion."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass

from closeknit.analysis.discussions.kinds import SubjectKind
from closeknit.analysis.kinds import Audience
from closeknit.kit import ids
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer


@dataclass(frozen=True)
class Subject:
    """One thing that is discussed, as far as the viewer may see it.

    `title` is what it is called in a mail, to whoever may see it. `audience` is whom it reaches (a code); nobody outside reads the
    discussion of what is internal. `members` and `persons` hear of it from the first comment on. `keep` writes the id of its thread on it.
    """

    id: str
    title: str
    account: str | None
    audience: str
    thread: str | None
    keep: Callable[[str], None]
    members: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()

    @property
    def is_shared(self) -> bool:
        """Whether anybody outside sees it."""
        return self.audience in (Audience.ACCOUNT, Audience.PORTAL, Audience.PUBLIC)


# Given an id and a viewer: the subject, from rows visible to the viewer, or None.
Finder = Callable[[str, Viewer], Subject | None]
# Given ids and a viewer: id → subject of those that the viewer may see, in a fixed number of statements.
Lister = Callable[[Collection[str], Viewer], dict[str, Subject]]

_finders: dict[str, Lister] = {}


def register(kind: SubjectKind, find: Finder) -> None:
    """Say how a thing of one kind is found; the code of `kind` is the kind that their ids carry."""
    register_several(
        kind, lambda several, viewer: {one: found for one in several if (found := find(one, viewer)) is not None}
    )


def register_several(kind: SubjectKind, list_: Lister) -> None:
    """Say how things of one kind are found, many at once."""
    _finders[kind.value] = list_


def find(subject: str, *, viewer: Viewer) -> Subject | None:
    """Return what is discussed, or None where there is no such thing or the viewer may not see it."""
    return find_several([subject], viewer=viewer).get(subject)


def find_several(subjects: Collection[str], *, viewer: Viewer) -> dict[str, Subject]:
    """Return id → what is discussed, of those that the viewer may see; what it asks does not grow with how many they are."""
    of_kind: dict[str, list[str]] = defaultdict(list)
    for subject in subjects:
        of_kind[ids.kind_of(subject)].append(subject)
    found: dict[str, Subject] = {}
    for kind, several in of_kind.items():
        if kind in _finders:
            found |= _finders[kind](several, viewer)
    return found


def get(subject: str, *, viewer: Viewer) -> Subject:
    """Return what is discussed, or raise NotFound."""
    found = find(subject, viewer=viewer)
    if found is None:
        raise NotFound
    return found
