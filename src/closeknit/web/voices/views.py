"""The silence map: from each number one walks to the accounts behind it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from closeknit.accounts import asked
from closeknit.kit.look.rows import Pager
from closeknit.today.voices import queries
from closeknit.web.request import HouseRequest
from closeknit.web.voices import rows


def voices(request: HouseRequest) -> HttpResponse:
    """Show whose voice is missing, and who is asked too often."""
    days = _days(request)
    picture = queries.get_silence_map(viewer=request.viewer, at=request.at, days=days)
    tables = [
        rows.table_of(name, groups) for name, groups in picture.groups.items() if len(groups) > 1 or name == "stage"
    ]
    context = {
        "picture": picture,
        "n_silent": picture.n_all - picture.n_heard,
        "tables": tables,
        "spans": queries.SPANS,
        "asked": asked.list_most_asked(on=request.today, viewer=request.viewer),
        "limit": asked.get_limit(viewer=request.viewer),
    }
    return render(request, "web/voices/voices.html", context)


def silent(request: HouseRequest) -> HttpResponse:
    """Show the accounts of one group from which nothing was heard."""
    days, name, code = _days(request), request.GET.get("by", ""), request.GET.get("group", "")[:200]
    given = request.GET.get("page", "")
    page = min(int(given), 10_000) if given.isdigit() and int(given) > 0 else 1
    found = queries.list_silent(viewer=request.viewer, at=request.at, days=days, name=name, code=code, page=page)
    known = name in rows.TITLES
    context = {
        "found": found,
        "days": days,
        "group": rows.name_of(name, code) if known else "",
        "is_people": name == "role",
        "pager": _pager(page, found, {"days": days, "by": name, "group": code}),
        "zone": request.zone,
    }
    return render(request, "web/voices/silent.html", context)


def _days(request: HouseRequest) -> int:
    given = request.GET.get("days", "")
    return int(given) if given.isdigit() and int(given) in queries.SPANS else queries.USUAL_SPAN


def _pager(page: int, found: queries.SilentAccounts, asked_for: dict[str, str | int]) -> Pager | None:
    if found.n_all <= queries.PAGE:
        return None

    def at(number: int) -> str:
        return f"{reverse('voices_silent')}?{urlencode(asked_for | {'page': number})}"

    first = (page - 1) * queries.PAGE + 1
    last = first + len(found.rows) - 1
    return Pager(
        first, last, found.n_all, "accounts", at(page - 1) if page > 1 else "", at(page + 1) if last < found.n_all else "",
        previous="Before", next="After",
    )  # fmt: skip
