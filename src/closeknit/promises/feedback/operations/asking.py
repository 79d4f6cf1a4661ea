"""Asking a contact for constructive feedback, and keeping what they answer as their words."""

from datetime import date, datetime

from closeknit.accounts import asks
from closeknit.accounts.models import Ask, Contact
from closeknit.analysis.feedback.kinds import AskedState, FeedbackChannel
from closeknit.analysis.kinds import AskKind, SignalCode
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, typed, undo
from closeknit.kit import viewer as viewers
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.promises.feedback import checks, events, letters, sending
from closeknit.promises.models import AskedFeedback
from closeknit.touchpoints import checks as touchpoint_checks
from closeknit.touchpoints.drafts import Line
from closeknit.verbatims import operations as verbatim_operations
from closeknit.verbatims.models import Verbatim


@operation(Capability.MAKE_PROMISES)
def ask_feedback(
    *,
    contact: str,
    about: str,
    why: str,
    use: str,
    channel: str,
    viewer: Viewer,
    at: datetime,
    answer_by: date | None = None,
    letter: str = "",
    despite: str = "",
) -> str:
    """Ask a contact for feedback by mail, or note it for the next talk, and return its id.

    Raises NotFound, HasLeft, NothingSaid, BadDay, NoAddress or AskedTooOften. Without a `letter` the proposed one is sent. `despite` is
    why the person is asked above the limit. A talk counts as an ask when it takes place, so a note for it does not.
    """
    whom, how = checks.get_whom(contact, viewer=viewer), checks.read_channel(channel)
    said = typed.check_said(about, "Say what you ask about, in a few words.", most=200)
    reason = typed.check_said(why, "Say why you ask. They will be told, and asked without a why nobody takes time.")
    does = typed.check_said(use, "Say what we shall do with the answer. They will be told.")
    checks.check_answer_by(answer_by, today=identity_queries.today_at(at))
    row = AskedFeedback(
        id=ids.new("asked_feedback", whom.account_id),
        account_id=whom.account_id,
        contact=whom,
        asked_by_id=viewer.member,
        about=" ".join(said.split()),
        why=reason,
        use=does,
        channel=how,
        state=AskedState.NOTED,
        noted_at=at,
        answer_by=answer_by,
    )
    if how is FeedbackChannel.MAIL:
        _send(row, whom, letter, despite, viewer, at)
    undo.keep_new(AskedFeedback.objects.add(row))
    asked = events.FeedbackAsked(
        subject=row.pk, account=row.account_id, contact=whom.pk, channel=row.channel, state=row.state
    )
    record(asked, viewer=viewer, at=at)
    return row.pk


@operation(Capability.MAKE_PROMISES)
def mark_asked(*, asked: str, viewer: Viewer, at: datetime) -> None:
    """Say that it was asked in a talk, and that the answer is still to come; or raise NotFound or NotNow."""
    row = checks.get_asked(asked, viewer=viewer)
    checks.check_asked_move(row, AskedState.ASKED)
    undo.keep(row)
    row.change(state=AskedState.ASKED, asked_at=at)
    _tell_moved(row, viewer, at)


@operation(Capability.MAKE_PROMISES)
def remind(*, asked: str, viewer: Viewer, at: datetime, letter: str = "") -> None:
    """Ask once more, by mail, and never a third time; or raise NotFound, NotNow, HasLeft or NoAddress."""
    row = checks.get_asked(asked, viewer=viewer)
    checks.check_can_remind(row, at=at)
    whom = checks.get_whom(row.contact_id or "", viewer=viewer)
    body = letter.strip() or letters.draft_reminder(name=whom.person.name, member=viewer.name, about=row.about)
    before = row.letter.conversation if row.letter else ""
    undo.keep(row)
    sending.send(whom, subject=f"Once more: {row.about}"[:200], body=body, viewer=viewer, at=at, conversation=before)
    row.change(state=AskedState.REMINDED, reminded_at=at)
    _tell_moved(row, viewer, at)


@operation(Capability.MAKE_PROMISES)
def end_waiting(*, asked: str, state: str, viewer: Viewer, at: datetime, why: str = "") -> None:
    """Say that they would rather not answer (declined), or that nothing came (no_answer); or raise NotFound or NotNow."""
    row = checks.get_asked(asked, viewer=viewer)
    ends = AskedState.DECLINED if state == AskedState.DECLINED else AskedState.NO_ANSWER
    checks.check_asked_move(row, ends)
    undo.keep(row)
    row.change(state=ends, ended_at=at, ended_why=typed.check_note(why))
    _tell_moved(row, viewer, at)


