"""The talk about a change between an ally and us, and the ally's answer in their words."""

import textwrap
from datetime import datetime

from closeknit.accounts import checks as account_checks
from closeknit.analysis.kinds import Medium
from closeknit.analysis.lifecycles.session import SessionState
from closeknit.analysis.offerings.sessions import SessionVerdict
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, ids, typed, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.offerings.models import RedesignSession, SessionAccount, SessionTalk, SkyEntry, VerdictVersion
from closeknit.offerings.sessions import checks, events, stamping
from closeknit.offerings.sessions.operations import verdicts
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.touchpoints.drafts import Line, Speaker
from closeknit.touchpoints.models import Appointment

_LINE = 200
_STEPS = (SessionState.EARTH, SessionState.DECIDED)


@operation(Capability.SHAPE_OFFERINGS)
def plan_talk(
    *,
    session: str,
    entry: str | None,
    account: str,
    starts_at: datetime,
    viewer: Viewer,
    at: datetime,
    contact: str | None = None,
    member: str | None = None,
    medium: str = Medium.CALL,
    despite: str = "",
) -> str:
    """Plan the talk with one account about what we would change between us, as an appointment, and return the talk's id.

    Raises NotFound, NotAtTheTable, NotNow, BadTalk where the verdict is not to renegotiate, or AskedTooOften (say `despite` why).
    """
    row = checks.lock_session(session, viewer=viewer)
    checks.check_takes_part(row, viewer=viewer)
    checks.check_step(row, *_STEPS)
    wish, verdict = _find_renegotiated(row, entry, viewer)
    _check_account(row, account, contact, viewer)
    appointment = touchpoint_operations.plan_appointment(
        account=account,
        starts_at=starts_at,
        contact=contact,
        member=member or (row.owner_id if viewer.id != row.owner_id else viewer.id),
        medium=medium,
        # A line for the calendar; the whole of it stands beside the verdict.
        why=textwrap.shorten(verdict.say, _LINE, placeholder=" …"),
        despite=despite,
        viewer=viewer,
        at=at,
    )
    stamping.rise(row)
    talk = SessionTalk.objects.add(
        SessionTalk(
            id=ids.new("redesign_talk", account),
            session=row,
            entry=wish,
            account_id=account,
            contact_id=contact or None,
            appointment_id=appointment,
            made_at=at,
        )
    )
    undo.keep_new(talk, subject=row.pk)
    planned = events.TalkPlanned(
        subject=talk.pk, account=account, session=row.pk, entry=entry or "", appointment=appointment
    )
    record(planned, viewer=viewer, at=at)
    return talk.pk


@operation(Capability.HAND_IN)
def record_answer(
    *,
    talk: str,
    answer: str,
    words: str,
    viewer: Viewer,
    at: datetime,
    wording: str = "reported",
    contact: str | None = None,
    spoken_at: datetime | None = None,
) -> None:
    """Write down what an ally answered (agrees, wants to talk, declines) and their words, which become verbatims like any others.

    The appointment is logged with them where it was still planned. Answered again, the new answer holds and the earlier words stay where
    they were kept. Raises NotFound, NotNow, BadTalk or NothingSaid.
    """
    found = SessionTalk.objects.visible_to(viewer).filter(pk=talk).first()
    if found is None:
        raise NotFound("There is no such talk.")
    row = checks.lock_session(found.session_id, viewer=viewer)
    checks.check_step(row, *_STEPS)
    said, who = checks.read_answer(answer), contact or found.contact_id
    if not words.strip():
        raise typed.NothingSaid("Write down what they said, as they said it. Their words are the answer.")
    checks.check_contact(found.account_id, who, viewer=viewer)
    touchpoint, when = _store(found, words, wording, who, spoken_at, viewer, at)
    stamping.rise(row)
    undo.keep(found, subject=row.pk)
    answered_on = clock.local_date(when, identity_queries.get_house().zone)
    found.change(
        answer=said,
        answered_on=answered_on,
        touchpoint_id=touchpoint,
        contact_id=who,
        answered_by_id=checks.read_judge(viewer),
    )
    answered = events.AllyAnswered(
        subject=found.pk,
        account=found.account_id,
        session=row.pk,
        entry=found.entry_id or "",
        answer=said,
        answered_on=answered_on,
    )
    record(answered, viewer=viewer, at=at)


def _find_renegotiated(
    row: RedesignSession, entry: str | None, viewer: Viewer
) -> tuple[SkyEntry | None, VerdictVersion]:
    wish = SkyEntry.objects.visible_to(viewer).filter(pk=entry, session=row).first() if entry else None
    if entry and wish is None:
        raise NotFound("There is no such entry.")
    verdict = verdicts.find_newest(row, wish, viewer)
    if verdict is None or verdict.kind != SessionVerdict.RENEGOTIATE:
        raise checks.BadTalk("Nothing is to be renegotiated here. Give that verdict first, with what we will say.")
    return wish, verdict


def _check_account(row: RedesignSession, account: str, contact: str | None, viewer: Viewer) -> None:
    account_checks.get_account(account, viewer=viewer)
    if not SessionAccount.objects.visible_to(viewer).filter(session=row, account_id=account).exists():
        raise checks.BadTalk("That account is not one that this session is about.")
    checks.check_contact(account, contact, viewer=viewer)


def _store(
    talk: SessionTalk,
    words: str,
    wording: str,
    contact: str | None,
    spoken_at: datetime | None,
    viewer: Viewer,
    at: datetime,
) -> tuple[str, datetime]:
    """Keep their words, as the talk that was planned where it still is, and return the touchpoint and when it was."""
    planned = Appointment.objects.visible_to(viewer).filter(pk=talk.appointment_id, state="planned").first()
    when = spoken_at or (min(planned.starts_at, at) if planned else at)
    speaker = (Speaker(contact=contact),) if contact else ()
    if planned is not None:
        touchpoint = touchpoint_operations.log_touchpoint(
            account=talk.account_id,
            medium=planned.medium,
            started_at=when,
            speakers=(*speaker, Speaker(member=planned.member_id)),
            lines=[Line(words.strip(), 0 if contact else None)],
            wording=wording,
            appointment=planned.pk,
            viewer=viewer,
            at=at,
        )
        return touchpoint, when
    touchpoint = touchpoint_operations.capture_words(
        words=words,
        account=talk.account_id,
        contact=contact,
        wording=wording,
        said_at=when,
        medium=Medium.CALL,
        viewer=viewer,
        at=at,
    )
    return touchpoint, when
