"""A discussion as the templates of this door draw it.

A page mounts it with two lines: `part.of(subject, request, back=request.path)` into its context as `discussion`, and
`{% include "portal/discussions/_part.html" %}` into its template. What is typed goes to the routes of this folder and comes back to `back`.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from closeknit.discussions.shared import queries
from closeknit.discussions.shared.queries import CommentRow, DiscussionRow
from closeknit.ideas.shared import spaces
from closeknit.kit import ids, markdown
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Picture
from closeknit.portal.discussions import shown
from closeknit.portal.discussions.forms import CommentForm
from closeknit.portal.request import PortalRequest


@dataclass(frozen=True)
class Said:
    """One comment with its words as the page shows them, sanitised, and where its author can change it; files with their addresses.

    Those that can be seen at once are among `pictures`, and not among `files`.
    """

    row: CommentRow
    text: SafeString
    pictures: tuple[Picture, ...]
    files: tuple[tuple[str, str, int], ...]
    versions_url: str
    edit_url: str
    taking_back_url: str
    putting_back_url: str


@dataclass(frozen=True)
class Part:
    """A discussion on a page outside. `back` is the page that it stands on; `form` is None for who may only read."""

    row: DiscussionRow
    said: tuple[Said, ...]
    form: CommentForm | None
    back: str
    say_url: str
    following_url: str
    newer_url: str
    older_url: str
    zone: str
    names: tuple[str, ...]


def of(subject: str, request: PortalRequest, *, back: str = "", form: CommentForm | None = None, page: int = 1) -> Part:
    """Return the discussion of something for this page, `form` as it was filled in where it was refused; or raise NotFound."""
    viewer = request.viewer
    row = queries.read_discussion(subject, viewer=viewer, page=page)
    may_say = viewer.can(Capability.TAKE_PART) and row.is_shared
    own = way(request, "discussion", row.subject)
    names = queries.list_names(subject, viewer=viewer) if may_say else []
    return Part(
        row=row,
        said=tuple(_said(request, one) for one in row.comments),
        form=(form or CommentForm()) if may_say else None,
        back=back or own,
        say_url=way(request, "discussion_comments", row.subject),
        following_url=way(request, "discussion_following", row.subject) if row.thread and may_say else "",
        newer_url=f"{own}?page={page - 1}" if page > 1 else "",
        older_url=f"{own}?page={page + 1}" if page < row.n_pages else "",
        zone=request.zone,
        names=tuple(name for name, _ in names),
    )


def way(request: PortalRequest, route: str, row: str) -> str:
    """Return an address of a discussion in the shared site that one is in, or on the open portal."""
    if request.space is None:
        return reverse(f"portal:open_{route}", args=[row])
    return reverse(f"portal:{route}", args=[request.space.account_id, row])


def way_to_subject(request: PortalRequest, subject: str) -> str:
    """Return the page of what is discussed, "" where it has none of its own: who comes by a mail knows only the discussion."""
    kind = ids.kind_of(subject)
    if request.space is None:
        return reverse("portal:open_challenge", args=[subject]) if kind == "challenge" else reverse("portal:ideas")
    account = request.space.account_id
    if kind == "plan":
        return reverse("portal:plan", args=[account])
    if kind == "idea" and spaces.is_here(subject, account, viewer=request.viewer):
        return reverse("portal:space_idea", args=[account, subject])
    return reverse(f"portal:{kind}", args=[account, subject]) if kind in ("promise", "challenge") else ""


def _said(request: PortalRequest, row: CommentRow) -> Said:
    mine = row.is_mine and request.viewer.can(Capability.TAKE_PART)
    return Said(
        row=row,
        text=markdown.render(row.text),
        pictures=tuple(
            shown.picture_of(one, url=way(request, "attachment", one.id), author=row.author, request=request)
            for one in row.files
            if one.width
        ),
        files=tuple((one.name, way(request, "attachment", one.id), one.n_bytes) for one in row.files if not one.width),
        versions_url=way(request, "comment_versions", row.id) if row.edited_at else "",
        edit_url=way(request, "comment", row.id) if mine and not row.is_taken_back else "",
        taking_back_url=way(request, "comment_taking_back", row.id) if mine and not row.is_taken_back else "",
        putting_back_url=way(request, "comment_putting_back", row.id) if mine and row.is_taken_back else "",
    )
