"""A call that was handed to a colleague closes with the talk itself, in the transaction that records it; nobody can tick it off."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, Q, QuerySet

from closeknit.analysis.kinds import Direction
from closeknit.identity import queries as identity_queries
from closeknit.identity.events import MemberLeft
from closeknit.kit import clock, undo
from closeknit.kit.events import record
from closeknit.kit.events import subscribe as subscribe_to
from closeknit.kit.viewer import Viewer
from closeknit.today import events
from closeknit.today.models import Referral
from closeknit.touchpoints.events import SpeakerPlaced, TouchpointGiven, TouchpointRecorded, TouchpointsImported
from closeknit.touchpoints.models import Participation, Touchpoint


def subscribe() -> None:
    """Hear of talks that are recorded, of whom they turn out to be with, and of members who leave."""
    subscribe_to(TouchpointRecorded, _recorded)
    subscribe_to(TouchpointsImported, _imported)
    subscribe_to(TouchpointGiven, _given)
    subscribe_to(SpeakerPlaced, _placed)
    subscribe_to(MemberLeft, _pass_on)


def _recorded(event: TouchpointRecorded, viewer: Viewer, at: datetime) -> None:
    _close(Q(pk=event.subject), viewer, at)


def _imported(event: TouchpointsImported, viewer: Viewer, at: datetime) -> None:
    _close(Q(pk__gte=event.first, pk__lte=event.last), viewer, at)


def _given(event: TouchpointGiven, viewer: Viewer, at: datetime) -> None:
    _close(Q(pk=event.subject), viewer, at)


def _placed(event: SpeakerPlaced, viewer: Viewer, at: datetime) -> None:
    _close(Q(pk=event.subject), viewer, at)


def _close(among: Q, viewer: Viewer, at: datetime) -> None:
    """Close every open referral whose colleague took part in one of these talks with the account since it was asked for.

    Nothing is kept for undo: when the talk is taken out the referral points to nothing, and that is to be open again.
    """
    # A mail of ours alone is a try; one that answers theirs is contact both ways.
    two_way = Q(direction=Direction.BOTH) | (Q(direction=Direction.OURS) & ~Q(conversation=F("pk")))
    talks = Touchpoint.objects.visible_to(viewer).filter(among, two_way)
    theirs = Participation.objects.visible_to(viewer).filter(touchpoint__in=talks.values("pk"))
    concerned = Referral.objects.visible_to(viewer).filter(touchpoint__isnull=True, ended="")
    concerned = concerned.filter(
        Q(account__in=talks.values("account")) | Q(account__in=theirs.values("contact__account"))
    )
    for referral in concerned.order_by("pk"):
        talk = _find_talk(referral, talks, viewer)
        if talk is not None:
            referral.change(touchpoint_id=talk)
            closed = events.ReferralClosed(subject=referral.pk, account=referral.account_id, touchpoint=talk)
            record(closed, viewer=viewer, at=at)


def _find_talk(referral: Referral, talks: QuerySet[Touchpoint], viewer: Viewer) -> str | None:
    since = clock.start_of_day(referral.referred_on, identity_queries.get_house().zone)
    parts = Participation.objects.visible_to(viewer)
    with_them = Q(account=referral.account_id) | Q(
        pk__in=parts.filter(contact__account=referral.account_id).values("touchpoint")
    )
    by_them = Q(member=referral.to_member_id) | Q(
        pk__in=parts.filter(member=referral.to_member_id).values("touchpoint")
    )
    found = talks.filter(with_them, by_them, started_at__gte=since).order_by("started_at", "pk")
    return found.values_list("pk", flat=True).first()


def _pass_on(left: MemberLeft, viewer: Viewer, at: datetime) -> None:
    """What a member who left was asked for goes to the successor; what they had asked the successor for needs no asking any more."""
    rows = Referral.objects.visible_to(viewer).filter(touchpoint__isnull=True, ended="")
    mine: Sequence[Referral] = list(rows.filter(Q(to_member=left.subject) | Q(from_member=left.subject)))
    today = identity_queries.today_at(at)
    for referral in mine:
        undo.keep(referral)
        ours = {
            one if one != left.subject else left.successor for one in (referral.from_member_id, referral.to_member_id)
        }
        if len(ours) == 1:
            referral.change(ended="taken_back", ended_on=today)
            ended = events.ReferralEnded(subject=referral.pk, account=referral.account_id, ended="taken_back")
            record(ended, viewer=viewer, at=at)
        elif referral.to_member_id == left.subject:
            referral.change(to_member_id=left.successor)
            passed = events.ReferralPassedOn(subject=referral.pk, account=referral.account_id, to_member=left.successor)
            record(passed, viewer=viewer, at=at)
