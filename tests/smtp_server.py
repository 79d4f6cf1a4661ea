"""A real SMTP server for the tests, that keeps what it gets."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from closeknit.kit import mail


class Inbox:
    """A real mail server that keeps what it gets, and refuses one address."""

    def __init__(self) -> None:
        self.letters: list[Envelope] = []
        self.port = 0

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


@contextmanager
def serving_only() -> Iterator[Inbox]:
    """Serve an inbox on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    box = Inbox()
    box.port = port
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield box
    finally:
        server.stop()


@contextmanager
def serving(origin: str = "") -> Iterator[Inbox]:
    """Serve an inbox, and let the house send through it; `origin` is where links in mails lead."""
    with serving_only() as box:
        mail.keep_server(
            host="127.0.0.1", port=box.port, security="none", login="", sender="house@arlund.example", password="",
            origin=origin,
        )  # fmt: skip
        yield box
