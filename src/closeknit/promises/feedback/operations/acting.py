"""What we do about feedback that we got, and telling whoever gave it."""

from datetime import date, datetime

from closeknit.analysis.feedback.kinds import ActedBy, AskedState, FeedbackChannel
from closeknit.ideas import operations as idea_operations
from closeknit.ideas.models import Idea
from closeknit.identity import queries as identity_queries
from closeknit.kit import typed, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.promises import operations as promise_operations
from closeknit.promises.feedback import checks, events, letters, sending
from closeknit.promises.models import AskedFeedback
from closeknit.verbatims.models import Verbatim


@operation(Capability.MAKE_PROMISES)
def act_on_feedback(
    *,
    asked: str,
    acted_by: str,
    text: str,
    viewer: Viewer,
    at: datetime,
    due_on: date | None = None,
    idea: str | None = None,
) -> None:
    """Say what we do about an answer: a promise (made here, due on a day), an idea, or nothing, with the reason.

    Raises NotFound, NotNow, NothingSaid or BadDay. The promise stands on their own words; an idea is given in their name, who keep the
    credit, unless `idea` names one that stands already.
    """
    row = checks.get_asked(asked, viewer=viewer)
    checks.check_asked_move(row, AskedState.ACTED_ON)
    does = checks.read_acted(acted_by)
    said = typed.check_said(text, _MISSING[does], most=500)
    promise = _promise(row, said, due_on, viewer, at) if does is ActedBy.PROMISE else None
    taken = _idea(row, said, idea, viewer, at) if does is ActedBy.IDEA else None
    undo.keep(row)
    row.change(
        state=AskedState.ACTED_ON, acted_by=does, acted_text=said, acted_at=at, promise_id=promise, idea_id=taken
    )
    acted = events.FeedbackActedOn(
        subject=row.pk, account=row.account_id, acted_by=does, promise=promise or "", idea=taken or ""
    )
    record(acted, viewer=viewer, at=at)


@operation(Capability.MAKE_PROMISES)
def tell_about_feedback(
    *, asked: str, channel: str, viewer: Viewer, at: datetime, message: str = "", medium: str = "call"
) -> str:
    """Tell whoever gave feedback what came of it, by mail or in a talk that took place, and return the touchpoint.

    Raises NotFound, NotNow, HasLeft, NoAddress or NoTalk. Without a `message` the proposed one is sent.
    """
    row = checks.get_asked(asked, viewer=viewer)
    checks.check_asked_move(row, AskedState.TOLD)
    whom, how = checks.get_whom(row.contact_id or "", viewer=viewer), checks.read_channel(channel)
    text = message.strip() or letters.draft_telling(
        name=whom.person.name,
        member=viewer.name,
        about=row.about,
        did=row.acted_text,
        is_nothing=row.acted_by == ActedBy.NOTHING,
    )
    undo.keep(row)
    if how is FeedbackChannel.MAIL:
        subject = f"What came of what you told us about {row.about.rstrip('.?')}"[:200]
        told = sending.send(whom, subject=subject, body=text, viewer=viewer, at=at).pk
    else:
        told = sending.say(whom, text=text, medium=medium, said_at=at, viewer=viewer, at=at)
    by = viewer.member
    row.change(state=AskedState.TOLD, told_at=at, told_by_id=by, telling_id=told)
    record(
        events.FeedbackTold(subject=row.pk, account=row.account_id, touchpoint=told, channel=how), viewer=viewer, at=at
    )
    return told


_MISSING = {
    ActedBy.PROMISE: "Say what we promise them, in a line.",
    ActedBy.IDEA: "Say in a line what the idea makes of it. They will be told.",
    ActedBy.NOTHING: "Say why nothing is done about it. They took the time, and will be told.",
}


def _promise(row: AskedFeedback, said: str, due_on: date | None, viewer: Viewer, at: datetime) -> str:
    return promise_operations.make_promise(
        account=row.account_id,
        text=said,
        made_on=identity_queries.today_at(at),
        due_on=due_on,
        contact=row.contact_id,
        verbatim=_first_words(row, viewer),
        viewer=viewer,
        at=at,
    )


def _idea(row: AskedFeedback, said: str, idea: str | None, viewer: Viewer, at: datetime) -> str:
    if not idea:
        # They are told by ourselves, in a letter of its own: a receipt beside it would be one mail too many.
        return idea_operations.give_idea(
            title=said,
            contact=row.contact_id,
            verbatim=_first_words(row, viewer),
            with_receipt=False,
            viewer=viewer,
            at=at,
        )
    found = Idea.objects.visible_to(viewer).filter(pk=idea).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound("There is no idea by that name. Leave it empty, and one is given in their name.")
    return found


def _first_words(row: AskedFeedback, viewer: Viewer) -> str | None:
    words = Verbatim.objects.visible_to(viewer).filter(touchpoint=row.answer_id, account=row.account_id)
    return words.order_by("position").values_list("pk", flat=True).first()
