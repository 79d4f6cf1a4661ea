"""The weekly digest over a real SMTP server, and what is answered to it over a real IMAP server."""

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from django.conf import settings
from django.db import IntegrityError

from closeknit.accounts import operations as account_operations
from closeknit.identity import mailboxes
from closeknit.identity import operations as identity_operations
from closeknit.kit import clock, mail, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.models import Mail
from closeknit.kit.tasks.worker import Worker
from closeknit.promises import operations as promises
from closeknit.today.digest import gathering, operations, sending
from closeknit.today.models import Digest
from closeknit.touchpoints import operations as touchpoints
from closeknit.touchpoints.mailbox import polling
from closeknit.touchpoints.models import Letter, Touchpoint
from tests import imap_server, smtp_server
from tests.conftest import NOW
from tests.imap_server import Mailbox
from tests.operations.touchpoints.conftest import Town
from tests.operations.touchpoints.mailing import HEARD, OURS
from tests.operations.touchpoints.mailing import mail as write
from tests.smtp_server import Inbox

# The Monday after the house was made, at eight in London.
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
WORDS = "We cannot tell at night whether the run has stopped."


@pytest.fixture(autouse=True)
def _before_the_week() -> Iterator[None]:
    """Let everything before the look take place before it, whatever day it is when the tests run."""
    with clock.frozen(NOW):
        yield


@pytest.fixture
def inbox(town: Town) -> Iterator[Inbox]:
    settings.HOUSE_FOLDER.make()
    account_operations.hand_over(account=town.harrow, owner=town.ben.id, viewer=town.alice, at=NOW)
    account_operations.change_standing(
        account=town.harrow, stage="partner", worth_minor=73_914_685_200, viewer=town.alice, at=NOW
    )
    with smtp_server.serving("https://house.arlund.example") as box:
        yield box


def look(at: datetime) -> None:
    with clock.frozen(at):
        tasks.enqueue(sending.send_digests, viewer=viewers.house("test"), key="test")
        Worker().run_until_idle()


