"""Devices of people outside: adding one, coming in with it, and what the house keeps of it."""

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.urls import reverse

from closeknit.accounts.models import Passkey
from closeknit.kit import clock
from closeknit.kit.models import EventRow
from tests.conftest import NOW


def add(who, key, name="My telephone", **said):
    """Let somebody who is signed in add a passkey; return the answer."""
    offer = who.client.post(reverse("portal:passkey_offer")).json()
    return who.client.post(reverse("portal:passkey_new"), {"name": name, "credential": key.make(offer, **said)})


def ask(client):
    return client.post(reverse("portal:passkey_challenge")).json()


def come_in(key, client=None, **said):
    """Show a passkey in a new browser; return the browser and the answer."""
    client = client or Client()
    return client, client.post(reverse("portal:passkey_coming_in"), {"credential": key.show(ask(client), **said)})


def session_of(client):
    return SessionStore(client.cookies["closeknit_shared"].value)


def put_back(client, asked):
    session = session_of(client)
    session["passkey"] = asked
    session.save()


def is_refused(answer):
    return answer.status_code == 403 and "opens nothing here" in answer.content.decode()


def rows():
    return Passkey.objects.unscoped(reason="a test looks").order_by("pk")


def kinds():
    found = EventRow.objects.unscoped(reason="a test looks").filter(kind__startswith="passkey").order_by("pk")
    return [(row.kind, row.viewer_kind) for row in found]


def later(monkeypatch, **more):
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(**more))
