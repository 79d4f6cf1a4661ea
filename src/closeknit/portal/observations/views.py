"""What people of one's own side saw at work, and telling of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from closeknit.analysis.kinds import StepCode
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import NotFound
from closeknit.portal.discussions import shown
from closeknit.portal.discussions.forms import read_files
from closeknit.portal.observations.forms import STEPS, ObservationForm
from closeknit.portal.request import PortalRequest
from closeknit.portal.trying import try_act, try_form
from closeknit.research.shared import operations, queries
from closeknit.research.shared.queries import ObservationRow


@require_http_methods(["GET", "HEAD", "POST"])
def observations(request: PortalRequest, account: str) -> HttpResponse:
    """Show what people of my side saw; tell what I saw."""
    form = ObservationForm(request.POST, request.FILES) if request.method == "POST" else ObservationForm()
    if request.method == "POST":
        if not request.viewer.can(Capability.TAKE_PART):
            raise NotFound
        said: dict[str, Any] = {"account": account, "viewer": request.viewer, "at": request.at}
        if try_form(form, lambda: _tell(request, form, said)):
            messages.success(request, _("Kept, in your words."))
            return redirect("portal:observations", account)
    found = queries.list_observations(account, viewer=request.viewer)
    context = {
        "observations": [_seen(request, account, one) for one in found],
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "portal/observations/observations.html", context, status=status)


@require_POST
def taking_back(request: PortalRequest, account: str, observation: str) -> HttpResponse:
    """Take back what I saw."""
    said: dict[str, Any] = {"observation": observation, "viewer": request.viewer, "at": request.at}
    try_act(request, lambda: operations.take_back_observation(**said), _("Taken back. Nobody reads it any more."))
    return redirect("portal:observations", account)


@require_POST
def photo(request: PortalRequest, account: str, photo: str) -> HttpResponse:
    """Lead to where a picture is fetched in the next minutes."""
    return redirect("portal:file", token=operations.ask_for_photo(photo=photo, viewer=request.viewer, at=request.at))


def _seen(request: PortalRequest, account: str, row: ObservationRow) -> dict[str, Any]:
    """Return what somebody saw as the page shows it: photos that can be seen at once are `pictures`, others wait for a press."""
    asked = [(one, reverse("portal:observation_photo", args=[account, one.id])) for one in row.photos]
    return {
        "row": row,
        "step": STEPS[StepCode(row.step)] if row.step else "",
        "pictures": [
            shown.picture_of(one, url=url, author=row.name, request=request) for one, url in asked if one.width
        ],
        "photos": [(one, url) for one, url in asked if not one.width],
    }


def _tell(request: PortalRequest, form: ObservationForm, said: dict[str, Any]) -> None:
    words = {name: form.cleaned_data[name] for name in ("text", "job", "step")}
    operations.add_observation(**words, given=read_files(request, "photos", most=operations.MOST_PHOTOS), **said)
