"""Putting a challenge to whom it is for: it goes out word by word as the preview shows it, each person asked once and never too often."""

from datetime import date, datetime

from closeknit.accounts import asks
from closeknit.accounts.models import PersonAddress
from closeknit.analysis.ideas.challenges import GuestState
from closeknit.analysis.kinds import AskKind
from closeknit.analysis.lifecycles import ChallengeState
from closeknit.ideas.challenges import briefing, checks, events, wording
from closeknit.ideas.models import Challenge, Guest
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, mail, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer, ViewerKind

TAKEN_BACK = "The challenge was taken back before the mail went out."


@operation(Capability.ANSWER_IDEAS)
def open_challenge(*, challenge: str, viewer: Viewer, at: datetime) -> None:
    """Send a challenge out to whom it is for; or raise NotFound, BadMove, BadChallenge (nothing or nobody is asked, or no day) or BadBrief.

    Whoever was asked too often lately is not asked and stays on the list with the reason, as does whoever has no address.
    """
    row, today = checks.get_challenge(challenge, viewer=viewer), identity_queries.today_at(at)
    checks.check_move(row, ChallengeState.OPEN, today=today)
    checks.check_draft(row)
    guests = Guest.objects.visible_to(viewer).filter(challenge=row)
    checks.check_asks(row, n_guests=guests.count(), today=today)
    checks.check_goes_out(briefing.write_brief(row, viewer=viewer).held)
    undo.keep(row)
    row.change(state=ChallengeState.OPEN, opened_at=at)
    record(events.ChallengeOpened(subject=row.pk, closes_on=_closing(row)), viewer=viewer, at=at)
    _ask_chosen(row, viewer, at)


@operation(Capability.ANSWER_IDEAS)
def ask_more(*, challenge: str, viewer: Viewer, at: datetime) -> int:
    """Ask those who were chosen after it went out and return how many are asked now; or raise NotFound, BadMove, TooLate or BadBrief."""
    row = checks.get_challenge(challenge, viewer=viewer)
    checks.check_answerable(row, today=identity_queries.today_at(at))
    checks.check_goes_out(briefing.write_brief(row, viewer=viewer).held)
    return _ask_chosen(row, viewer, at)


@operation(Capability.ANSWER_IDEAS)
def ask_despite(*, guest: str, reason: str, viewer: Viewer, at: datetime) -> None:
    """Ask somebody all the same who was asked too often, for a reason that is kept; or raise NotFound, BadMove, TooLate or BadBrief."""
    one = Guest.objects.visible_to(viewer).filter(pk=guest).select_related("contact__person").first()
    if one is None:
        raise NotFound("There is nobody by that name on the list.")
    row = checks.get_challenge(one.challenge_id, viewer=viewer)
    checks.check_answerable(row, today=identity_queries.today_at(at))
    if one.state != GuestState.REFUSED or not reason.strip():
        raise checks.BadMove("Say why it must be now. Nobody was asked.")
    brief = briefing.write_brief(row, viewer=viewer)
    checks.check_goes_out(brief.held)
    _ask(one, row, brief, _find_emails([one], viewer), viewer, at, despite=reason)
    asked = events.GuestsAsked(subject=row.pk, n_asked=1, n_refused=0, n_without_address=0)
    record(asked, viewer=viewer, at=at)


def find_reason_against(about: str) -> str:
    """Return why a waiting mail of ours goes out no more: the challenge was taken back meanwhile."""
    if ids.kind_of(about) != "guest":
        return ""
    reason = "whether a waiting mail still stands"
    asked = Guest.objects.unscoped(reason=reason).filter(pk=about, state=GuestState.ASKED)
    return "" if asked.exists() else TAKEN_BACK


def _ask_chosen(row: Challenge, viewer: Viewer, at: datetime) -> int:
    brief = briefing.write_brief(row, viewer=viewer)
    chosen = Guest.objects.visible_to(viewer).filter(challenge=row, state=GuestState.CHOSEN)
    guests = list(chosen.select_related("contact__person").order_by("pk"))
    emails = _find_emails(guests, viewer)
    for one in guests:
        _ask(one, row, brief, emails, viewer, at)
    states = [one.state for one in guests]
    asked = events.GuestsAsked(
        subject=row.pk,
        n_asked=states.count(GuestState.ASKED),
        n_refused=states.count(GuestState.REFUSED),
        n_without_address=states.count(GuestState.NO_ADDRESS),
    )
    record(asked, viewer=viewer, at=at)
    return asked.n_asked


def _ask(
    one: Guest,
    row: Challenge,
    brief: briefing.Brief,
    emails: dict[str, str],
    viewer: Viewer,
    at: datetime,
    *,
    despite: str = "",
) -> None:
    undo.keep(one, subject=row.pk)
    address = emails.get(one.contact.person_id, "")
    if not address:
        one.change(state=GuestState.NO_ADDRESS, why_not="No address is known. Ask them in a talk.")
        return
    try:
        asks.record_ask(
            contact=one.contact_id,
            kind=AskKind.CHALLENGE,
            on=identity_queries.today_at(at),
            about=row.pk,
            despite=despite,
            viewer=viewer,
            at=at,
        )
    except asks.AskedTooOften as refused:
        one.change(state=GuestState.REFUSED, why_not=str(refused))
        return
    letter = wording.write_challenge(
        brief, name=one.contact.person.name, member=_name(viewer), house=identity_queries.get_house().name
    )
    posted = mail.put(to=[address], subject=letter.subject, body=letter.body, about=one.pk, at=at, viewer=viewer)
    one.change(state=GuestState.ASKED, why_not="", mail=posted, asked_at=at)


def _find_emails(guests: list[Guest], viewer: Viewer) -> dict[str, str]:
    people = {one.contact.person_id for one in guests}
    known = PersonAddress.objects.visible_to(viewer).filter(person__in=people, kind="email").order_by("pk")
    return dict(known.values_list("person_id", "value"))


def _closing(row: Challenge) -> date:
    assert row.closes_on is not None  # checked before it goes out
    return row.closes_on


def _name(viewer: Viewer) -> str:
    return viewer.name if viewer.kind is ViewerKind.MEMBER else ""
