"""One cell of the map: how well an offering meets a need, the words that say so, and how it came to be so."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import ChangedMeanwhile, NotFound, Refused
from closeknit.offerings.fitting import cells, operations, queries
from closeknit.offerings.fitting.cells import CellPage
from closeknit.offerings.fitting.queries import Group
from closeknit.web import answers, quotes
from closeknit.web.offerings import labels, life
from closeknit.web.offerings.forms import FitForm
from closeknit.web.request import HouseRequest


def fit(request: HouseRequest, offering: str, need: str) -> HttpResponse:
    """Show a cell, overall or (`?account=`) of one account; or say how well the need is met."""
    account = request.GET.get("account", "")
    page = cells.get_cell(offering, need, account=account, viewer=request.viewer)
    if request.method == "POST":
        return _judge(request, page)
    return _show(request, page, _form(page))


def _judge(request: HouseRequest, page: CellPage) -> HttpResponse:
    if request.POST.get("level") == "none":
        return _clear(request, page)
    form = FitForm(request.POST, offered=[row.id for row in (*page.words, *page.offered)])
    is_quick = bool(request.POST.get("quick"))
    if not form.is_valid():
        return _show(request, page, form, status=422)
    said = form.cleaned_data
    more = {} if is_quick else {"why": said["why"], "verbatims": said["words"]}
    try:
        operations.judge_fit(
            offering=page.offering_id,
            need=page.need_id,
            account=page.account_id,
            level=said["level"],
            base=said["base"],
            viewer=request.viewer,
            at=request.at,
            **more,
        )
    except NotFound:
        raise
    except Refused as refusal:
        return _refuse(request, page, form, refusal, is_quick=is_quick)
    answers.done(request, f"{page.offering}: {labels.LEVEL_WORDS[said['level']]}{_where(page)}.")
    return _cell(request, page) if is_quick else _back(request, page)


def _clear(request: HouseRequest, page: CellPage) -> HttpResponse:
    base = request.POST.get("base", "")
    is_quick = bool(request.POST.get("quick"))
    try:
        operations.clear_fit(
            offering=page.offering_id,
            need=page.need_id,
            account=page.account_id,
            base=int(base) if base.isdecimal() and len(base) < 8 else 0,
            viewer=request.viewer,
            at=request.at,
        )
    except NotFound:
        raise
    except Refused as refusal:
        return _refuse(request, page, _form(page), refusal, is_quick=is_quick)
    answers.done(request, f"{page.offering}: nobody has said{_where(page)}.")
    return _cell(request, page) if is_quick else _back(request, page)


def _refuse(request: HouseRequest, page: CellPage, form: FitForm, refusal: Refused, *, is_quick: bool) -> HttpResponse:
    if is_quick:
        answers.refuse(request, str(refusal))
        return _cell(request, page)
    if isinstance(refusal, ChangedMeanwhile):
        # Theirs is what the page shows; what this one said stands in the form, to be kept on top of it.
        page = cells.get_cell(page.offering_id, page.need_id, account=page.account_id, viewer=request.viewer)
        form = FitForm(
            _again(request, page),
            offered=[row.id for row in (*page.words, *page.offered)],
        )
    form.add_error(None, str(refusal))
    return _show(request, page, form, status=422)


def _form(page: CellPage) -> FitForm:
    here = page.here
    initial = {"level": here.level, "why": here.why, "base": here.revision} if here else {"base": 0}
    return FitForm(initial=initial, offered=[row.id for row in (*page.words, *page.offered)])


def _again(request: HouseRequest, page: CellPage) -> QueryDict:
    """Return what was typed, as said on top of what stands by now."""
    typed = request.POST.copy()
    typed["base"] = str(page.here.revision if page.here else 0)
    return typed


def _show(request: HouseRequest, page: CellPage, form: FitForm, *, status: int = 200) -> HttpResponse:
    laid = set(request.POST.getlist("words")) if form.is_bound else {row.id for row in page.words}
    shown = page.here or page.overall
    context: dict[str, Any] = {
        "page": page,
        "form": form,
        "shown": shown,
        "level_words": labels.LEVEL_WORDS[shown.level if shown else ""],
        "is_lent": page.here is None and page.overall is not None and bool(page.account_id),
        "judged_on": clock.local_date(shown.judged_at, request.zone) if shown else None,
        "words": [
            (row.id, quotes.quote_of(row, with_account=not page.account_id), row.id in laid) for row in page.words
        ],
        "offered": [
            (row.id, quotes.quote_of(row, with_account=not page.account_id), row.id in laid) for row in page.offered
        ],
        "others": [(one, labels.LEVEL_WORDS[one.level]) for one in page.others],
        "history": [
            (
                f"{labels.LEVEL_WORDS[one.before]} → {labels.LEVEL_WORDS[one.after]}",
                one.account,
                one.changed_by,
                clock.local_date(one.changed_at, request.zone),
            )
            for one in page.history
        ],
        "may_shape": request.viewer.can(Capability.SHAPE_OFFERINGS),
        "map_url": life.address_of(Group(account=page.account_id)),
        "here_url": request.get_full_path(),
        "next": request.GET.get("next", ""),
    }
    template = "web/offerings/_cell.html" if request.htmx.target == "fit-side" else "web/offerings/cell.html"
    return render(request, template, context, status=status)


def _cell(request: HouseRequest, page: CellPage) -> HttpResponse:
    """Return the one cell anew, for whoever judged it with a key, with what was done as a toast."""
    group = Group(account=page.account_id)
    found = queries.get_map(group, viewer=request.viewer, at=request.at, zone=request.zone)
    for line in life.lines_of(found, group, may_shape=True):
        for cell in line.cells:
            if cell.id == f"cell-{page.offering_id}-{page.need_id}":
                return render(request, "web/offerings/_judged.html", {"cell": cell})
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})


def _back(request: HouseRequest, page: CellPage) -> HttpResponse:
    """Lead back to the map that one came from, else to the cell."""
    asked = request.POST.get("next", "")
    if asked and url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()):
        return redirect(asked)
    url = reverse("fit", args=[page.offering_id, page.need_id])
    return redirect(f"{url}?{urlencode({'account': page.account_id})}" if page.account_id else url)


def _where(page: CellPage) -> str:
    return f" at {page.account}" if page.account else ""
