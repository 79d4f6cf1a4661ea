"""What both sides promised: the list, one promise with its story, and what one may write to it."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import NotFound
from closeknit.kit.ways import find_way
from closeknit.portal.discussions import part
from closeknit.portal.promises import rows
from closeknit.portal.promises.forms import DoneForm, ObjectForm, ProposeForm, WordForm
from closeknit.portal.request import PortalRequest
from closeknit.portal.trying import try_act, try_form
from closeknit.promises.shared import checks
from closeknit.promises.shared.operations import promises as operations
from closeknit.promises.shared.queries import promises as queries


@require_safe
def promises(request: PortalRequest, account: str) -> HttpResponse:
    """Show what is open between both, what this side proposed, and what has ended; `?page=` further back."""
    viewer, asked = request.viewer, request.GET.get("page", "1")
    page = max(1, int(asked)) if asked.isdecimal() and len(asked) < 5 else 1
    n_ended = queries.count_ended(account, viewer=viewer)
    open_ones = rows.lines(queries.list_open(account, viewer=viewer), account, request.today)
    own = find_way("portal:promises", account)
    context = {
        "ours": [one for one in open_ones if one.row.is_ours],
        "theirs": [one for one in open_ones if not one.row.is_ours],
        "proposed": queries.list_proposed(account, viewer=viewer),
        "ended": rows.lines(queries.list_ended(account, viewer=viewer, page=page), account, request.today),
        "newer_url": f"{own}?page={page - 1}#ended" if page > 1 else "",
        "older_url": f"{own}?page={page + 1}#ended" if page * queries.PAGE < n_ended else "",
    }
    return render(request, "portal/promises/promises.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PortalRequest, account: str) -> HttpResponse:
    """Propose a promise: one's own, or one that is asked of the host company."""
    names = {
        "house": request.house.name if request.house else "",
        "account": request.space.account if request.space else "",
    }
    form = ProposeForm(request.POST or None, **names)
    given: dict[str, Any] = {"account": account, "viewer": request.viewer, "at": request.at}
    if request.method == "POST" and try_form(form, lambda: _propose(form.cleaned_data | given)):
        messages.success(request, _("Proposed. It is a promise as soon as they accept it."))
        return redirect("portal:promises", account=account)
    return render(request, "portal/promises/new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def promise(request: PortalRequest, account: str, promise: str) -> HttpResponse:
    """Show one promise: by when, each move of its day, how it ended, what was said to it."""
    return _page(request, account, promise)


@require_POST
def word(request: PortalRequest, account: str, promise: str) -> HttpResponse:
    """Say whether it settled it."""
    form = WordForm(request.POST)
    if _did(request, promise, form, operations.say_whether_settled, _("Thank you. They read it now.")):
        return redirect("portal:promise", account=account, promise=promise)
    return _page(request, account, promise, word=form)


@require_POST
def done(request: PortalRequest, account: str, promise: str) -> HttpResponse:
    """Say that a promise of one's own side is kept."""
    form = DoneForm(request.POST)
    if _did(request, promise, form, operations.say_it_is_done, _("Kept. They read it now.")):
        return redirect("portal:promise", account=account, promise=promise)
    return _page(request, account, promise, doing=form)


@require_POST
def objections(request: PortalRequest, account: str, promise: str) -> HttpResponse:
    """Say what is not right about a promise."""
    form = ObjectForm(request.POST)
    if _did(request, promise, form, operations.object_to_promise, _("Said. They answer it here.")):
        return redirect("portal:promise", account=account, promise=promise)
    return _page(request, account, promise, objecting=form)


@require_POST
def proposal_taking_back(request: PortalRequest, account: str, proposed: str) -> HttpResponse:
    """Take back what one proposed."""
    act = operations.take_back_proposal
    try_act(request, lambda: act(proposed=proposed, viewer=request.viewer, at=request.at), _("Taken back."))
    return redirect("portal:promises", account=account)


@require_POST
def objection_taking_back(request: PortalRequest, account: str, objection: str) -> HttpResponse:
    """Take an objection back."""
    act, viewer = operations.take_back_objection, request.viewer
    promise = queries.find_promise_of(objection, viewer=viewer)
    if promise is None:
        raise NotFound
    try_act(request, lambda: act(objection=objection, viewer=viewer, at=request.at), _("Taken back."))
    return redirect("portal:promise", account=account, promise=promise)


def _did(request: PortalRequest, promise: str, form: forms.Form, act: Callable[..., object], sentence: str) -> bool:
    """Do what a form of a promise's page is for, say so, and return whether it was done; why not is said on the form."""
    given = {"promise": promise, "viewer": request.viewer, "at": request.at}
    if is_done := try_form(form, lambda: act(**form.cleaned_data, **given)):
        messages.success(request, sentence)
    return is_done


def _page(
    request: PortalRequest,
    account: str,
    promise: str,
    *,
    word: WordForm | None = None,
    objecting: ObjectForm | None = None,
    doing: DoneForm | None = None,
) -> HttpResponse:
    story = queries.get_story(promise, viewer=request.viewer)
    may = request.viewer.can(Capability.TAKE_PART)
    row = story.promise
    can_say = may and row.is_ours and row.settlement in ("kept", "missed")
    context = {
        "line": rows.line(row, account, request.today),
        "story": story,
        "zone": request.zone,
        "word_form": (word or WordForm()) if can_say else None,
        "word_is_open": word is not None or not row.my_word,
        "done_form": (doing or DoneForm()) if (may and row.can_be_done) or doing else None,
        "object_form": (objecting or ObjectForm()) if may else None,
        "object_is_open": objecting is not None,
        "discussion": part.of(row.id, request, back=find_way("portal:promise", account, row.id)),
    }
    refused = word is not None or objecting is not None or doing is not None
    return render(request, "portal/promises/promise.html", context, status=422 if refused else 200)


def _propose(given: dict[str, Any]) -> None:
    """A button that is pressed twice proposes once; the second press leads where the first one led."""
    with suppress(checks.SaidAlready):
        operations.propose_promise(**given)
