"""The joint plan: what it is for, where the goals stand, who does what; and what one may do in it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from closeknit.kit.capabilities import Capability
from closeknit.kit.ways import find_way
from closeknit.portal.discussions import part
from closeknit.portal.plan.forms import ReadingForm
from closeknit.portal.request import PortalRequest
from closeknit.portal.trying import try_act, try_form
from closeknit.promises.shared.operations import plans as operations
from closeknit.promises.shared.queries import plans as queries
from closeknit.promises.shared.queries.plans import GoalRow


@dataclass(frozen=True)
class Goal:
    """One goal with the form in which its owner says where it stands, None for everybody else."""

    row: GoalRow
    form: ReadingForm | None
    is_typed: bool


@require_safe
def plan(request: PortalRequest, account: str) -> HttpResponse:
    """Show the plan that both work by."""
    return _page(request, account)


@require_POST
def action_done(request: PortalRequest, account: str, action: str) -> HttpResponse:
    """Say that an action of one's own side is done, or not after all."""
    is_done = request.POST.get("done") == "1"
    act = operations.tick_action if is_done else operations.untick_action
    sentence = _("Done. They see it now.") if is_done else _("Open again.")
    try_act(request, lambda: act(action=action, viewer=request.viewer, at=request.at), sentence)
    return redirect(f"{find_way('portal:plan', account)}#actions")


@require_POST
def readings(request: PortalRequest, account: str, goal: str) -> HttpResponse:
    """Say where a goal stands that one owns."""
    form = ReadingForm(request.POST, goal=goal)
    act = operations.read_own_goal
    if try_form(form, lambda: act(goal=goal, viewer=request.viewer, at=request.at, **form.cleaned_data)):
        messages.success(request, _("Kept. Both see where it stands."))
        return redirect(f"{find_way('portal:plan', account)}#{goal}")
    return _page(request, account, goal=goal, typed=form)


def _page(request: PortalRequest, account: str, *, goal: str = "", typed: ReadingForm | None = None) -> HttpResponse:
    found = queries.find_plan(account, viewer=request.viewer, as_of=request.today)
    may = request.viewer.can(Capability.TAKE_PART) and found is not None and found.closed_on is None

    def draw(row: GoalRow) -> Goal:
        is_typed = typed is not None and row.id == goal
        fresh = ReadingForm(goal=row.id, initial={"read_on": request.today})
        return Goal(row, (typed if is_typed else fresh) if may and row.is_mine and row.is_open else None, is_typed)

    context = {
        "plan": found,
        "goals": [draw(row) for row in found.goals] if found else [],
        "undone": [(row, row.is_late(request.today)) for row in found.actions if row.done_on is None] if found else [],
        "done": [row for row in found.actions if row.done_on] if found else [],
        "may_tick": may,
        "discussion": part.of(found.id, request, back=find_way("portal:plan", account)) if found else None,
    }
    return render(request, "portal/plan/plan.html", context, status=422 if typed else 200)
