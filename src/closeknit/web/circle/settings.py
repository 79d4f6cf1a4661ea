"""Setting how often we want to be in touch."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from closeknit.circle import operations
from closeknit.kit.refusals import Refused
from closeknit.web import answers
from closeknit.web.circle.house_section import CadenceForm
from closeknit.web.house.showing import lead_to, show
from closeknit.web.request import HouseRequest


@require_POST
def cadences(request: HouseRequest) -> HttpResponse:
    """Set the cadence of every ring, or show the settings again with what is wrong."""
    form = CadenceForm(request.POST)
    if form.is_valid():
        try:
            operations.change_cadences(limits=form.cleaned_data["limits"], viewer=request.viewer, at=request.at)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, "Changed how often we want to be in touch.")
            return lead_to("cadences")
    return show(request, "cadences", {"cadences": form})
