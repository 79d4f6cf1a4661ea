"""Coming in to the open portal: anybody who reads at an address can; nobody learns from it whom we know."""

from typing import Any

from allauth.account.views import RequestLoginCodeView
from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from closeknit.accounts.shared import guests
from closeknit.kit.address import find_passkey_origin
from closeknit.kit.refusals import Refused
from closeknit.kit.viewer import NOBODY
from closeknit.portal.ideas.opened import lead_back, while_open
from closeknit.portal.joining.limits import allow
from closeknit.portal.request import PortalRequest

_HOUR = 3600
# Behind one address there may be a whole company, or the proxy of the house.
MOST_FROM = 60


class NameForm(forms.Form):
    """What we may call somebody."""

    name = forms.CharField(
        label=_("What may we call you?"),
        help_text=_("It stands beside what you say in discussions. Beside an idea only if you want it."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class SignInView(RequestLoginCodeView):  # type: ignore[misc]  # allauth ships no types
    """Asks for an address and sends a code there; an address that nobody knew is let ask, too."""

    template_name = "portal/joining/sign_in.html"

    def post(self, request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        email = request.POST.get("email", "")[:254]
        try:
            forms.EmailField().clean(email)
        except forms.ValidationError:
            email = ""
        may = allow(request, "from", most=MOST_FROM, seconds=_HOUR) and allow(
            request, "to", most=6, seconds=_HOUR, by=email
        )
        # Above the limit nothing is made, and the answer is the same: whoever tries addresses learns nothing.
        if email and may:
            guests.make_login(email, at=request.at)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer


_ask = SignInView.as_view()


@require_http_methods(["GET", "HEAD", "POST"])
@while_open
def sign_in(request: PortalRequest) -> HttpResponse:
    """Ask for an address and send a code there."""
    request.passkey_origin = find_passkey_origin()
    answer: HttpResponse = _ask(request)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def naming(request: PortalRequest) -> HttpResponse:
    """Ask whoever signed in what we may call them; whom we know already is not asked."""
    back = request.POST.get("next", "") or request.GET.get("next", "")
    if request.viewer is not NOBODY:
        return lead_back(request, back)
    form, login = NameForm(request.POST or None), int(request.user.pk or 0)
    try:
        guests.check_is_guest(login)
        known = guests.find_name(login)
        if known or (request.method == "POST" and form.is_valid()):
            name = "" if known else form.cleaned_data["name"]
            guests.come_in(login_id=login, name=name, at=request.at)
            return lead_back(request, back)
    except guests.NotAGuest as refusal:
        return render(request, "portal/joining/refused.html", {"sentence": str(refusal)}, status=409)
    except Refused as refusal:
        form.add_error("name", str(refusal))
    status = 422 if form.errors else 200
    return render(request, "portal/joining/naming.html", {"form": form, "next": back}, status=status)
