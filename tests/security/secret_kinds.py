"""Every secret that the house makes: who makes it, where what is kept of it stands, what it opens, and how long.

A new kind of secret stands here, or a test fails (test_secrets.py).
"""

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.accounts import operations as account_operations
from closeknit.accounts.passkeys import ceremony as passkeys
from closeknit.accounts.shared import notices as shared_notices
from closeknit.accounts.shared import queries as shared_queries
from closeknit.accounts.spaces import checks as space_checks
from closeknit.accounts.spaces import notices
from closeknit.accounts.spaces import operations as spaces
from closeknit.accounts.viewers import of_login, of_space
from closeknit.discussions import thumbnails, tickets
from closeknit.discussions.models import Attachment, Comment, Thread
from closeknit.discussions.shared import operations as discussions
from closeknit.ideas.models import PortalRules, Submission
from closeknit.ideas.portal import operations as portal
from closeknit.identity import calendars, links
from closeknit.identity import operations as identity
from closeknit.identity import queries as identity_queries
from closeknit.identity.models import Login
from closeknit.kit import clock, files
from closeknit.kit import viewer as viewers
from closeknit.kit.models import Mail
from closeknit.kit.viewer import Viewer
from closeknit.promises import operations as promises
from closeknit.promises.models import Promise
from closeknit.today.digest import operations as digests
from closeknit.today.digest import sending
from tests.conftest import PASSWORD, Cast
from tests.soft_key import ORIGIN, SoftKey

SASKIA, BRAM, OTTO = "saskia@rijnmond.example", "bram@rijnmond.example", "otto@lakeside.example"
# Known at the account, and not on its shared site yet.
RENS = "rens@rijnmond.example"


@dataclass
class House:
    """Two accounts with a shared site: saskia and bram at one, otto at the other; and what each of their browsers holds."""

    cast: Cast
    at: datetime
    account: str = ""
    other: str = ""
    contacts: dict[str, str] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    attachment: str = ""
    # One that has a thumbnail.
    picture: str = ""
    # A device of saskia's, which says how often it signed to nobody.
    device: SoftKey = field(default_factory=lambda: SoftKey(counts=False))

    def browser(self, email: str) -> Client:
        """Return a browser that holds what somebody's holds; what it does changes theirs in nothing."""
        client = Client()
        client.cookies = copy.deepcopy(self.clients[email].cookies)
        return client

    def viewer(self, email: str) -> Viewer:
        """Return the eyes of somebody outside on their shared site."""
        return of_space(Login.objects.get(email=email).pk, self.other if email == OTTO else self.account)


@dataclass(frozen=True)
class Told:
    """What came of a secret: whether it opened what it is for, and the answer."""

    is_open: bool
    answer: Any


@dataclass(frozen=True)
class Kind:
    """A kind of secret."""

    name: str
    # Where it is made, and where what is kept of it stands; `plain` says why it stands there as it is.
    made_in: str
    kept_in: str
    make: Callable[[House], str]
    use: Callable[[House, Client, str], Told]
    # How long it opens anything. None: until it is taken back, for the reason.
    lasts: timedelta | None
    # Why it opens more than once; empty: it does so once.
    again: str = ""
    without_end: str = ""
    plain: str = ""
    take_back: Callable[[House], None] | None = None
    # Who has gone when it opens nothing any more; and whether it goes with the shared site.
    leaves: Callable[[House], None] | None = None
    is_of_space: bool = False
    # Whether it opens nothing in a browser other than the one that asked for it.
    is_of_browser: bool = False


def build(at: datetime) -> House:
    """Let two accounts have a shared site, with people in it and a file in a discussion."""
    cast = _make_house(at)
    house = House(cast, at)
    house.account = account_operations.add_account(name="Rijnmond", viewer=cast.ben, at=at)
    house.other = account_operations.add_account(name="Lakeside", viewer=cast.ben, at=at)
    for account in (house.account, house.other):
        spaces.open_space(account=account, welcome="x", viewer=cast.ben, at=at)
    for email in (SASKIA, BRAM, OTTO, RENS):
        account = house.other if email == OTTO else house.account
        contact = account_operations.add_contact(
            account=account, name=email.partition("@")[0].title(), email=email, viewer=cast.ben, at=at
        )
        house.contacts[email], house.clients[email] = contact, Client()
        if email == RENS:
            continue
        right = "manage" if email == BRAM else "take_part"
        secret = spaces.invite_contact(contact=contact, email=email, right=right, viewer=cast.ben, at=at)
        assert house.clients[email].post(reverse("portal:join", args=[secret])).status_code == 302
    house.clients[""], house.clients["alice"] = Client(), Client()
    _discuss(house)
    portal.set_portal(
        is_open=True, is_moderated=True, is_public=True, welcome="x", a_week=9, embed_pages="", viewer=cast.alice, at=at
    )
    return house


