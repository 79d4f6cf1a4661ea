"""What was handed in outside and waits, how the portal is set, and what of ours is shown there."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from closeknit.accounts import queries as account_queries
from closeknit.analysis.kinds import Audience
from closeknit.ideas import queries as idea_queries
from closeknit.ideas.challenges import queries as challenge_queries
from closeknit.ideas.portal import operations, queries, rules
from closeknit.ideas.portal.queries import WaitingRow
from closeknit.kit import mail, markdown
from closeknit.kit.capabilities import Capability
from closeknit.web import answers, trying
from closeknit.web.portal.forms import DeclineForm, OpenForm, SettingsForm, ShowForm
from closeknit.web.request import HouseRequest


@dataclass(frozen=True)
class Line:
    """One thing that waits, with the form to turn it down: as it was filled in where it was refused."""

    row: WaitingRow
    text: SafeString
    waits: str
    decline: DeclineForm


@require_GET
def queue(request: HouseRequest) -> HttpResponse:
    """Show what waits to be looked at, the oldest first."""
    return _queue(request)


@require_POST
def acceptance(request: HouseRequest, submission: str) -> HttpResponse:
    """Show what was handed in, with a number, to whoever the portal shows ideas to."""
    by = trying.given(request, submission=submission)
    trying.try_act(
        request, lambda: operations.accept_submission(**by), "It is shown, and whoever gave it is told its number."
    )
    return redirect("portal_queue")


@require_POST
def declining(request: HouseRequest, submission: str) -> HttpResponse:
    """Leave something unshown; whoever gave it is told why."""
    form = DeclineForm(request.POST, auto_id=f"{submission}_%s")
    by = trying.given(request, submission=submission)
    if trying.try_form(form, lambda: operations.decline_submission(**form.cleaned_data, **by)):
        answers.done(request, "It is not shown, and whoever gave it is told why.", undoable=False)
        return redirect("portal_queue")
    return _queue(request, {submission: form}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HouseRequest) -> HttpResponse:
    """Say how the portal is."""
    kept = rules.get_rules()
    initial = {
        "is_open": kept.is_open, "is_moderated": kept.is_moderated, "is_public": kept.is_public, "welcome": kept.welcome,
        "a_week": kept.a_week, "embed_pages": "\n".join(kept.embed_pages),
    }  # fmt: skip
    form = SettingsForm(request.POST or None, initial=initial)
    if request.method == "POST" and trying.try_form(
        form, lambda: operations.set_portal(**form.cleaned_data, **trying.given(request))
    ):
        answers.done(request, "The portal is open." if form.cleaned_data["is_open"] else "The portal is closed.")
        return redirect("portal_settings")
    origin = mail.find_origin() or f"{request.scheme}://{request.get_host()}"
    context = {
        "form": form,
        "kept": kept,
        "intake": rules.get_intake(kept),
        "embed_url": origin + f"/portal/embed/{kept.embed_key}/" if kept.embed_key else "",
        "portal_url": "/portal/",
    }
    return render(request, "web/portal/settings.html", context, status=422 if form.errors else 200)


@require_POST
def key(request: HouseRequest) -> HttpResponse:
    """Give the form for web pages another address."""
    said = "The form has another address now; the one before opens nothing."
    trying.try_act(request, lambda: operations.renew_embed_key(**trying.given(request)), said)
    return redirect("portal_settings")


@require_http_methods(["GET", "HEAD", "POST"])
def showing(request: HouseRequest, idea: str) -> HttpResponse:
    """Show an idea outside, in words for outside; one that is shown already, to others or to nobody any more."""
    row = idea_queries.get_idea(idea, viewer=request.viewer)
    posting = queries.find_posting(idea, viewer=request.viewer)
    is_shown = posting is not None and posting.audience in (Audience.ACCOUNT, *rules.SHOWN)
    is_between = posting is not None and posting.is_between
    initial = {
        "title": posting.title if posting else row.title,
        "text": posting.text if posting else "",
        "audience": posting.audience
        if posting and is_shown
        else Audience.ACCOUNT
        if is_between
        else rules.get_rules().audience,
    }
    form = ShowForm(
        request.POST or None, initial=initial, account=row.giver.account, is_between=is_between,
        is_on_portal=posting is not None and not is_between,
    )  # fmt: skip
    by = trying.given(request, idea=idea)
    if request.method == "POST" and request.POST.get("act") == "hide":
        trying.try_act(request, lambda: operations.hide_idea(**by), "It is not shown outside any more.")
        return redirect("idea_showing", idea)
    if request.method == "POST" and trying.try_form(form, lambda: operations.show_idea(**form.cleaned_data, **by)):
        answers.done(request, "It is shown outside.")
        return redirect("idea_showing", idea)
    context = {
        "idea": row,
        "posting": posting,
        "is_shown": is_shown,
        "is_between": is_between,
        "form": form,
        "is_open": rules.get_rules().is_open,
    }
    return render(request, "web/portal/showing.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HouseRequest, challenge: str) -> HttpResponse:
    """Say whom a challenge is open to outside."""
    row = challenge_queries.get_challenge(challenge, viewer=request.viewer, today=request.today).row
    audience, opened = queries.get_opening(challenge, viewer=request.viewer)
    choices = account_queries.list_names(viewer=request.viewer)
    form = OpenForm(request.POST or None, choices=choices, initial={"audience": audience, "accounts": opened})
    by = trying.given(request, challenge=challenge)
    if request.method == "POST" and trying.try_form(
        form, lambda: operations.open_challenge_to(**form.cleaned_data, **by)
    ):
        answers.done(request, "Said whom it is open to. They see it once it has gone out.")
        return redirect("challenge", challenge)
    context = {"challenge": row, "form": form}
    return render(request, "web/portal/opening.html", context, status=422 if form.errors else 200)


def _queue(request: HouseRequest, typed: dict[str, DeclineForm] | None = None, *, status: int = 200) -> HttpResponse:
    waiting = queries.get_queue(viewer=request.viewer, at=request.at)
    kept = rules.get_rules()
    context = {
        "lines": [_line(row, typed or {}) for row in waiting.rows],
        "queue": waiting,
        "oldest": _say(waiting.oldest_hours) if waiting.oldest_hours is not None else "",
        "kept": kept,
        "intake": rules.get_intake(kept),
        "may_answer": request.viewer.can(Capability.ANSWER_IDEAS),
        "settings_url": reverse("portal_settings") if request.viewer.can(Capability.RUN_HOUSE) else "",
    }
    return render(request, "web/portal/queue.html", context, status=status)


def _line(row: WaitingRow, typed: dict[str, DeclineForm]) -> Line:
    form = typed.get(row.id) or DeclineForm(auto_id=f"{row.id}_%s")
    return Line(row, markdown.render(row.text), _say(row.n_hours), form)


def _say(hours: int) -> str:
    if hours < 1:
        return "just now"
    if hours < 48:
        return "for an hour" if hours == 1 else f"for {hours} hours"
    return f"for {hours // 24} days"
