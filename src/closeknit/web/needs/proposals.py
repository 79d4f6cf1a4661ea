"""What the machine proposes about needs that people have touched, and the knob of how finely it tells needs apart."""

from collections import Counter
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from closeknit.analysis.needs import granularity as granularities
from closeknit.kit.look import rows
from closeknit.kit.refusals import Refused
from closeknit.kit.viewer import Viewer
from closeknit.needs import operations, queries
from closeknit.web import answers, quotes
from closeknit.web.request import HouseRequest

SHOWN = 12


@dataclass(frozen=True)
class Line:
    """One proposal as the page shows it."""

    id: int
    need: tuple[str, str]
    other: tuple[str, str] | None
    words: tuple[rows.Quote, ...]
    n_more: int


def waiting(viewer: Viewer) -> tuple[list[Line], int]:
    """Return the newest proposals that wait for an answer, and how many more there are."""
    found = queries.list_proposals(viewer=viewer)
    lines = [
        Line(one.id, one.need, one.other, tuple(map(quotes.quote_of, one.words)), one.n_words - len(one.words))
        for one in found.rows
    ]
    return lines, found.total - len(lines)


@require_POST
def decide(request: HouseRequest, proposal: str) -> HttpResponse:
    """Do what was proposed, or leave it for good."""
    number = int(proposal) if proposal.isdigit() else 0
    viewer, at = request.viewer, request.at
    try:
        if request.POST.get("act") == "accept":
            statement = request.POST.get("statement", "").strip()
            operations.accept_proposal(proposal=number, statement=statement, viewer=viewer, at=at)
            answers.done(request, "Done as proposed.")
        else:
            operations.decline_proposal(proposal=number, viewer=viewer, at=at)
            answers.done(request, "Left as it is. It will not be proposed again.")
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    return redirect("needs")


def granularity(request: HouseRequest) -> HttpResponse:
    """Show how finely needs are told apart, and what they would become at another setting; or set it."""
    viewer = request.viewer
    now = queries.get_granularity(viewer=viewer)
    asked = _read(request.POST.get("granularity", "") or request.GET.get("granularity", ""))
    if request.method == "POST":
        try:
            operations.set_granularity(granularity=asked or 0.0, viewer=viewer, at=request.at)
            answers.done(request, "Set. Needs follow when all are next looked through; what you decided stays.")
        except Refused as refusal:
            answers.refuse(request, str(refusal))
        return redirect("needs_granularity")
    preview, is_behind = _preview(asked, viewer) if asked is not None and now is not None else (None, False)
    names = queries.list_stream_names(viewer=viewer) if preview else {}
    context = {
        "now": now,
        "asked": asked if asked is not None else now,
        "coarsest": granularities.COARSEST,
        "finest": granularities.FINEST,
        "preview": preview,
        "is_behind": is_behind,
        "joins": [(names[one.gone], names[one.kept]) for one in preview.joins if {one.gone, one.kept} <= set(names)][
            :SHOWN
        ]
        if preview
        else [],
        "leaving": Counter(names[one.parent] for one in preview.parts if one.parent in names).most_common(SHOWN)
        if preview
        else [],
    }
    return render(request, "web/needs/granularity.html", context)


def _preview(asked: float, viewer: Viewer) -> tuple[granularities.Preview | None, bool]:
    """Return what needs would become, or None and True while what is remembered is still being made anew."""
    try:
        return operations.preview_granularity(asked, viewer=viewer), False
    except ValueError:
        return None, True


def _read(text: str) -> float | None:
    """Return the setting that was asked for, within what is possible, or None."""
    try:
        asked = float(text)
    except ValueError:
        return None
    return asked if granularities.COARSEST <= asked <= granularities.FINEST else None