def _make_house(at: datetime) -> Cast:
    alice = "alice@arlund.example"
    identity.make_house(
        name="Arlund", zone="Europe/London", currency="EUR", member_name="Alice", email=alice, password=PASSWORD, at=at
    )
    viewers_of = {name: Login.objects.get(email=alice).pk for name in ("Alice",)}
    for name in ("Ben", "Gita"):
        secret = identity.invite_member(
            name=name, email=f"{name.lower()}@arlund.example", role="member", department=None,
            viewer=of_login(viewers_of["Alice"]), at=at,
        )  # fmt: skip
        identity.accept_invitation(secret=secret, name=name, password=PASSWORD, at=at)
        viewers_of[name] = Login.objects.get(email=f"{name.lower()}@arlund.example").pk
    return Cast(*(of_login(viewers_of[name]) for name in ("Alice", "Ben", "Gita")))


def _discuss(house: House) -> None:
    ben = house.cast.ben
    promise = promises.make_promise(
        account=house.account, contact=house.contacts[SASKIA], text="To call", made_on=house.at.date(), due_on=None,
        viewer=ben, at=house.at,
    )  # fmt: skip
    thread = Thread(id="thread_1", subject=promise, account_id=house.account, audience="account", created_at=house.at)
    Promise.objects.visible_to(ben).filter(pk=promise).update(audience="account", thread=Thread.objects.add(thread))
    comment = Comment.objects.add(
        Comment(id="comment_1", thread=thread, text="x", written_at=house.at, member_id=ben.id)
    )
    house.attachment = "attachment_1"
    Attachment.objects.add(
        Attachment(
            id=house.attachment, comment=comment, file=files.store([b"a drawing"]), name="a.pdf",
            kind="application/pdf", n_bytes=9, added_at=house.at,
        )
    )  # fmt: skip
    house.picture, photo = "attachment_2", files.store([b"a photo"])
    Attachment.objects.add(
        Attachment(
            id=house.picture, comment=comment, file=photo, name="a.png", kind="image/png", n_bytes=7, added_at=house.at,
            thumbnail=files.store_beside(photo, b"small"), width=4, height=3,
        )
    )  # fmt: skip


def _leads(answer: Any, way: str) -> Told:
    return Told(answer.status_code == 302 and answer["Location"].startswith(way), answer)


def _says(answer: Any, status: int, *words: str) -> Told:
    is_so = answer.status_code == status and all(word.encode() in getattr(answer, "content", b"") for word in words)
    return Told(is_so, answer)


def _make_member_invitation(house: House) -> str:
    return identity.invite_member(
        name="Dora", email="dora@arlund.example", role="guest", department=None, viewer=house.cast.alice, at=clock.now()
    )


def _withdraw_member_invitation(house: House) -> None:
    (one,) = identity_queries.list_open_invitations(viewer=house.cast.alice, at=clock.now())
    identity.withdraw_invitation(invitation=one.id, viewer=house.cast.alice, at=clock.now())


def _join_house(house: House, client: Client, secret: str) -> Told:
    said = {"name": "Dora", "password": PASSWORD}
    return _leads(client.post(reverse("invitation", args=[secret]), said), reverse("today"))


def _make_invitation(house: House) -> str:
    return spaces.invite_contact(contact=house.contacts[RENS], viewer=house.cast.ben, at=clock.now(), email=RENS)


def _withdraw_invitation(house: House) -> None:
    (one,) = shared_queries.list_open_invitations(house.account, viewer=house.cast.ben, at=clock.now())
    spaces.withdraw_space_invitation(invitation=one.id, account=house.account, viewer=house.cast.ben, at=clock.now())


def _join_site(house: House, client: Client, secret: str) -> Told:
    return _leads(client.post(reverse("portal:join", args=[secret])), reverse("portal:home", args=[house.account]))


def _make_look(house: House) -> str:
    return spaces.look_as(contact=house.contacts[SASKIA], viewer=house.cast.ben, at=clock.now())


def _begin_look(house: House, client: Client, secret: str) -> Told:
    return _leads(client.get(reverse("portal:look", args=[secret])), reverse("portal:home", args=[house.account]))


def _make_token(house: House) -> str:
    return discussions.ask_for_file(attachment=house.attachment, viewer=house.viewer(SASKIA), at=clock.now())


def _fetch(house: House, client: Client, secret: str) -> Told:
    theirs, ours = (client.get(reverse(name, args=[secret])) for name in ("portal:file", "file"))
    assert theirs.status_code == ours.status_code
    return _says(theirs, 200)


