"""The blue-sky list, which everybody at the table sees growing."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from closeknit.kit.refusals import NotFound, Refused
from closeknit.offerings.sessions import operations, queries
from closeknit.web import answers
from closeknit.web.redesign import frame
from closeknit.web.redesign.forms import EntryForm
from closeknit.web.request import HouseRequest


@require_http_methods(["GET", "POST"])
def sky(request: HouseRequest, session: str) -> HttpResponse:
    """Show the list and add to it. Whoever types on goes on typing: the field alone is answered, and the list comes by itself."""
    form = EntryForm(request.POST or None, auto_id="id_sky_%s")
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_entry(session=session, viewer=request.viewer, at=request.at, **form.cleaned_data)
        except NotFound:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if not request.htmx:
                answers.done(request, "Added. Go on.")
                return redirect(f"{reverse('redesign_sky', args=[session])}#sky-form")
            form = EntryForm(auto_id="id_sky_%s")
    context = frame.context_of(request, frame.read(request, session), "redesign_sky")
    context |= {
        "form": form,
        "entries": queries.list_entries(session, viewer=request.viewer),
        "is_fragment": request.htmx,
    }
    template = "web/redesign/_sky_answer.html" if request.htmx else "web/redesign/sky.html"
    return render(request, template, context, status=422 if form.errors else 200)


@require_GET
def news(request: HouseRequest, session: str) -> HttpResponse:
    """Return the list anew where something is new since the stamp `?seen=`, else nothing (204): one statement."""
    stamp, _ = queries.get_stamp(session, viewer=request.viewer)
    if request.GET.get("seen", "") == str(stamp):
        return HttpResponse(status=204)
    context = frame.context_of(request, frame.read(request, session), "redesign_sky")
    context |= {"entries": queries.list_entries(session, viewer=request.viewer)}
    return render(request, "web/redesign/_sky.html", context)


@require_http_methods(["GET", "POST"])
def entry(request: HouseRequest, wish: str) -> HttpResponse:
    """Put one's own wish in other words."""
    session, row = queries.get_entry(wish, viewer=request.viewer)
    form = EntryForm(request.POST or None, initial={"text": row.text}, auto_id="id_entry_%s")
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_entry(entry=wish, viewer=request.viewer, at=request.at, **form.cleaned_data)
        except NotFound:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, "Kept in other words.")
            return redirect("redesign_sky", session)
    context = frame.context_of(request, frame.read(request, session), "redesign_sky") | {"form": form, "entry": row}
    return render(request, "web/redesign/entry.html", context, status=422 if form.errors else 200)


@require_POST
def withdrawal(request: HouseRequest, wish: str) -> HttpResponse:
    """Take one's own wish back."""
    session, _ = queries.get_entry(wish, viewer=request.viewer)
    try:
        operations.withdraw_entry(entry=wish, viewer=request.viewer, at=request.at)
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, "Taken back.")
    return redirect("redesign_sky", session)
