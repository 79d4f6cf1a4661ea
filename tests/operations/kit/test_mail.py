import socket
from collections.abc import Iterator
from datetime import datetime

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from closeknit.kit import mail
from closeknit.kit.models import Mail
from closeknit.kit.tasks.worker import Worker
from tests.conftest import Cast


class Inbox:
    """A real mail server that keeps what it gets, and refuses one address."""

    def __init__(self) -> None:
        self.letters: list[Envelope] = []

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("nobody@"):
            return "550 refused: no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        self.letters.append(envelope)
        return "250 OK"


@pytest.fixture
def inbox(house) -> Iterator[Inbox]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    box = Inbox()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    mail.keep_server(host="127.0.0.1", port=port, security="none", login="", sender="house@arlund.example", password="")
    yield box
    server.stop()


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


def test_the_test_button_says_what_the_server_answered(house):
    mail.keep_server(host="127.0.0.1", port=9, security="none", login="", sender="house@arlund.example", password="")
    with pytest.raises(mail.NotSent, match=r"127\.0\.0\.1:9"):
        mail.send_test(to="alice@arlund.example")


def test_without_a_server_the_test_button_says_so(house):
    with pytest.raises(mail.NoServer):
        mail.send_test(to="alice@arlund.example")
