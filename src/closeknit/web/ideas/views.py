"""The list of ideas, and those that wait for an answer."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from closeknit.ideas import queries
from closeknit.ideas.queries import IdeaRow
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Choice, Filter, Pager
from closeknit.web.ideas import drawing, keys, labels, rows
from closeknit.web.request import HouseRequest


@require_GET
def ideas(request: HouseRequest) -> HttpResponse:
    """Show the ideas, most wanted first, by one of the ways of counting; where the ways disagree it is said."""
    viewer, asked = request.viewer, _read(request)
    found = queries.list_ideas(
        viewer=viewer,
        state=asked["state"],
        sort=asked["sort"],
        query=asked["q"],
        apart=asked["apart"] == "yes",
        page=int(asked["page"]),
    )
    today = request.today
    most = rows.most_of(list(found.rows))
    can_answer = viewer.can(Capability.ANSWER_IDEAS)
    context = {
        "lines": [rows.line_of(row, most, today=today) for row in found.rows],
        "asked": asked,
        "total": found.total,
        "agreement": found.agreement,
        "n_ranked": found.n_ranked,
        "n_apart": sum(bool(row.place and row.place.is_apart) for row in found.rows),
        "slopes": drawing.draw_slopes(list(found.rows)) if asked["state"] in ("ahead", "all", "open") else None,
        "can_choose": can_answer and asked["state"] not in ("no", "in_use"),
        "page_keys": keys.LIST if can_answer else (),
        "filters": _filters(asked, found.counts, can_see_worth=viewer.can(Capability.SEE_WORTH)),
        "everything_url": _address(asked | {"q": "", "apart": "", "page": "1"}),
        "apart_url": _address(asked | {"apart": "" if asked["apart"] else "yes", "page": "1"}),
        "pager": _pager(asked, found),
    }
    return render(request, "web/ideas/ideas.html", context)


@require_GET
def to_answer(request: HouseRequest) -> HttpResponse:
    """Show what waits for an answer, past its date first; then the not-nows by the day on which they are looked at again."""
    viewer, today = request.viewer, request.today
    mine = request.GET.get("reader", "") == viewer.id
    waiting = queries.list_to_answer(viewer=viewer, reader=viewer.id if mine else "")
    again = queries.list_to_revisit(viewer=viewer)
    most = rows.most_of([*waiting, *again])
    lines = [rows.line_of(row, most, today=today) for row in waiting]
    context = {
        "overdue": [line for line in lines if line.days_late],
        "waiting": [line for line in lines if not line.days_late],
        "looked_again": [rows.line_of(row, most, today=today) for row in again if not mine or _is_mine(row, viewer.id)],
        "is_mine": mine,
        "mine_url": f"?reader={viewer.id}",
        "can_answer": viewer.can(Capability.ANSWER_IDEAS),
    }
    return render(request, "web/ideas/to_answer.html", context)


@require_GET
def of_need(request: HouseRequest, need: str) -> HttpResponse:
    """Show the ideas that answer one need, the newest first."""
    statement, several = queries.get_ideas_of_need(need, viewer=request.viewer)
    today = request.today
    most = rows.most_of(several)
    context = {"need": (need, statement), "lines": [rows.line_of(row, most, today=today) for row in several]}
    return render(request, "web/ideas/of_need.html", context)


def _pager(asked: dict[str, str], found: queries.IdeaPageOf) -> Pager:
    page = int(asked["page"])
    first = (page - 1) * queries.PAGE + 1
    last = first + len(found.rows) - 1
    return Pager(
        first=first,
        last=last,
        total=found.total,
        unit="ideas",
        previous_url=_address(asked | {"page": str(page - 1)}) if page > 1 else "",
        next_url=_address(asked | {"page": str(page + 1)}) if last < found.total else "",
        previous="Before",
        next="Further",
    )


def _is_mine(row: IdeaRow, member: str) -> bool:
    return row.reader_id == member


def _read(request: HouseRequest) -> dict[str, str]:
    """Return what is asked for, each a value that is known."""
    said = request.GET
    page = said.get("page", "")
    return {
        "state": said["state"] if said.get("state", "") in queries.STATES else "ahead",
        "sort": said["sort"] if said.get("sort", "") in queries.SORTS else "people",
        "q": said.get("q", "")[:200],
        "apart": "yes" if said.get("apart") == "yes" else "",
        "page": page if page.isdecimal() and 0 < len(page) < 5 and int(page) else "1",
    }


def _filters(asked: dict[str, str], counts: dict[str, int], *, can_see_worth: bool) -> list[Filter]:
    states = tuple(
        Choice(label, _address(asked | {"state": code, "page": "1"}), asked["state"] == code, counts.get(code))
        for code, label in labels.FILTERS.items()
    )
    sorts = tuple(
        Choice(label, _address(asked | {"sort": code, "page": "1"}), asked["sort"] == code)
        for code, label in labels.SORTS.items()
        if code != "worth" or can_see_worth
    )
    return [Filter("Which", states), Filter("First by", sorts)]


def _address(asked: dict[str, str]) -> str:
    usual = {"state": "ahead", "sort": "people", "q": "", "apart": "", "page": "1"}
    return "?" + urlencode({name: value for name, value in asked.items() if value != usual[name]})
