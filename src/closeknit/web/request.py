"""A request inside the house: Django's, with who looks and when."""

from datetime import date, datetime

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from closeknit.identity.queries import HouseRow
from closeknit.kit.viewer import Viewer


class HouseRequest(HttpRequest):
    """A request with its viewer, its moment and the house, set by the wall's middleware. `house` is None only before the first run."""

    door: str
    viewer: Viewer
    at: datetime
    house: HouseRow | None
    zone: str
    # The local day of the house.
    today: date
    htmx: HtmxDetails
