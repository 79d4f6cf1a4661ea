"""The needs, and one of them with the words that stand for it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from closeknit.accounts import queries as account_queries
from closeknit.analysis.kinds import NeedState
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Choice, Filter, Pager
from closeknit.needs import checks, drafting, operations, queries
from closeknit.offerings.helping import queries as helping
from closeknit.web import quotes
from closeknit.web.helping import labels as help_labels
from closeknit.web.needs import jobs, keys, proposals, rows, standing, story
from closeknit.web.request import HouseRequest
from closeknit.web.working import views as working

_STATES = (("open", "Open"), ("answered", "Answered"), ("dismissed", "Dismissed"))


def needs(request: HouseRequest) -> HttpResponse:
    """Show what customers need, those of most accounts first."""
    viewer = request.viewer
    state = request.GET.get("state", "open")
    state = state if state in dict(_STATES) else "open"
    account = request.GET.get("account", "")
    page = max(1, int(request.GET["page"])) if request.GET.get("page", "").isdigit() else 1
    found = queries.list_needs(viewer=viewer, at=request.at, state=state, account=account, page=page)
    total = queries.count_needs(viewer=viewer, state=state, account=account)
    first = (page - 1) * queries.PAGE + 1
    can_curate = viewer.can(Capability.CURATE_NEEDS)
    # What waits for an answer stands above the whole list, once, not above each narrowed part of it.
    asks = can_curate and state == NeedState.OPEN and not account and page == 1
    waiting, n_more_proposals = proposals.waiting(viewer) if asks else ([], 0)
    # What no name carries yet belongs to nobody's list; it is told of below the last of all that are open.
    is_end = state == NeedState.OPEN and not account and first + len(found) > total
    query = f"state={state}&account={account}&page="
    context = {
        "lines": [rows.line_of(row) for row in found],
        "total": total,
        "state": state,
        "proposals": waiting,
        "n_proposals": len(waiting) + n_more_proposals,
        "n_more_proposals": n_more_proposals,
        "n_forming": queries.count_forming(viewer=viewer) if is_end else 0,
        "can_curate": can_curate,
        "can_choose": state == NeedState.OPEN and can_curate,
        "page_keys": keys.LIST if can_curate else (),
        "account": account_queries.get_account(account, viewer=viewer) if account else None,
        "filters": [_state_filter(state, account)],
        "progress": working.hearing(viewer),
        "pager": Pager(
            first=first,
            last=first + len(found) - 1,
            total=total,
            unit="needs",
            previous_url=f"?{query}{page - 1}" if page > 1 else "",
            next_url=f"?{query}{page + 1}" if first + len(found) - 1 < total else "",
        ),
    }
    return render(request, "web/needs/needs.html", context)


def need(request: HouseRequest, need: str) -> HttpResponse:
    """Show one need: its statement, in whose words, since when, and what can be done about it."""
    viewer, account = request.viewer, request.GET.get("account", "")
    page = queries.get_need(need, viewer=viewer, at=request.at, account=account)
    if not page.need.is_opened:
        operations.open_need(need=need, viewer=viewer, at=request.at)
    context = {
        "need": page.need,
        "line": rows.line_of(page.need),
        "lead": quotes.quote_of(page.need.best) if page.need.best else None,
        "groups": [rows.group_of(one, need) for one in page.accounts],
        "n_more_accounts": page.n_more_accounts,
        "against": [rows.said_of(one) for one in page.against],
        "settling": [rows.said_of(one) for one in page.settling],
        "of_account": account_queries.get_account(account, viewer=viewer) if account else None,
        "story": story.story_of(page.months, queries.list_story(need, viewer=viewer)),
        "months": page.months,
        "helps": help_labels.by_answer(helping.list_of_need(page.need.id, viewer=viewer)),
        # What the machine joined before it had a name tells nobody anything.
        "merged": [one for one in page.merged if not one[1].startswith("need_")],
        "job": jobs.find_job(need, request.viewer),
    }
    return render(request, "web/needs/need.html", context | _choices(request, page))


@require_GET
def weight(request: HouseRequest, need: str) -> HttpResponse:
    """Show how much a need matters, how well it is met and who says it: its page asks for it once it stands."""
    viewer = request.viewer
    row = checks.get_need(need, viewer=viewer)
    voices = queries.get_voices(need, viewer=viewer)
    can_curate = viewer.can(Capability.CURATE_NEEDS)
    can_choose = can_curate and row.state == NeedState.OPEN
    saying = [one.account_id for one in voices.saying]
    context = {
        "need": row,
        "standing": standing.standing_of(*queries.get_opportunity(need, viewer=viewer, at=request.at)),
        "ratings": queries.list_ratings(need, viewer=viewer),
        "who": standing.who_of(voices),
        "can_curate": can_curate,
        "can_choose": can_choose,
        "people": standing.people_to_rate(saying, viewer) if can_choose else [],
        "is_part": request.htmx and not request.htmx.boosted,
    }
    return render(request, f"web/needs/{'_weight' if context['is_part'] else 'weight'}.html", context)


def _choices(request: HouseRequest, page: queries.NeedPage) -> dict[str, Any]:
    """Return what one can choose from on a need's page; nothing for who may not decide about needs."""
    viewer = request.viewer
    if not viewer.can(Capability.CURATE_NEEDS):
        return {"can_curate": False, "can_choose": False, "page_keys": ()}
    is_open = page.need.state == NeedState.OPEN
    return {
        "can_curate": True,
        "can_choose": is_open,
        "others": [one for one in queries.list_named(viewer=viewer) if one[0] != page.need.id] if is_open else [],
        "can_draft": is_open and drafting.can_draft(),
        "page_keys": keys.ONE,
    }


def _state_filter(state: str, account: str) -> Filter:
    choices = tuple(
        Choice(label=label, url=f"?state={code}&account={account}", current=code == state) for code, label in _STATES
    )
    return Filter(name="Needs", choices=choices)
