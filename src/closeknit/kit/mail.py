"""Outgoing mail. A mail is a row first; it goes out when there is a server, and waits, and is shown, until then."""

import secrets
import smtplib
import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum

from django.conf import settings
from django.db.models import QuerySet

from closeknit.kit import clock, ids, tasks
from closeknit.kit.house_folder import HouseFolder
from closeknit.kit.models import Mail, MailServer
from closeknit.kit.refusals import Refused
from closeknit.kit.tasks import timetable
from closeknit.kit.viewer import Viewer

# Stands in the text of a mail for where links lead, and is filled in as it goes out: a mail may be written before anybody has said it.
ORIGIN = "{where links lead}"
# So many mails are tried in one go; the next go, five minutes later, takes the next ones.
AT_ONCE = 500
PASSWORD = "mail_password"  # noqa: S105 - the name of a file, not a password
_checks: list[Callable[[str], str]] = []
_names: list[Callable[[], str]] = []


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
    origin: str = ""


def find_server() -> Server | None:
    """Return the house's outgoing server, or None where none is set."""
    row = MailServer.objects.unscoped(reason="the house sends for everyone").first()
    if row is None:
        return None
    has_password = _folder().read_secret(PASSWORD) is not None
    return Server(row.host, row.port, row.security, row.login, row.sender, has_password, row.origin)


def find_origin() -> str:
    """Return where links in mails lead, such as https://partners.example, without a slash at the end; empty where nobody has said it."""
    known = find_server()
    return known.origin if known else ""


def keep_server(
    *, host: str, port: int, security: str, login: str, sender: str, password: str, origin: str = ""
) -> None:
    """Keep the outgoing server; an empty `password` leaves the one that is known. Called by an operation of `identity`.

    `origin` is where links in mails lead: what a request says of its own host is never used for that.
    """
    said = {"host": host, "port": port, "security": security, "login": login, "sender": sender}
    said["origin"] = origin.rstrip("/")
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


def put(
    *,
    to: list[str],
    subject: str,
    body: str,
    about: str,
    at: datetime,
    viewer: Viewer,
    html: str = "",
    headers: Mapping[str, str] | None = None,
    message: str = "",
    is_once: bool = False,
    is_secret: bool = False,
    useful_until: datetime | None = None,
) -> str:
    """Put a mail into the outbox, in the running transaction, and return its id.

    `message` is its Message-ID without brackets, else one is made. With `is_once` a worker that is killed while the server takes it leaves
    it perhaps unsent; without, perhaps sent twice under the same Message-ID. After `useful_until` it is not sent any more. What `is_secret`
    carries a link or a code that opens something: its text is forgotten as soon as it has gone out or cannot go any more.
    """
    pk = ids.new("mail")
    mail = Mail.objects.add(
        Mail(
            id=pk,
            to=to,
            subject=subject,
            body=body,
            about=about,
            created_at=at,
            html=html,
            headers=dict(headers or {}),
            message=message or f"{pk}.{secrets.token_hex(8)}@closeknit",
            is_once=is_once,
            is_secret=is_secret,
            useful_until=useful_until,
        )
    )
    tasks.enqueue(send_waiting, viewer=viewer, key="mail:send")
    return mail.pk


def hold_back(check: Callable[[str], str]) -> None:
    """Ask `check(about)` right before a mail goes out: a sentence that it returns is why it does not go any more."""
    _checks.append(check)


def send_as(find_name: Callable[[], str]) -> None:
    """Ask `find_name()` for whom mails come from: a bare address in an inbox says nothing to who is written to for the first time."""
    _names.append(find_name)


def withhold(pk: str, reason: str, *, viewer: Viewer) -> None:
    """Let a mail that waits go out no more, in the running transaction: another one says instead what of it still holds."""
    row = Mail.objects.visible_to(viewer).filter(pk=pk, sent_at__isnull=True).first()
    if row is not None:
        row.change(failed_reason=reason, **_forgotten(row))


