"""Coming in with a device, and one's own devices. A challenge stands in the session of whoever asked for it, and is gone once answered.

A device is added or removed by whoever signed in a few minutes ago; anybody else signs in once more first, and comes back to here.
"""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from closeknit.accounts.shared import passkeys as keys
from closeknit.accounts.shared.passkeys import Asked
from closeknit.identity.shared import Login
from closeknit.kit.address import find_passkey_origin
from closeknit.portal import errors
from closeknit.portal.ideas.opened import FIRST, lead_back
from closeknit.portal.joining.limits import allow
from closeknit.portal.request import PortalRequest
from closeknit.portal.sign_in.entering import is_fresh, lead_again, let_in
from closeknit.portal.trying import try_act, try_form

_ASKED = "passkey"
_HOUR = 3600
# Behind one address there may be a whole company, or the proxy of the house.
MOST_FROM = 120
MOST_OWN = 30


class NameForm(forms.Form):
    """What somebody calls a passkey of theirs."""

    name = forms.CharField(
        label=gettext_lazy("What you call it"),
        max_length=keys.LONGEST_NAME,
        required=False,
        help_text=gettext_lazy("Such as: my telephone."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@require_POST
def challenge(request: PortalRequest) -> HttpResponse:
    """Give whoever comes in a challenge for their device: the same for everybody but for its random part."""
    if not find_passkey_origin():
        return errors.not_found(request)
    if not allow(request, "passkey", most=MOST_FROM, seconds=_HOUR):
        return _too_often()
    offered, asked = keys.begin_using(at=request.at)
    request.session[_ASKED] = asked.keep()
    return JsonResponse(offered)


@require_POST
def coming_in(request: PortalRequest) -> HttpResponse:
    """Let in whoever has shown a passkey that we know. Whatever else came, the answer is one and the same."""
    asked = _take(request)
    try:
        if not allow(request, "passkey shown", most=MOST_FROM, seconds=_HOUR):
            raise keys.PasskeyRefused
        account = keys.come_in(said=request.POST.get("credential", ""), asked=asked, at=request.at)
    except keys.PasskeyRefused:
        return render(request, "portal/passkeys/refused.html", status=403)
    let_in(request, account)
    back, own = request.POST.get("next", ""), reverse("portal:spaces")
    return lead_back(request, back, otherwise=own, within=(FIRST, own))


@require_GET
def passkeys(request: PortalRequest) -> HttpResponse:
    """Show one's own passkeys, and where one more is made."""
    return _show(request, {})


@require_POST
def offer(request: PortalRequest) -> HttpResponse:
    """Say what the browser is asked for a passkey of the viewer's."""
    if not find_passkey_origin():
        return errors.not_found(request)
    if not allow(request, "passkey made", most=MOST_OWN, seconds=_HOUR, by=request.viewer.id):
        return _too_often()
    if not is_fresh(request):
        # The page was left open: its script sends the form there, with the name that was typed.
        return JsonResponse({"again": reverse("portal:passkey_again")}, status=403)
    try:
        offered, asked = keys.begin_adding(login=_login(request), viewer=request.viewer, at=request.at)
    except keys.PasskeyRefused as refusal:
        return JsonResponse({"sentence": str(refusal)}, status=409)
    request.session[_ASKED] = asked.keep()
    return JsonResponse(offered)


@require_POST
def again(request: PortalRequest) -> HttpResponse:
    """Lead to the sign-in and back to one's passkeys, with the name that was typed or the passkey that was to be removed."""
    kept = {"name": request.POST.get("name", "")[: keys.LONGEST_NAME], "open": request.POST.get("open", "")[:64]}
    return _lead_again(request, kept)


@require_POST
def new(request: PortalRequest) -> HttpResponse:
    """Keep a passkey that the browser has made; what it was asked stands in the session for whoever had signed in just before."""
    form = NameForm(request.POST)
    said: dict[str, Any] = {"said": request.POST.get("credential", ""), "asked": _take(request)}
    said |= {"login": _login(request), "viewer": request.viewer, "at": request.at}
    if not try_form(form, lambda: keys.add_passkey(**form.cleaned_data, **said)):
        return _show(request, {"form": form}, status=422)
    messages.success(request, _("Kept. Next time you come in with this device, without waiting for a mail."))
    return redirect("portal:passkeys")


@require_POST
def passkey(request: PortalRequest, passkey: str) -> HttpResponse:
    """Call one of one's own passkeys otherwise."""
    said: dict[str, Any] = {"passkey": passkey, "viewer": request.viewer, "at": request.at}
    name = request.POST.get("name", "")
    try_act(request, lambda: keys.rename_passkey(name=name, **said), _("Changed what it is called."))
    return redirect("portal:passkeys")


@require_POST
def removal(request: PortalRequest, passkey: str) -> HttpResponse:
    """Let one of one's own passkeys open nothing any more."""
    if not is_fresh(request):
        return _lead_again(request, {"open": passkey})
    said: dict[str, Any] = {"passkey": passkey, "viewer": request.viewer, "at": request.at}
    done = _("Removed. It opens nothing here any more; the device itself may still offer it.")
    try_act(request, lambda: keys.remove_passkey(**said), done)
    return redirect("portal:passkeys")


def _login(request: PortalRequest) -> Login:
    # The wall has let in nobody here who is not signed in.
    return cast(Login, request.user)


def _take(request: PortalRequest) -> Asked | None:
    """Return the challenge that this session was given, once."""
    return Asked.read(request.session.pop(_ASKED, None))


def _lead_again(request: PortalRequest, kept: dict[str, str]) -> HttpResponse:
    query = urlencode({name: one for name, one in kept.items() if one})
    return lead_again(request, reverse("portal:passkeys") + (f"?{query}" if query else ""))


def _too_often() -> HttpResponse:
    return JsonResponse({"sentence": _("That was asked too often. Try again in an hour.")}, status=429)


def _show(request: PortalRequest, typed: dict[str, forms.Form], *, status: int = 200) -> HttpResponse:
    request.passkey_origin = find_passkey_origin()
    mine, asked = keys.list_passkeys(viewer=request.viewer), request.GET
    context = {
        "is_fresh": is_fresh(request),
        "open": asked.get("open", ""),
        "passkeys": [(one, NameForm(initial={"name": one.name}, auto_id=f"{one.id}_%s")) for one in mine],
        "form": typed.get("form") or NameForm(initial={"name": asked.get("name", "")[: keys.LONGEST_NAME]}),
    }
    return render(request, "portal/passkeys/passkeys.html", context, status=status)
