"""Ideas between an account and us: given in its shared site, read there by its people and ours alone, taken back by whoever gave them."""

from datetime import datetime

from closeknit.accounts.models import Contact
from closeknit.analysis.ideas.kinds import GiverKind, IdeaState
from closeknit.analysis.kinds import Audience
from closeknit.discussions.models import Thread
from closeknit.ideas import events, figures, tasks
from closeknit.ideas.models import Idea
from closeknit.ideas.operations import merging
from closeknit.ideas.portal import letters, taking
from closeknit.kit import viewer as viewers
from closeknit.kit.events import record
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import shared as touchpoints

_WHY = "what is given in a shared site"


def take_in(place: Contact, *, title: str, text: str, viewer: Viewer, at: datetime) -> Idea:
    """Keep an idea with its number, its reader and its day, as words of whoever gave it; tell them so, and return it.

    Nobody looks at it first: it reaches their colleagues and us, who speak with each other anyway.
    """
    ours, account = viewers.house(_WHY), place.account_id
    giver = {
        "giver_kind": GiverKind.CONTACT,
        "person_id": place.person_id,
        "contact_id": place.pk,
        "account_id": account,
    }
    idea = taking.make_idea(
        giver,
        title=title,
        text=text,
        audience=Audience.ACCOUNT,
        given_at=at,
        counted_at=at,
        reading=ours,
        stream=account,
    )
    posting = taking.show(idea, title=title, text=text, is_named=True, at=at, stream=account)
    taking.vote_as_giver(idea, place.person_id, place, at)
    figures.recount([idea.pk])
    record(taking.tell_given(idea), viewer=viewer, at=at)
    touchpoints.record_written(
        text=f"{title}\n\n{text}".strip(), person=place.person_id, account=account, at=at, about=idea.pk, viewer=viewer
    )
    letters.write_received(posting, viewer=viewer, at=at)
    tasks.embed_soon(idea.pk)
    return idea


def take_back(row: Idea, *, viewer: Viewer, at: datetime) -> None:
    """Let an idea be over, and be read by whoever gave it alone. What we merged into it stands on its own again, with its own day."""
    ours = viewers.house(_WHY)
    for part in Idea.objects.visible_to(ours).filter(merged_into=row).order_by("pk"):
        merging.stand_alone(part, merging.list_below(part, row, viewer=ours), viewer=ours)
        apart = events.IdeaTakenApart(subject=part.pk, account=part.account_id or "", out_of=row.pk)
        record(apart, viewer=viewer, at=at)
    row.change(state=IdeaState.WITHDRAWN, audience=Audience.SPEAKER)
    if row.thread_id:
        rows = Thread.objects.unscoped(reason="what is said of something reaches whom it reaches itself")
        rows.filter(pk=row.thread_id).update(audience=Audience.SPEAKER)
    figures.recount([row.pk])
    record(events.IdeaWithdrawn(subject=row.pk, account=row.account_id or ""), viewer=viewer, at=at)
