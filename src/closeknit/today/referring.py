"""Handing a call to a colleague: asked for with a reason and a day, declined with a sentence, taken back; it closes with the talk alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import DateField, DateTimeField, Q, QuerySet

from closeknit.accounts import checks as account_checks
from closeknit.analysis.kinds import TodayClass
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.fixed import Fixed, Given
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.today import events
from closeknit.today.models import Referral

# How long one still sees that a call was made or declined.
SHOWN_FOR = timedelta(days=7)


class HandedOnAlready(Refused):
    """A colleague was asked for this call and has not made it."""


class BadReferral(Refused):
    """To oneself, for a day that is over, or without a word."""


class NotYours(Refused):
    """It is somebody else's to answer."""


@dataclass(frozen=True)
class ReferralRow:
    """A call that one member asked another to make. `made_at` is when it took place; `ended` is declined, taken_back or empty."""

    id: str
    account_id: str
    account: str
    from_id: str
    from_name: str
    to_id: str
    to_name: str
    why: str
    by_on: date
    class_code: str
    referred_on: date
    touchpoint_id: str
    made_at: datetime | None
    ended: str
    sentence: str

    @property
    def is_open(self) -> bool:
        """Whether the call is still to be made."""
        return not self.touchpoint_id and not self.ended


@operation(Capability.DRAW_CIRCLE)
def hand_on(*, account: str, to: str, why: str, by_on: date, class_code: str, viewer: Viewer, at: datetime) -> str:
    """Ask a colleague to make a call and return the referral's id; or raise NotFound, BadReferral or HandedOnAlready."""
    row = account_checks.get_account(account, viewer=viewer)
    account_checks.check_is_here(to, viewer=viewer)
    today = identity_queries.today_at(at)
    _check(to, why, by_on, today, viewer)
    known = _open(viewer).filter(account=row).select_related("to_member").first()
    if known is not None:
        raise HandedOnAlready(f"{known.to_member.name} was asked already and has not called yet. Take that back first.")
    referral = Referral.objects.add(
        Referral(
            id=ids.new("referral", row.pk),
            account=row,
            from_member_id=viewer.id,
            to_member_id=to,
            why=" ".join(why.split())[:300],
            by_on=by_on,
            class_code=TodayClass(class_code),
            referred_on=today,
            created_at=at,
        )
    )
    undo.keep_new(referral)
    handed = events.CallHandedOn(subject=referral.pk, account=row.pk, to_member=to, by_on=by_on)
    record(handed, viewer=viewer, at=at)
    return referral.pk


@operation(Capability.HAND_IN)
def decline_referral(*, referral: str, sentence: str, viewer: Viewer, at: datetime) -> None:
    """Say that one cannot make the call, and why; or raise NotFound, NotYours or BadReferral. It is the other's again."""
    row = _get_open(referral, viewer)
    if row.to_member_id != viewer.id:
        raise NotYours("Only whoever was asked can decline. Nothing was changed.")
    if not sentence.strip():
        raise BadReferral("Say in a sentence why not, so that they know what to do. Nothing was changed.")
    _end(row, "declined", sentence, viewer, at)


@operation(Capability.DRAW_CIRCLE)
def take_back_referral(*, referral: str, viewer: Viewer, at: datetime) -> None:
    """Take a call back that one asked a colleague for; or raise NotFound or NotYours."""
    row = _get_open(referral, viewer)
    if row.from_member_id != viewer.id and not viewer.can(Capability.RUN_HOUSE):
        raise NotYours("Only whoever asked can take it back. Nothing was changed.")
    _end(row, "taken_back", "", viewer, at)


def list_current(*, viewer: Viewer, today: date, zone: str) -> list[ReferralRow]:
    """Return the open referrals of the house, and those that were made or declined within a week, the nearest day first."""
    since, first = clock.start_of_day(today - SHOWN_FOR, zone), today - SHOWN_FOR
    return [_row(values) for values in _CURRENT.ask(viewer=viewer, since=since, first=first)]


def _select_current(ours: Viewer) -> QuerySet[Any, Any]:
    declined = Q(ended="declined", ended_on__gte=Given("first", DateField()))
    lately = declined | Q(touchpoint__started_at__gte=Given("since", DateTimeField()))
    rows = Referral.objects.visible_to(ours).filter(Q(ended="", touchpoint__isnull=True) | lately)
    return rows.order_by("by_on", "pk").values_list(
        *("pk", "account_id", "account__name", "from_member_id", "from_member__name", "to_member_id"),
        *("to_member__name", "why", "by_on", "class_code", "referred_on", "touchpoint_id"),
        *("touchpoint__started_at", "ended", "sentence"),
    )


_CURRENT = Fixed(_select_current)


def get_referral(referral: str, *, viewer: Viewer) -> Referral:
    """Return a referral, or raise NotFound."""
    row = Referral.objects.visible_to(viewer).filter(pk=referral).first()
    if row is None:
        raise NotFound("There is no such call to make.")
    return row


def _row(values: Sequence[object]) -> ReferralRow:
    plain = [value if value is not None or number == 12 else "" for number, value in enumerate(values)]
    return ReferralRow(*plain)  # type: ignore[arg-type]  # the columns above, in the order of the fields


def _check(to: str, why: str, by_on: date, today: date, viewer: Viewer) -> None:
    if to == viewer.id:
        raise BadReferral("Choose a colleague; what is yours stands with you already.")
    if not why.strip():
        raise BadReferral("Say in a line why they should call. Nothing was changed.")
    if by_on < today:
        raise BadReferral("Choose a day that is not over yet. Nothing was changed.")


def _end(row: Referral, ended: str, sentence: str, viewer: Viewer, at: datetime) -> None:
    undo.keep(row)
    row.change(ended=ended, ended_on=identity_queries.today_at(at), sentence=" ".join(sentence.split())[:300])
    record(events.ReferralEnded(subject=row.pk, account=row.account_id, ended=ended), viewer=viewer, at=at)


def _get_open(referral: str, viewer: Viewer) -> Referral:
    row = _open(viewer).filter(pk=referral).first()
    if row is None:
        raise NotFound("That call is made, declined or taken back already.")
    return row


def _open(viewer: Viewer) -> QuerySet[Referral]:
    return Referral.objects.visible_to(viewer).filter(ended="", touchpoint__isnull=True)