def _show_thumbnail(house: House, client: Client, secret: str) -> Told:
    theirs, ours = (client.get(reverse(name, args=[secret])) for name in ("portal:thumbnail", "thumbnail"))
    assert theirs.status_code == ours.status_code
    return _says(theirs, 200, "small")


def _make_switch(house: House) -> str:
    return notices.make_switch(house.contacts[SASKIA], viewer=viewers.house("a test"), at=clock.now())


def _switch(house: House, client: Client, secret: str) -> Told:
    told = _says(client.post(reverse("portal:mails_off", args=[secret])), 200)
    eyes = house.viewer(SASKIA)
    assert not told.is_open or notices.find_pace(house.contacts[SASKIA], viewer=eyes) == "off"
    return told


def _make_digest(house: House) -> tuple[str, str]:
    """Return the two secrets of a digest: in the address that stops it, and in its own id."""
    made: list[str] = []
    make = links.make_secret
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(links, "make_secret", lambda: made.append(make()) or made[-1])
        week = clock.now().date() - timedelta(clock.now().weekday())
        digests.make_digest(member=house.cast.ben.id, week_on=week, viewer=viewers.house("a test"), at=clock.now())
    answer, stop = made
    return stop, answer


def _stop_digest(house: House, client: Client, secret: str) -> Told:
    return _says(client.post(reverse("digest_stop", args=[secret])), 200)


def _answer_digest(house: House, client: Client, secret: str) -> Told:
    found = sending.find_answered([f"{secret}{digests.AT}"], clock.now())
    return Told(found == house.cast.ben.id, None)


def _read_calendar(house: House, client: Client, secret: str) -> Told:
    return _says(client.get(reverse("calendar", args=[secret])), 200, "BEGIN:VCALENDAR")


def _read_shared_calendar(house: House, client: Client, secret: str) -> Told:
    return _says(client.get(reverse("portal:calendar_feed", args=[secret])), 200, "BEGIN:VCALENDAR")


def _open_shared_calendar(house: House) -> str:
    return shared_notices.open_shared_calendar(account=house.account, viewer=house.viewer(SASKIA), at=clock.now())


def _ask_for_code(house: House) -> str:
    house.clients[""] = Client()
    house.clients[""].post(reverse("account_request_login_code"), {"email": SASKIA})
    row = Mail.objects.unscoped(reason="a test").filter(about="sign-in code").latest("created_at")
    found = re.search(r"\d{8}", row.body)
    assert found
    return found[0]


def _say_code(house: House, client: Client, secret: str) -> Told:
    told = _leads(client.post(reverse("account_confirm_login_code"), {"code": secret}), reverse("portal:spaces"))
    # Whoever is signed in already is led there as well.
    is_in = client.get(reverse("portal:home", args=[house.account])).status_code == 200
    return Told(told.is_open and is_in, told.answer)


def _ask_for_challenge(house: House) -> str:
    """Return a challenge for signing in; somebody there has a device that answers it."""
    client = house.clients[SASKIA]
    offer = client.post(reverse("portal:passkey_offer")).json()
    client.post(reverse("portal:passkey_new"), {"credential": house.device.make(offer)})
    house.clients[""] = Client()
    return str(house.clients[""].post(reverse("portal:passkey_challenge")).json()["challenge"])


def _show_passkey(house: House, client: Client, secret: str) -> Told:
    said = {"credential": house.device.show({"challenge": secret, "rpId": urlsplit(ORIGIN).hostname})}
    told = _leads(client.post(reverse("portal:passkey_coming_in"), said), reverse("portal:spaces"))
    is_in = client.get(reverse("portal:home", args=[house.account])).status_code == 200
    return Told(told.is_open and is_in, told.answer)


def _embed_key(house: House) -> str:
    return PortalRules.objects.visible_to(house.cast.alice).get().embed_key


def _show_form(house: House, client: Client, secret: str) -> Told:
    return _says(client.get(reverse("portal:embed", args=[secret])), 200, "<form")


def _begin_form(house: House) -> str:
    page = Client().get(reverse("portal:embed", args=[_embed_key(house)])).content.decode()
    found = re.search(r'name="since" value="([^"]+)"', page)
    assert found
    return found[1]


def _send_form(house: House, client: Client, secret: str) -> Told:
    before = Submission.objects.unscoped(reason="a test").count()
    said = {"title": f"An idea {before}", "text": "x", "name": "", "email": "", "website": "", "since": secret}
    with clock.frozen(clock.now() + timedelta(seconds=3)):
        answer = client.post(reverse("portal:embed", args=[_embed_key(house)]), said)
    return Told(Submission.objects.unscoped(reason="a test").count() > before, answer)


def _renew_key(house: House) -> None:
    portal.renew_embed_key(viewer=house.cast.alice, at=clock.now())


