"""Back to earth: which of these two, points on four criteria with their weights, and what is set aside."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from closeknit.analysis.offerings import pairwise
from closeknit.analysis.offerings.sessions import Criterion
from closeknit.kit.refusals import NotFound, Refused
from closeknit.offerings.sessions import judgement, operations, queries
from closeknit.offerings.sessions.queries import SessionPage
from closeknit.web import answers
from closeknit.web.redesign import frame, labels, rows
from closeknit.web.redesign.forms import AsideForm, WeightsForm
from closeknit.web.request import HouseRequest


@require_http_methods(["GET", "POST"])
def pairs(request: HouseRequest, session: str) -> HttpResponse:
    """Ask which of two, one pair after the other, and show how the entries stand; a kept answer brings the next pair."""
    if request.method == "POST":
        frame.read(request, session)
        if refused := _answer(request):
            answers.refuse(request, refused)
    if request.method == "POST" and not request.htmx:
        return redirect(f"{reverse('redesign_pairs', args=[session])}#pair")
    page, judged = _judge(request, session)
    pair = None
    if page.takes_part:
        kept = {entry.id: entry for entry in judged.kept}
        chosen = pairwise.choose_pair(list(kept), judged.answers, person=request.viewer.id)
        pair = [kept[one] for one in chosen] if chosen else None
    context = _context(request, page, judged, "redesign_pairs") | {
        "pair": pair,
        "mine": judged.progress.get(request.viewer.id),
        "progress": [(seat, judged.progress[seat.member_id]) for seat in page.seats],
    }
    template = "web/redesign/_pairs.html" if request.htmx else "web/redesign/pairs.html"
    return render(request, template, context)


@require_http_methods(["GET"])
def weighing(request: HouseRequest, session: str) -> HttpResponse:
    """Show each kept entry with one's own points, what all give together, and where people stand apart."""
    return _show_weighing(request, session)


@require_POST
def points(request: HouseRequest, wish: str) -> HttpResponse:
    """Keep one's own points for an entry, as far as they were given."""
    session, _ = queries.get_entry(wish, viewer=request.viewer)
    given = {one.value: typed for one in Criterion if (typed := request.POST.get(one.value, ""))}
    try:
        numbers = {code: int(typed) for code, typed in given.items() if typed.isdecimal() and len(typed) < 3}
        operations.score_entry(entry=wish, points=numbers, viewer=request.viewer, at=request.at)
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    if not request.htmx:
        return redirect(f"{reverse('redesign_weighing', args=[session])}#{wish}")
    page, judged = _judge(request, session)
    context = _context(request, page, judged, "redesign_weighing")
    context["one"] = next((line for line in context["entries"] if line.entry.id == wish), None)
    return render(request, "web/redesign/_weighed.html", context)


@require_POST
def weights(request: HouseRequest, session: str) -> HttpResponse:
    """Change how much each criterion counts."""
    form = WeightsForm(request.POST, auto_id="id_weight_%s")
    if form.is_valid():
        try:
            operations.change_weights(session=session, weights=form.cleaned_data, viewer=request.viewer, at=request.at)
        except NotFound:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, "Weighed anew.")
            return redirect("redesign_weighing", session)
    return _show_weighing(request, session, form=form)


@require_POST
def place(request: HouseRequest, wish: str) -> HttpResponse:
    """Set an entry aside with the reason, or (without a reason asked) bring it back."""
    session, row = queries.get_entry(wish, viewer=request.viewer)
    form = AsideForm(request.POST)
    try:
        if row.aside:
            operations.bring_back(entry=wish, viewer=request.viewer, at=request.at)
            said = "It is judged with the others again."
        else:
            reason = form.cleaned_data["reason"] if form.is_valid() else ""
            operations.set_aside(entry=wish, reason=reason, viewer=request.viewer, at=request.at)
            said = "Set aside, with the reason beside it."
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, said)
    return redirect("redesign_weighing", session)


def _answer(request: HouseRequest) -> str:
    """Keep the answer and return nothing, or the sentence why it was not."""
    one, other, better = (request.POST.get(name, "") for name in ("one", "other", "better"))
    try:
        operations.answer_pair(one=one, other=other, better=better or None, viewer=request.viewer, at=request.at)
    except Refused as refusal:
        return str(refusal)
    return ""


def _show_weighing(request: HouseRequest, session: str, *, form: WeightsForm | None = None) -> HttpResponse:
    page, judged = _judge(request, session)
    mine = {(one.entry, one.criterion): one.points for one in judged.scores if one.person == request.viewer.id}
    context = _context(request, page, judged, "redesign_weighing")
    context |= {
        "form": form or WeightsForm(initial={one.value: n for one, n in page.weights.items()}, auto_id="id_weight_%s"),
        "total": sum(page.weights.values()),
        "rows": [(line, _choices(line.entry.id, mine)) for line in context["entries"]],
        "progress": [(seat, judged.progress[seat.member_id]) for seat in page.seats],
        "aside": [entry for entry in queries.list_entries(session, viewer=request.viewer) if entry.aside],
        "scale": range(1, 6),
    }
    return render(request, "web/redesign/weighing.html", context, status=422 if form else 200)


def _choices(entry: str, mine: dict[tuple[str, Criterion], int]) -> list[tuple[str, str, str, int]]:
    """Return (code, word, help, my points or 0) of each criterion for one entry."""
    return [
        (one.value, labels.CRITERIA[one], labels.CRITERIA_HELP[one], mine.get((entry, one), 0)) for one in Criterion
    ]


def _judge(request: HouseRequest, session: str) -> tuple[SessionPage, judgement.Judgement]:
    page = frame.read(request, session)
    entries = queries.list_entries(session, viewer=request.viewer)
    members = [seat.member_id for seat in page.seats]
    return page, judgement.judge(session, entries, page.weights, members, viewer=request.viewer)


def _context(request: HouseRequest, page: SessionPage, judged: judgement.Judgement, current: str) -> dict[str, Any]:
    today = request.today
    by = "pairs" if current == "redesign_pairs" else "weight"
    return frame.context_of(request, page, current) | {
        "judged": judged,
        "entries": rows.entries_of(judged, {}, (), today=today, zone=request.zone, by=by),
        "weights": rows.weights_of(page),
    }
