"""What somebody of ours noted as done, in one statement: an alarm that was acted upon, good news that was told."""

from collections.abc import Mapping
from datetime import date

from django.db.models import DateField
from django.db.models.functions import Coalesce

from closeknit.accounts.queries import AccountIds
from closeknit.circle.models import RadarAct, Telling
from closeknit.kit.fixed import Fixed, Given, GivenRows
from closeknit.kit.viewer import Viewer

_DONE = Fixed(
    lambda ours: (
        RadarAct.objects.visible_to(ours)
        .filter(account__in=GivenRows("accounts"), acted_on__gte=Given("since", DateField()))
        .values_list("account_id", "certainty", "acted_on")
        .union(
            Telling.objects.visible_to(ours)
            .filter(account__in=GivenRows("accounts"), told_on__gte=Given("since", DateField()))
            .values_list("account_id", Coalesce("promise_id", "need_id"), "told_on")
        )
    )
)


def list_done(accounts: AccountIds, *, since: date, viewer: Viewer) -> Mapping[tuple[str, str], date]:
    """Return by account, and certainty, promise or need, the newest day on which something was done about it, since then."""
    found = _DONE.ask(viewer=viewer, accounts=accounts, since=since)
    return {(account, what): on for account, what, on in sorted(found, key=lambda row: row[2])}
