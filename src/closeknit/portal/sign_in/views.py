"""Coming in and going out at the outside's door, and how the door looks."""

from typing import Any

from allauth.account.views import RequestLoginCodeView
from django.contrib.auth import logout
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.accounts import viewers
from closeknit.accounts.shared import entering, showing
from closeknit.kit import files
from closeknit.kit.address import find_passkey_origin
from closeknit.kit.look import colours as looks
from closeknit.kit.refusals import Refused
from closeknit.portal import errors
from closeknit.portal.ideas.opened import FIRST, lead_back
from closeknit.portal.request import PortalRequest
from closeknit.portal.sign_in.entering import find_address, let_in


class _AskView(RequestLoginCodeView):  # type: ignore[misc]  # allauth ships no types
    """Asks for the address; whoever was led here to sign in again finds theirs filled in."""

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "email": find_address(self.request)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "is_again": bool(find_address(self.request))}


_ask = _AskView.as_view()


def ask_for_code(request: PortalRequest) -> HttpResponse:
    """Ask for an address and send a code there; whether we know the address is not said."""
    request.passkey_origin = find_passkey_origin()
    answer: HttpResponse = _ask(request)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: PortalRequest, secret: str) -> HttpResponse:
    """Come in by the link of an invitation. Looking at the link does nothing: programs that check mail look at links too."""
    invited = entering.find_invitation(secret, at=request.at)
    if invited is None and viewers.list_spaces(request.user.pk):
        # Whoever came in by it some time ago presses it again in the mail, and is in already.
        return redirect("portal:spaces")
    if invited is None:
        return render(request, "portal/sign_in/spent.html", status=404)
    if request.method != "POST":
        return render(request, "portal/sign_in/join.html", {"invited": invited})
    try:
        account, contact = entering.accept(secret=secret, at=request.at)
    except Refused as refusal:
        told = {"why": str(refusal), "is_one_of_us": entering.is_one_of_us(refusal)}
        return render(request, "portal/sign_in/spent.html", told, status=409)
    let_in(request, account)
    return redirect("portal:home", account=contact.account_id)


@require_POST
def look_around(request: PortalRequest) -> HttpResponse:
    """Come in as somebody invented, in a demo house; in any other there is no such page."""
    shown = showing.find_shown()
    if shown is None:
        return errors.not_found(request)
    let_in(request, showing.find_login(shown))
    home = reverse("portal:home", args=[shown.account_id])
    return lead_back(
        request, request.POST.get("next", ""), otherwise=home, within=(FIRST, home, reverse("portal:passkeys"))
    )


@require_POST
def sign_out(request: PortalRequest) -> HttpResponse:
    """Go out."""
    logout(request)
    return redirect("account_request_login_code")


@require_safe
def colours(request: PortalRequest) -> HttpResponse:
    """Return the style sheet with the host company's colour."""
    sheet = looks.write_tokens(request.house.colour if request.house else "")
    return HttpResponse(sheet, content_type="text/css; charset=utf-8", headers={"Cache-Control": "public, max-age=300"})


@require_safe
def logo(request: PortalRequest) -> HttpResponse | FileResponse:
    """Return the host company's logo."""
    house = request.house
    if house is None or not house.logo:
        return errors.not_found(request)
    response = FileResponse(files.path_of(house.logo).open("rb"), content_type=house.logo_type)
    response["Cache-Control"] = "public, max-age=300"
    # A logo may be an SVG: whatever it holds must not run, here or opened by itself.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
