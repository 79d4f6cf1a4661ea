"""What we ship: the list, one offering with its values and the needs it meets, and what people do with them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from closeknit.ideas import queries as ideas
from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import ChangedMeanwhile, NotFound, Refused
from closeknit.offerings import checks, operations, queries
from closeknit.web import answers
from closeknit.web.offerings import labels
from closeknit.web.offerings.forms import NewOfferingForm, OfferingForm
from closeknit.web.request import HouseRequest


@require_GET
def offerings(request: HouseRequest) -> HttpResponse:
    """Show what we ship with its values, and what we do not ship any more."""
    return _list(request, NewOfferingForm())


@require_POST
def new(request: HouseRequest) -> HttpResponse:
    """Write down an offering with its values."""
    form = NewOfferingForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = operations.add_offering(
                name=said["name"], text=said["text"], values=said["values"], viewer=request.viewer, at=request.at
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, f"{said['name']} is among what we ship.")
            return redirect("offering", made)
    return _list(request, form, status=422)


def offering(request: HouseRequest, offering: str) -> HttpResponse:
    """Show one offering: what it is, its values, the needs it was judged by; or say otherwise what it is."""
    row = queries.get_offering(offering, viewer=request.viewer)
    form = OfferingForm(initial={"name": row.name, "text": row.text, "base": row.revision})
    if request.method != "POST":
        return _show(request, offering, form)
    form = OfferingForm(request.POST)
    if not form.is_valid():
        return _show(request, offering, form, status=422)
    said = form.cleaned_data
    try:
        operations.change_offering(offering=offering, viewer=request.viewer, at=request.at, **said)
    except ChangedMeanwhile as refusal:
        form = OfferingForm(initial=said | {"base": row.revision})
        return _show(request, offering, form, status=422, sentence=str(refusal))
    except NotFound:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, offering, form, status=422)
    answers.done(request, f"Changed {said['name']}.")
    return redirect("offering", offering)


@require_POST
def archive(request: HouseRequest, offering: str) -> HttpResponse:
    """Say that we do not ship it any more, or that we do again."""
    act = operations.bring_back_offering if request.POST.get("back") else operations.archive_offering
    said = "We ship it again." if request.POST.get("back") else "Archived: we do not ship it any more."
    return _act(request, offering, said, lambda: act(offering=offering, viewer=request.viewer, at=request.at))


@require_POST
def values(request: HouseRequest, offering: str) -> HttpResponse:
    """Add a value."""
    text = request.POST.get("text", "")
    given: dict[str, Any] = {"offering": offering, "text": text, "viewer": request.viewer, "at": request.at}
    return _act(request, offering, "Added a value.", lambda: operations.add_value(**given))


@require_POST
def value(request: HouseRequest, value: str) -> HttpResponse:
    """Say a value otherwise, archive it, or bring it back."""
    row = checks.get_value(value, viewer=request.viewer)
    given: dict[str, Any] = {"value": value, "viewer": request.viewer, "at": request.at}
    what = request.POST.get("act", "change")
    if what == "archive":
        return _act(request, row.offering_id, "Archived the value.", lambda: operations.archive_value(**given))
    if what == "back":
        return _act(request, row.offering_id, "It gives this again.", lambda: operations.bring_back_value(**given))
    said: dict[str, Any] = {"text": request.POST.get("text", ""), "was": request.POST.get("was", "")}
    return _act(request, row.offering_id, "Changed the value.", lambda: operations.change_value(**given, **said))


def _act(request: HouseRequest, offering: str, said: str, act: Any) -> HttpResponse:
    try:
        act()
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, said)
    return redirect("offering", offering)


def _list(request: HouseRequest, form: NewOfferingForm, *, status: int = 200) -> HttpResponse:
    rows = queries.list_offerings(viewer=request.viewer)
    context = {
        "offerings": [row for row in rows if row.archived_at is None],
        "archived": [row for row in rows if row.archived_at is not None],
        "form": form,
        "may_shape": request.viewer.can(Capability.SHAPE_OFFERINGS),
    }
    return render(request, "web/offerings/offerings.html", context, status=status)


def _show(
    request: HouseRequest, offering: str, form: OfferingForm, *, status: int = 200, sentence: str = ""
) -> HttpResponse:
    row = queries.get_offering(offering, viewer=request.viewer)
    context = {
        "offering": row,
        "changed_on": clock.local_date(row.changed_at, request.zone),
        "met": [(one, labels.LEVEL_WORDS[one.level]) for one in queries.list_met(offering, viewer=request.viewer)],
        "given": [one for one in row.values if not one.is_archived],
        "past": [one for one in row.values if one.is_archived],
        "credits": ideas.list_credits([offering], viewer=request.viewer).get(offering, []),
        "form": form,
        "sentence": sentence,
        "is_open": bool(sentence or form.errors),
        "may_shape": request.viewer.can(Capability.SHAPE_OFFERINGS),
    }
    return render(request, "web/offerings/offering.html", context, status=status)
