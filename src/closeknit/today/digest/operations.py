"""Writes about digests: making one, saying when one wants it, stopping it."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

from django.urls import reverse

from closeknit.identity import links
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, mail, mailbox, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.today import events
from closeknit.today.digest import gathering, writing
from closeknit.today.models import Digest, DigestWish

ANSWERS_ARE_TAKEN_FOR = timedelta(days=60)
# After this a digest that waited for a server says nothing new.
USEFUL_FOR = timedelta(days=3)
AT = ".digest@closeknit"


class BadTime(Refused):
    """A digest cannot be wished for then."""


@operation(Capability.HAND_IN)
def make_digest(*, member: str, week_on: date, viewer: Viewer, at: datetime) -> str:
    """Make a member's digest of the week that begins on the Monday `week_on`, put it into the outbox, and return its id.

    Called once a week and member; the store refuses a second one. Where somebody looks after no account and nothing moved of what they
    handed in, nothing is sent; whoever looks after accounts is told in a sentence that nothing waits.
    """
    reader = identity_queries.find_viewer(member)
    if reader is None:
        raise NotFound("There is nobody here by that name.")
    row = identity_queries.get_member(member, viewer=viewer)
    page = gathering.get_digest(viewer=reader, at=at)
    answer, stop = links.make_secret(), links.make_secret()
    sent = ""
    if page.n_accounts or not page.is_empty:
        sent = _put(page, row.id, row.name, row.email, answer, stop, viewer, at)
    digest = Digest.objects.add(
        Digest(
            id=ids.new("digest"),
            member_id=member,
            week_on=week_on,
            made_at=at,
            mail=sent,
            answer_hash=links.hash_secret(answer),
            stop_hash=links.hash_secret(stop),
        )
    )
    record(events.DigestMade(subject=member, week_on=week_on, mail=sent), viewer=viewer, at=at)
    return digest.pk


@operation(Capability.HAND_IN)
def change_digest(*, is_on: bool, weekday: int, hour: int, zone: str, viewer: Viewer, at: datetime) -> None:
    """Say whether and when the viewer wants their digest (`zone` empty: on the house's clock); or raise BadTime."""
    if not (0 <= weekday <= 6 and 0 <= hour <= 23):
        raise BadTime("Choose a day of the week and an hour from 0 to 23. It was left as it is.")
    if zone and zone not in available_timezones():
        raise BadTime(f"There is no time zone called “{zone}”. Try one like Europe/Amsterdam.")
    _change(viewer.id, viewer, at, is_on=is_on, weekday=weekday, hour=hour, zone=zone)


def stop_digest(*, secret: str, at: datetime) -> str:
    """Stop the digest of whoever holds the secret of one, and return their name; or raise NotFound. Nobody has to sign in for it."""
    digest = _of_secret(secret)
    reader = identity_queries.find_viewer(digest.member_id) if digest else None
    if reader is None:
        raise NotFound
    _stop(viewer=reader, at=at)
    return reader.name


def has_secret(secret: str) -> bool:
    """Return whether the secret stops somebody's digest."""
    digest = _of_secret(secret)
    return digest is not None and identity_queries.find_viewer(digest.member_id) is not None


@operation(Capability.HAND_IN)
def _stop(*, viewer: Viewer, at: datetime) -> None:
    _change(viewer.id, viewer, at, is_on=False)


def _of_secret(secret: str) -> Digest | None:
    known = Digest.objects.unscoped(reason="whoever holds the secret of a digest may stop it")
    return known.filter(stop_hash=links.hash_secret(secret)).first()


def _change(member: str, viewer: Viewer, at: datetime, **said: Any) -> None:
    known = DigestWish.objects.visible_to(viewer).filter(pk=member).first()
    if known is None:
        undo.keep_new(DigestWish.objects.add(DigestWish(member_id=member, **said)), subject=member)
    else:
        undo.keep(known, subject=member)
        known.change(**said)
    record(events.DigestChanged(subject=member, is_on=bool(said["is_on"])), viewer=viewer, at=at)


def _put(
    page: gathering.DigestPage,
    member: str,
    name: str,
    email: str,
    answer: str,
    stop: str,
    viewer: Viewer,
    at: datetime,
) -> str:
    server, box, house = mail.find_server(), mailbox.find_mailbox(), identity_queries.get_house()
    origin = server.origin if server else ""
    stop_url = origin + reverse("digest_stop", args=[stop]) if origin else ""
    written = writing.write_digest(
        page, name=name, house=house.name, origin=origin, stop=stop_url, answers_at=box.address if box else ""
    )
    # RFC 3834: no machine may answer it; RFC 8058: one press in the mail program stops it.
    headers = {"Auto-Submitted": "auto-generated", "X-Closeknit": "digest"}
    if box:
        headers["Reply-To"] = box.address
    if stop_url:
        headers |= {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return mail.put(
        to=[email],
        subject=written.subject,
        body=written.text,
        html=written.html,
        headers=headers,
        message=f"{answer}{AT}",
        about=f"digest:{member}",
        is_once=True,
        useful_until=at + USEFUL_FOR,
        viewer=viewer,
        at=at,
    )
