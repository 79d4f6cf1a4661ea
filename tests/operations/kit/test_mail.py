import email
import email.policy
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from closeknit.identity.models import House
from closeknit.kit import mail
from closeknit.kit.models import Mail
from closeknit.kit.tasks.worker import Worker
from tests import smtp_server
from tests.conftest import Cast
from tests.smtp_server import Inbox


@pytest.fixture
def inbox(house) -> Iterator[Inbox]:
    with smtp_server.serving() as box:
        yield box


def _put(cast: Cast, now: datetime, to: str) -> str:
    return mail.put(to=[to], subject="Hello", body="Words", about="", at=now, viewer=cast.alice)


def test_a_mail_waits_while_there_is_no_server(cast: Cast, now: datetime):
    _put(cast, now, "saskia@rijnmond.example")
    Worker().run_until_idle()
    assert mail.count_waiting(viewer=cast.alice) == 1


def test_a_mail_goes_out_once(cast: Cast, now: datetime, inbox: Inbox):
    _put(cast, now, "saskia@rijnmond.example")
    Worker().run_until_idle()
    Worker().run_until_idle()
    assert [letter.rcpt_tos for letter in inbox.letters] == [["saskia@rijnmond.example"]]
    assert mail.count_waiting(viewer=cast.alice) == 0


def test_a_refused_address_is_marked_with_its_reason_and_holds_up_nobody(cast: Cast, now: datetime, inbox: Inbox):
    refused = _put(cast, now, "nobody@rijnmond.example")
    _put(cast, now, "saskia@rijnmond.example")
    Worker().run_until_idle()
    assert len(inbox.letters) == 1
    assert "refused" in Mail.objects.visible_to(cast.alice).get(pk=refused).failed_reason


def test_links_that_lead_nowhere_yet_wait_and_hold_up_nobody(
    cast: Cast, now: datetime, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(mail, "AT_ONCE", 1)
    mail.put(to=["x@y.example"], subject="In", body=f"{mail.ORIGIN}/in", about="", at=now, viewer=cast.alice)
    _put(cast, now + timedelta(seconds=1), "saskia@rijnmond.example")
    Worker().run_until_idle()
    assert [letter.rcpt_tos for letter in inbox.letters] == [["saskia@rijnmond.example"]]
    assert mail.count_waiting(viewer=cast.alice) == 1


def test_the_test_button_says_what_the_server_answered(house):
    mail.keep_server(host="127.0.0.1", port=9, security="none", login="", sender="house@arlund.example", password="")
    with pytest.raises(mail.NotSent, match=r"127\.0\.0\.1:9"):
        mail.send_test(to="alice@arlund.example")


def test_without_a_server_the_test_button_says_so(house):
    with pytest.raises(mail.NoServer):
        mail.send_test(to="alice@arlund.example")


def test_a_mail_carries_its_page_its_headers_and_a_name_that_a_second_copy_shares(
    cast: Cast, now: datetime, inbox: Inbox
):
    mail.put(
        to=["saskia@rijnmond.example"], subject="Two\nlines", body="Words", html="<p>Words</p>", about="", at=now,
        headers={"Reply-To": "heard@arlund.example"}, message="digest.1@closeknit", viewer=cast.alice,
    )  # fmt: skip
    Worker().run_until_idle()
    letter = email.message_from_bytes(inbox.letters[0].content, policy=email.policy.default)
    assert (letter["Subject"], letter["Reply-To"]) == ("Two lines", "heard@arlund.example")
    assert letter["Message-ID"] == "<digest.1@closeknit>"
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize("name", ["Arlund", "Bäume & Söhne, “Nord” <eins>", 'Say "hi"', "Two\r\nBcc: x@y.example"])
def test_a_mail_comes_from_the_house_by_its_name(cast: Cast, now: datetime, inbox: Inbox, name: str):
    House.objects.unscoped(reason="a test names it").get().change(name=name)
    _put(cast, now, "saskia@rijnmond.example")
    Worker().run_until_idle()
    (letter,) = inbox.letters
    said = email.message_from_bytes(letter.content, policy=email.policy.default)
    (sender,) = said["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (" ".join(name.split()), "house@arlund.example")
    assert letter.mail_from == "house@arlund.example"
    assert said["Bcc"] is None


@pytest.mark.parametrize("address", ["Ours <us@arlund.example>", "häuser@arlund.example"])
def test_an_address_that_takes_no_name_goes_out_as_it_is(house, address: str):
    assert mail._name_sender(address) == address


def test_a_mail_that_is_sent_once_is_not_sent_again_after_a_kill_in_the_middle(cast: Cast, now: datetime, inbox: Inbox):
    pk = mail.put(to=["a@b.example"], subject="x", body="y", about="", at=now, viewer=cast.alice, is_once=True)
    # What a worker leaves that is killed while the server takes the mail.
    Mail.objects.visible_to(cast.alice).get(pk=pk).change(begun_at=now)
    Worker().run_until_idle()
    assert inbox.letters == []
    assert "may have arrived" in Mail.objects.visible_to(cast.alice).get(pk=pk).failed_reason


def test_a_mail_that_is_sent_once_goes_out_later_where_the_server_said_no(cast: Cast, now: datetime, inbox: Inbox):
    pk = mail.put(to=["nobody@b.example"], subject="x", body="y", about="", at=now, viewer=cast.alice, is_once=True)
    Worker().run_until_idle()
    assert Mail.objects.visible_to(cast.alice).get(pk=pk).begun_at is None


def test_a_mail_that_waited_too_long_is_not_sent(cast: Cast, now: datetime, inbox: Inbox):
    pk = mail.put(
        to=["a@b.example"], subject="x", body="y", about="", at=now, viewer=cast.alice,
        useful_until=now - timedelta(days=1),
    )  # fmt: skip
    Worker().run_until_idle()
    assert inbox.letters == []
    assert "nothing new" in Mail.objects.visible_to(cast.alice).get(pk=pk).failed_reason
