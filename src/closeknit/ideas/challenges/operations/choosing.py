"""Choosing whom a challenge is put to."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from closeknit.accounts import checks as account_checks
from closeknit.accounts.models import Contact, PersonAddress
from closeknit.analysis.ideas.challenges import GuestState
from closeknit.analysis.kinds import AccountKind
from closeknit.ideas.challenges import checks, events
from closeknit.ideas.models import Guest
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer


@operation(Capability.ANSWER_IDEAS)
def choose_guests(
    *,
    challenge: str,
    viewer: Viewer,
    at: datetime,
    contacts: Sequence[str] = (),
    accounts: Sequence[str] = (),
    kinds: Sequence[str] = (),
    is_everyone: bool = False,
) -> int:
    """Choose whom a challenge is put to and return how many were added: people, or one each of accounts, of kinds of account, of all.

    Of an account it is whoever has an address and was in two-way contact last. Raises NotFound, BadMove (decided) or BadChallenge.
    """
    row = checks.get_challenge(challenge, viewer=viewer)
    checks.check_undecided(row)
    chosen = [account_checks.get_contact(one, viewer=viewer).pk for one in dict.fromkeys(contacts)]
    if accounts or kinds or is_everyone:
        chosen += _choose_of(accounts, kinds, viewer, is_everyone=is_everyone)
    guests = Guest.objects.visible_to(viewer).filter(challenge=row)
    there = set(guests.values_list("contact_id", flat=True))
    new = [one for one in dict.fromkeys(chosen) if one not in there]
    if len(there) + len(new) > checks.MOST_GUESTS:
        raise checks.BadChallenge(f"That is more than {checks.MOST_GUESTS} people. Choose fewer; nothing was changed.")
    for one in new:
        undo.keep_new(Guest.objects.add(Guest(id=ids.new("guest"), challenge=row, contact_id=one)), subject=row.pk)
    record(events.GuestsChosen(subject=row.pk, n_added=len(new), n_removed=0), viewer=viewer, at=at)
    return len(new)


@operation(Capability.ANSWER_IDEAS)
def leave_out(*, guest: str, viewer: Viewer, at: datetime) -> None:
    """Take somebody off the list who has not been asked yet, or raise NotFound or BadMove."""
    row = Guest.objects.visible_to(viewer).filter(pk=guest).first()
    if row is None:
        raise NotFound("There is nobody by that name on the list.")
    if row.state == GuestState.ASKED:
        raise checks.BadMove("They have been asked already. Nothing was changed.")
    undo.keep(row, subject=row.challenge_id)
    left = events.GuestsChosen(subject=row.challenge_id, n_added=0, n_removed=1)
    row.delete()
    record(left, viewer=viewer, at=at)


def _choose_of(accounts: Sequence[str], kinds: Sequence[str], viewer: Viewer, *, is_everyone: bool) -> list[str]:
    rows = Contact.objects.visible_to(viewer).filter(until_on__isnull=True)
    if not is_everyone:
        known = set(AccountKind)
        if any(kind not in known for kind in kinds):
            raise checks.BadChallenge("There is no such kind of account. Nothing was changed.")
        rows = rows.filter(account__in=list(accounts)) | rows.filter(account__kind__in=list(kinds))
    else:
        rows = rows.exclude(account__kind=AccountKind.INTERNAL)
    return _one_each(rows, viewer)


def _one_each(rows: QuerySet[Contact], viewer: Viewer) -> list[str]:
    """Return of each account whoever can be written to and was in two-way contact last; without an address whoever was."""
    found = list(rows.values_list("account_id", "pk", "person_id", "two_way_at"))
    people = {person for _, _, person, _ in found}
    known = PersonAddress.objects.visible_to(viewer).filter(person__in=people, kind="email")
    reachable = set(known.values_list("person_id", flat=True))
    best: dict[str, tuple[bool, float, str]] = {}
    for account, contact, person, two_way_at in found:
        place = (person in reachable, two_way_at.timestamp() if two_way_at else 0.0, contact)
        best[account] = max(best.get(account, (False, -1.0, "")), place)
    return [best[account][2] for account in sorted(best)]
