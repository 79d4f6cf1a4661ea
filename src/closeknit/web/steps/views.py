"""Taking back what was just done."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from closeknit.kit import undo
from closeknit.kit.refusals import Refused
from closeknit.web import answers
from closeknit.web.request import HouseRequest


@require_POST
def take_back(request: HouseRequest, step: str) -> HttpResponse:
    """Put the rows of a step back as they were."""
    try:
        undo.take_back(step=step, viewer=request.viewer, at=request.at)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, "Taken back.", undoable=False)
    return answers.back(request, "today")
