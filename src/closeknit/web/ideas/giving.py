"""Giving an idea, while similar ones are shown; the receipt comes at once."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from closeknit.accounts import queries as account_queries
from closeknit.ideas import operations, queries
from closeknit.kit.refusals import NotFound, Refused
from closeknit.needs import queries as need_queries
from closeknit.offerings.sessions import carrying
from closeknit.verbatims import queries as verbatim_queries
from closeknit.web import answers, quotes
from closeknit.web.ideas import page, rows
from closeknit.web.ideas.forms import MINE, OUTSIDE, THEIRS, GivingForm
from closeknit.web.request import HouseRequest

_LONGEST = 140


def giving(request: HouseRequest) -> HttpResponse:
    """Ask for an idea, or keep it.

    `?verbatim=` makes one of somebody's words, `?need=` one that answers a need, `?contact=` on behalf, `?account=` of somebody there.
    """
    if request.method != "POST":
        return _show(request, _form(request, initial=_initial(request)))
    form = _form(request, request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    said = form.cleaned_data
    contact = form.find_contact() if said["whose"] == THEIRS and (said["person"] or not said["verbatim"]) else ""
    if said["whose"] == OUTSIDE and not (said["outsider_name"] or said["outsider_email"]):
        form.add_error("outsider_name", "Say who it was, or where to write to them.")
    if form.errors:
        return _show(request, form, status=422)
    try:
        idea = operations.give_idea(**_given(said, contact), viewer=request.viewer, at=request.at)
    except NotFound:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, form, status=422)
    row = queries.get_idea(idea, viewer=request.viewer)
    who = f"{row.reader} answers it" if row.reader else "It is answered"
    answers.done(request, f"Kept as idea {row.number}. {who} by {row.answer_by.day} {row.answer_by:%B}.")
    return redirect("idea", idea)


@require_GET
def alike(request: HouseRequest) -> HttpResponse:
    """Show the ideas that are like what is being written."""
    written = request.GET.get("title", "")
    return render(request, "web/ideas/_alike.html", _alike(request, written))


def _form(request: HouseRequest, *args: Any, **kwargs: Any) -> GivingForm:
    readers = page.list_readers(request.viewer)
    return GivingForm(*args, viewer=request.viewer, readers=readers, auto_id="idea_%s", **kwargs)


def _given(said: dict[str, Any], contact: str) -> dict[str, Any]:
    is_outside = said["whose"] == OUTSIDE
    return {
        "title": said["title"],
        "text": said["text"],
        "contact": contact or None,
        "outsider_name": said["outsider_name"] if is_outside else "",
        "outsider_email": said["outsider_email"] if is_outside else "",
        "verbatim": said["verbatim"] or None,
        "is_mine": said["whose"] == MINE,
        "needs": [need for need in said["needs"].split() if need],
        "reader": said["reader"] or None,
        "redesign": said["redesign"] or None,
        "with_receipt": said["receipt"],
    }


def _show(request: HouseRequest, form: GivingForm, *, status: int = 200) -> HttpResponse:
    said = form.data if form.is_bound else form.initial
    verbatim, needs = str(said.get("verbatim") or ""), str(said.get("needs") or "").split()
    words = verbatim_queries.get_verbatim(verbatim, viewer=request.viewer) if verbatim else None
    named = dict(need_queries.list_named(viewer=request.viewer)) if needs else {}
    redesign = str(said.get("redesign") or "")
    decided = carrying.get_decided(redesign, viewer=request.viewer) if redesign else None
    # What was unticked can be ticked again.
    known = dict.fromkeys([*needs, *(need.id for need in (decided.needs if decided else ()))])
    named |= {need.id: need.text for need in (decided.needs if decided else ()) if need.id not in named}
    context = {
        "form": form,
        "words": quotes.quote_of(words) if words else None,
        "needs": [(need, named[need], need in needs) for need in known if need in named],
        "decided": decided,
    } | _alike(request, str(said.get("title") or ""))
    return render(request, "web/ideas/giving.html", context, status=status)


def _alike(request: HouseRequest, written: str) -> dict[str, Any]:
    found = queries.list_alike(written, viewer=request.viewer)
    today = request.today
    most = rows.most_of([one.idea for one in found])
    return {"alike": [(rows.line_of(one.idea, most, today=today), one.reason) for one in found]}


def _initial(request: HouseRequest) -> dict[str, str]:
    """Return what the form begins with: somebody's words, whose credit they keep; a need; a person."""
    viewer, asked = request.viewer, request.GET
    initial: dict[str, str] = {
        "whose": MINE,
        "needs": asked.get("need", ""),
        "title": asked.get("title", "")[:_LONGEST],
    }
    if redesign := asked.get("redesign", ""):
        decided = carrying.get_decided(redesign, viewer=viewer)
        # The whole is called by its offering, and that is no idea.
        title = decided.text[:_LONGEST] if decided.entry_id else ""
        initial |= {"redesign": decided.id, "title": title, "text": decided.reason}
        initial["needs"] = " ".join(need.id for need in decided.needs)
    contact = asked.get("contact", "")
    if verbatim := asked.get("verbatim", ""):
        words = verbatim_queries.get_verbatim(verbatim, viewer=viewer)
        contact = contact or words.contact_id
        initial |= {"verbatim": words.id, "title": words.text[:_LONGEST], "whose": THEIRS, "account": words.account}
        if not initial["needs"]:
            of_words = need_queries.list_needs_of_words([words.id], viewer=viewer).get(words.id, [])
            initial["needs"] = " ".join(need for need, _ in of_words[:1])
    if contact:
        row = account_queries.get_contact(contact, viewer=viewer)
        initial |= {"whose": THEIRS, "account": row.account, "person": row.name}
    elif account := asked.get("account", ""):
        initial |= {"whose": THEIRS, "account": account_queries.get_account(account, viewer=viewer).name}
    return initial
