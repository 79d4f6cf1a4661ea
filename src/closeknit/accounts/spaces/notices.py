"""How a person outside hears of what happens for them, what ends it, and the calendar of shared days: each goes with their access."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from closeknit.accounts import events, viewers
from closeknit.accounts.models import Access, Contact, NoticeChoice, OffSwitch, SharedCalendar
from closeknit.analysis.spaces.kinds import NoticePace
from closeknit.identity import links
from closeknit.kit import viewer as kit_viewers
from closeknit.kit.events import record
from closeknit.kit.viewer import NOBODY, Viewer

SWITCH_HOLDS = timedelta(days=60)


@dataclass(frozen=True)
class Reader:
    """Somebody outside to whom a mail can go now: their place, their eyes, their address and language."""

    contact: str
    account: str
    eyes: Viewer
    email: str
    language: str
    pace: NoticePace


def find_reader(contact: str) -> Reader | None:
    """Return whoever has this place, as long as they can come in now; else None."""
    rows = Access.objects.unscoped(reason="a mail goes to whoever can come in at that moment")
    row = rows.select_related("contact__person__login").filter(pk=contact, contact__until_on__isnull=True).first()
    login = row.contact.person.login if row else None
    if row is None or login is None:
        return None
    eyes = viewers.of_space(login.pk, row.contact.account_id)
    if eyes is NOBODY:
        return None
    person = row.contact.person
    return Reader(contact, row.contact.account_id, eyes, login.email, person.language, find_pace(contact, viewer=eyes))


def list_inside(account: str, *, viewer: Viewer) -> list[str]:
    """Return the places of everybody at an account who has a right there."""
    rows = Access.objects.visible_to(viewer).filter(contact__account_id=account, contact__until_on__isnull=True)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def find_pace(contact: str, *, viewer: Viewer) -> NoticePace:
    """Return how somebody wants to hear of what happens: at once, where they have not said."""
    rows = NoticeChoice.objects.visible_to(viewer).filter(pk=contact).values_list("pace", flat=True)
    return NoticePace(rows.first() or NoticePace.AT_ONCE)


def find_pace_of(*, person: str, account: str) -> NoticePace:
    """Return how a person wants to hear of what happens at an account; at once, where they have not said."""
    rows = NoticeChoice.objects.unscoped(reason="right before a mail goes out it is asked whether it still should")
    mine = rows.filter(contact__person_id=person, contact__account_id=account, contact__until_on__isnull=True)
    return NoticePace(mine.values_list("pace", flat=True).first() or NoticePace.AT_ONCE)


def find_place(*, person: str, account: str) -> str:
    """Return the place by which a person comes in at an account now, an empty string where they do not."""
    rows = Access.objects.unscoped(reason="a mail goes to whoever can come in at that moment")
    mine = rows.filter(contact__person_id=person, contact__account_id=account, contact__until_on__isnull=True)
    return mine.values_list("pk", flat=True).first() or ""


def choose(contact: str, pace: NoticePace, *, viewer: Viewer, at: datetime) -> None:
    """Keep how somebody wants to hear of what happens."""
    row = Contact.objects.visible_to(viewer).get(pk=contact)
    known = NoticeChoice.objects.visible_to(viewer).filter(pk=contact).first()
    if known is None:
        NoticeChoice.objects.add(NoticeChoice(contact=row, pace=pace, chosen_at=at))
    else:
        known.change(pace=pace, chosen_at=at)
    record(events.NoticesChosen(subject=contact, account=row.account_id, pace=pace), viewer=viewer, at=at)


def make_switch(contact: str, *, viewer: Viewer, at: datetime) -> str:
    """Return the secret of a switch that ends somebody's mails from their site; those that have expired are forgotten."""
    secret = links.make_secret()
    OffSwitch.objects.visible_to(viewer).filter(access=contact, expires_at__lt=at).delete()
    hashed = links.hash_secret(secret)
    OffSwitch.objects.add(OffSwitch(hash=hashed, access_id=contact, expires_at=at + SWITCH_HOLDS))
    return secret


def find_switched(secret: str, *, at: datetime) -> Reader | None:
    """Return whose mails a switch ends, None where it opens nothing (any more)."""
    rows = OffSwitch.objects.unscoped(reason="whoever holds the secret got the mail").filter(
        hash=links.hash_secret(secret), expires_at__gt=at
    )
    contact = rows.values_list("access_id", flat=True).first()
    return find_reader(contact) if contact else None


def switch_off(contact: str, *, viewer: Viewer, at: datetime) -> None:
    """End somebody's mails from their site; said twice it is said once."""
    choose(contact, NoticePace.OFF, viewer=viewer, at=at)


def open_calendar(contact: str, account: str, *, viewer: Viewer, at: datetime) -> str:
    """Return the secret of a new calendar address, which is kept nowhere; an older one opens nothing any more."""
    secret = links.make_secret()
    SharedCalendar.objects.visible_to(viewer).filter(access=contact).delete()
    SharedCalendar.objects.add(SharedCalendar(access_id=contact, secret_hash=links.hash_secret(secret), made_at=at))
    record(events.SharedCalendarOpened(subject=contact, account=account), viewer=viewer, at=at)
    return secret


def close_calendar(contact: str, account: str, *, viewer: Viewer, at: datetime) -> None:
    """Let somebody's calendar address open nothing any more."""
    SharedCalendar.objects.visible_to(viewer).filter(access=contact).delete()
    record(events.SharedCalendarClosed(subject=contact, account=account), viewer=viewer, at=at)


def has_calendar(contact: str, *, viewer: Viewer) -> bool:
    """Return whether somebody has a calendar address."""
    return SharedCalendar.objects.visible_to(viewer).filter(access=contact).exists()


def find_calendar_reader(secret: str) -> Reader | None:
    """Return whose calendar address this is, as long as they can come in now; else None."""
    rows = SharedCalendar.objects.unscoped(reason="whoever holds the secret reads the shared days")
    contact = rows.filter(secret_hash=links.hash_secret(secret)).values_list("access_id", flat=True).first()
    return find_reader(contact) if contact else None


def ours() -> Viewer:
    """Return the viewer that writes for somebody who is not signed in: whoever pressed the switch in a mail."""
    return kit_viewers.house("somebody ended their mails from a shared site")
