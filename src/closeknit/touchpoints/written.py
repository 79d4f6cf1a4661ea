"""What becomes of comments of people outside: each is kept as words of theirs; taken back, it is taken out again."""

from datetime import datetime

from closeknit.discussions.events import CommentEdited, CommentPutBack, CommentTakenBack, CommentWritten
from closeknit.discussions.models import Comment
from closeknit.kit import markdown
from closeknit.kit import viewer as viewers
from closeknit.kit.events import record
from closeknit.kit.events import subscribe as subscribe_to
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import bookkeeping, events, holds, removal, shared
from closeknit.touchpoints.drafts import hash_key
from closeknit.touchpoints.models import Touchpoint

_WHY = "what somebody outside wrote is kept as theirs"


def subscribe() -> None:
    """Hear of what is written in discussions."""
    subscribe_to(CommentWritten, _keep)
    subscribe_to(CommentEdited, _keep)
    subscribe_to(CommentPutBack, _keep)
    subscribe_to(CommentTakenBack, _take_out)


def find_of(comment: str, *, viewer: Viewer) -> str | None:
    """Return the conversation that a comment is kept as, None for one of ours: the first, where it was edited."""
    rows = Touchpoint.objects.visible_to(viewer).filter(origin=hash_key("written", comment)).exclude(origin="")
    return rows.order_by("created_at", "pk").values_list("pk", flat=True).first()


def _keep(event: CommentWritten | CommentEdited | CommentPutBack, viewer: Viewer, at: datetime) -> None:
    ours = viewers.house(_WHY)
    comment = Comment.objects.visible_to(ours).select_related("thread").get(pk=event.subject)
    if comment.person_id is None or comment.taken_back_at is not None:
        return
    shared.record_written(
        text=markdown.to_text(comment.text),
        person=comment.person_id,
        account=comment.account_id,
        at=at,
        about=comment.pk,
        audience=comment.thread.audience,
        conversation=comment.thread_id,
        viewer=viewer,
    )


def _take_out(event: CommentTakenBack, viewer: Viewer, at: datetime) -> None:
    """Take the words out with the comment, but for those on which somebody has built: a need or a promise leads back to them."""
    ours = viewers.house(_WHY)
    rows = Touchpoint.objects.visible_to(ours).filter(origin=hash_key("written", event.subject)).exclude(origin="")
    kept = list(rows.values_list("pk", flat=True))
    held = holds.find_held(kept, viewer=ours)
    going = [pk for pk in kept if pk not in held]
    accounts = bookkeeping.accounts_of(going, viewer=ours)
    for pk, account in rows.filter(pk__in=going).values_list("pk", "account_id"):
        record(events.TouchpointRemoved(subject=pk, account=account or ""), viewer=viewer, at=at)
    removal.remove(going, viewer=ours)
    bookkeeping.recompute_contact(accounts, viewer=ours, at=at)
