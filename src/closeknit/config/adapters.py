"""Which rules of signing in hold: those of the door at which somebody stands."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.http import HttpRequest

from closeknit.config.doors import OUTSIDE
from closeknit.portal.sign_in.adapter import PortalAccountAdapter
from closeknit.web.sign_in.adapter import HouseAccountAdapter


def choose(request: HttpRequest | None = None) -> DefaultAccountAdapter:
    """Return the adapter of the request's door; our side's where there is no request."""
    door = getattr(request or context.request, "door", "")
    return PortalAccountAdapter(request) if door == OUTSIDE else HouseAccountAdapter(request)
