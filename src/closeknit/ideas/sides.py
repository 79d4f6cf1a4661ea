"""What whoever gave a merged idea reads of the answer, where they may not read the idea that it counts for: words of ours, for them alone.

The answer of that idea was written for those who gave it: it may name them, their numbers, their words. So nothing of it goes over by
itself. One of us says it for each side, and these words are held against everybody else's names before they are kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from closeknit.analysis.kinds import Audience
from closeknit.ideas.checks import BadVerdict
from closeknit.ideas.models import Idea, Posting, Verdict
from closeknit.kit import guarded
from closeknit.kit.viewer import Viewer

_GUARDED = ("name", "person", "idea")
# What is shorter is a word like any other.
_SHORTEST = 3


@dataclass(frozen=True)
class Side:
    """A merged idea whose readers outside may not read the one that it counts for; `is_due` until they have the answer that holds."""

    idea: Idea
    posting: Posting
    is_due: bool


def reads(posting: Posting, account: str | None, root: Idea) -> bool:
    """Return whether who reads a merged idea outside reads the one that it counts for, too."""
    if not hasattr(root, "posting"):
        return False
    if root.audience in (Audience.PORTAL, Audience.PUBLIC):
        return True
    return root.audience == Audience.ACCOUNT and posting.is_between and account == root.account_id


def list_sides(root: Idea, newest: Verdict, *, viewer: Viewer) -> list[Side]:
    """Return the merged ideas of an idea whose readers do not read it, by number; `newest` is its own answer that holds."""
    rows = with_own_answer(Idea.objects.visible_to(viewer).filter(counts_in=root), viewer).order_by("number")
    several = rows.select_related("posting", "person", "account", "member", "counts_in__posting")
    return [
        Side(row, row.posting, lacks_answer(row, row.own_at, newest.written_at)) for row in several if is_apart(row)
    ]


def with_own_answer(rows: QuerySet[Idea], viewer: Viewer) -> QuerySet[Any]:
    """Return ideas with when their own newest answer was written, as `own_at`."""
    own = Verdict.objects.visible_to(viewer).filter(idea=OuterRef("pk")).order_by("-number")
    return rows.annotate(own_at=Subquery(own.values("written_at")[:1]))


def is_apart(row: Idea) -> bool:
    """Return whether a merged idea, read with its posting and its root's, is read outside by people who do not read the root."""
    is_read = hasattr(row, "posting") and row.audience != Audience.INTERNAL
    return is_read and row.counts_in is not None and not reads(row.posting, row.account_id, row.counts_in)


def lacks_answer(row: Idea, own_at: datetime | None, answered_at: datetime) -> bool:
    """Return whether such an idea's readers do not have the answer yet that its root was given at that moment."""
    if not is_apart(row):
        return False
    return own_at is None or own_at < max(answered_at, row.merged_at or answered_at)


def find_foreign(text: str, side: Side, root: Idea, *, viewer: Viewer) -> str:
    """Return a name or a title in a text that is somebody else's, "" where there is none."""
    account = side.idea.account_id or ""
    own = " ".join(one.name for one in (side.idea.account, side.idea.person) if one)
    for said in _list_foreign(side, root, viewer):
        if (
            _holds(text, said)
            and not _holds(own, said)
            and not any(said in known for known in guarded.iterate_known(account, said, viewer=viewer))
        ):
            return said
    return ""


def check_words(text: str, side: Side, root: Idea, *, viewer: Viewer) -> None:
    """Raise BadVerdict where words for one side name what is somebody else's."""
    if found := find_foreign(text, side, root, viewer=viewer):
        raise BadVerdict(
            f"“{found}” is somebody else’s: whoever gave “{side.posting.title}” may not read it. Say it without. "
            "Nothing was given to anybody."
        )


def _list_foreign(side: Side, root: Idea, viewer: Viewer) -> Iterator[str]:
    account = side.idea.account_id or ""
    for one in guarded.iterate_guarded(viewer=viewer, codes=_GUARDED):
        # A person of one word, such as Will, is looked for nowhere: half of what is written would name them.
        if one.account and one.account != account and (one.code != "person" or " " in one.text):
            yield one.text
            if one.code == "name":
                yield from _shorter(one.text)
    if root.account_id != account:
        yield root.title
    yield from _list_who_gave(side, root, viewer)


def _shorter(name: str) -> Iterator[str]:
    """Yield what a company of several words is called for short: Ludd Lane, of Ludd Lane Bakery."""
    words = name.split()
    for n in range(2, len(words)):
        yield " ".join(words[:n])


def _list_who_gave(side: Side, root: Idea, viewer: Viewer) -> Iterator[str]:
    """Yield one word alone of who else gave what counts here: of them an answer speaks, and in this small circle a word tells who it is."""
    rows = Idea.objects.visible_to(viewer).filter(Q(pk=root.pk) | Q(counts_in=root)).exclude(pk=side.idea.pk)
    rows = rows.exclude(account=side.idea.account_id) if side.idea.account_id else rows
    for company, person in rows.values_list("account__name", "person__name").distinct():
        yield from (company or "").split()[:1]
        yield from (person or "").split()


def _holds(text: str, said: str) -> bool:
    if len(said.strip()) < _SHORTEST or said not in text:
        return False
    return re.search(rf"(?<!\w){re.escape(said)}(?!\w)", text) is not None
