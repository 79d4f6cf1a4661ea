"""What stands in a member's own calendar: what is planned, and for each account the day on which a call is due."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from closeknit.accounts import queries as account_queries
from closeknit.circle import queries as circle_queries
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.today import queries
from closeknit.touchpoints import unanswered

# Further ahead a due day says little: the next conversation moves it.
AHEAD = timedelta(days=60)
# What was planned stays readable for a while after it was to be.
BEHIND = timedelta(days=30)


@dataclass(frozen=True)
class CalendarCall:
    """One line of the calendar: a planned moment, or the day on which an account's call is due. `about` never changes."""

    about: str
    account_id: str
    account: str
    starts: date | datetime
    title: str
    reasons: tuple[str, ...]


def list_calls(*, viewer: Viewer, at: datetime) -> list[CalendarCall]:
    """Return the viewer's calls, the nearest first: what is planned with them, what Today asks for, and what comes due in 60 days.

    An account with something planned ahead is not asked for again.
    """
    today = clock.local_date(at, identity_queries.get_house().zone)
    owned = account_queries.select_owned(viewer.id, viewer=viewer)
    ours = {row.id: row for row in unanswered.list_planned(owned, viewer=viewer)}
    ours |= {row.id: row for row in unanswered.list_planned(viewer=viewer) if row.member_id == viewer.id}
    planned = [row for row in ours.values() if row.starts_at >= at - BEHIND]
    calls = [
        CalendarCall(
            about=row.id,
            account_id=row.account_id,
            account=row.account,
            starts=row.starts_at,
            title=f"{row.medium.replace('_', ' ').capitalize()}: {row.contact or row.account}",
            reasons=(row.why,) if row.why else (),
        )
        for row in planned
    ]
    taken = {row.account_id for row in planned if row.starts_at >= at}
    calls += [call for call in _due(viewer, today, at) if call.account_id not in taken]
    return sorted(calls, key=lambda call: (_moment(call.starts), call.about))


def _due(viewer: Viewer, today: date, at: datetime) -> list[CalendarCall]:
    asked = {call.account.id: call for call in queries.list_today(viewer=viewer, at=at, member=viewer.id).calls}
    accounts = {row.id: row.name for row in account_queries.list_accounts(viewer=viewer, owner=viewer.id)}
    found = []
    for account, lateness in circle_queries.list_lateness(list(accounts), viewer=viewer, at=at).items():
        if (call := asked.get(account)) is not None:
            found.append(_call(account, accounts[account], today, tuple(row.sentence for row in call.reasons)))
        elif lateness.due_on is not None and today <= lateness.due_on <= today + AHEAD:
            found.append(_call(account, accounts[account], lateness.due_on, lateness.reasons))
    return found


def _call(account: str, name: str, on: date, reasons: tuple[str, ...]) -> CalendarCall:
    return CalendarCall(f"call-{account}", account, name, on, f"Call {name}", reasons)


def _moment(starts: date | datetime) -> str:
    return starts.isoformat() if isinstance(starts, datetime) else f"{starts.isoformat()}T"
