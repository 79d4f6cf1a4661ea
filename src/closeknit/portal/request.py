"""A request from outside: Django's, with who looks, at which shared site, and when."""

from datetime import date, datetime

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from closeknit.accounts.shared.queries import SpaceRow
from closeknit.identity.shared import HouseRow
from closeknit.kit.viewer import Viewer


class PortalRequest(HttpRequest):
    """A request with its viewer, its moment and the house, set by the wall's middleware.

    `space` is the shared site that the address is in, None outside of one. `is_look` says that a member of ours looks as a contact.
    `passkey_origin` is where passkeys are made, set by the pages that offer one.
    """

    door: str
    viewer: Viewer
    at: datetime
    house: HouseRow | None
    zone: str
    # The local day of the house.
    today: date
    space: SpaceRow | None
    is_look: bool
    passkey_origin: str
    htmx: HtmxDetails
