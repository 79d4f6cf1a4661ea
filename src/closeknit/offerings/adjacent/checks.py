"""May this be done to a group of adjacent needs, or be said of what is spent on it?"""

from datetime import date

from closeknit.accounts.models import Account
from closeknit.accounts.queries import has_money
from closeknit.analysis.offerings.adjacent import Confidence
from closeknit.kit import typed
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.offerings.adjacent import finding
from closeknit.offerings.models import AdjacentGroup

LONGEST_NAME = 120


class BadGroup(Refused):
    """A group without a name, or a need that has no place in one."""


class BadSpend(Refused):
    """An estimate that cannot be: no amount, no source, a day to come."""


def get_group(group: str, *, viewer: Viewer) -> AdjacentGroup:
    """Return the group that `viewer` may see, held until the transaction ends; or raise NotFound."""
    row = AdjacentGroup.objects.visible_to(viewer).select_for_update().filter(pk=group).first()
    if row is None:
        raise NotFound("There is no such group of needs. It may have been laid together anew.")
    return row


def check_name(name: str) -> str:
    """Return the name in one line, or raise BadGroup."""
    said = " ".join(name.split())
    if not any(letter.isalnum() for letter in said):
        raise BadGroup("What do these needs have in common? A group wants a name. Nothing was changed.")
    if len(said) > LONGEST_NAME:
        raise BadGroup(f"That name is {len(said)} letters long; a group has at most {LONGEST_NAME}.")
    return said


def check_unmet(need: str, *, viewer: Viewer) -> None:
    """Raise BadGroup where an offering meets the need, or it is not open."""
    if not finding.select_not_met(viewer).filter(pk=need).exists():
        raise BadGroup("Something of ours meets that need by now, or it is closed. It was left where it is.")


def check_can_see_worth(viewer: Viewer) -> None:
    """Raise NotAllowed where the viewer may not see money, and so not say any."""
    if not viewer.can(Capability.SEE_WORTH):
        raise NotAllowed("Money is for those who may see it. Whoever runs the house can change your role.")


def check_spend(account: Account, yearly_minor: int, source: str, said_on: date, *, today: date) -> str:
    """Return the source in one line, or raise BadSpend."""
    if not has_money(account.kind):
        raise BadSpend("A department of ours spends our own money; it is no market. Nothing was kept.")
    if not 0 < yearly_minor < 10**15:
        raise BadSpend("How much a year? Give an amount above nothing; leave the line empty where nobody knows.")
    said = " ".join(source.split())
    if not said:
        raise BadSpend("Where does this figure come from? A guess is fine, if it says so. Nothing was kept.")
    if said_on > today:
        raise BadSpend("That day is still to come. Give the day for which the figure was true.")
    return typed.check_note(said)


def read_confidence(code: str) -> Confidence:
    """Return how sure somebody is, or raise BadSpend."""
    if code not in tuple(Confidence):
        raise BadSpend("How sure is it: a guess, told by them, or seen on paper?")
    return Confidence(code)
