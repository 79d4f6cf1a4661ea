"""The shared site of an account: what we set, whom we invite, and looking at it as somebody there does."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from closeknit.accounts import queries as account_queries
from closeknit.accounts.spaces import operations, queries
from closeknit.analysis.kinds import SpaceRight
from closeknit.kit import mail, markdown
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import NotFound
from closeknit.offerings.purpose import queries as purpose_queries
from closeknit.offerings.purpose import showing
from closeknit.promises.proposed import opening as opened
from closeknit.research import queries as research_queries
from closeknit.research.sending import operations as sending
from closeknit.research.sending import queries as sending_queries
from closeknit.web import answers
from closeknit.web.request import HouseRequest
from closeknit.web.spaces import labels
from closeknit.web.spaces.forms import InviteForm, RightForm, SendForm, WelcomeForm
from closeknit.web.trying import given, try_act, try_form


@require_GET
def shared_site(request: HouseRequest, account: str) -> HttpResponse:
    """Show the shared site as it stands, and what can be done about it."""
    return _show(request, account, {})


@require_POST
def opening(request: HouseRequest, account: str) -> HttpResponse:
    """Open the shared site, or close it."""
    said = given(request, account=account)
    if "close" in request.POST:
        try_act(
            request, lambda: operations.close_space(**said), "Closed. Nobody there gets in; rights stay as they were."
        )
    else:
        is_again = "again" in request.POST
        told = "Open again. Whoever could come in can." if is_again else "Open. Invite the first of them."
        try_act(request, lambda: operations.open_space(**said), told)
    return redirect("shared_site", account)


@require_POST
def welcome(request: HouseRequest, account: str) -> HttpResponse:
    """Change what their people read first."""
    form = WelcomeForm(request.POST, auto_id="id_welcome_%s")
    return _take(request, account, "welcome", form, operations.change_welcome, "Changed what they read first.")


@require_POST
def invitations(request: HouseRequest, account: str) -> HttpResponse:
    """Invite a contact. Where no mail goes out, the link is shown, this once."""
    people = [one for one in queries.list_people(account, viewer=request.viewer) if not one.right]
    form = InviteForm(request.POST, people=people, auto_id="id_invite_%s")
    secrets: list[str] = []
    if not try_form(form, lambda: secrets.append(operations.invite_contact(**form.cleaned_data, **given(request)))):
        return _show(request, account, {"invite": form}, status=422)
    name = next(one.name for one in people if one.contact_id == form.cleaned_data["contact"])
    if mail.find_origin():
        answers.done(request, f"{name} gets a mail with the link. It works once, within 14 days.", undoable=False)
        return redirect("shared_site", account)
    link = request.build_absolute_uri(reverse("portal:join", args=secrets))
    row = account_queries.get_account(account, viewer=request.viewer)
    context = {"account": row, "name": name, "email": form.cleaned_data["email"], "link": link}
    return render(request, "web/spaces/invited.html", context)


@require_POST
def withdrawal(request: HouseRequest, account: str, space_invitation: str) -> HttpResponse:
    """Withdraw an invitation."""
    said = given(request, invitation=space_invitation, account=account)
    operations.withdraw_space_invitation(**said)
    answers.done(request, "Withdrawn. The link opens nothing any more.", undoable=False)
    return redirect("shared_site", account)


@require_POST
def right(request: HouseRequest, account: str, contact: str) -> HttpResponse:
    """Let somebody there do more or less, or end their access."""
    row = _there(request, account, contact)
    if "end" in request.POST:
        said = f"{row.name} is out, at the next request everywhere."
        try_act(request, lambda: operations.end_access(**given(request, contact=contact)), said)
        return redirect("shared_site", account)
    asked = request.POST.get("right", "")
    done = f"{row.name} {labels.RIGHTS[SpaceRight(asked)]} now." if asked in list(SpaceRight) else ""
    try_act(request, lambda: operations.change_right(**given(request, contact=contact, right=asked)), done)
    return redirect("shared_site", account)


@require_POST
def look(request: HouseRequest, account: str, contact: str) -> HttpResponse:
    """See exactly what somebody there sees: leads to the shared site, in which nothing can be written meanwhile."""
    _there(request, account, contact)
    secret = operations.look_as(**given(request, contact=contact))
    return HttpResponseRedirect(reverse("portal:look", args=[secret]))


@require_POST
def questions(request: HouseRequest, account: str) -> HttpResponse:
    """Let a standing question wait for somebody there."""
    people = queries.list_people(account, viewer=request.viewer)
    bank = research_queries.list_bank(viewer=request.viewer)
    form = SendForm(request.POST, people=people, bank=bank, auto_id="id_send_%s")
    if not try_form(form, lambda: sending.send_question(**form.cleaned_data, **given(request))):
        return _show(request, account, {"send": form}, status=422)
    answers.done(request, "It waits for them on the shared site.")
    return redirect("shared_site", account)


@require_POST
def question(request: HouseRequest, account: str, sent: str) -> HttpResponse:
    """Take back a question that waits."""
    try_act(request, lambda: sending.take_back_question(**given(request, sent=sent)), "It waits no longer.")
    return redirect("shared_site", account)


@require_POST
def purpose(request: HouseRequest, account: str) -> HttpResponse:
    """Show our purpose on every shared site as it holds now, or show it no longer."""
    page = purpose_queries.find_purpose(viewer=request.viewer)
    number = page.current if page and "none" not in request.POST else 0
    said = "Partners read it on their shared sites." if number else "Partners read it no longer."
    try_act(request, lambda: showing.show_purpose(number=number, **given(request)), said)
    return redirect("shared_site", account)


def _there(request: HouseRequest, account: str, contact: str) -> account_queries.ContactRow:
    row = account_queries.get_contact(contact, viewer=request.viewer)
    if row.account_id != account:
        raise NotFound
    return row


def _take(
    request: HouseRequest, account: str, name: str, form: forms.Form, act: Callable[..., Any], sentence: str
) -> HttpResponse:
    if try_form(form, lambda: act(**form.cleaned_data, **given(request, account=account))):
        answers.done(request, sentence)
        return redirect("shared_site", account)
    return _show(request, account, {name: form}, status=422)


def _show(request: HouseRequest, account: str, typed: dict[str, forms.Form], *, status: int = 200) -> HttpResponse:
    viewer = request.viewer
    row = account_queries.get_account(account, viewer=viewer)
    site = queries.find_site(account, viewer=viewer)
    people = queries.list_people(account, viewer=viewer)
    inside = [one for one in people if one.right]
    bank = research_queries.list_bank(viewer=viewer) if inside else []
    said = queries.get_said(account, viewer=viewer)
    context = {
        "account": row,
        "site": site,
        # Before it is opened, whoever opens it reads what the other side will.
        "will_read": opened.read(account, viewer=viewer) if site is None or not site.is_open else None,
        "welcome": markdown.render(site.welcome) if site else "",
        "n_people": len(people),
        "inside": [(one, labels.RIGHTS[SpaceRight(one.right)], _right_form(one)) for one in inside],
        "outside": [one for one in people if not one.right],
        "invited": [
            (one, labels.RIGHTS[SpaceRight(one.right)], labels.POSTED[one.posted.state] if one.posted else "")
            for one in queries.list_invited(account, viewer=viewer, at=request.at)
        ],
        "looks": queries.list_looks(account, viewer=viewer) if site else [],
        "said": said,
        "their_purpose": markdown.render(said.purpose),
        "sent": sending_queries.list_sent(account, viewer=viewer) if site else [],
        "purpose": purpose_queries.find_purpose(viewer=viewer),
        "shown": showing.find_shown(viewer=viewer),
        "welcome_form": typed.get("welcome")
        or WelcomeForm(initial={"welcome": site.welcome if site else ""}, auto_id="id_welcome_%s"),
        "invite_form": typed.get("invite")
        or InviteForm(people=[one for one in people if not one.right], auto_id="id_invite_%s"),
        "send_form": typed.get("send") or SendForm(people=people, bank=bank, auto_id="id_send_%s"),
        "may_keep": viewer.can(Capability.KEEP_ACCOUNTS),
        "may_show": viewer.can(Capability.SHAPE_OFFERINGS),
        "has_mail": bool(mail.find_origin()),
    }
    return render(request, "web/spaces/shared_site.html", context, status=status)


def _right_form(one: queries.InsideRow) -> RightForm:
    return RightForm(initial={"right": one.right}, auto_id=f"id_{one.contact_id}_%s")
