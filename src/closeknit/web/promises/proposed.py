"""What the other side wrote about promises on the shared site: what they propose, what they object to, and which promises they read."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from closeknit.kit.capabilities import Capability
from closeknit.promises.proposed import operations, queries
from closeknit.promises.telling.queries import SettlementSaid
from closeknit.web import answers, trying
from closeknit.web.promises.forms import RetellForm
from closeknit.web.promises.told_rows import Told
from closeknit.web.request import HouseRequest

_LATELY = timedelta(days=7)


class AnswerForm(forms.Form):
    """What we say to a promise that they propose."""

    answer = forms.CharField(
        label="What they read", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Needed for a no.",
    )  # fmt: skip
    due_on = forms.DateField(
        label="By", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "answer_%s"


@require_http_methods(["GET", "HEAD", "POST"])
def proposed(request: HouseRequest, proposed: str) -> HttpResponse:
    """Show a promise that they propose; accept it, or decline it with a sentence."""
    row = queries.get_proposed(proposed, viewer=request.viewer)
    form = AnswerForm(request.POST or None, initial={"due_on": row.due_on})
    if request.method == "POST" and trying.try_form(form, lambda: _answer(request, row, form)):
        row = queries.get_proposed(proposed, viewer=request.viewer)
        answers.done(request, "Accepted. It is a promise now." if row.promise_id else "Declined. They read why.")
        return redirect("promise", promise=row.promise_id) if row.promise_id else redirect("promises")
    context = {"row": row, "form": form, "may_promise": request.viewer.can(Capability.MAKE_PROMISES)}
    return render(request, "web/promises/proposed.html", context, status=422 if form.errors else 200)


@require_POST
def objection(request: HouseRequest, objection: str) -> HttpResponse:
    """Answer an objection: put right, or left as it was."""
    row = queries.get_objection(objection, viewer=request.viewer)
    said: dict[str, Any] = {"state": request.POST.get("state", ""), "answer": request.POST.get("answer", "")}
    act = operations.answer_objection
    trying.try_act(request, lambda: act(objection=row.id, **(said | trying.given(request))), "Answered. They read it.")
    return redirect("promise", promise=row.promise_id)


@require_POST
def audience(request: HouseRequest, promise: str) -> HttpResponse:
    """Let the other side read a promise, or keep it to ourselves."""
    is_shared = request.POST.get("shared") == "1"
    sentence = "They read it on their shared site." if is_shared else "Only we read it."
    operations.open_promise(promise=promise, is_shared=is_shared, viewer=request.viewer, at=request.at)
    answers.done(request, sentence)
    return redirect("promise", promise=promise)


def retelling_of(
    ends: Sequence[SettlementSaid], told: Sequence[Told], typed: RetellForm | None = None
) -> dict[str, Any]:
    """Return the form by which what they read of an end is changed, where it is ours to word; and who has answered to what stands."""
    end = next((one for one in ends if not one.is_over and not one.said_by), None)
    if end is None:
        return {}
    base = operations.wording_of(end.told_at)
    if typed:
        # Whoever was overtaken sees both wordings now, and what they send next is on the newer one.
        typed.data = {**{name: typed.data.get(name, "") for name in typed.fields}, "base": base}
    initial = {"told": end.told, "base": base}
    answered = [one.row.name for one in told if not one.row.is_over and one.row.answer]
    return {
        "retell": typed or RetellForm(initial=initial),
        "reads": end.told,
        "retell_is_open": typed is not None,
        "answered": answered,
    }


def read_beside(request: HouseRequest, promise: str) -> dict[str, Any]:
    """Return what a promise's page says of the other side."""
    return {
        "objections": queries.list_objections(promise, viewer=request.viewer),
        "is_shared": queries.is_shared(promise, viewer=request.viewer),
    }


def read_waiting(request: HouseRequest) -> dict[str, Any]:
    """Return what of theirs waits for an answer, and what they said lately is done, for the list of promises."""
    return {
        "said_done": queries.list_said_done(since=request.today - _LATELY, viewer=request.viewer),
        "to_answer": queries.list_to_answer(viewer=request.viewer),
        "objected": queries.list_open_objections(viewer=request.viewer),
    }


def _answer(request: HouseRequest, row: queries.ProposedRow, form: AnswerForm) -> None:
    given: dict[str, Any] = {"proposed": row.id, "answer": form.cleaned_data["answer"]} | trying.given(request)
    if "decline" in request.POST:
        operations.decline_proposed(**given)
    else:
        seen = request.POST.get("seen", "")
        operations.accept_proposed(due_on=form.cleaned_data["due_on"], seen=seen, **given)
