"""The open portal as the tests open it, and those who come in to it."""

import re

from django.urls import reverse

from closeknit.accounts import viewers
from closeknit.accounts.shared import guests
from closeknit.ideas.models import Posting
from closeknit.ideas.portal import operations
from closeknit.ideas.shared import operations as shared
from closeknit.identity.models import Login
from closeknit.kit.models import Mail
from tests.conftest import NOW

LOOKS = "a test looks"


def set_portal(cast, **more):
    said = {"is_open": True, "is_moderated": False, "is_public": True, **more}
    operations.set_portal(viewer=cast.alice, at=NOW, **said)


def guest(email="mira@anywhere.example", name="Mira"):
    """Somebody who has shown that they read at their address."""
    guests.make_login(email, at=NOW)
    login = Login.objects.get(email=email)
    guests.come_in(login_id=login.pk, name=name, at=NOW)
    return viewers.of_guest(login.pk)


def give(viewer, title="Let us choose the day of delivery", **more):
    return shared.give_idea(**{"title": title, "viewer": viewer, "at": NOW, **more})


def the_posting():
    return Posting.objects.unscoped(reason=LOOKS).get()


def come_in(client, email, back="/portal/"):
    asked = client.post(reverse("portal:sign_in"), {"email": email, "next": back})
    letter = Mail.objects.unscoped(reason=LOOKS).filter(about="sign-in code", to=[email]).order_by("-pk").first()
    return client.post(asked["Location"], {"code": re.search(r"\d{8}", letter.body).group(), "next": back})
