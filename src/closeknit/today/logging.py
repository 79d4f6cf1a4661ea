"""Logging what took place, in one step: the talk, what was promised in it, and when we speak next. One undo takes all of it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from closeknit.accounts import operations as account_operations
from closeknit.accounts import queries as account_queries
from closeknit.accounts.naming import fold
from closeknit.analysis.kinds import AnswerOutcome, Direction, LatenessState, Medium, PromiseDirection, Wording
from closeknit.analysis.promises import line as promise_line
from closeknit.circle import queries as circle_queries
from closeknit.circle.spread import operations as spread_operations
from closeknit.identity import queries as identity_queries
from closeknit.kit.capabilities import Capability
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer, ViewerKind
from closeknit.promises import checks as promise_checks
from closeknit.promises import operations as promise_operations
from closeknit.research import operations as research_operations
from closeknit.research import queries as research_queries
from closeknit.research.operations import Given
from closeknit.today import answering, minutes
from closeknit.today.answering import Answered
from closeknit.today.minutes import Minutes, Named
from closeknit.touchpoints import conversations
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.touchpoints import queries as touchpoint_queries
from closeknit.touchpoints.drafts import Speaker
from closeknit.verbatims import queries as verbatim_queries


@dataclass(frozen=True)
class Logged:
    """What was logged, and how late contact with the account was before and is now."""

    touchpoint: str
    account: str
    was: LatenessState
    now: LatenessState
    days: int | None


@dataclass(frozen=True)
class Understood:
    """A promise as its line was understood: what, by when, whose, and to whom of theirs."""

    what: str
    due_on: date | None
    how_due: str
    direction: PromiseDirection
    contact_id: str
    contact: str


@operation(Capability.HAND_IN)
def log_call(
    *,
    account: str,
    medium: str,
    started_at: datetime,
    viewer: Viewer,
    at: datetime,
    contacts: Sequence[str] = (),
    new_people: Sequence[str] = (),
    said: str = "",
    direction: str | None = None,
    wording: str = Wording.REPORTED,
    subject: str = "",
    appointment: str | None = None,
    promised: str = "",
    next_at: datetime | None = None,
    next_medium: str = Medium.CALL,
    next_why: str = "",
    answers: Sequence[Answered] = (),
    told: Sequence[str] = (),
) -> Logged:
    """Store a talk or a mail with what was promised in it, plan the next one, and return how late contact is now.

    `said` is what a person typed (`minutes.read_talk`), `new_people` are names of whoever we do not know there yet, `promised` one line
    whose day is understood, `answers` standing questions that were put, `told` the codes of the news that they heard (`list_news`). Raises
    NotFound, StillToCome, BadOutcome, or a promise's refusal; then nothing is kept.
    """
    row = account_queries.get_account(account, viewer=viewer)
    was = _lateness(account, viewer, at)
    there = _there(account, contacts, new_people, viewer, at)
    contact = next((speaker.contact for _, speaker in there if speaker.contact), None)
    written = _minutes(there, account, medium, direction, said, wording, viewer)
    written, given = answering.compose(written, answers, contact=contact, viewer=viewer)
    touchpoint = _store(
        written,
        account=account,
        medium=medium,
        started_at=started_at,
        direction=direction,
        wording=wording,
        subject=subject,
        appointment=appointment,
        viewer=viewer,
        at=at,
    )
    _keep_answers(touchpoint, account, given, min(started_at, at), viewer, at)
    _note_told(touchpoint, account, [speaker.contact for _, speaker in there if speaker.contact], told, viewer, at)
    if promised.strip():
        _promise(promised, account, contact, min(started_at, at), viewer, at)
    if next_at is not None:
        touchpoint_operations.plan_appointment(
            account=account,
            contact=contact,
            starts_at=next_at,
            medium=next_medium,
            why=next_why,
            is_agreed=True,
            viewer=viewer,
            at=at,
        )
    now = _lateness(account, viewer, at)
    return Logged(touchpoint, row.name, was[0], *now)


@operation(Capability.HAND_IN)
def settle_answer(*, answer: str, outcome: str, viewer: Viewer, at: datetime, text: str = "", signal: str = "") -> None:
    """Say what an answer to a standing question led to; of a promise one is made. Or raise NotFound, BadOutcome or its refusal."""
    research_operations.settle_answer(answer=answer, outcome=outcome, text=text, signal=signal, viewer=viewer, at=at)
    if outcome == AnswerOutcome.PROMISE:
        row = research_queries.get_answer(answer, viewer=viewer)
        _promise(text, row.account_id, row.contact_id or None, at, viewer, at, answer=answer)


@operation(Capability.MAKE_PROMISES)
def promise_of_words(
    *, touchpoint: str, promised: str, viewer: Viewer, at: datetime, verbatim: str | None = None
) -> str:
    """Write down what one line promises after a conversation and return the promise's id; or raise NotFound, or its refusal.

    Who is not named in the line is who said `verbatim`, the words that it answers, else the one person of theirs who took part.
    """
    page = touchpoint_queries.get_touchpoint(touchpoint, viewer=viewer)
    words = verbatim_queries.get_verbatim(verbatim, viewer=viewer) if verbatim else None
    theirs = {part.contact_id for part in page.parts if part.contact_id}
    contact = words.contact_id if words else theirs.pop() if len(theirs) == 1 else ""
    return _promise(promised, page.row.account_id, contact or None, at, viewer, at, verbatim=verbatim)


def understand_promise(promised: str, *, account: str, viewer: Viewer, at: datetime) -> Understood:
    """Return what a line promises to or by an account, understood as of the local day of `at`."""
    people = account_queries.list_contacts(viewer=viewer, account=account) if account else []
    line = promise_line.understand_line(
        promised,
        as_of=_local(at),
        people=[person.name for person in people],
        members=[member.name for member in identity_queries.list_members(viewer=viewer)],
    )
    name = fold(line.person.name) if line.person else ""
    meant = [one for one in people if name and name in (fold(one.name), fold(one.name).split()[0])]
    return Understood(
        what=line.what or promised.strip(),
        due_on=line.due_on,
        how_due=line.how_due,
        direction=line.direction or PromiseDirection.OURS,
        contact_id=meant[0].id if meant else "",
        contact=meant[0].name if meant else "",
    )


def _there(
    account: str, contacts: Sequence[str], new_people: Sequence[str], viewer: Viewer, at: datetime
) -> list[Named]:
    here = {row.id: row.name for row in account_queries.list_contacts(viewer=viewer, account=account)}
    there = [(_name(contact, here, viewer), Speaker(contact=contact)) for contact in dict.fromkeys(contacts)]
    for name in dict.fromkeys(filter(None, (" ".join(one.split()) for one in new_people))):
        known = next((contact for contact, other in here.items() if fold(other) == fold(name)), None)
        if known is None and viewer.can(Capability.KEEP_ACCOUNTS):
            known = account_operations.add_contact(account=account, name=name, viewer=viewer, at=at)
        # Who may not add people hands the name in as written; it waits for somebody to say who that is.
        speaker = Speaker(contact=known) if known else Speaker(name=name)
        if speaker not in [one for _, one in there]:
            there.append((name, speaker))
    return there


def _name(contact: str, here: dict[str, str], viewer: Viewer) -> str:
    return here.get(contact) or account_queries.get_contact(contact, viewer=viewer).name


def _minutes(
    there: list[Named], account: str, medium: str, direction: str | None, said: str, wording: str, viewer: Viewer
) -> Minutes:
    writer = (viewer.name, Speaker(member=viewer.id)) if viewer.kind == ViewerKind.MEMBER else None
    if medium == Medium.EMAIL:
        return minutes.read_message(said, there=there, writer=writer, is_ours=direction == Direction.OURS)
    chosen = {speaker.contact for _, speaker in there}
    people = account_queries.list_contacts(viewer=viewer, account=account)
    members = identity_queries.list_members(viewer=viewer)
    others = [(one.name, Speaker(contact=one.id)) for one in people if one.id not in chosen]
    others += [(one.name, Speaker(member=one.id)) for one in members if one.id != viewer.id]
    return minutes.read_talk(said, there=there, writer=writer, others=others, is_exact=wording == Wording.EXACT)


def _store(
    written: Minutes,
    account: str,
    medium: str,
    started_at: datetime,
    direction: str | None,
    wording: str,
    subject: str,
    appointment: str | None,
    viewer: Viewer,
    at: datetime,
) -> str:
    is_ours = medium == Medium.EMAIL and direction == Direction.OURS
    # Without the conversation of what it answers, their mail would go on waiting for one.
    answered = conversations.find_open_message(account, viewer=viewer, before=started_at) if is_ours else ""
    return touchpoint_operations.log_touchpoint(
        account=account,
        medium=medium,
        started_at=started_at,
        speakers=written.speakers,
        lines=written.lines,
        direction=direction if medium == Medium.EMAIL else None,
        wording=wording,
        subject=subject,
        conversation=answered,
        appointment=appointment,
        viewer=viewer,
        at=at,
    )


def _keep_answers(
    touchpoint: str, account: str, given: Sequence[Given], said_at: datetime, viewer: Viewer, at: datetime
) -> None:
    if not given:
        return
    kept = research_operations.record_answers(touchpoint=touchpoint, answers=given, viewer=viewer, at=at)
    for answer, one in zip(kept, given, strict=True):
        if one.outcome == AnswerOutcome.PROMISE:
            _promise(one.outcome_text, account, one.contact, said_at, viewer, at, answer=answer)


def _promise(
    promised: str,
    account: str,
    contact: str | None,
    said_at: datetime,
    viewer: Viewer,
    at: datetime,
    verbatim: str | None = None,
    answer: str | None = None,
) -> str:
    line = understand_promise(promised, account=account, viewer=viewer, at=said_at)
    promise_checks.check_understood(line.due_on, line.how_due)
    here = {row.id for row in account_queries.list_contacts(viewer=viewer, account=account)}
    return promise_operations.make_promise(
        account=account,
        text=line.what,
        made_on=_local(said_at),
        due_on=line.due_on,
        direction=line.direction,
        # People of several accounts can take part; a promise is given to somebody at the account that it is for.
        contact=line.contact_id or (contact if contact in here else None),
        verbatim=verbatim,
        answer=answer,
        viewer=viewer,
        at=at,
    )


def _note_told(
    touchpoint: str, account: str, contacts: Sequence[str], told: Sequence[str], viewer: Viewer, at: datetime
) -> None:
    """Note that whoever of theirs took part was told; where nobody of theirs is named, nobody was."""
    here = {row.id for row in account_queries.list_contacts(viewer=viewer, account=account)} if told else set()
    people = [one for one in contacts if one in here]
    if people:
        on = _local(touchpoint_queries.get_touchpoint(touchpoint, viewer=viewer).row.started_at)
        spread_operations.note_news(
            account=account, contacts=people, news=told, told_on=on, touchpoint=touchpoint, viewer=viewer, at=at
        )


def _lateness(account: str, viewer: Viewer, at: datetime) -> tuple[LatenessState, int | None]:
    late = circle_queries.list_lateness([account], viewer=viewer, at=at)[account]
    return late.state, late.days


def _local(at: datetime) -> date:
    return identity_queries.today_at(at)
