"""Who answers an idea, and within how many days, where nobody says otherwise."""

from dataclasses import dataclass

from closeknit.accounts.models import Account
from closeknit.analysis.ideas.duty import DEFAULT_DAYS
from closeknit.ideas import checks
from closeknit.ideas.models import AnswerRule
from closeknit.identity.models import Member
from closeknit.kit.fixed import Fixed
from closeknit.kit.viewer import Viewer, ViewerKind

_RULE = Fixed(lambda ours: AnswerRule.objects.visible_to(ours).values_list("days", "reader_id", "reader__name"))


@dataclass(frozen=True)
class RuleRow:
    """Within how many days an idea is answered, and who reads those that no account's owner does ("": nobody was named)."""

    days: int
    reader_id: str
    reader: str


def get_rule(*, viewer: Viewer) -> RuleRow:
    """Return the house's rule; fourteen days where nobody has said otherwise."""
    for days, reader, name in _RULE.ask(viewer=viewer):
        return RuleRow(days, reader or "", name or "")
    return RuleRow(DEFAULT_DAYS, "", "")


def choose(account: str, *, viewer: Viewer) -> str | None:
    """Return who reads an idea: the owner of the giver's account, else who is named for the house, else the viewer, else who came first.

    Only somebody whose role answers ideas; None in a house that has nobody like that.
    """
    owner = Account.objects.visible_to(viewer).filter(pk=account).values_list("owner_id", flat=True).first()
    asked = [owner, get_rule(viewer=viewer).reader_id, viewer.id if viewer.kind == ViewerKind.MEMBER else ""]
    members = Member.objects.visible_to(viewer).filter(left_at__isnull=True).order_by("joined_at", "pk")
    able = [one.pk for one in members if checks.can_read(one)]
    return next((one for one in [*asked, *able] if one in set(able)), None)
