"""Letting somebody in at the outside's door, and asking them once more who they are before what a device may open is changed.

When somebody last showed who they are stands in their session. A session may be weeks old and left open on a desk: what would open the
door for good from another device is asked for only by whoever signed in minutes ago.
"""

from datetime import datetime, timedelta

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from closeknit.identity.shared import Login
from closeknit.portal.request import PortalRequest

BACKEND = "closeknit.portal.sign_in.backend.PortalBackend"
HOLDS = timedelta(minutes=10)
_AT, _ADDRESS = "signed_in_at", "signing_in_again"


def let_in(request: PortalRequest, account: Login) -> None:
    """Sign in whoever has just shown that they are this login's holder."""
    login(request, account, backend=BACKEND)
    note(request, request.at)


def note(request: HttpRequest, at: datetime) -> None:
    """Keep that whoever is signed in has shown who they are at this moment."""
    request.session[_AT] = at.timestamp()
    request.session.pop(_ADDRESS, None)


def is_fresh(request: PortalRequest) -> bool:
    """Return whether whoever is signed in showed who they are within the last ten minutes."""
    shown = request.session.get(_AT)
    return isinstance(shown, float) and 0 <= request.at.timestamp() - shown <= HOLDS.total_seconds()


def lead_again(request: PortalRequest, back: str) -> HttpResponse:
    """Lead to the sign-in with their address filled in, and from there `back`. They are out until then: an open session proves nothing."""
    address = request.user.email if isinstance(request.user, Login) else ""
    logout(request)
    request.session[_ADDRESS] = address
    return HttpResponseRedirect(f"{reverse('account_request_login_code')}?{urlencode({'next': back})}")


def find_address(request: HttpRequest) -> str:
    """Return the address of whoever was led here to sign in again, else ""."""
    return str(request.session.get(_ADDRESS, ""))
