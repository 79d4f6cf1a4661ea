"""Challenges outside: those that reach the viewer, one with the answers of their side, and answering it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from closeknit.ideas.shared import challenges as room
from closeknit.ideas.shared import queries
from closeknit.kit import markdown
from closeknit.kit.capabilities import Capability
from closeknit.portal.discussions import part
from closeknit.portal.ideas import opened
from closeknit.portal.request import PortalRequest
from closeknit.portal.trying import try_form


class AnswerForm(forms.Form):
    """An answer to a challenge."""

    title = forms.CharField(label=gettext_lazy("Your way in one line"), required=False)
    text = forms.CharField(
        label=gettext_lazy("How you would do it"),
        help_text=gettext_lazy("What it needs, what it gives, and what you have seen work."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )


@require_safe
def challenges(request: PortalRequest, account: str = "") -> HttpResponse:
    """Show the challenges that reach the viewer."""
    if not account and not queries.is_open():
        return opened.not_open(request)
    found = room.list_challenges(viewer=request.viewer, today=request.today)
    context = {"challenges": [(one, _way("challenge", account, one.id)) for one in found]}
    return render(request, "portal/challenges/challenges.html", context)


@require_safe
def challenge(request: PortalRequest, challenge: str, account: str = "") -> HttpResponse:
    """Show one challenge with what the viewer's side answered."""
    if not account and not queries.is_open():
        return opened.not_open(request)
    return _show(request, challenge, account, AnswerForm())


@require_POST
def answers(request: PortalRequest, challenge: str, account: str = "") -> HttpResponse:
    """Answer a challenge."""
    if not account and not queries.is_open():
        return opened.not_open(request)
    form = AnswerForm(request.POST)
    by: dict[str, Any] = {"challenge": challenge, "viewer": request.viewer, "at": request.at}
    if try_form(form, lambda: room.answer_challenge(**form.cleaned_data, **by)):
        messages.success(request, _("Thank you. What becomes of it stands here."))
        return redirect(_way("challenge", account, challenge))
    return _show(request, challenge, account, form, status=422)


def _show(request: PortalRequest, challenge: str, account: str, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    row, said = room.get_challenge(challenge, viewer=request.viewer, today=request.today)
    may = row.is_open and request.viewer.can(Capability.TAKE_PART)
    # One that is put to chosen companies is discussed with each by itself: none reads what another asks.
    discussed = part.of(row.id, request, back=request.path) if request.viewer.can(Capability.TAKE_PART) else None
    context = {
        "row": row,
        "background": markdown.render(row.background),
        "answers": [(one, markdown.render(one.text)) for one in said],
        "form": form if may else None,
        "answers_url": _way("challenge_answers", account, challenge),
        "back_url": _way("challenges", account),
        "discussion": discussed if discussed and discussed.row.is_shared else None,
    }
    return render(request, "portal/challenges/challenge.html", context, status=status)


def _way(route: str, account: str, *more: str) -> str:
    return reverse(f"portal:{route}", args=[account, *more]) if account else reverse(f"portal:open_{route}", args=more)
