"""What stands in a member's own calendar: what is planned, and for each account the day on which a call is due."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from closeknit.accounts import queries as account_queries
from closeknit.analysis.circle.keeping import Kept
from closeknit.analysis.kinds import LatenessState, Stage
from closeknit.circle.keeping import queries as keeping_queries
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
    zone = identity_queries.get_house().zone
    today = clock.local_date(at, zone)
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
    calls += [call for call in _due(viewer, today, zone, at) if call.account_id not in taken]
    return sorted(calls, key=lambda call: (_moment(call.starts), call.about))


def _due(viewer: Viewer, today: date, zone: str, at: datetime) -> list[CalendarCall]:
    """Return a line for each account that Today asks for, and for each other one on the day on which somebody there is due.

    A due day that has passed stays where it was: it came up once, and moves only with the next conversation.
    """
    asked = {call.account.id: call for call in queries.list_today(viewer=viewer, at=at, member=viewer.id).calls}
    accounts = account_queries.list_accounts(viewer=viewer, owner=viewer.id)
    standings = [(row.id, Stage(row.stage), row.two_way_at) for row in accounts]
    kept = keeping_queries.list_kept(standings, viewer=viewer, today=today, zone=zone)
    found = []
    for row in accounts:
        if (call := asked.get(row.id)) is not None:
            found.append(_call(row.id, row.name, today, tuple(reason.sentence for reason in call.reasons)))
        elif (due := _first_due(kept[row.id])) is not None and today - BEHIND <= due[0] <= today + AHEAD:
            found.append(_call(row.id, row.name, *due))
    return found


def _first_due(kept: Kept) -> tuple[date, tuple[str, ...]] | None:
    """Return the first day on which the account as a whole or somebody who matters there is due, and why."""
    days = [(kept.whole.due_on, kept.whole.reasons)] if kept.whole.due_on else []
    if kept.whole.state is not LatenessState.PAUSED:
        people = [(one.lateness, one.who) for one in kept.people if one.lateness.due_on]
        days += [(late.due_on, (f"{who}: {late.reasons[0]}", *late.reasons[1:])) for late, who in people if late.due_on]
    return min(days, key=lambda day: day[0], default=None)


def _call(account: str, name: str, on: date, reasons: tuple[str, ...]) -> CalendarCall:
    return CalendarCall(f"call-{account}", account, name, on, f"Call {name}", reasons)


def _moment(starts: date | datetime) -> str:
    return starts.isoformat() if isinstance(starts, datetime) else f"{starts.isoformat()}T"
