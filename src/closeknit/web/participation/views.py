"""Who took part this week, by department, about the accounts that were served."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render

from closeknit.accounts import queries as account_queries
from closeknit.today.participation import queries
from closeknit.web.participation import rows
from closeknit.web.request import HouseRequest


def participation(request: HouseRequest) -> HttpResponse:
    """Show one week of everybody, and the weeks before as a picture."""
    week = queries.get_participation(
        viewer=request.viewer, at=request.at, week_on=_read_day(request.GET.get("week", ""))
    )
    served = {account for one in week.departments for account in (*one.in_touch, *one.handed_in)}
    names = {row.id: row.name for row in account_queries.list_accounts_of(sorted(served)[:500], viewer=request.viewer)}
    is_now = week.week_on == week.weeks[-1]
    context = {
        "week": week,
        "last_on": week.week_on + timedelta(6),
        "departments": [rows.department_of(one, week.weeks, names) for one in week.departments],
        "drawing": rows.draw_all(week),
        "n_accounts": account_queries.count_accounts(viewer=request.viewer),
        "before": (week.week_on - timedelta(7)).isoformat(),
        "after": "" if is_now else (week.week_on + timedelta(7)).isoformat(),
        "is_now": is_now,
    }
    return render(request, "web/participation/participation.html", context)


def _read_day(said: str) -> date | None:
    try:
        found = date.fromisoformat(said)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2200 else None