@operation(Capability.MAKE_PROMISES)
def record_feedback(
    *,
    asked: str,
    viewer: Viewer,
    at: datetime,
    words: str = "",
    wording: str = "exact",
    medium: str = "email",
    said_at: datetime | None = None,
    touchpoint: str = "",
) -> str:
    """Keep what they answered as their words, and return the touchpoint that holds them.

    `touchpoint` names a conversation that holds the answer already, else `words` are kept as one. Raises NotFound, NotNow, NothingSaid,
    BadDay or StillToCome. Their words are heard as feedback, whatever else is heard in them.
    """
    row = checks.get_asked(asked, viewer=viewer)
    checks.check_asked_move(row, AskedState.ANSWERED)
    undo.keep(row)
    if touchpoint:
        held = touchpoint_checks.get_touchpoint(touchpoint, viewer=viewer)
        if held.account_id != row.account_id:
            raise checks.NotNow("That conversation is not with this account. Nothing was changed.")
        kept, answered_at = held.pk, held.started_at
    else:
        typed.check_said(words, "There are no words in it. Write down what they said.", most=20_000)
        answered_at = said_at or at
        touchpoint_checks.check_words([Line(words)])
        kept = sending.keep_answer(
            row.contact,
            account=row.account_id,
            words=words,
            wording=wording,
            medium=medium,
            said_at=answered_at,
            conversation=row.letter.conversation if row.letter and medium == "email" else "",
            viewer=viewer,
            at=at,
        )
    checks.check_not_before(answered_at, row.asked_at)
    row.change(
        state=AskedState.ANSWERED,
        asked_at=row.asked_at or min(answered_at, at),
        answered_at=answered_at,
        answer_id=kept,
        is_marked=False,
    )
    record(events.FeedbackGot(subject=row.pk, account=row.account_id, touchpoint=kept), viewer=viewer, at=at)
    if touchpoint:
        _mark(row, viewer, at)
    return kept


@operation(Capability.HAND_IN)
def mark_answers(*, viewer: Viewer, at: datetime, most: int = 100) -> int:
    """Let the words of answers, which are cut by now, be heard as feedback, and return how many answers that was."""
    waiting = AskedFeedback.objects.visible_to(viewer).filter(is_marked=False, answer__isnull=False)
    n_marked = sum(_mark(row, viewer, at) for row in waiting.order_by("pk")[:most])
    record(events.FeedbackMarked(subject="feedback", n_marked=n_marked), viewer=viewer, at=at)
    return n_marked


def _send(row: AskedFeedback, whom: Contact, letter: str, despite: str, viewer: Viewer, at: datetime) -> None:
    name, on = whom.person.name, identity_queries.today_at(at)
    body = letter.strip() or letters.draft_asking(
        name=name, member=viewer.name, about=row.about, why=row.why, use=row.use, answer_by=row.answer_by
    )
    ask = asks.record_ask(
        contact=whom.pk, kind=AskKind.QUESTION, on=on, about=row.pk, despite=despite, viewer=viewer, at=at
    )
    subject = f"May we ask you about {row.about.rstrip('.?')}?"[:200]
    row.letter = sending.send(whom, subject=subject, body=body, viewer=viewer, at=at)
    # The mail counts as an ask by itself: called by the same name they are the one request that they are.
    Ask.objects.visible_to(viewer).get(pk=ask).change(about=row.letter.pk)
    row.state, row.asked_at = AskedState.ASKED, at


def _mark(row: AskedFeedback, viewer: Viewer, at: datetime) -> bool:
    """Lay the signal on the contact's words in the answer and return whether they were there to carry it."""
    words = Verbatim.objects.visible_to(viewer).filter(touchpoint=row.answer_id)
    if row.contact_id:
        words = words.filter(contact=row.contact_id)
    found = list(words.values_list("pk", flat=True)[:50])
    if not found:
        return False
    for verbatim in found:
        verbatim_operations.correct_signal(
            verbatim=verbatim, code=SignalCode.FEEDBACK, is_on=True, viewer=_house(), at=at
        )
    row.change(is_marked=True)
    return True


def _house() -> Viewer:
    # That it was asked for makes it feedback: no person had to decide, and none is held to have.
    return viewers.house("hearing feedback that was asked for")


def _tell_moved(row: AskedFeedback, viewer: Viewer, at: datetime) -> None:
    record(events.AskedMoved(subject=row.pk, account=row.account_id, state=row.state), viewer=viewer, at=at)
