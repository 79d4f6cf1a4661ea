"""Merging an idea into another: what would come of it, then the act; and taking it apart again."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from closeknit.ideas import operations, queries
from closeknit.kit.refusals import NotFound, Refused
from closeknit.web import answers
from closeknit.web.ideas import labels
from closeknit.web.request import HouseRequest


def merging(request: HouseRequest, idea: str) -> HttpResponse:
    """Choose which idea this one goes into, see what would come of it, and do it."""
    viewer = request.viewer
    into = request.POST.get("into", "") or request.GET.get("into", "")
    row = queries.get_idea(idea, viewer=viewer)
    if request.method == "POST":
        try:
            root = operations.merge_ideas(idea=idea, into=into, viewer=viewer, at=request.at)
        except Refused as refusal:
            answers.refuse(request, str(refusal))
            return redirect("idea", idea)
        target = queries.get_idea(root, viewer=viewer)
        answers.done(request, f"Idea {row.number} is part of idea {target.number} now. Each vote counts once.")
        return redirect("idea_sides" if queries.has_sides(root, viewer=viewer) else "idea", root)
    preview = queries.preview_merge(idea, into, viewer=viewer) if into else None
    alike = queries.list_alike(row.title, viewer=viewer, but=idea, loosely=True)
    context = {
        "idea": row,
        "preview": preview,
        "state_words": labels.state_of(preview.into.state) if preview else "",
        "alike": [one.idea for one in alike],
        "others": queries.list_choices(viewer=viewer, but=idea),
        "into": into,
    }
    return render(request, "web/ideas/merging.html", context)


@require_POST
def taking_apart(request: HouseRequest, idea: str) -> HttpResponse:
    """Let a merged idea stand on its own again."""
    try:
        operations.take_apart(idea=idea, viewer=request.viewer, at=request.at)
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, "It stands on its own again, with its own votes.")
    return redirect("idea", idea)
