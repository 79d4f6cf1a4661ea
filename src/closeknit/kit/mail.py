"""Outgoing mail. A mail is a row first; it goes out when there is a server, and waits, and is shown, until then."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

from django.conf import settings

from closeknit.kit import clock, ids, tasks
from closeknit.kit.house_folder import HouseFolder
from closeknit.kit.models import Mail, MailServer
from closeknit.kit.refusals import Refused
from closeknit.kit.tasks import timetable
from closeknit.kit.viewer import Viewer

PASSWORD = "mail_password"  # noqa: S105 - the name of a file, not a password


class NoServer(Refused):
    """There is no mail server to send with."""


class NotSent(Refused):
    """The mail server did not take the mail; the sentence carries what it said."""


@dataclass(frozen=True)
class Server:
    """The outgoing server as the settings page shows it; the password never leaves the house folder."""

    host: str
    port: int
    security: str
    login: str
    sender: str
    has_password: bool


def find_server() -> Server | None:
    """Return the house's outgoing server, or None where none is set."""
    row = MailServer.objects.unscoped(reason="the house sends for everyone").first()
    if row is None:
        return None
    return Server(row.host, row.port, row.security, row.login, row.sender, _folder().read_secret(PASSWORD) is not None)


def keep_server(*, host: str, port: int, security: str, login: str, sender: str, password: str) -> None:
    """Keep the outgoing server; an empty `password` leaves the one that is known. Called by an operation of `identity`."""
    said = {"host": host, "port": port, "security": security, "login": login, "sender": sender}
    known = MailServer.objects.unscoped(reason="the house sends for everyone").first()
    # Not save(): with a default on its key, Django would insert a second row of the one that there may be.
    if known is None:
        MailServer.objects.add(MailServer(**said))
    else:
        known.change(**said)
    if password:
        _folder().write_secret(PASSWORD, password)


def forget_server() -> None:
    """Forget the outgoing server and its password: mails wait from now on. Called by an operation of `identity`."""
    MailServer.objects.unscoped(reason="the house sends for everyone").delete()
    _folder().forget_secret(PASSWORD)


def put(*, to: list[str], subject: str, body: str, about: str, at: datetime, viewer: Viewer) -> str:
    """Put a mail into the outbox, in the running transaction, and return its id."""
    mail = Mail.objects.add(Mail(id=ids.new("mail"), to=to, subject=subject, body=body, about=about, created_at=at))
    tasks.enqueue(send_waiting, viewer=viewer, key="mail:send")
    return mail.pk


def count_waiting(*, viewer: Viewer) -> int:
    """Return how many mails wait for a server."""
    return Mail.objects.visible_to(viewer).filter(sent_at__isnull=True).count()


def send_test(*, to: str) -> None:
    """Send one mail now, to see whether the server works, or raise NoServer or NotSent with what it said."""
    with _connected() as server:
        server.send_message(
            _message([to], "Closeknit can send mail", "This mail was sent by the test button in your house's settings.")
        )


@tasks.background()
def send_waiting(work: tasks.Work) -> None:
    """Send what waits, oldest first. What the server refuses for good is marked with its reason; without a server all waits."""
    if find_server() is None:
        return
    waiting = Mail.objects.unscoped(reason="the outbox is sent for everyone").filter(
        sent_at__isnull=True, failed_reason=""
    )
    for mail in waiting.order_by("created_at")[:500]:
        work.report()
        try:
            with _connected() as server:
                server.send_message(_message(mail.to, mail.subject, mail.body))
        except NotSent as error:
            if "refused" not in str(error):
                raise
            mail.change(failed_reason=str(error))
        else:
            # Between the server's yes and this line a kill makes a second copy: mail has no exactly-once, and losing one is worse.
            mail.change(sent_at=clock.now())


timetable.every(timedelta(minutes=5), "mail", send_waiting)


@contextmanager
def _connected() -> Iterator[smtplib.SMTP]:
    """Open an SMTP session with the house's server; whatever goes wrong is NotSent, or NoServer."""
    known = find_server()
    if known is None:
        raise NoServer("No mail server is set yet. Mails wait here until one is.")
    try:
        maker = smtplib.SMTP_SSL if known.security == "tls" else smtplib.SMTP
        with maker(known.host, known.port, timeout=settings.EMAIL_TIMEOUT) as session:
            if known.security == "starttls":
                session.starttls()
            if known.login:
                session.login(known.login, _folder().read_secret(PASSWORD) or "")
            yield session
    except smtplib.SMTPRecipientsRefused as error:
        raise NotSent(f"The server refused the address: {error}.") from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(f"{known.host}:{known.port} did not take the mail: {error}.") from error


def _message(to: list[str], subject: str, body: str) -> EmailMessage:
    known = find_server()
    message = EmailMessage()
    message["From"] = known.sender if known else ""
    message["To"] = ", ".join(to)
    message["Subject"] = subject
    message.set_content(body)
    return message


def _folder() -> HouseFolder:
    folder: HouseFolder = settings.HOUSE_FOLDER
    return folder
