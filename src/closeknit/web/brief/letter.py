"""Writing to somebody from the house, or by one's own mail program where the house has no server."""

from urllib.parse import quote, urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from closeknit.accounts import asks, queries
from closeknit.accounts.queries import ContactRow
from closeknit.kit import mail
from closeknit.kit.refusals import NotFound, Refused
from closeknit.today import choosing, letters
from closeknit.web import answers
from closeknit.web.request import HouseRequest


class LetterForm(forms.Form):
    """A letter; why it must be is asked for where its reader was asked often enough."""

    is_too_often = False

    subject = forms.CharField(label="Subject", max_length=200)
    body = forms.CharField(label="What you write", widget=forms.Textarea(attrs={"rows": 10}))
    despite = forms.CharField(label="Why it must be sooner", required=False, max_length=300)


def letter(request: HouseRequest, account: str) -> HttpResponse:
    """Write to somebody at an account; `?with=` is whom."""
    row = queries.get_account(account, viewer=request.viewer)
    person = _person(request, account)
    form = LetterForm(request.POST or None)
    if form.is_valid():
        try:
            letters.write_letter(contact=person.id, viewer=request.viewer, at=request.at, **form.cleaned_data)
        except asks.AskedTooOften as refusal:
            form.is_too_often = True
            form.add_error(None, str(refusal))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            # What is in the outbox cannot be called back, so no way back is offered.
            answers.done(request, f"On its way to {person.name}, and kept with {row.name}.", undoable=False)
            return redirect("account", account)
    written = {"contact": person.id, "medium": "email", "direction": "ours"}
    context = {
        "form": form,
        "account_id": row.id,
        "account": row.name,
        "person": person,
        "has_server": mail.find_server() is not None,
        "mailto": f"mailto:{quote(person.email)}" if person.email else "",
        "log_url": f"{reverse('touchpoint_new')}?{urlencode(written)}",
    }
    return render(request, "web/brief/letter.html", context, status=422 if form.errors else 200)


def _person(request: HouseRequest, account: str) -> ContactRow:
    here = queries.list_contacts(viewer=request.viewer, account=account)
    wanted = request.GET.get("with", "")
    person = next((one for one in here if one.id == wanted), None) or choosing.choose_person(here)
    if person is None:
        raise NotFound("Nobody is known there yet to whom one could write.")
    return person
