"""The two doors of the house: our side, and the outside's. Each has a session of its own: who came in by one is not in by the other."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

from closeknit.portal import PREFIXES

OUTSIDE, INSIDE = "portal", "house"
_BACKENDS = {INSIDE: "closeknit.web.", OUTSIDE: "closeknit.portal."}


def door_of(request: HttpRequest) -> str:
    """Return the door at which a request stands, by its address."""
    return OUTSIDE if request.path_info.startswith(PREFIXES) else INSIDE


class DoorMiddleware:
    """Says by the address at which door a request stands: `request.door`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.door = door_of(request)  # type: ignore[attr-defined]  # each door's own request declares it
        return self.get_response(request)


class DoorSessionMiddleware(SessionMiddleware):
    """Django's sessions, with another cookie at the outside's door. Neither door reads the other's."""

    def process_request(self, request: HttpRequest) -> None:
        name = settings.SESSION_COOKIE_NAME
        if door_of(request) == OUTSIDE:
            request.COOKIES.pop(name, None)
            if settings.PORTAL_COOKIE_NAME in request.COOKIES:
                request.COOKIES[name] = request.COOKIES[settings.PORTAL_COOKIE_NAME]
        super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer = super().process_response(request, response)
        name = settings.SESSION_COOKIE_NAME
        if door_of(request) == OUTSIDE and name in answer.cookies:
            morsel = answer.cookies.pop(name)
            answer.cookies[settings.PORTAL_COOKIE_NAME] = morsel.value
            answer.cookies[settings.PORTAL_COOKIE_NAME].update(morsel)
        return answer


class DoorAuthenticationMiddleware(AuthenticationMiddleware):
    """Django's sign-in, for whoever came in by this door: a session of the other one, carried here, is nobody's."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        come_in = (
            request.session.get(BACKEND_SESSION_KEY, "") if settings.SESSION_COOKIE_NAME in request.COOKIES else ""
        )
        if come_in and not come_in.startswith(_BACKENDS[door_of(request)]):
            request.user = AnonymousUser()
