"""Whoever gets a passkey is told so by mail: had somebody else added it in their name, they would know. So is who loses theirs."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.template.loader import render_to_string

from closeknit.accounts.models import Passkey, Person
from closeknit.identity import queries as identity_queries
from closeknit.identity.models import Login
from closeknit.kit import address, mail
from closeknit.kit import viewer as kit_viewers
from closeknit.kit.languages import speaking
from closeknit.kit.viewer import Viewer

USEFUL_FOR = timedelta(days=7)


def send_added(passkey: Passkey, login: Login, *, language: str, viewer: Viewer, at: datetime) -> None:
    """Put a mail about a new passkey into the outbox, to the address that its holder signs in with."""
    context = {
        "name": viewer.name,
        "house": identity_queries.get_house().name,
        "device": passkey.name,
        "link": f"{address.find_address()}/shared/passkeys/",
    }
    with speaking(language):
        subject = render_to_string("accounts/passkey_added_subject.txt", context)
        body = render_to_string("accounts/passkey_added.txt", context)
    mail.put(
        to=[login.email], subject=" ".join(subject.split()), body=body.strip() + "\n", about=passkey.pk, at=at,
        viewer=viewer, useful_until=at + USEFUL_FOR,
    )  # fmt: skip


def send_removed(login: Login, names: Sequence[str], *, viewer: Viewer, at: datetime) -> None:
    """Put a mail into the outbox that says which passkeys were removed because nothing is open to their holder any more."""
    ours = kit_viewers.house("whose passkeys they were")
    person = Person.objects.visible_to(ours).filter(login=login).first()
    house = identity_queries.get_house().name
    context = {"name": person.name if person else "", "house": house, "devices": list(names)}
    with speaking(person.language if person else ""):
        subject = render_to_string("accounts/passkeys_removed_subject.txt", context)
        body = render_to_string("accounts/passkeys_removed.txt", context)
    mail.put(
        to=[login.email], subject=" ".join(subject.split()), body=body.strip() + "\n", about="passkeys removed", at=at,
        viewer=viewer, useful_until=at + USEFUL_FOR,
    )  # fmt: skip


def find_reason_against(about: str) -> str:
    """Say why such a mail need not go out any more: its passkey is gone, by its holder's wish or with their access."""
    if not about.startswith("passkey_"):
        return ""
    rows = Passkey.objects.unscoped(reason="right before a mail goes out it is asked whether it still should")
    return "" if rows.filter(pk=about).exists() else "The passkey was removed before the mail went out."
