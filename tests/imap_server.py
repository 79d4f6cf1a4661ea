"""A real IMAP server for the tests, small: what RFC 3501 asks for LOGIN, EXAMINE, UID SEARCH and UID FETCH, over TCP, STARTTLS or TLS.

It keeps every line that was asked of it, so that a test can see that nothing was ever marked, moved or deleted.
"""

import re
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass
class Mailbox:
    """What is in the server: mails by their number, and what was asked of it. `drop_after` cuts the line after so many fetches."""

    login: str = "heard@arlund.example"
    password: str = "let me read"
    uid_validity: int = 7
    mails: dict[int, tuple[bytes, date]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    port: int = 0
    drop_after: int | None = None
    context: ssl.SSLContext | None = None
    is_tls: bool = False

    def put(self, data: bytes, *, on: date = date(2026, 11, 19), uid: int | None = None) -> int:
        """Deliver a mail and return its number."""
        number = uid or max(self.mails, default=0) + 1
        self.mails[number] = (data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), on)
        return number


class _Session(socketserver.StreamRequestHandler):
    box: Mailbox

    def handle(self) -> None:
        box: Mailbox = self.server.box  # type: ignore[attr-defined]
        self.box, self.is_in = box, False
        if box.is_tls:
            self._wrap()
        self._say("* OK IMAP4rev1 at your service")
        while line := self.rfile.readline().decode("latin-1").rstrip("\r\n"):
            tag, _, command = line.partition(" ")
            box.asked.append(command)
            name = command.split(" ")[0].upper()
            if name == "UID":
                name = f"UID_{command.split(' ')[1].upper()}"
            if not getattr(self, f"do_{name.lower()}", self.do_nothing)(tag, command):
                return

    def do_nothing(self, tag: str, command: str) -> bool:
        self._say(f"{tag} BAD what is that?")
        return True

    def do_capability(self, tag: str, command: str) -> bool:
        starttls = " STARTTLS" if self.box.context and not self.box.is_tls else ""
        self._say(f"* CAPABILITY IMAP4rev1{starttls}", f"{tag} OK done")
        return True

    def do_starttls(self, tag: str, command: str) -> bool:
        self._say(f"{tag} OK begin")
        self._wrap()
        return True

    def do_login(self, tag: str, command: str) -> bool:
        name, password = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', command)[1:3]
        self.is_in = ("".join(name), "".join(password)) == (self.box.login, self.box.password)
        self._say(f"{tag} OK welcome" if self.is_in else f"{tag} NO [AUTHENTICATIONFAILED] wrong name or password")
        return True

    def do_examine(self, tag: str, command: str) -> bool:
        if not self.is_in or "INBOX" not in command.upper():
            self._say(f"{tag} NO no such folder")
            return True
        self._say(
            f"* {len(self.box.mails)} EXISTS",
            f"* OK [UIDVALIDITY {self.box.uid_validity}] ",
            f"* OK [UIDNEXT {max(self.box.mails, default=0) + 1}] ",
            f"{tag} OK [READ-ONLY] done",
        )
        return True

    def do_uid_search(self, tag: str, command: str) -> bool:
        found = re.fullmatch(r"UID SEARCH UID (\d+):\* SINCE (\d+)-(\w+)-(\d+)", command)
        assert found, command
        since = date(int(found[4]), _MONTHS.index(found[3]) + 1, int(found[2]))
        # As the standard has it: "n:*" holds the last mail even where it is below n.
        first = min(int(found[1]), max(self.box.mails, default=1))
        several = [str(uid) for uid, (_, on) in sorted(self.box.mails.items()) if uid >= first and on >= since]
        self._say(f"* SEARCH {' '.join(several)}".rstrip(), f"{tag} OK done")
        return True

    def do_uid_fetch(self, tag: str, command: str) -> bool:
        found = re.fullmatch(r"UID FETCH (\d+) \((RFC822\.SIZE|BODY\.PEEK\[\])\)", command)
        assert found, command
        uid = int(found[1])
        if uid not in self.box.mails:
            self._say(f"{tag} OK done")
            return True
        data = self.box.mails[uid][0]
        if found[2] == "RFC822.SIZE":
            self._say(f"* 1 FETCH (UID {uid} RFC822.SIZE {len(data)})", f"{tag} OK done")
            return True
        if self.box.drop_after is not None:
            self.box.drop_after -= 1
            if self.box.drop_after < 0:
                self.box.drop_after = None
                return False
        self.wfile.write(f"* 1 FETCH (UID {uid} BODY[] {{{len(data)}}}\r\n".encode() + data + b")\r\n")
        self._say(f"{tag} OK done")
        return True

    def do_logout(self, tag: str, command: str) -> bool:
        self._say("* BYE", f"{tag} OK done")
        return False

    def finish(self) -> None:
        super().finish()
        # Under TLS this is another socket than the one that the server closes.
        self.request.close()

    def _wrap(self) -> None:
        assert self.box.context
        self.rfile.close()
        self.request = self.box.context.wrap_socket(self.request, server_side=True)
        self.rfile = self.request.makefile("rb")
        self.wfile = self.request.makefile("wb", buffering=0)

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: object, address: object) -> None:
        """A line that was cut is what some tests do."""


@contextmanager
def serving(box: Mailbox) -> Iterator[Mailbox]:
    """Serve the mailbox on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        box.port = probe.getsockname()[1]
    server = _Server(("127.0.0.1", box.port), _Session)
    server.box = box  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield box
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def make_context(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """Return the context of a server with a certificate of its own for 127.0.0.1, and the file by which one can know it."""
    import subprocess

    certificate, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context, certificate
