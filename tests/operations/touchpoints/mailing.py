"""Mails as people and machines send them, for the tests of the mailbox."""

from email.message import EmailMessage

HEARD = "heard@arlund.example"
OURS = "mx.arlund.example"


def mail(
    body: str,
    *,
    sender: str,
    subject: str = "Night runs",
    to: str = HEARD,
    proven: bool = True,
    message: str = "",
    headers: dict[str, str] | None = None,
) -> bytes:
    """Return a mail as our own server would put it into the mailbox."""
    letter = EmailMessage()
    domain = sender.rpartition("@")[2].rstrip(">")
    if proven:
        letter["Authentication-Results"] = f"{OURS}; dmarc=pass (p=none) header.from={domain}"
    letter["From"], letter["To"], letter["Subject"] = sender, to, subject
    letter["Date"] = "Thu, 19 Nov 2026 08:30:00 +0000"
    letter["Message-ID"] = f"<{message or abs(hash((body, sender)))}@{domain}>"
    for name, value in (headers or {}).items():
        letter[name] = value
    letter.set_content(body)
    return letter.as_bytes()


def forward(words: str, *, remark: str = "", author: str = "Ana Costa <ana@harrow.example>", **said) -> bytes:
    """Return a mail in which ben passes on what somebody wrote to him."""
    body = f"{remark}\n\n---------- Forwarded message ---------\nFrom: {author}\nDate: Wed, 18 Nov 2026 at 14:02\n"
    body += f"Subject: Night runs\nTo: Ben <ben@arlund.example>\n\n\n{words}\n"
    return mail(body, **({"sender": "Ben <ben@arlund.example>", "subject": "Fwd: Night runs"} | said))
