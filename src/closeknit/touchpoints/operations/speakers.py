"""Saying who a speaker is, once: the decision is remembered, and all that waited for it gets its speaker."""

from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from closeknit.accounts import checks as account_checks
from closeknit.accounts import matching
from closeknit.accounts import operations as account_operations
from closeknit.accounts.models import Contact
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import events, placements
from closeknit.touchpoints.models import Participation, Placing, Touchpoint, Turn


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
    everyone = Participation.objects.visible_to(viewer)
    if touchpoint is not None:
        meant_ones = placements.spelled(everyone.filter(touchpoint=touchpoint), written, address)
    else:
        meant_ones = placements.find_open(written, address, at_account, viewer)
    if not meant_ones.exists():
        raise NobodyWaits("Somebody has said who this is already. Nothing was changed.")
    person = _find_contact(Who(who), written, address, account, contact, name, viewer, at)
    ours = _find_member(Who(who), member)
    meant = placements.Meant(person, ours, person.account_id if person else account)
    if touchpoint is None and not matching.is_generic(written):
        _remember(matching.key_of(written, address), at_account, person, ours, viewer, at)
    mark = ids.new("placing")
    if touchpoint is None:
        step = Placing.objects.add(Placing(id=mark, mark=mark, was_nowhere=at_account is None))
        undo.keep_new(step)
    else:
        _keep(touchpoint, meant_ones, viewer)
    touchpoints = placements.place(meant_ones, mark, meant, viewer=viewer, at=at)
    placed = events.SpeakerPlaced(
        subject=touchpoints[0],
        account=meant.account or "",
        contact=person.pk if person else "",
        n_touchpoints=len(touchpoints),
    )
    record(placed, viewer=viewer, at=at)
    return len(touchpoints)


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


def _find_member(who: Who, member: str | None) -> str | None:
    if who != Who.OURS:
        return None
    if not member:
        raise NotFound("Say who of ours it is.")
    return member


def _keep(touchpoint: str, parts: QuerySet[Participation], viewer: Viewer) -> None:
    """In one conversation the rows themselves are kept: they may have been somebody else before."""
    turns = Turn.objects.visible_to(viewer).filter(speaker__in=parts.values("pk"))
    undo.keep(*Touchpoint.objects.visible_to(viewer).filter(pk=touchpoint), *parts, *turns)


def _remember(
    key: str, at_account: str | None, person: Contact | None, ours: str | None, viewer: Viewer, at: datetime
) -> None:
    """An address is one person everywhere; a name is one person where it was said, and there where the person is."""
    here = {None} if "@" in key else {at_account, person.account_id if person else at_account}
    for account in sorted(here, key=str):
        account_operations.decide_spelling(
            written=key, account=account, contact=person.pk if person else None, member=ours, viewer=viewer, at=at
        )
