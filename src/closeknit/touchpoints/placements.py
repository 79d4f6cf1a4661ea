"""Giving speakers who wait their person, and letting them wait again: a few statements, however many conversations it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Q, QuerySet

from closeknit.accounts import matching
from closeknit.accounts.models import Contact
from closeknit.analysis.kinds import Direction
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import bookkeeping, placing
from closeknit.touchpoints.drafts import TALKS
from closeknit.touchpoints.models import Letter, Participation, Touchpoint, Turn

_AT_ONCE = 500
K = TypeVar("K", int, str)


@dataclass(frozen=True)
class Meant:
    """Who a speaker is: a contact, a member, or neither; and whose words it makes them, where nobody knew."""

    contact: Contact | None
    member: str | None
    account: str | None


def find_open(written: str, address: str, at_account: str | None, viewer: Viewer) -> QuerySet[Participation]:
    """Return who waits under this spelling in what comes from one account, or from nobody knows where.

    What came by mail and nothing proves stands alone: each is looked at by itself, since anybody could have written it.
    """
    waiting = Participation.objects.visible_to(viewer).filter(is_unsure=True, touchpoint__account=at_account)
    return spelled(waiting.exclude(touchpoint__in=select_unproven(viewer)), written, address)


def select_unproven(viewer: Viewer) -> QuerySet[Letter, str | None]:
    """Return the conversations that came by a mail of which nothing proves who sent it, as a condition; nothing is read here."""
    letters = Letter.objects.visible_to(viewer).filter(proof="", touchpoint__isnull=False)
    return letters.order_by().values_list("touchpoint", flat=True)


def spelled(rows: QuerySet[Participation], written: str, address: str) -> QuerySet[Participation]:
    """Return those of `rows` who are written so, whatever the case and the blanks."""
    key = matching.key_of(written, address)
    pairs = rows.order_by().values_list("written", "address").distinct()
    either = Q(pk__in=[])
    for name, mail in pairs:
        if matching.key_of(name, mail) == key:
            either |= Q(written=name, address=mail)
    return rows.filter(either)


def place(rows: QuerySet[Participation], mark: str, meant: Meant, *, viewer: Viewer, at: datetime) -> list[str]:
    """Give `rows` their person under the placing `mark` and return the touchpoints that it concerns."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    for several in _parted(ids):
        Participation.objects.visible_to(viewer).filter(pk__in=several).update(placing=mark)
    mine = Participation.objects.visible_to(viewer).filter(placing=mark)
    touchpoints = sorted(set(mine.values_list("touchpoint_id", flat=True)))
    before = bookkeeping.accounts_of(touchpoints, viewer=viewer)
    mine.update(contact=meant.contact, member=meant.member, is_unsure=False)
    concerned = Touchpoint.objects.visible_to(viewer).filter(pk__in=mine.values("touchpoint"))
    if meant.account is not None:
        concerned.filter(account__isnull=True).update(account=meant.account)
    _say_whose(mine, concerned, is_ours=meant.member is not None, viewer=viewer)
    _follow(touchpoints, before, viewer, at)
    return touchpoints


def let_wait(mark: str, *, was_nowhere: bool, viewer: Viewer, at: datetime) -> None:
    """Let everybody whom the placing `mark` gave a person wait again; with `was_nowhere` their conversations are nobody's again."""
    mine = Participation.objects.visible_to(viewer).filter(placing=mark)
    touchpoints = sorted(set(mine.values_list("touchpoint_id", flat=True)))
    before = bookkeeping.accounts_of(touchpoints, viewer=viewer)
    concerned = Touchpoint.objects.visible_to(viewer).filter(pk__in=mine.values("touchpoint"))
    if was_nowhere:
        known = Participation.objects.visible_to(viewer).filter(contact__isnull=False).exclude(placing=mark)
        concerned.exclude(pk__in=known.values("touchpoint")).update(account=None)
    _say_whose(mine, concerned, is_ours=False, viewer=viewer)
    mine.update(contact=None, member=None, is_unsure=True, placing="")
    _follow(touchpoints, before, viewer, at)


def _say_whose(
    mine: QuerySet[Participation], concerned: QuerySet[Touchpoint], *, is_ours: bool, viewer: Viewer
) -> None:
    """Whoever turns out to be one of ours, or not, turns whose words these are and the direction of what they wrote."""
    turns = Turn.objects.visible_to(viewer).filter(speaker__in=mine.values("pk"))
    if not turns.exclude(is_ours=is_ours).update(is_ours=is_ours):
        return
    messages = concerned.exclude(medium__in=TALKS)
    spoke: dict[str, set[bool]] = {}
    said = Turn.objects.visible_to(viewer).filter(touchpoint__in=messages.values("pk"))
    for pk, ours in said.order_by().values_list("touchpoint_id", "is_ours").distinct():
        spoke.setdefault(pk, set()).add(ours)
    names = {frozenset({True}): Direction.OURS, frozenset({False}): Direction.THEIRS}
    for sides in {frozenset(sides) for sides in spoke.values()}:
        for several in _parted([pk for pk, found in spoke.items() if found == sides]):
            messages.filter(pk__in=several).update(direction=names.get(sides, Direction.BOTH))


def _follow(touchpoints: list[str], before: set[str], viewer: Viewer, at: datetime) -> None:
    after = bookkeeping.accounts_of(touchpoints, viewer=viewer)
    bookkeeping.recompute_contact(before | after, viewer=viewer, at=at)
    placing.tell(touchpoints, viewer=viewer, at=at)


def _parted(several: list[K]) -> Iterator[list[K]]:
    for start in range(0, len(several), _AT_ONCE):
        yield several[start : start + _AT_ONCE]
