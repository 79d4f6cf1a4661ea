"""What accounts were worth, day by day: written in the very transaction that moves a standing, read by the gauge of money."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db import models

from closeknit.accounts import events as account_events
from closeknit.accounts.models import Standing
from closeknit.analysis.circle.readings.money import WorthOn
from closeknit.circle.models import WorthDay
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, undo
from closeknit.kit import viewer as viewers
from closeknit.kit.events import subscribe as subscribe_to
from closeknit.kit.viewer import Viewer


def list_worth(accounts: Sequence[str], *, viewer: Viewer) -> dict[str, list[WorthOn]]:
    """Return what each of these accounts was worth from which day on, the oldest first; to be asked only for who may see worth."""
    found: dict[str, list[WorthOn]] = defaultdict(list)
    rows = WorthDay.objects.visible_to(viewer).filter(account__in=accounts).order_by("on")
    for account, on, worth in rows.values_list("account_id", "on", "worth_minor"):
        found[account].append(WorthOn(on, worth))
    return found


def subscribe() -> None:
    """Hear of whatever says what an account is worth: a person, an import, and whoever takes either back."""
    subscribe_to(account_events.AccountAdded, _added)
    subscribe_to(account_events.StandingChanged, _changed)
    undo.after_undo(Standing, _put_back)


def _added(event: account_events.AccountAdded, viewer: Viewer, at: datetime) -> None:
    _keep([event.account], at)


def _changed(event: account_events.StandingChanged, viewer: Viewer, at: datetime) -> None:
    if "worth_minor" in event.what.split("+"):
        _keep([event.account], at)


def _put_back(rows: list[models.Model]) -> None:
    _keep([row.pk for row in rows if row.pk], clock.now())


def _keep(accounts: Sequence[str], at: datetime) -> None:
    """Write today's worth of those accounts of which the history says another; what was said and taken back in a day leaves no trace."""
    house = viewers.house("keeping what accounts are worth")
    now = dict(Standing.objects.visible_to(house).filter(pk__in=accounts).values_list("pk", "worth_minor"))
    known = list_worth(list(now), viewer=house)
    # Most accounts of a table that is brought in have no worth, and nothing to write.
    told = [account for account, worth in now.items() if worth is not None or account in known]
    today = identity_queries.today_at(at) if told else date.min
    for account in told:
        _keep_one(account, now[account], known.get(account, []), today, house)


def _keep_one(account: str, worth: int | None, known: Sequence[WorthOn], today: date, house: Viewer) -> None:
    before = [day.worth_minor for day in known if day.on < today]
    is_new, stands = worth != (before[-1] if before else None), any(day.on == today for day in known)
    days = WorthDay.objects.visible_to(house).filter(account=account, on=today)
    if is_new and stands:
        days.update(worth_minor=worth)
    elif is_new:
        WorthDay.objects.add(WorthDay(account_id=account, on=today, worth_minor=worth))
    elif stands:
        days.delete()
