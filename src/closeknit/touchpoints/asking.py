"""Which conversations asked for a person's time: planned talks, talks that took place, and mails of ours that began something."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from closeknit.analysis.circle.fatigue import AskFact
from closeknit.analysis.kinds import AskKind, Direction, Medium
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import zones
from closeknit.touchpoints.drafts import TALKS
from closeknit.touchpoints.models import Appointment, Participation, Touchpoint


def list_asks(contacts: Sequence[str], first: date, last: date, viewer: Viewer) -> list[tuple[str, AskFact]]:
    """Return what was asked of these contacts from the local day `first` to `last`, each with the contact.

    A talk that was planned and then logged is one ask, called by its appointment. A mail counts only where it is the first of its
    conversation: an answer asks for nothing.
    """
    zone = zones.of_house()
    begin, end = clock.start_of_day(first, zone), clock.start_of_day(last + timedelta(1), zone)
    appointments = Appointment.objects.visible_to(viewer).filter(contact__in=contacts).exclude(state="called_off")
    planned = list(appointments.order_by("pk").values_list("pk", "contact_id", "starts_at", "state", "touchpoint_id"))
    facts = [
        (contact or "", AskFact(AskKind.CALL, clock.local_date(starts_at, zone), pk))
        for pk, contact, starts_at, state, _ in planned
        if state == "planned" and begin <= starts_at < end
    ]
    called = {touchpoint: pk for pk, _, _, _, touchpoint in planned if touchpoint}
    rows = Participation.objects.visible_to(viewer).filter(
        contact__in=contacts, touchpoint__started_at__gte=begin, touchpoint__started_at__lt=end
    )
    for contact, pk, started_at in (
        rows.filter(_TALKS).order_by("touchpoint").values_list("contact_id", "touchpoint_id", "touchpoint__started_at")
    ):
        facts.append((contact or "", AskFact(AskKind.CALL, clock.local_date(started_at, zone), called.get(pk, pk))))
    mails = (
        rows.filter(_OUR_MAILS)
        .order_by("touchpoint")
        .values_list("contact_id", "touchpoint_id", "touchpoint__started_at", "touchpoint__conversation")
    )
    return facts + _begun([(contact or "", pk, sent_at, name) for contact, pk, sent_at, name in mails], zone, viewer)


def list_most_asked(first: date, last: date, limit: int, viewer: Viewer) -> list[str]:
    """Return the contacts who took part in most talks and mails of ours from `first` to `last`: among them are those asked most."""
    zone = zones.of_house()
    begin, end = clock.start_of_day(first, zone), clock.start_of_day(last + timedelta(1), zone)
    rows = Participation.objects.visible_to(viewer).filter(
        _TALKS | _OUR_MAILS, contact__isnull=False, touchpoint__started_at__gte=begin, touchpoint__started_at__lt=end
    )
    counted = rows.order_by().values_list("contact_id").annotate(n=Count("pk")).order_by("-n", "contact_id")
    return [str(contact) for contact, _ in counted[:limit]]


_TALKS = Q(touchpoint__medium__in=[medium.value for medium in TALKS])
_OUR_MAILS = Q(touchpoint__medium=Medium.EMAIL, touchpoint__direction=Direction.OURS)


def _begun(mails: Sequence[tuple[str, str, datetime, str]], zone: str, viewer: Viewer) -> list[tuple[str, AskFact]]:
    """Return the asks of those mails of ours that are the first of their conversation."""
    if not mails:
        return []
    several = Touchpoint.objects.visible_to(viewer).filter(conversation__in={one[3] for one in mails})
    # Read from the newest to the oldest, so that the oldest of each conversation is what stays.
    first = dict(several.order_by("-started_at", "-pk").values_list("conversation", "pk"))
    return [
        (contact, AskFact(AskKind.MAIL, clock.local_date(started_at, zone), pk))
        for contact, pk, started_at, conversation in mails
        if first[conversation] == pk
    ]
