"""The page on which a person says who the speakers are that nobody could tell."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from closeknit.accounts.matching import Candidate
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.look.rows import Quote
from closeknit.kit.refusals import Refused
from closeknit.touchpoints import operations, waiting
from closeknit.touchpoints.waiting import Sample, WaitingSpeaker
from closeknit.web import answers
from closeknit.web.capture.forms import AccountField, find_account
from closeknit.web.quotes import MEDIA
from closeknit.web.request import HouseRequest

_SHOWN = 20


class PlacingForm(forms.Form):
    """Who a speaker is: one of the people we know, somebody new, one of ours, or nobody we keep."""

    written = forms.CharField(required=False, strip=False)
    address = forms.CharField(required=False, strip=False)
    at_account = forms.CharField(required=False)
    touchpoint = forms.CharField(required=False)
    who = forms.CharField(required=False)
    contact = forms.CharField(required=False)
    member = forms.CharField(required=False)
    account = AccountField(required=False)
    name = forms.CharField(required=False, max_length=200)


@dataclass(frozen=True)
class Entry:
    """One speaker who waits, as the page shows them."""

    speaker: WaitingSpeaker
    title: str
    quotes: tuple[Quote, ...]
    candidates: tuple[Candidate, ...]


def speakers(request: HouseRequest) -> HttpResponse:
    """Show the speakers who wait, with their words, those of most conversations first."""
    zone = identity_queries.get_house().zone
    found = waiting.list_waiting(viewer=request.viewer, limit=_SHOWN)
    context = {
        "entries": [_entry(one, zone) for one in found],
        "n_waiting": waiting.count_waiting(viewer=request.viewer),
        "members": identity_queries.list_members(viewer=request.viewer),
    }
    return render(request, "web/imports/speakers.html", context)


@require_POST
def place(request: HouseRequest) -> HttpResponse:
    """Keep who a speaker is."""
    form = PlacingForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    who = "contact" if said.get("contact") else said.get("who", "")
    try:
        account = find_account(said["account"], request.viewer) if who == "new" else None
        n = operations.place_speaker(
            written=said["written"],
            address=said["address"],
            at_account=said["at_account"] or None,
            touchpoint=said["touchpoint"] or None,
            who=who,
            contact=said["contact"] or None,
            member=said["member"] or None,
            account=account or said["at_account"] or None,
            name=said["name"],
            viewer=request.viewer,
            at=request.at,
        )
    except (Refused, forms.ValidationError, ValueError, KeyError) as refusal:
        answers.refuse(request, _sentence(refusal))
    else:
        where = "one conversation" if n == 1 else f"{n:,} conversations"
        answers.done(request, f"Kept who {said['written'] or said['address']} is, in {where}. It is remembered.")
    return redirect("imports_speakers")


def _sentence(refusal: Exception) -> str:
    if isinstance(refusal, forms.ValidationError):
        return " ".join(refusal.messages)
    return str(refusal) if isinstance(refusal, Refused) else "Say who it is first. Nothing was changed."


def _entry(one: WaitingSpeaker, zone: str) -> Entry:
    title = one.written or one.address or f"Somebody at {one.written_account}"
    return Entry(one, title, tuple(_quote(sample, zone) for sample in one.samples), one.candidates)


def _quote(sample: Sample, zone: str) -> Quote:
    said_at: datetime = sample.said_at
    text = sample.text if len(sample.text) <= 300 else f"{sample.text[:300]}…"
    return Quote(text=text, medium=MEDIA[sample.medium], said_on=clock.local_date(said_at, zone))