def _ben_leaves(house: House) -> None:
    identity.leave(member=house.cast.ben.id, successor=house.cast.alice.id, viewer=house.cast.alice, at=clock.now())


def _they_leave(house: House) -> None:
    for email in (SASKIA, RENS):
        account_operations.end_contact(
            contact=house.contacts[email], until_on=clock.now().date(), successor=None, viewer=house.cast.ben,
            at=clock.now(),
        )  # fmt: skip


_PRESSED_AGAIN = "whoever presses it twice is told the same"
_READ_AGAIN = "a program reads it again and again"
KINDS = (
    Kind("an invitation of a member", "identity.operations.invite_member", "identity.Invitation.secret_hash",
         _make_member_invitation, _join_house, identity.INVITATION_HOLDS, take_back=_withdraw_member_invitation),
    Kind("an invitation to a shared site", "accounts.spaces.entering.invite", "accounts.SpaceInvitation.secret_hash",
         _make_invitation, _join_site, space_checks.HOLDS, take_back=_withdraw_invitation, leaves=_they_leave,
         is_of_space=True),
    Kind("a look as a contact", "accounts.spaces.operations.look_as", "accounts.Look.secret_hash", _make_look,
         _begin_look, timedelta(minutes=1), leaves=_they_leave, is_of_space=True),
    Kind("a look of a member who left", "accounts.spaces.operations.look_as", "accounts.Look.secret_hash", _make_look,
         _begin_look, timedelta(minutes=1), leaves=_ben_leaves),
    Kind("a token of a file", "discussions.tickets.give", "discussions.Ticket.hash", _make_token, _fetch,
         tickets.HOLDS, again="a browser fetches a file piece by piece", leaves=_they_leave, is_of_space=True),
    Kind("a token of a thumbnail", "discussions.thumbnails.token_of", "nowhere: it is sealed",
         lambda house: thumbnails.token_of(house.picture, viewer=house.viewer(SASKIA), at=clock.now()), _show_thumbnail,
         thumbnails.HOLDS, again="a page shows it as often as it is looked at", leaves=_they_leave, is_of_space=True),
    Kind("a switch of mails", "accounts.spaces.notices.make_switch", "accounts.OffSwitch.hash", _make_switch, _switch,
         notices.SWITCH_HOLDS, again=_PRESSED_AGAIN, leaves=_they_leave, is_of_space=True),
    Kind("a stop of a digest", "today.digest.operations.make_digest", "today.Digest.stop_hash",
         lambda house: _make_digest(house)[0], _stop_digest, None, again=_PRESSED_AGAIN, leaves=_ben_leaves,
         without_end="whoever finds an old digest can still end them; it does nothing else"),
    Kind("an answer to a digest", "today.digest.operations.make_digest", "today.Digest.answer_hash",
         lambda house: _make_digest(house)[1], _answer_digest, digests.ANSWERS_ARE_TAKEN_FOR,
         again="one may answer a mail twice", leaves=_ben_leaves),
    Kind("a member's calendar", "identity.calendars.open_calendar", "identity.CalendarAddress.secret_hash",
         lambda house: calendars.open_calendar(viewer=house.cast.ben, at=clock.now()), _read_calendar, None,
         again=_READ_AGAIN, leaves=_ben_leaves, without_end="a calendar program is set up once",
         take_back=lambda house: calendars.close_calendar(viewer=house.cast.ben, at=clock.now())),
    Kind("a contact's calendar", "accounts.spaces.notices.open_calendar", "accounts.SharedCalendar.secret_hash",
         _open_shared_calendar, _read_shared_calendar, None, again=_READ_AGAIN, leaves=_they_leave,
         is_of_space=True, without_end="a calendar program is set up once",
         take_back=lambda house: shared_notices.close_shared_calendar(
             account=house.account, viewer=house.viewer(SASKIA), at=clock.now())),
    Kind("a code to sign in with", "portal.sign_in.adapter.generate_login_code", "the session of whoever asked",
         _ask_for_code, _say_code, timedelta(minutes=15), is_of_browser=True),
    Kind("a challenge for a passkey", "accounts.passkeys.ceremony.ask", "the session of whoever asked",
         _ask_for_challenge, _show_passkey, passkeys.HOLDS, leaves=_they_leave, is_of_browser=True),
    Kind("the key of the form for web pages", "ideas.portal.operations._make_key", "ideas.PortalRules.embed_key",
         _embed_key, _show_form, None, again="it stands in the form", take_back=_renew_key,
         without_end="pages of others carry it", plain="it stands on public pages: it tells apart, it guards nothing"),
    Kind("the moment of a form for web pages", "portal.embed.views._context", "nowhere: it is signed", _begin_form,
         _send_form, timedelta(days=1), again="two people may be shown one form by a cache"),
)  # fmt: skip