def letter_to(inbox: Inbox, name: str) -> EmailMessage:
    (found,) = [one for one in inbox.letters if one.rcpt_tos == [f"{name}@arlund.example"]]
    read = email.message_from_bytes(found.content, policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    return read


def text_of(letter: EmailMessage, part: str = "plain") -> str:
    body = letter.get_body((part,))
    assert body is not None
    return str(body.get_content())


def _say(town: Town, words: str = WORDS, at: datetime = MONDAY - timedelta(days=2)) -> str:
    return touchpoints.capture_words(
        words=words, account=town.harrow, contact=town.ana, wording="exact", said_at=at, viewer=town.ben, at=at
    )


def test_it_says_what_waits_what_was_heard_and_what_was_promised(town: Town, inbox: Inbox):
    _say(town)
    promises.make_promise(
        account=town.harrow, text="Send the night report.", made_on=NOW.date(), due_on=MONDAY.date() + timedelta(2),
        viewer=town.ben, at=NOW,
    )  # fmt: skip
    look(MONDAY)
    letter = letter_to(inbox, "ben")
    text = text_of(letter)
    for part in ("WHOM TO CALL", "Harrow Fell", WORDS, "Ana Costa", "WHAT YOU PROMISED", "Send the night report."):
        assert part in text
    assert "https://house.arlund.example/accounts/" in text
    assert letter["Auto-Submitted"] == "auto-generated"
    page = letter.get_body(("html",))
    assert page is not None
    assert WORDS in page.get_content()


def test_of_many_reasons_two_stand_in_it_and_the_others_are_counted(town: Town, inbox: Inbox):
    _say(town)
    for text in ("Send the night report.", "Bring the second rack.", "Ring about the invoice."):
        promises.make_promise(
            account=town.harrow, text=text, made_on=NOW.date(), due_on=NOW.date(), viewer=town.ben, at=NOW,
        )  # fmt: skip
    look(MONDAY)
    (note,) = (line for line in text_of(letter_to(inbox, "ben")).splitlines() if line.endswith(" more"))
    assert note.count(";") == 2
    assert re.search(r"; and [1-9] more$", note)


def test_words_are_escaped_in_the_page(town: Town, inbox: Inbox):
    _say(town, "The field <script>alert(1)</script> breaks at night.")
    look(MONDAY)
    assert "<script>" not in text_of(letter_to(inbox, "ben"), "html")


def test_it_comes_once_a_week_whatever_happens(town: Town, inbox: Inbox):
    for minutes in (-10, 0, 10, 20, 5, 36 * 60 - 1):
        look(MONDAY + timedelta(minutes=minutes))
    assert len([one for one in inbox.letters if one.rcpt_tos == ["ben@arlund.example"]]) == 1
    look(MONDAY + timedelta(days=7))
    assert len([one for one in inbox.letters if one.rcpt_tos == ["ben@arlund.example"]]) == 2


def test_the_store_itself_refuses_a_second_one(town: Town, inbox: Inbox):
    said = {"member": town.ben.id, "week_on": MONDAY.date(), "viewer": viewers.house("test"), "at": MONDAY}
    operations.make_digest(**said)
    with pytest.raises(IntegrityError):
        operations.make_digest(**said)
    assert Mail.objects.visible_to(town.alice).count() == 1


def test_a_quiet_week_is_said_in_a_sentence_and_who_has_no_accounts_is_left_in_peace(town: Town, inbox: Inbox):
    touchpoints.record_touchpoint(
        medium="call", started_at=MONDAY - timedelta(days=10), lines=[], account=town.harrow, viewer=town.ben, at=MONDAY
    )
    look(MONDAY)
    assert "Nothing waits for you at your account" in text_of(letter_to(inbox, "ben"))
    assert {tuple(one.rcpt_tos) for one in inbox.letters} == {("ben@arlund.example",)}
    assert Digest.objects.visible_to(town.alice).count() == 3


def test_what_an_account_is_worth_is_in_nobodys_digest(town: Town, inbox: Inbox):
    account_operations.hand_over(account=town.harrow, owner=town.gita.id, viewer=town.alice, at=NOW)
    _say(town)
    look(MONDAY)
    # Read as people read it: the codes of links and the marks between parts are made of any figures whatever.
    letter = letter_to(inbox, "gita")
    for part in ("plain", "html"):
        words = re.sub(r"<[^>]+>|https?://\S+", "", text_of(letter, part))
        assert "Harrow" in words
        assert "739" not in words
    assert all(call.account.worth_minor is None for call in gathering.get_digest(viewer=town.gita, at=MONDAY).calls)


def test_who_handed_in_hears_what_became_of_it(town: Town, inbox: Inbox):
    with clock.frozen(MONDAY - timedelta(days=1)):
        touchpoint = touchpoints.capture_words(
            words=WORDS, account=town.harrow, contact=town.ana, wording="exact", said_at=clock.now(),
            viewer=town.gita, at=clock.now(),
        )  # fmt: skip
        Worker().run_until_idle()
    from closeknit.needs import operations as needs
    from closeknit.verbatims import telling

    (words,) = telling.list_ids_of_touchpoints([touchpoint], viewer=town.ben)[touchpoint]
    needs.state_need(statement="Know at night that it runs", verbatims=[words], viewer=town.ben, at=MONDAY)
    look(MONDAY)
    text = text_of(letter_to(inbox, "gita"))
    assert "WHAT BECAME OF WHAT YOU HANDED IN" in text
    assert "Know at night that it runs" in text


def test_a_wish_moves_it_and_the_switch_stops_it(town: Town, inbox: Inbox):
    operations.change_digest(is_on=True, weekday=1, hour=6, zone="America/New_York", viewer=town.ben, at=NOW)
    look(MONDAY)
    assert inbox.letters == []
    look(datetime(2026, 11, 24, 11, 0, tzinfo=UTC))
    assert len(inbox.letters) == 1
    operations.change_digest(is_on=False, weekday=1, hour=6, zone="", viewer=town.ben, at=NOW)
    look(datetime(2026, 12, 1, 11, 0, tzinfo=UTC))
    assert len(inbox.letters) == 1


@pytest.mark.parametrize(("weekday", "hour", "zone"), [(7, 8, ""), (0, 24, ""), (0, -1, ""), (0, 8, "Europe/Nowhere")])
def test_a_time_that_cannot_be_is_refused(town: Town, weekday: int, hour: int, zone: str):
    with pytest.raises(operations.BadTime):
        operations.change_digest(is_on=True, weekday=weekday, hour=hour, zone=zone, viewer=town.ben, at=NOW)


def test_the_address_in_its_header_stops_it(town: Town, inbox: Inbox):
    look(MONDAY)
    letter = letter_to(inbox, "ben")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    secret = letter["List-Unsubscribe"].strip("<>").rstrip("/").rpartition("/")[2]
    assert operations.stop_digest(secret=secret, at=MONDAY) == "Ben"
    look(MONDAY + timedelta(days=7))
    assert len(inbox.letters) == 1


def test_one_that_waits_is_held_back_when_it_is_not_wanted_any_more_or_somebody_left(town: Town, inbox: Inbox):
    with clock.frozen(MONDAY):
        operations.make_digest(member=town.ben.id, week_on=MONDAY.date(), viewer=viewers.house("test"), at=MONDAY)
        identity_operations.leave(member=town.ben.id, successor=town.alice.id, viewer=town.alice, at=MONDAY)
        Worker().run_until_idle()
    assert inbox.letters == []
    assert "not here any more" in Mail.objects.visible_to(town.alice).get().failed_reason


def test_without_a_server_nothing_is_made(town: Town, inbox: Inbox):
    mail.forget_server()
    look(MONDAY)
    assert not Digest.objects.visible_to(town.alice).exists()


def test_somebody_who_joined_after_the_hour_waits_for_the_next(town: Town, inbox: Inbox):
    later = MONDAY + timedelta(minutes=30)
    secret = identity_operations.invite_member(
        name="Eve", email="eve@arlund.example", role="member", department=None, viewer=town.alice, at=later
    )
    identity_operations.accept_invitation(secret=secret, name="Eve", password="a sentence to enter", at=later)
    look(MONDAY + timedelta(hours=1))
    assert Digest.objects.visible_to(town.alice).count() == 3


@pytest.fixture
def box(town: Town, inbox: Inbox) -> Iterator[Mailbox]:
    with imap_server.serving(Mailbox()) as served:
        mailboxes.change_mailbox(
            address=HEARD, host="127.0.0.1", port=served.port, security="none", login=served.login, folder="INBOX",
            receiver=OURS, proof="any", password=served.password, viewer=town.alice, at=NOW,
        )  # fmt: skip
        yield served


def _answer(box: Mailbox, message: str, *, sender: str = "Ben <ben@arlund.example>", at: datetime = MONDAY) -> Letter:
    words = "Derek at Harrow Fell said that the invoices come late.\n\nOn Monday, Arlund wrote:\n> Whom to call\n"
    headers = {"In-Reply-To": message, "References": message}
    box.put(write(words, sender=sender, subject="Re: Your week", proven=False, headers=headers), on=at.date())
    with clock.frozen(at + timedelta(hours=1)):
        tasks.enqueue(polling.read_mailbox, viewer=viewers.house("test"), key="test")
        Worker().run_until_idle()
        letter = Letter.objects.visible_to(viewers.house("test")).order_by("-pk").first()
    assert letter is not None
    return letter


def test_an_answer_to_the_digest_is_handed_in_by_whom_it_went_to(town: Town, inbox: Inbox, box: Mailbox):
    look(MONDAY)
    digest = letter_to(inbox, "ben")
    assert digest["Reply-To"] == HEARD
    letter = _answer(box, digest["Message-ID"])
    assert (letter.state, letter.proof, letter.member_id) == ("taken", "token", town.ben.id)
    row = Touchpoint.objects.visible_to(town.ben).get(pk=letter.touchpoint_id)
    assert (row.account_id, row.member_id, row.medium) == (town.harrow, town.ben.id, "note")


def test_a_digest_vouches_for_nobody_but_its_reader(town: Town, inbox: Inbox, box: Mailbox):
    look(MONDAY)
    message = letter_to(inbox, "ben")["Message-ID"]
    assert _answer(box, message, sender="Gita <gita@arlund.example>").state == "waiting"
    assert _answer(box, message, sender="Eve <eve@nowhere.example>").reason == "unproven"
    assert _answer(box, "<guessed.digest@closeknit>").state == "waiting"


def test_after_two_months_a_digest_vouches_for_nobody(town: Town, inbox: Inbox, box: Mailbox):
    look(MONDAY)
    late = MONDAY + timedelta(days=61)
    assert _answer(box, letter_to(inbox, "ben")["Message-ID"], at=late).state == "waiting"
