"""The shared sites that a person can come into, and the first page of one."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from closeknit.accounts import viewers
from closeknit.accounts.shared import queries as account_queries
from closeknit.discussions.shared import queries as discussions
from closeknit.ideas.shared import spaces
from closeknit.kit import markdown
from closeknit.kit.viewer import Viewer
from closeknit.portal.promises import rows
from closeknit.portal.request import PortalRequest
from closeknit.portal.spaces import news, visits
from closeknit.promises.shared.queries import ledger as ledger_queries
from closeknit.promises.shared.queries import plans as plan_queries
from closeknit.promises.shared.queries import promises as promise_queries
from closeknit.promises.shared.queries.promises import PromiseRow
from closeknit.research.shared import queries as research_queries

_AHEAD = timedelta(days=30)
_MOST = 6


def choose(request: PortalRequest) -> HttpResponse:
    """Lead to the only shared site there is for this person, or let them choose."""
    spaces = viewers.list_spaces(request.user.pk)
    if len(spaces) == 1:
        return redirect("portal:home", account=spaces[0][0])
    return render(request, "portal/spaces/choose.html", {"spaces": spaces})


def home(request: PortalRequest, account: str) -> HttpResponse:
    """The first page of a shared site: what waits for you, where the goals stand, what is due from whom, what is new, who is who."""
    viewer = request.viewer
    context = {
        "welcome": markdown.render(request.space.welcome) if request.space else "",
        "ours": account_queries.list_our_people(account, viewer=viewer),
        "theirs": account_queries.list_colleagues(account, viewer=viewer),
        **_owed(request, account),
    }
    response = render(request, "portal/spaces/home.html", context)
    visits.keep(response, request, account)
    return response


def _owed(request: PortalRequest, account: str) -> dict[str, Any]:
    """Return what both owe each other: goals, what is near, what waits for this person, and what is new to them."""
    viewer, today = request.viewer, request.today
    visit = visits.read(request, account)
    open_ones, ended = promise_queries.list_both(account, viewer=viewer)
    plan = plan_queries.find_plan(account, viewer=viewer, as_of=today)
    running = plan if plan is not None and plan.closed_on is None else None
    near = [row for row in open_ones if row.due_on is not None and row.due_on <= today + _AHEAD]
    near_ids = {row.id for row in near}
    actions = [
        (row, row.is_late(today))
        for row in (running.actions if running else ())
        if row.done_on is None and not row.is_dead and row.promise not in near_ids
        and row.due_on is not None and row.due_on <= today + _AHEAD
    ]  # fmt: skip
    both: list[tuple[rows.Line | plan_queries.ActionRow, bool]] = [
        *((line, False) for line in rows.lines(near, account, today)),
        *actions,
    ]
    due = sorted(both, key=lambda one: _day_of(one[0]))[:_MOST]
    return {
        "goals": [row for row in running.goals if row.is_open][:_MOST] if running else [],
        "due": due,
        "n_open": len(open_ones),
        "is_bare": not open_ones and not ended and plan is None,
        "asking": rows.lines(
            [row for row in ended if row.is_asking and (row.is_mine or row.is_for_all)][:_MOST], account, today
        ),
        "asking_lines": ledger_queries.list_asking(account, viewer=viewer),
        "n_questions": research_queries.count_waiting(account, viewer=viewer),
        "visit": visit,
        "news": _news(account, visit.since, [*open_ones, *ended], running, viewer),
    }


def _news(
    account: str,
    since: date,
    both: Sequence[PromiseRow],
    running: plan_queries.PlanRow | None,
    viewer: Viewer,
) -> list[news.News]:
    """What happened since this person was here: to promises, what they asked, the plan, ideas, and in discussions."""
    return news.gather(
        since,
        account,
        both,
        promise_queries.list_answered(account, since=since, viewer=viewer),
        running,
        spaces.list_new(account, since=since, viewer=viewer),
        discussions.list_new(account, since=since, viewer=viewer),
    )


def _day_of(one: rows.Line | plan_queries.ActionRow) -> date:
    """The day of a promise or an action: both stand in one list, the nearest first."""
    row = one.row if isinstance(one, rows.Line) else one
    return row.due_on or date.max
