"""Our answer for those who gave what counts for an idea and may not read it: in words for each of them, ready to be given."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from closeknit.ideas import operations, queries
from closeknit.kit.refusals import NotFound, Refused
from closeknit.web import answers
from closeknit.web.ideas import labels, rows
from closeknit.web.ideas.forms import SidesForm
from closeknit.web.request import HouseRequest


def sides(request: HouseRequest, idea: str) -> HttpResponse:
    """Show what each side is to read, begun with the answer as it stands, and give it to those that are ticked."""
    viewer = request.viewer
    row, page = queries.get_idea(idea, viewer=viewer), queries.get_sides(idea, viewer=viewer)
    sent = request.POST if request.method == "POST" else None
    form = SidesForm(sent, sides=page.sides, initial={"base": page.base}, auto_id="side_%s")
    if form.is_valid():
        by = {"words": form.words(), "base": form.cleaned_data["base"], "viewer": viewer, "at": request.at}
        try:
            n = operations.answer_sides(idea=idea, **by)
        except NotFound:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, f"{'One side reads' if n == 1 else f'{n} sides read'} it now. Tell the others, too.")
            return redirect("idea_telling", idea)
    context = {
        "idea": row,
        "form": form,
        "parts": [(one, rows.giver_words(one.giver), now, words) for one, now, words in form.parts()],
        "answer": labels.state_of(page.answer) if page.answer else "",
        "base": page.base,
        "sentence": page.sentence,
    }
    return render(request, "web/ideas/sides.html", context, status=422 if form.errors else 200)
