"""What can be discussed. The room of each noun says how one is found (`register`); whoever may see it may see its discussion."""

from collections.abc import Callable
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

_finders: dict[str, Finder] = {}


def register(kind: SubjectKind, find: Finder) -> None:
    """Say how things of one kind are found; the code of `kind` is the kind that their ids carry."""
    _finders[kind.value] = find


def find(subject: str, *, viewer: Viewer) -> Subject | None:
    """Return what is discussed, or None where there is no such thing or the viewer may not see it."""
    finder = _finders.get(ids.kind_of(subject))
    return finder(subject, viewer) if finder else None


def get(subject: str, *, viewer: Viewer) -> Subject:
    """Return what is discussed, or raise NotFound."""
    found = find(subject, viewer=viewer)
    if found is None:
        raise NotFound
    return found
