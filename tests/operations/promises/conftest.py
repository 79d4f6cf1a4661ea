"""A browser in which somebody is signed in."""

from django.conf import settings
from django.test import Client

from closeknit.identity import queries as identity_queries
from closeknit.identity.models import Login
from closeknit.kit.viewer import Viewer


def open_browser(viewer: Viewer) -> Client:
    """Return a browser in which the member `viewer` is signed in."""
    browser = Client()
    email = identity_queries.get_member(viewer.id, viewer=viewer).email
    browser.force_login(Login.objects.get(email=email), backend=settings.AUTHENTICATION_BACKENDS[0])
    return browser
