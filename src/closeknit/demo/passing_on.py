"""What our people hand in by mail: passed on from their own mailbox, or written down for the house's address."""

from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from functools import partial

from closeknit.demo.cast import Cast
from closeknit.demo.company import Company, TableRow
from closeknit.demo.telling import Happening, key_of
from closeknit.kit import files
from closeknit.touchpoints.mailbox import operations

_HOUSE = "heard@emberandvale.example"


def list_happenings(company: Company, cast: Cast) -> Iterator[Happening]:
    """Yield each mail on its day. The house of the demo reads no mailbox, so nothing proves a sender: Hannah says whose they are."""
    for row in company.rows("passed_on"):
        key = key_of("passed on", row["member email"], row["sent_at"])
        yield Happening(key, company.calendar.moment(row["sent_at"]), partial(_take, row, cast))


def _take(row: TableRow, cast: Cast, at: datetime) -> None:
    data = _write(row, at)
    letter = operations.take_letter(data=data, file=files.store([data]), viewer=cast.viewer, at=at)
    if row["is taken in"] == "yes":
        operations.confirm_letter(letter=letter, viewer=cast.viewer, at=at)


def _write(row: TableRow, at: datetime) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = row["member email"], _HOUSE
    mail["Subject"] = f"Fwd: {row['subject']}" if row["author"] else row["subject"]
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{key_of('passed on', row['member email'], row['sent_at'])}@emberandvale.example>"
    body = row["words"]
    if row["author"]:
        head = (
            f"From: {row['author']}\nDate: {format_datetime(at)}\nSubject: {row['subject']}\nTo: {row['member email']}"
        )
        body = f"{row['remark']}\n\n---------- Forwarded message ---------\n{head}\n\n{body}"
    mail.set_content(body)
    return mail.as_bytes()
