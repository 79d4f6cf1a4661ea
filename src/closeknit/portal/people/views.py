"""Who of one's own side can come in, what each may do, and oneself."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from closeknit.accounts.shared import operations, queries
from closeknit.accounts.shared.queries import ColleagueRow
from closeknit.analysis.kinds import SpaceRight
from closeknit.kit import mail
from closeknit.kit.refusals import NotFound
from closeknit.portal.people.forms import RIGHTS, InviteForm, RightForm, SelfForm
from closeknit.portal.request import PortalRequest
from closeknit.portal.trying import try_act, try_form


@require_GET
def people(request: PortalRequest, account: str) -> HttpResponse:
    """Show who of one's own side can come in, and what each may do."""
    return _show(request, account, {})


@require_POST
def invitations(request: PortalRequest, account: str) -> HttpResponse:
    """Invite a colleague by mail."""
    form = InviteForm(request.POST, auto_id="invite_%s")
    said: dict[str, Any] = {"account": account, "viewer": request.viewer, "at": request.at}
    if not try_form(form, lambda: operations.invite_colleague(**form.cleaned_data, **said)):
        return _show(request, account, {"invite": form}, status=422)
    # Where no server is set the mail waits, and nobody outside can tell: they are not told that it is under way.
    said_so = (
        _("%(name)s gets a mail with a link.")
        if mail.find_origin()
        else _("%(name)s is invited. No mail goes out from here at the moment; it goes as soon as mails do.")
    )
    messages.success(request, said_so % {"name": form.cleaned_data["name"]})
    return redirect("portal:people", account)


@require_POST
def withdrawal(request: PortalRequest, account: str, space_invitation: str) -> HttpResponse:
    """Withdraw an invitation to one's own side."""
    said: dict[str, Any] = {
        "invitation": space_invitation,
        "account": account,
        "viewer": request.viewer,
        "at": request.at,
    }
    try_act(request, lambda: operations.withdraw_colleagues_invitation(**said), _("Withdrawn. The link opens nothing."))
    return redirect("portal:people", account)


@require_POST
def colleague(request: PortalRequest, account: str, contact: str) -> HttpResponse:
    """Let a colleague do more or less, or end their access."""
    row = _there(request, account, contact)
    said: dict[str, Any] = {"contact": contact, "viewer": request.viewer, "at": request.at}
    if "end" in request.POST:
        done = _("%(name)s cannot come in any more.") % {"name": row.name}
        try_act(request, lambda: operations.end_colleagues_access(**said), done)
    else:
        right = request.POST.get("right", "")
        done = _("Changed what %(name)s may do.") % {"name": row.name}
        try_act(request, lambda: operations.change_colleagues_right(right=right, **said), done)
    # Whoever ended their own access is not let in here any more.
    if row.is_me and "end" in request.POST:
        return redirect("portal:spaces")
    return redirect("portal:people", account)


@require_POST
def oneself(request: PortalRequest, account: str) -> HttpResponse:
    """Change one's own name and language."""
    form = SelfForm(request.POST, auto_id="self_%s")
    said: dict[str, Any] = {"account": account, "viewer": request.viewer, "at": request.at}
    if not try_form(form, lambda: operations.change_oneself(**form.cleaned_data, **said)):
        return _show(request, account, {"oneself": form}, status=422)
    messages.success(request, _("Changed. Everybody here sees it."))
    return redirect("portal:people", account)


@require_POST
def leaving(request: PortalRequest, account: str) -> HttpResponse:
    """Give up one's own access."""
    said: dict[str, Any] = {"account": account, "viewer": request.viewer, "at": request.at}
    done = _("You have left. Whoever invited you can invite you again.")
    is_gone = try_act(request, lambda: operations.leave_site(**said), done)
    return redirect("portal:spaces") if is_gone else redirect("portal:people", account)


def _there(request: PortalRequest, account: str, contact: str) -> ColleagueRow:
    for row in queries.list_colleagues(account, viewer=request.viewer):
        if row.contact_id == contact:
            return row
    raise NotFound


def _show(request: PortalRequest, account: str, typed: dict[str, forms.Form], *, status: int = 200) -> HttpResponse:
    viewer = request.viewer
    may_manage = "manage_side" in viewer.capabilities
    me = queries.get_self(account, viewer=viewer)
    colleagues = queries.list_colleagues(account, viewer=viewer)
    invited = queries.list_open_invitations(account, viewer=viewer, at=request.at) if may_manage else []
    context = {
        "colleagues": [
            (
                one,
                RIGHTS[SpaceRight(one.right)],
                RightForm(initial={"right": one.right}, auto_id=f"{one.contact_id}_%s"),
            )
            for one in colleagues
        ],
        "n_managers": sum(one.right == SpaceRight.MANAGE for one in colleagues),
        "invited": [(one, RIGHTS[SpaceRight(one.right)]) for one in invited],
        "invite_form": typed.get("invite") or InviteForm(auto_id="invite_%s"),
        "self_form": typed.get("oneself")
        or SelfForm(initial={"name": me.name, "language": me.language}, auto_id="self_%s"),
    }
    return render(request, "portal/people/people.html", context, status=status)
