"""Builds the viewer once per request and holds each request against the wall's table."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from closeknit.accounts import viewers
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, unsent
from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.web import errors, wall
from closeknit.web.request import HouseRequest


class WallMiddleware:
    """Default deny: a request reaches its view only where the wall's table lets this viewer through. The outside's door has its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HouseRequest) -> HttpResponse:
        if request.door != "house":
            return self.get_response(request)
        with identity_queries.remembering_house():
            return self._answer(request)

    def _answer(self, request: HouseRequest) -> HttpResponse:
        request.viewer = viewers.of_signed_in(request.user)
        request.at = clock.now()
        request.house = identity_queries.find_house()
        request.zone = request.house.zone if request.house else "UTC"
        request.today = clock.local_date(request.at, request.zone)
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            response = errors.only_sent(request, response)
        # What a signed-in person saw must not be shown to the next one by a cache or the back button.
        response.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(self, request: HouseRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.door != "house":
            return None
        match = request.resolver_match
        policy = wall.ROUTES.get(match.view_name if match else "")
        if policy is None:
            return errors.not_found(request)
        if policy == wall.OPEN:
            return None
        if not request.viewer.is_ours:
            if request.house is None:
                return redirect("first_run")
            return _lead_in(request)
        return None if policy in request.viewer.capabilities else errors.not_found(request)

    def process_exception(self, request: HouseRequest, error: Exception) -> HttpResponse | None:
        """Turn a refusal that no view translated into the page that says it."""
        if request.door != "house":
            return None
        if isinstance(error, NotFound | NotAllowed):
            return errors.not_found(request, error)
        if isinstance(error, Refused):
            return errors.refused(request, error)
        return None


def _lead_in(request: HouseRequest) -> HttpResponse:
    """Lead to where one signs in, and from there back to the page; what they wrote meanwhile is shown first, else it would be lost."""
    page = unsent.find_page(request, otherwise=reverse("today"))
    answer = redirect_to_login(page, reverse(settings.LOGIN_URL))
    if words := unsent.list_words(request):
        return errors.signed_out(request, words=words, way_in=answer["Location"])
    return answer
