"""Names for a need out of a language model, to choose from: asked for on its page, where the machine's keeper set one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from closeknit.kit.outbound import Unreachable
from closeknit.needs import checks, drafting
from closeknit.web.request import HouseRequest


@require_POST
def drafts(request: HouseRequest, need: str) -> HttpResponse:
    """Show names to choose from, or what kept them from coming."""
    row = checks.get_need(need, viewer=request.viewer)
    names: list[str] = []
    problem = "" if drafting.can_draft() else "No language model is set: docs/settings.md says how."
    if not problem:
        try:
            names = drafting.draft_statements(need, viewer=request.viewer)
        except Unreachable as error:
            problem = f"No names came: {error} Nothing was changed."
    context = {"need": row, "names": names, "problem": problem}
    is_part = request.htmx and not request.htmx.boosted
    return render(request, f"web/needs/{'_drafts' if is_part else 'drafts'}.html", context)
