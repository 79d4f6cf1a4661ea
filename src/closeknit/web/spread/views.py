"""The people of an account and what they have heard; noting that somebody was told; the accounts that hang by one thread."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from closeknit.accounts import operations as account_operations
from closeknit.accounts import queries as account_queries
from closeknit.circle.spread import operations, queries
from closeknit.circle.spread.queries import Spread
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Pager
from closeknit.kit.refusals import NotFound, Refused
from closeknit.web import answers
from closeknit.web.accounts import labels as account_labels
from closeknit.web.request import HouseRequest
from closeknit.web.spread import labels, rows
from closeknit.web.spread.forms import FunctionForm, TellingForm


@require_GET
def spread(request: HouseRequest, account: str) -> HttpResponse:
    """Show who there is in touch with whom, what each has heard and given back, and the warm path to the others."""
    row = account_queries.get_account(account, viewer=request.viewer)
    found = queries.get_spread(row, viewer=request.viewer, at=request.at, zone=request.zone)
    today = request.today
    columns = rows.columns_of(found)
    may_keep = request.viewer.can(Capability.KEEP_ACCOUNTS)
    people = rows.people_of(found, columns, today=today, asked=request.GET.get("place", "") if may_keep else "")
    context: dict[str, Any] = {
        "account": row,
        "people": people,
        "columns": columns,
        "coverage": rows.coverage_of(found, people),
        "levels": [labels.LEVELS[level] if level else "not known" for level in rows.levels_of(found)],
        "unknown": [labels.FUNCTIONS[function] for function in found.coverage.unknown],
        "thread": rows.thread_sentence(found),
        "n_in_touch": len(found.threads.theirs),
        "n_heard": sum(bool(one.heard) for one in found.people),
        "latest_days": found.latest_days,
        "members": found.members,
        "told_of": [(one, labels.ENDED.get(one.outcome, one.outcome)) for one in found.messages],
        "form": _telling_form(found),
        "today": today,
        "may_keep": may_keep,
        "may_tell": request.viewer.can(Capability.HAND_IN),
    }
    return render(request, "web/spread/spread.html", context)


@require_POST
def telling(request: HouseRequest, account: str) -> HttpResponse:
    """Note that people there were told of promises or answered needs."""
    row = account_queries.get_account(account, viewer=request.viewer)
    found = queries.get_spread(row, viewer=request.viewer, at=request.at, zone=request.zone)
    form = _telling_form(found, request.POST)
    if not form.is_valid():
        answers.refuse(request, "Say who was told, and of what, from what stands there now. Nothing was noted.")
        return redirect("spread", account)
    try:
        n = operations.note_news(account=account, viewer=request.viewer, at=request.at, **form.telling())
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, "Noted who was told." if n else "That was noted before.", undoable=bool(n))
    return redirect("spread", account)


@require_POST
def function(request: HouseRequest, contact: str) -> HttpResponse:
    """Say in which part of the company somebody works, and how far their word reaches."""
    row = account_queries.get_contact(contact, viewer=request.viewer)
    form = FunctionForm(request.POST)
    if not form.is_valid():
        raise NotFound("There is no such part of a company, or no such level.")
    account_operations.say_function(contact=contact, viewer=request.viewer, at=request.at, **form.cleaned_data)
    answers.done(request, f"Changed where {row.name} stands.")
    return redirect("spread", row.account_id)


@require_GET
def threads(request: HouseRequest) -> HttpResponse:
    """Show the accounts that hang by one thread, one's own or all, the most worth first."""
    page = int(asked) if (asked := request.GET.get("page", "")).isdecimal() and 0 < len(asked) < 6 else 1
    owner = request.viewer.id if request.GET.get("whose") == "mine" else ""
    found = queries.list_single_threaded(viewer=request.viewer, owner=owner, page=max(1, page))
    context = {
        "rows": [(row, account_labels.STAGES[row.stage]) for row in found.rows],
        "total": found.total,
        "counted_at": found.counted_at,
        "is_mine": bool(owner),
        "pager": _pager(max(1, page), len(found.rows), found.total, owner),
    }
    return render(request, "web/spread/threads.html", context)


def _telling_form(found: Spread, data: Any = None) -> TellingForm:
    return TellingForm(
        data,
        auto_id="id_telling_%s",
        people=[(one.contact.id, one.contact.name) for one in found.people],
        messages=[
            (f"{one.kind}:{one.id}", f"{one.text} ({labels.ENDED.get(one.outcome, one.outcome)})")
            for one in found.messages
        ],
    )


def _pager(page: int, shown: int, total: int, owner: str) -> Pager | None:
    if total <= queries.PAGE:
        return None
    first = (page - 1) * queries.PAGE + 1
    whose = "&whose=mine" if owner else ""
    last = first + shown - 1
    return Pager(
        first,
        last,
        total,
        "accounts",
        f"?page={page - 1}{whose}" if page > 1 else "",
        f"?page={page + 1}{whose}" if last < total else "",
    )
