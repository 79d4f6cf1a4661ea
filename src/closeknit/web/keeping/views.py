"""Who waits for too long, and what is done about it for many at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from closeknit.circle import drawing
from closeknit.circle.keeping import covering, operations
from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.kit.look import saying
from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.touchpoints import unanswered
from closeknit.web import answers
from closeknit.web.keeping import picture, rows
from closeknit.web.keeping.asked import EVERYBODY, Asked
from closeknit.web.keeping.forms import CallsForm, LimitsForm, PauseForm, first_error
from closeknit.web.request import HouseRequest
from closeknit.web.touchpoints import moments

_KEYS = (
    ("Next account", "j"),
    ("Account before", "k"),
    ("Choose it", "x"),
    ("Open it", "o"),
    ("Plan calls with the chosen", "n"),
    ("Let the chosen rest", "p"),
    ("Take the chosen up again", "r"),
    ("Limits of the chosen", "l"),
    ("Undo", "u"),
)
# A round of calls begins in the morning of the next day.
_MORNING = timedelta(hours=9)


def keeping(request: HouseRequest) -> HttpResponse:
    """Show who waits for too long, by owner and worst first, and how much of the circle is within its limit."""
    asked, viewer = Asked.read(request.GET), request.viewer
    seen = drawing.get_circle(viewer=viewer, at=request.at)
    today = request.today
    chosen, counts = rows.choose(seen, asked, viewer.id)
    here = [row.id for row in rows.page_of(chosen, asked)]
    planned = rows.next_planned(unanswered.list_planned(here, viewer=viewer), after=request.at)
    groups, pager = rows.groups_of(chosen, planned, asked)
    now, covered = rows.tally(seen), covering.list_covered(viewer=viewer)
    may_keep = viewer.can(Capability.DRAW_CIRCLE)
    tomorrow = clock.start_of_day(today + timedelta(1), request.zone) + _MORNING
    context = {
        "asked": asked,
        "everybody": EVERYBODY,
        "groups": groups,
        "pager": pager,
        "filters": [rows.filter_of(counts, asked)],
        "counts": counts,
        "n_accounts": len(seen.accounts),
        "now": now,
        "n_watched": sum(one.n_watched for one in now),
        "n_within": sum(one.n_within for one in now),
        "trend": picture.company_of(covered.weeks, now, today),
        "owners": picture.owners_of(
            covered.weeks, now, today, {one.owner_id: asked.url(owner=one.owner_id or "nobody", page=1) for one in now}
        ),
        "counted_at": covered.seen_at,
        "seen_at": seen.seen_at,
        "zone": request.zone,
        "mine_url": asked.url(owner="", page=1),
        "all_url": asked.url(owner=EVERYBODY, page=1),
        "may_keep": may_keep,
        "page_keys": _KEYS if may_keep and groups else (),
        "pause": PauseForm(initial={"until_on": today + timedelta(28)}, auto_id="pause_%s"),
        "calls": CallsForm(initial={"starts_on": moments.local(tomorrow, request.zone)}, auto_id="calls_%s"),
        "limits": LimitsForm(auto_id="limits_%s"),
    }
    return render(request, "web/keeping/keeping.html", context)


@require_POST
def pauses(request: HouseRequest) -> HttpResponse:
    """Let the chosen accounts, or one person, rest until a day."""
    form = PauseForm(request.POST)

    def act(chosen: dict[str, Any]) -> str:
        operations.pause(**chosen, **form.cleaned_data, viewer=request.viewer, at=request.at)
        return f"Nobody asks for {_calls(chosen)} through {form.cleaned_data['until_on']:%-d %B %Y}."

    return _do(request, act, form)


@require_POST
def resumptions(request: HouseRequest) -> HttpResponse:
    """Take the chosen accounts, or one person, up again."""

    def act(chosen: dict[str, Any]) -> str:
        operations.take_up(**chosen, viewer=request.viewer, at=request.at)
        return "Taken up again. The days count on from the last contact."

    return _do(request, act)


@require_POST
def limits(request: HouseRequest) -> HttpResponse:
    """Set the limits of the chosen accounts, or of one person and whether they matter."""
    form = LimitsForm(request.POST)

    def act(chosen: dict[str, Any]) -> str:
        said = form.cleaned_data
        both = {"ideal_days": said["ideal_days"], "latest_days": said["latest_days"]}
        if chosen.get("contact"):
            operations.set_contact_limits(
                contact=chosen["contact"], matters=said["matters"], **both, viewer=request.viewer, at=request.at
            )
            return "Kept."
        operations.set_account_limits(accounts=chosen["accounts"], **both, viewer=request.viewer, at=request.at)
        if said["ideal_days"] is None:
            return "The limits of the stage hold again."
        return f"Ideal every {said['ideal_days']} days, {said['latest_days']} at the latest."

    return _do(request, act, form)


@require_POST
def calls(request: HouseRequest) -> HttpResponse:
    """Plan a call with each of the chosen accounts, one after the other."""
    form = CallsForm(request.POST)

    def act(chosen: dict[str, Any]) -> str:
        n = operations.plan_calls(
            accounts=chosen["accounts"],
            starts_at=form.starts_at(request.zone),
            why=form.cleaned_data["why"],
            viewer=request.viewer,
            at=request.at,
        )
        return f"{saying.say_count(n, 'call').capitalize()} planned, half an hour each. They stand in your calendar."

    return _do(request, act, form)


def _do(request: HouseRequest, act: Callable[[dict[str, Any]], str], form: forms.Form | None = None) -> HttpResponse:
    """Do it for whom was chosen, and say so or why not; then lead back to where one came from."""
    chosen: dict[str, Any] = {"accounts": request.POST.getlist("account")}
    if request.POST.get("contact"):
        chosen["contact"] = request.POST["contact"]
    try:
        if form is not None and not form.is_valid():
            raise Refused(first_error(form))
        said = act(chosen)
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, said)
    return answers.back(request, reverse("circle_keeping"))


def _calls(chosen: dict[str, Any]) -> str:
    n = len(set(chosen["accounts"]))
    return "a call with them" if "contact" in chosen or n == 1 else f"calls with {saying.say_count(n, 'account')}"
