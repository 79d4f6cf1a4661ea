"""A request inside the house: Django's, with who looks and when."""

from datetime import datetime

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from closeknit.kit.viewer import Viewer


class HouseRequest(HttpRequest):
    """A request with its viewer and its moment, both set by the wall's middleware."""

    viewer: Viewer
    at: datetime
    htmx: HtmxDetails
