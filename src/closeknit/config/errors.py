"""What went wrong is said by the door at which somebody stands."""

from django.http import HttpRequest, HttpResponse

from closeknit.config.doors import OUTSIDE
from closeknit.portal import errors as portal_errors
from closeknit.web import errors as web_errors


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that makes no sense."""
    answer = portal_errors.bad_request if _is_outside(request) else web_errors.bad_request
    return answer(request, exception)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that the wall turned away."""
    answer = portal_errors.not_allowed if _is_outside(request) else web_errors.not_allowed
    return answer(request, exception)


def not_taken(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without the token of its page: it came from elsewhere, or was open for too long."""
    return not_allowed(request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that there is not."""
    answer = portal_errors.not_found if _is_outside(request) else web_errors.not_found
    return answer(request, exception)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """Answer when our own code failed."""
    answer = portal_errors.went_wrong if _is_outside(request) else web_errors.went_wrong
    return answer(request)


def _is_outside(request: HttpRequest) -> bool:
    return getattr(request, "door", "") == OUTSIDE
