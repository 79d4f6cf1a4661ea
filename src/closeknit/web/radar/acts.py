"""What one can do on the radar: write down what was done, and switch one's mails."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from closeknit.accounts import queries as account_queries
from closeknit.circle.radar import operations
from closeknit.kit.refusals import NotFound, Refused
from closeknit.web import answers
from closeknit.web.radar import labels
from closeknit.web.request import HouseRequest


class ActForm(forms.Form):
    """What was done about which certainty, and when. What it lacks is said by the operation."""

    certainty = forms.CharField(required=False)
    kind = forms.CharField(required=False)
    note = forms.CharField(required=False, max_length=2000)
    acted_on = forms.DateField(required=False)
    was_unasked = forms.BooleanField(required=False)


@require_POST
def act(request: HouseRequest, account: str) -> HttpResponse:
    """Write down what was done about what was heard at an account."""
    row = account_queries.get_account(account, viewer=request.viewer)
    form = ActForm(request.POST)
    here = reverse("account_radar", args=[account])
    if not form.is_valid():
        answers.refuse(request, "Give the day as 2026-11-23, and keep the note short. Nothing was changed.")
        return redirect(here)
    try:
        operations.act_on_it(account=account, viewer=request.viewer, at=request.at, **form.cleaned_data)
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        done = labels.ACTS[form.cleaned_data["kind"]]
        answers.done(request, f"Noted for {row.name}: {done}. What was heard until then is seen to.")
    return answers.back(request, here)


@require_POST
def mails(request: HouseRequest) -> HttpResponse:
    """Turn one's own mails about the radar on or off."""
    is_on = request.POST.get("is_on") == "1"
    operations.switch_mails(is_on=is_on, viewer=request.viewer, at=request.at)
    answers.done(
        request, "You get a mail when something is heard." if is_on else "No more mails; Today shows the same."
    )
    return answers.back(request, "radar")
