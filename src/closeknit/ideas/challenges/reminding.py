"""Reminding, once and shortly before a challenge closes, those whom it was put to and who have not answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from django.db.models import Exists, OuterRef, QuerySet

from closeknit.accounts import asks
from closeknit.accounts.models import PersonAddress
from closeknit.analysis.ideas.challenges import GuestState
from closeknit.analysis.kinds import AskKind
from closeknit.analysis.lifecycles import ChallengeState
from closeknit.ideas.challenges import wording
from closeknit.ideas.challenges.wording import Letter
from closeknit.ideas.models import Challenge, ChallengeAnswer, Guest
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, ids, mail, tasks, undo
from closeknit.kit import viewer as viewers
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import Event, record
from closeknit.kit.operation import operation
from closeknit.kit.tasks import timetable
from closeknit.kit.viewer import Viewer

# So many days before it closes; whoever was asked within as many days is not reminded of what they have just read.
DAYS_BEFORE = 3
# Nobody is written to at night, local to the house.
_NOT_BEFORE, _NOT_AFTER = timedelta(hours=8), timedelta(hours=18)
ANSWERED = "They answered before the mail went out."
# What stands beside somebody who was asked and is not reminded.
NO_ADDRESS = "Not reminded: no address is known any more. Ask them in a talk."
SPARED = "Not reminded: the house asked for their time often enough lately."


@dataclass(frozen=True, kw_only=True)
class GuestsReminded(Event):
    """Those who had not answered were reminded; `n_spared` were not, because they were asked too often lately or have no address."""

    kind: ClassVar[str] = "challenge.guests_reminded"
    n_reminded: int
    n_spared: int


@operation(Capability.ANSWER_IDEAS)
def remind_due(*, viewer: Viewer, at: datetime) -> int:
    """Remind whoever has not answered a challenge that closes soon, each once, and return how many mails go out.

    A reminder asks for their time again, so that whoever is above the house's limit is spared it.
    """
    n_all = 0
    for row in _closing_soon(viewer, at).order_by("closes_on", "pk"):
        guests = list(_to_remind(row, viewer, at).select_related("contact__person").order_by("pk"))
        if guests:
            n_mails = sum(_remind(one, row, viewer, at) for one in guests)
            n_all += n_mails
            reminded = GuestsReminded(subject=row.pk, n_reminded=n_mails, n_spared=len(guests) - n_mails)
            record(reminded, viewer=viewer, at=at)
    return n_all


def has_due(*, at: datetime) -> bool:
    """Return whether somebody is to be reminded now: never at night."""
    house = viewers.house("reminding of challenges")
    zone = identity_queries.get_house().zone
    since = at - clock.start_of_day(clock.local_date(at, zone), zone)
    if not _NOT_BEFORE <= since <= _NOT_AFTER:
        return False
    return any(_to_remind(row, house, at).exists() for row in _closing_soon(house, at))


def find_reason_against(about: str) -> str:
    """Return why a waiting mail to a guest goes out no more: they answered meanwhile."""
    if ids.kind_of(about) != "guest":
        return ""
    reason = "whether a waiting mail still stands"
    one = Guest.objects.unscoped(reason=reason).filter(pk=about, reminded_at__isnull=False).select_related("contact")
    for guest in one:
        given = ChallengeAnswer.objects.unscoped(reason=reason).filter(challenge=guest.challenge_id)
        if given.filter(person=guest.contact.person_id).exists():
            return ANSWERED
    return ""


@tasks.background()
def remind(work: tasks.Work) -> None:
    """Remind them; where nobody is to be, nothing is written but that it was looked."""
    if identity_queries.find_house() is None or not has_due(at=clock.now()):
        return
    with work.chunk():
        remind_due(viewer=viewers.house("reminding of challenges"), at=clock.now())


def put_on_timetable() -> None:
    """Let it run once an hour, and look again before each mail goes out."""
    mail.hold_back(find_reason_against)
    timetable.every(timedelta(hours=1), "challenge reminders", remind)


def write_reminder(row: Challenge, *, name: str, member: str, house: str) -> Letter:
    """Return the reminder as it goes to one person."""
    assert row.closes_on is not None  # an open challenge has its day
    until = wording.say_day(row.closes_on)
    questions = [one for one in (row.wish, row.way) if one]
    parts = [
        f"Hello {name}," if name else "Hello,",
        f"we asked you about “{row.title}”, and your answer would still be welcome until {until}.",
        *questions,
        "Simply reply to this mail; a sentence is enough. If it is not for you, leave it: we will not remind you again.",
    ]
    return Letter(f"Until {until}: {row.title}", "\n\n".join([*parts, f"{member}\n{house}".strip()]) + "\n")


def _closing_soon(viewer: Viewer, at: datetime) -> QuerySet[Challenge]:
    today = identity_queries.today_at(at)
    rows = Challenge.objects.visible_to(viewer).filter(state=ChallengeState.OPEN)
    return rows.filter(closes_on__gte=today, closes_on__lte=today + timedelta(days=DAYS_BEFORE))


def _to_remind(row: Challenge, viewer: Viewer, at: datetime) -> QuerySet[Guest]:
    answered = ChallengeAnswer.objects.visible_to(viewer).filter(challenge=row, person=OuterRef("contact__person"))
    asked = Guest.objects.visible_to(viewer).filter(challenge=row, state=GuestState.ASKED, reminded_at__isnull=True)
    asked = asked.filter(contact__until_on__isnull=True, asked_at__lte=clock.in_days(at, -DAYS_BEFORE))
    return asked.filter(~Exists(answered))


def _remind(one: Guest, row: Challenge, viewer: Viewer, at: datetime) -> bool:
    """Write to one person, or keep that they are spared; return whether a mail goes out."""
    undo.keep(one, subject=row.pk)
    one.change(reminded_at=at)
    known = PersonAddress.objects.visible_to(viewer).filter(person=one.contact.person_id, kind="email").order_by("-pk")
    address = known.values_list("value", flat=True).first()
    if not address:
        one.change(why_not=NO_ADDRESS)
        return False
    try:
        on = identity_queries.today_at(at)
        asks.record_ask(contact=one.contact_id, kind=AskKind.CHALLENGE, on=on, about=one.pk, viewer=viewer, at=at)
    except asks.AskedTooOften:
        one.change(why_not=SPARED)
        return False
    house = identity_queries.get_house()
    letter = write_reminder(
        row, name=one.contact.person.name, member=row.owner.name if row.owner else "", house=house.name
    )
    assert row.closes_on is not None  # an open challenge has its day
    mail.put(
        to=[address],
        subject=letter.subject,
        body=letter.body,
        about=one.pk,
        useful_until=clock.start_of_day(row.closes_on + timedelta(days=1), house.zone),
        at=at,
        viewer=viewer,
    )
    return True
