"""The radar over all accounts, as a page and as a table to take along, and at one account."""

import io
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from closeknit.accounts import queries as account_queries
from closeknit.analysis.kinds import Certainty
from closeknit.circle.radar import queries
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Pager
from closeknit.kit.tables import writing
from closeknit.web.radar import labels, rows
from closeknit.web.request import HouseRequest

# So many accounts of the table are read in one go.
_AT_ONCE = 500
_COLUMNS = (
    *("certainty", "account", "owner", "occasions", "in the last ten weeks", "last on", "strength today"),
    *("words", "speaker", "wording", "done", "done on"),
)


@require_GET
def radar(request: HouseRequest) -> HttpResponse:
    """Show both certainties: which way they go, which accounts speak of them in which words, and where nobody asked."""
    viewer, whose = request.viewer, "mine" if request.GET.get("whose") == "mine" else ""
    owner, day = viewer.id if whose else "", request.today
    found = queries.get_radar(
        viewer=viewer,
        at=request.at,
        zone=request.zone,
        owner=owner,
        rival=request.GET.get("rival", ""),
        pages={certainty: _page(request, certainty) for certainty in Certainty},
    )
    savings = queries.count_savings(viewer=viewer, since=day - timedelta(days=365), owner=owner)
    context = {
        "whose": whose,
        "mine_url": f"{reverse('radar')}?whose=mine",
        "certainties": [_certainty(request, certainty, found, owner, whose) for certainty in Certainty],
        "rivals": [rows.rival_of(row, whose=whose) for row in found.rivals],
        "rival": request.GET.get("rival", ""),
        "savings": savings,
        "table_url": f"{reverse('radar_table')}{'?whose=mine' if whose else ''}",
        "counted_at": max(filter(None, (one.counted_at for one in found.certainties.values())), default=None),
        "wants_mails": queries.wants_mails(viewer=viewer),
    }
    return render(request, "web/radar/radar.html", context)


@require_GET
def table(request: HouseRequest) -> HttpResponse:
    """Answer with the ranking as CSV, each account with its newest words."""
    viewer = request.viewer
    owner = viewer.id if request.GET.get("whose") == "mine" else ""
    lines = []
    for certainty in Certainty:
        n_accounts = queries.count_accounts(certainty, viewer=viewer, owner=owner)
        for page in range(1, -(-n_accounts // _AT_ONCE) + 1):
            found = queries.rank_accounts(
                certainty, viewer=viewer, at=request.at, zone=request.zone, owner=owner, page=page, size=_AT_ONCE
            )
            lines += [_cells(certainty, row) for row in found]
    stream = io.StringIO(newline="")
    writing.write_csv(_COLUMNS, lines, stream)
    answer = HttpResponse(stream.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="two-certainties.csv"'
    return answer


@require_GET
def account_radar(request: HouseRequest, account: str) -> HttpResponse:
    """Show both certainties at one account with everything that they rest on, and what was done."""
    row = account_queries.get_account(account, viewer=request.viewer)
    day = request.today
    found = queries.get_of_account(account, viewer=request.viewer, at=request.at, zone=request.zone)
    context = {
        "account": row,
        "here": [rows.here_of(one, today=day) for one in found],
        "act_kinds": labels.ACTS.items(),
        "may_act": request.viewer.can(Capability.DRAW_CIRCLE),
        "day": day,
    }
    return render(request, "web/radar/account.html", context)


def _certainty(
    request: HouseRequest, certainty: Certainty, radar: queries.Radar, owner: str, whose: str
) -> dict[str, Any]:
    viewer, zone, found, ranked = request.viewer, request.zone, radar.certainties[certainty], radar.ranked[certainty]
    rival = request.GET.get("rival", "") if certainty is Certainty.RIVALS else ""
    page = _page(request, certainty)
    strongest = max((one.strength for one in ranked), default=0.0)
    total = queries.count_accounts(certainty, viewer=viewer, owner=owner, rival=rival) if rival else found.n_accounts
    return {
        "code": certainty.value,
        "title": labels.TITLES[certainty],
        "sentence": rows.sentence_of(certainty, found),
        "ranked": [rows.ranked_of(row, strongest) for row in ranked],
        "pager": _pager(certainty, page, total, whose, rival) if total > queries.PAGE else None,
        "silent": queries.list_silent(certainty, viewer=viewer, at=request.at, zone=zone, owner=owner),
        "rival": rival,
        "everybody_url": f"{reverse('radar')}{'?whose=mine' if whose else ''}#rivals",
    }


def _cells(certainty: Certainty, row: queries.RankedAccount) -> tuple[object, ...]:
    words = row.words
    said = (words.text, words.speaker, words.wording) if words else ("", "", "")
    done = (labels.ACTS[row.done.kind], row.done.acted_on) if row.done else ("", None)
    counted = (row.n_occasions, row.n_lately, row.last_on, f"{row.strength:.2f}")
    return (labels.TITLES[certainty], row.account, row.owner, *counted, *said, *done)


def _page(request: HouseRequest, certainty: Certainty) -> int:
    number = request.GET.get(f"{certainty}_page", "")
    return max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1


def _pager(certainty: Certainty, page: int, total: int, whose: str, rival: str) -> Pager:
    first, last = (page - 1) * queries.PAGE + 1, min(page * queries.PAGE, total)
    asked = {name: value for name, value in (("whose", whose), ("rival", rival)) if value}

    def address(number: int) -> str:
        return f"{reverse('radar')}?{urlencode(asked | {f'{certainty}_page': number})}#{certainty}"

    newer, older = address(page - 1) if page > 1 else "", address(page + 1) if last < total else ""
    return Pager(first, last, total, "accounts", newer, older, "Stronger", "Fainter")
