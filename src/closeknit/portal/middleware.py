"""Builds the viewer of a request from outside, and holds each request against this door's table."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from closeknit.accounts import viewers
from closeknit.accounts.shared import queries as account_queries
from closeknit.identity import shared as identity
from closeknit.kit import clock, languages, unsent
from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.kit.viewer import NOBODY
from closeknit.portal import errors, nav, wall
from closeknit.portal.ideas import opened
from closeknit.portal.request import PortalRequest

LOOK = "look"
SAFE = ("GET", "HEAD", "OPTIONS")


class PortalMiddleware:
    """Default deny at the outside's door. Requests at our own door pass by it untouched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponse:
        if request.door != "portal":
            return self.get_response(request)
        with identity.remembering_house(), translation.override(languages.find_of(request)):
            request.viewer, request.space, request.is_look = NOBODY, None, False
            request.at = clock.now()
            request.house = identity.find_house()
            request.zone = request.house.zone if request.house else "UTC"
            request.today = clock.local_date(request.at, request.zone)
            response = self.get_response(request)
            if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
                response = errors.only_sent(request, response)
            # What a signed-in person saw must not be shown to the next one by a cache or the back button.
            response.setdefault("Cache-Control", "private, no-store")
            response.headers["Content-Language"] = translation.get_language()
            return response

    def process_view(self, request: PortalRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.door != "portal":
            return None
        match = request.resolver_match
        policy = wall.ROUTES.get(match.view_name if match else "")
        if policy is None or request.house is None:
            return errors.not_found(request)
        account = kwargs.get("account")
        self._look(request, account)
        if request.is_look and request.method not in SAFE and match and match.view_name not in wall.WHILE_LOOKING:
            return errors.not_found(request)
        if policy == wall.OPEN:
            return None
        if not (request.user.is_authenticated or request.is_look):
            return _lead_in(request)
        if policy == wall.SIGNED_IN:
            return None if request.user.is_authenticated else errors.not_found(request)
        if policy not in request.viewer.capabilities:
            return opened.name_first(request) if _is_nameless(request, account) else errors.not_found(request)
        return None

    def process_exception(self, request: PortalRequest, error: Exception) -> HttpResponse | None:
        """Turn a refusal that no view translated into the page that says it."""
        if request.door != "portal":
            return None
        if isinstance(error, NotFound | NotAllowed):
            return errors.not_found(request, error)
        if isinstance(error, Refused):
            return errors.refused(request, error)
        return None

    def _look(self, request: PortalRequest, account: str | None) -> None:
        """Say who looks, and at which site."""
        look = request.session.get(LOOK)
        if look:
            request.viewer = viewers.of_look(look, at=request.at)
            request.is_look = request.viewer is not NOBODY
            if account is None or account not in (request.viewer.accounts or ()):
                request.viewer = NOBODY
        elif request.user.is_authenticated:
            login = request.user.pk
            request.viewer = viewers.of_space(login, account) if account else viewers.of_guest(login)
        if account and request.viewer is not NOBODY:
            request.space = account_queries.get_space(account, viewer=request.viewer)


def _lead_in(request: PortalRequest) -> HttpResponse:
    """Lead to where one signs in, and from there back to the page; what they wrote meanwhile is shown first, else it would be lost."""
    page = unsent.find_page(request, otherwise=reverse("portal:ideas" if _is_open_portal(request) else "portal:spaces"))
    answer = redirect_to_login(page, _way_in(request))
    if words := unsent.list_words(request):
        return errors.signed_out(request, words=words, way_in=answer["Location"])
    return answer


def _way_in(request: PortalRequest) -> str:
    """Where one signs in: at the open portal anybody can."""
    return reverse("portal:sign_in" if _is_open_portal(request) else "account_request_login_code")


def _is_open_portal(request: PortalRequest) -> bool:
    return request.path.startswith(nav.PORTAL)


def _is_nameless(request: PortalRequest, account: str | None) -> bool:
    """Whether somebody has signed in whom nobody knows yet: on the open portal they are asked for their name."""
    is_here = account is None and request.path.startswith(nav.PORTAL) and request.user.is_authenticated
    return is_here and request.viewer is NOBODY and not request.is_look