class MailState(StrEnum):
    """How far a mail has come."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True)
class Posted:
    """A mail that was put here: how far it came, and why no further."""

    state: MailState
    reason: str


def list_posted(mails: Iterable[str], *, viewer: Viewer) -> dict[str, Posted]:
    """Return how far each of these mails has come; those that are not there are left out. What was put here has not gone out by that."""
    wanted = [mail for mail in mails if mail]
    rows = Mail.objects.visible_to(viewer).filter(pk__in=wanted).values_list("pk", "sent_at", "failed_reason")
    return {
        pk: Posted(MailState.SENT if sent_at else MailState.FAILED if failed else MailState.WAITING, failed)
        for pk, sent_at, failed in (rows if wanted else ())
    }


def select_failed(*, viewer: Viewer) -> QuerySet[Mail, str]:
    """Return the ids of the mails that go out no more, for a query within another: whom one of them was for was not told by it."""
    return Mail.objects.visible_to(viewer).exclude(failed_reason="").values_list("pk", flat=True)


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
    if not find_origin():
        # A link would open nothing: what has one waits until the house knows where links lead, and holds nothing else up.
        waiting = waiting.exclude(body__contains=ORIGIN)
    for mail in waiting.order_by("created_at")[:AT_ONCE]:
        work.report()
        if why_not := _find_reason_against(mail):
            mail.change(failed_reason=why_not, **_forgotten(mail))
            continue
        try:
            _send(mail)
        except NotSent as error:
            if "refused" not in str(error):
                raise
            mail.change(failed_reason=str(error), **_forgotten(mail))
        else:
            # Between the server's yes and this line a kill makes a second copy, under the same Message-ID: losing one is worse.
            mail.change(sent_at=clock.now(), **_forgotten(mail))


def _forgotten(mail: Mail) -> dict[str, str]:
    return {"body": "", "html": ""} if mail.is_secret else {}


def _find_reason_against(mail: Mail) -> str:
    if mail.begun_at is not None:
        return "The house was stopped while the server took it; it may have arrived, so it was not sent again."
    if mail.useful_until is not None and mail.useful_until < clock.now():
        return "It waited for so long that it says nothing new any more."
    return next((reason for check in _checks if (reason := check(mail.about))), "")


def _send(mail: Mail) -> None:
    with _connected() as server:
        if mail.is_once:
            mail.change(begun_at=clock.now())
        try:
            server.send_message(_message(mail.to, mail.subject, mail.body.replace(ORIGIN, find_origin()), mail))
        except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused):
            # The server said no: it surely does not have it.
            if mail.is_once:
                mail.change(begun_at=None)
            raise


timetable.every(timedelta(minutes=5), "mail", send_waiting)


@contextmanager
def _connected() -> Iterator[smtplib.SMTP]:
    """Open an SMTP session with the house's server; whatever goes wrong is NotSent, or NoServer."""
    known = find_server()
    if known is None:
        raise NoServer("No mail server is set yet. Mails wait here until one is.")
    try:
        with _session(known) as session:
            if known.security == "starttls":
                # Without a context of its own smtplib takes anybody's certificate.
                session.starttls(context=ssl.create_default_context())
            if known.login:
                session.login(known.login, _folder().read_secret(PASSWORD) or "")
            yield session
    except smtplib.SMTPRecipientsRefused as error:
        raise NotSent(f"The server refused the address: {error}.") from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(f"{known.host}:{known.port} did not take the mail: {error}.") from error


def _session(known: Server) -> smtplib.SMTP:
    if known.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(known.host, known.port, timeout=settings.EMAIL_TIMEOUT, context=context)
    return smtplib.SMTP(known.host, known.port, timeout=settings.EMAIL_TIMEOUT)


def _message(to: list[str], subject: str, body: str, mail: Mail | None = None) -> EmailMessage:
    known = find_server()
    message = EmailMessage()
    message["From"] = _name_sender(known.sender) if known else ""
    message["To"] = ", ".join(to)
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(clock.now())
    message.set_content(body, cte=_encoding_of(body))
    if mail is not None:
        message["Message-ID"] = f"<{mail.message or mail.pk + '@closeknit'}>"
        for name, value in mail.headers.items():
            message[name] = value
        if mail.html:
            message.add_alternative(mail.html, subtype="html", cte=_encoding_of(mail.html))
    return message


def _name_sender(address: str) -> Address | str:
    """Return the address with the house's name before it (RFC 5322), encoded as it is written into the mail."""
    name = " ".join(next((found for find in _names if (found := find())), "").split())
    try:
        return Address(display_name="".join(one for one in name if one.isprintable()), addr_spec=address)
    except (ValueError, HeaderParseError):
        # An address that is kept with a name of its own, or with signs that only some servers take, goes out as it is.
        return address


def _encoding_of(text: str) -> str | None:
    """How a text travels: a line that begins with “From ” is hidden, since smtplib would put “>” before somebody's words."""
    return "base64" if "From " in (line[:5] for line in text.splitlines()) else None


def _folder() -> HouseFolder:
    folder: HouseFolder = settings.HOUSE_FOLDER
    return folder
