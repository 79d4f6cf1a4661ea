"""Questions that wait for whoever looks, and their answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from closeknit.portal.questions.forms import AnswerForm
from closeknit.portal.request import PortalRequest
from closeknit.portal.trying import try_act, try_form
from closeknit.research.shared import operations, queries


@require_GET
def questions(request: PortalRequest, account: str) -> HttpResponse:
    """Show the questions that wait for me, and those that I answered."""
    return _show(request, account, {})


@require_POST
def answer(request: PortalRequest, account: str, sent: str) -> HttpResponse:
    """Answer a question in my words."""
    form = AnswerForm(request.POST, auto_id=f"{sent}_%s")
    said: dict[str, Any] = {"sent": sent, "viewer": request.viewer, "at": request.at}
    if not try_form(form, lambda: operations.answer_question(**form.cleaned_data, **said)):
        return _show(request, account, {sent: form}, status=422)
    messages.success(request, _("Thank you. Your answer is with whoever asked, in your words."))
    return redirect("portal:questions", account)


@require_POST
def putting_away(request: PortalRequest, account: str, sent: str) -> HttpResponse:
    """Let a question wait no longer."""
    said: dict[str, Any] = {"sent": sent, "viewer": request.viewer, "at": request.at}
    try_act(request, lambda: operations.put_question_away(**said), _("It waits no longer."))
    return redirect("portal:questions", account)


def _show(request: PortalRequest, account: str, typed: dict[str, AnswerForm], *, status: int = 200) -> HttpResponse:
    found = queries.list_questions(account, viewer=request.viewer)
    context = {
        "waiting": [
            (one, typed.get(one.id) or AnswerForm(auto_id=f"{one.id}_%s")) for one in found if one.answered_at is None
        ],
        "answered": [one for one in found if one.answered_at is not None],
    }
    return render(request, "portal/questions/questions.html", context, status=status)
