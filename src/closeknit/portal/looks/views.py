"""Beginning and ending a look at the shared site as a contact."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from closeknit.accounts import viewers
from closeknit.accounts.shared import looks
from closeknit.kit.ways import find_way
from closeknit.portal import errors
from closeknit.portal.middleware import LOOK
from closeknit.portal.request import PortalRequest


@require_GET
def look(request: PortalRequest, secret: str) -> HttpResponse:
    """Begin to look, by the secret that our own door gave out a moment ago."""
    begun = looks.begin(secret=secret, at=request.at)
    if begun is None:
        return errors.not_found(request)
    # Whoever is signed in here as themselves must not find what they see mixed with it.
    request.session.flush()
    request.session[LOOK] = begun
    (account,) = viewers.of_look(begun, at=request.at).accounts or ("",)
    return redirect("portal:home", account=account)


@require_POST
def end(request: PortalRequest) -> HttpResponse:
    """Stop looking: back to where it began, at our own door, which knows by its own session who comes."""
    begun = request.session.get(LOOK)
    account = looks.end(look=begun, at=request.at) if begun else ""
    request.session.flush()
    return redirect(find_way("shared_site", account) or "account_request_login_code")
