"""Giving feedback, by mail or in a talk, and keeping what they answer."""

from datetime import datetime

from closeknit.analysis.feedback.kinds import FeedbackChannel, GivenState
from closeknit.kit import undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.promises.feedback import checks, events, letters, sending
from closeknit.touchpoints import checks as touchpoint_checks
from closeknit.touchpoints.drafts import Line


@operation(Capability.MAKE_PROMISES)
def give_feedback(
    *, feedback: str, viewer: Viewer, at: datetime, medium: str = "call", said_at: datetime | None = None
) -> str:
    """Send feedback that is ready, or keep that it was said in a talk (`medium`, `said_at`), and return the touchpoint.

    Raises NotFound, NotNow, NotYours, HasLeft, NoAddress, NoTalk or StillToCome.
    """
    row = checks.get_given(feedback, viewer=viewer)
    checks.check_given_move(row, GivenState.GIVEN)
    checks.check_author(row, viewer=viewer)
    whom = checks.get_whom(row.contact_id or "", viewer=viewer)
    text = checks.get_text(row, viewer=viewer)
    undo.keep(row)
    given_at = at
    if row.channel == FeedbackChannel.MAIL:
        body = letters.draft_giving(name=whom.person.name, member=viewer.name, text=text)
        touchpoint = sending.send(whom, subject=row.about, body=body, viewer=viewer, at=at).pk
    else:
        given_at = said_at or at
        touchpoint = sending.say(whom, text=text, medium=medium, said_at=given_at, viewer=viewer, at=at)
    row.change(state=GivenState.GIVEN, given_at=given_at, giving_id=touchpoint)
    given = events.FeedbackGiven(
        subject=row.pk, account=row.account_id, touchpoint=touchpoint, channel=row.channel, version=row.version
    )
    record(given, viewer=viewer, at=at)
    return touchpoint


@operation(Capability.MAKE_PROMISES)
def record_reply(
    *,
    feedback: str,
    words: str,
    viewer: Viewer,
    at: datetime,
    wording: str = "exact",
    medium: str = "email",
    said_at: datetime | None = None,
) -> str:
    """Keep what they answered to our feedback as their words and return the touchpoint.

    Raises NotFound, NotNow, BadDay or NothingSaid.
    """
    row = checks.get_given(feedback, viewer=viewer)
    checks.check_given_move(row, GivenState.ANSWERED)
    touchpoint_checks.check_words([Line(words)])
    answered_at = said_at or at
    checks.check_not_before(answered_at, row.given_at)
    undo.keep(row)
    kept = sending.keep_answer(
        row.contact,
        account=row.account_id,
        words=words,
        wording=wording,
        medium=medium,
        said_at=answered_at,
        conversation=row.giving.conversation if row.giving and medium == "email" else "",
        viewer=viewer,
        at=at,
    )
    row.change(state=GivenState.ANSWERED, answered_at=answered_at, answer_id=kept)
    record(events.FeedbackAnswered(subject=row.pk, account=row.account_id, touchpoint=kept), viewer=viewer, at=at)
    return kept
