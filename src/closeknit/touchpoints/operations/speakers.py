"""Saying who a speaker is, once: the decision is remembered, and all that waited for it gets its speaker."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from closeknit.accounts import checks as account_checks
from closeknit.accounts import matching
from closeknit.accounts import operations as account_operations
from closeknit.accounts.models import Contact
from closeknit.analysis.kinds import Direction
from closeknit.kit import undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import bookkeeping, events, placing
from closeknit.touchpoints.drafts import TALKS
from closeknit.touchpoints.models import Participation, Touchpoint, Turn

# More rows than this are not kept for undo: the speaker can be placed again instead.
_MOST_KEPT = 1_500


class Who(StrEnum):
    """What a person can answer to "who is this?"."""

    CONTACT = "contact"
    NEW = "new"
    OURS = "ours"
    NOBODY = "nobody"


class NobodyWaits(Refused):
    """Somebody else has answered already."""


@operation(Capability.BRING_IN)
def place_speaker(
    *,
    written: str,
    address: str,
    who: str,
    viewer: Viewer,
    at: datetime,
    at_account: str | None = None,
    account: str | None = None,
    contact: str | None = None,
    member: str | None = None,
    name: str = "",
    touchpoint: str | None = None,
) -> int:
    """Say who is meant by a name or address as written, and return in how many conversations that was open.

    `at_account` is where the words are known to come from, None where that is not known either. `who` is `contact` (one we know), `new`
    (called `name`, at `account`), `ours` (a member) or `nobody` (nobody we keep; their words may still be of `account`). With `touchpoint`
    it holds in that conversation alone, whether it was open or not. Raises NotFound, or NobodyWaits where it was answered already.
    """
    open_ones = _find_open(written, address, at_account, touchpoint, viewer)
    if not open_ones:
        raise NobodyWaits("Somebody has said who this is already. Nothing was changed.")
    person = _find_contact(Who(who), written, address, account, contact, name, viewer, at)
    if who == Who.OURS and not member:
        raise NotFound("Say who of ours it is.")
    ours = member if who == Who.OURS else None
    where = person.account_id if person else account
    touchpoints = sorted({one.touchpoint_id for one in open_ones})
    before = bookkeeping.accounts_of(touchpoints, viewer=viewer)
    _keep(open_ones, touchpoints, viewer)
    if touchpoint is None and not matching.is_generic(written):
        _remember(matching.key_of(written, address), at_account, person, ours, viewer, at)
    _give_speaker(open_ones, touchpoints, person, ours, where, viewer)
    after = bookkeeping.accounts_of(touchpoints, viewer=viewer)
    bookkeeping.recompute_contact(before | after, viewer=viewer, at=at)
    placed = events.SpeakerPlaced(
        subject=touchpoints[0], account=where or "", contact=person.pk if person else "", n_touchpoints=len(touchpoints)
    )
    record(placed, viewer=viewer, at=at)
    placing.tell(touchpoints, viewer=viewer, at=at)
    return len(touchpoints)


def _find_open(
    written: str, address: str, at_account: str | None, touchpoint: str | None, viewer: Viewer
) -> list[Participation]:
    key = matching.key_of(written, address)
    everyone = Participation.objects.visible_to(viewer)
    waiting = everyone.filter(is_unsure=True, touchpoint__account=at_account)
    rows = waiting if touchpoint is None else everyone.filter(touchpoint=touchpoint)
    spelled = {
        (name, mail)
        for name, mail in rows.order_by().values_list("written", "address").distinct()
        if matching.key_of(name, mail) == key
    }
    found: list[Participation] = []
    for name, mail in sorted(spelled):
        found += rows.filter(written=name, address=mail).order_by("pk")
    return found


def _find_contact(
    who: Who,
    written: str,
    address: str,
    account: str | None,
    contact: str | None,
    name: str,
    viewer: Viewer,
    at: datetime,
) -> Contact | None:
    if who == Who.NEW:
        if not account:
            raise NotFound("Say at which account they are.")
        contact = account_operations.add_contact(
            account=account, name=name.strip() or written, email=address if "@" in address else "", viewer=viewer, at=at
        )
    if who == Who.CONTACT and not contact:
        raise NotFound("Say which of the people it is.")
    return account_checks.get_contact(contact, viewer=viewer) if contact else None


def _keep(open_ones: Sequence[Participation], touchpoints: Sequence[str], viewer: Viewer) -> None:
    if len(open_ones) + len(touchpoints) > _MOST_KEPT:
        return
    turns = Turn.objects.visible_to(viewer).filter(speaker__in=[one.pk for one in open_ones])
    undo.keep(*Touchpoint.objects.visible_to(viewer).filter(pk__in=touchpoints), *open_ones, *turns)


def _remember(
    key: str, at_account: str | None, person: Contact | None, ours: str | None, viewer: Viewer, at: datetime
) -> None:
    """An address is one person everywhere; a name is one person where it was said, and there where the person is."""
    here = {None} if "@" in key else {at_account, person.account_id if person else at_account}
    for account in sorted(here, key=str):
        account_operations.decide_spelling(
            written=key, account=account, contact=person.pk if person else None, member=ours, viewer=viewer, at=at
        )


def _give_speaker(
    open_ones: Sequence[Participation],
    touchpoints: Sequence[str],
    person: Contact | None,
    ours: str | None,
    account: str | None,
    viewer: Viewer,
) -> None:
    parts = Participation.objects.visible_to(viewer).filter(pk__in=[one.pk for one in open_ones])
    parts.update(contact=person, member=ours, is_unsure=False)
    rows = Touchpoint.objects.visible_to(viewer).filter(pk__in=touchpoints)
    if account is not None:
        rows.filter(account__isnull=True).update(account=account)
    turns = Turn.objects.visible_to(viewer).filter(speaker__in=[one.pk for one in open_ones])
    if turns.exclude(is_ours=ours is not None).update(is_ours=ours is not None):
        _turn_directions(rows.exclude(medium__in=TALKS), viewer)


def _turn_directions(rows: QuerySet[Touchpoint], viewer: Viewer) -> None:
    """Whoever turns out to be one of ours, or not, turns the direction of what they wrote."""
    spoke: dict[str, set[bool]] = {}
    turns = Turn.objects.visible_to(viewer).filter(touchpoint__in=rows.values("pk"))
    for pk, is_ours in turns.values_list("touchpoint_id", "is_ours").distinct():
        spoke.setdefault(pk, set()).add(is_ours)
    names = {frozenset({True}): Direction.OURS, frozenset({False}): Direction.THEIRS}
    for sides in {frozenset(sides) for sides in spoke.values()}:
        several = [pk for pk, found in spoke.items() if found == sides]
        rows.filter(pk__in=several).update(direction=names.get(sides, Direction.BOTH))
