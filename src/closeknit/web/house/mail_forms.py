"""Forms of the house's mail: what goes out, what comes in."""

from typing import Any

from django import forms

from closeknit.kit.mail import Server
from closeknit.kit.mailbox import Box

_KEPT = "Kept in the house folder, shown to nobody. Empty leaves the one that is known."


class MailForm(forms.Form):
    """The outgoing mail server."""

    host = forms.CharField(label="Server", max_length=255)
    port = forms.IntegerField(label="Port", min_value=1, max_value=65535, initial=587)
    security = forms.ChoiceField(
        label="Encryption",
        choices=[("starttls", "STARTTLS (usual on 587)"), ("tls", "TLS (usual on 465)"), ("none", "none")],
    )
    sender = forms.EmailField(label="Mails come from")
    login = forms.CharField(label="User name", max_length=255, required=False)
    password = forms.CharField(
        label="Password",
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_KEPT,
    )
    origin = forms.URLField(
        label="Links in mails lead to",
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text="The address at which your people open this house. Empty: mails carry no links.",
    )

    @staticmethod
    def initial_of(server: Server | None) -> dict[str, Any]:
        """Return what the form begins with; the password is never among it."""
        if server is None:
            return {}
        return {name: getattr(server, name) for name in ("host", "port", "security", "sender", "login", "origin")}


class MailTestForm(forms.Form):
    """To whom a mail is sent to see whether the server works."""

    to = forms.EmailField(label="Send a test to")
    answer = ""  # what the server said, once it was asked


class MailboxForm(forms.Form):
    """The mailbox that is read."""

    address = forms.EmailField(label="Its address", help_text="People forward mails to it, or reply to their digest.")
    host = forms.CharField(label="IMAP server", max_length=255)
    port = forms.IntegerField(label="Port", min_value=1, max_value=65535, initial=993)
    security = forms.ChoiceField(
        label="Encryption",
        choices=[("tls", "TLS (usual on 993)"), ("starttls", "STARTTLS (usual on 143)"), ("none", "none")],
    )
    folder = forms.CharField(label="Folder", max_length=200, initial="INBOX")
    login = forms.CharField(label="User name", max_length=255)
    password = forms.CharField(
        label="Password",
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_KEPT,
    )
    receiver = forms.CharField(
        label="Your mail server signs as",
        max_length=255,
        required=False,
        help_text="The name at the start of “Authentication-Results:” in a mail that you got. Empty: every sender waits to be confirmed.",
    )
    proof = forms.ChoiceField(
        label="A sender is proven by",
        choices=[("any", "DMARC, or a matching DKIM or SPF"), ("dmarc", "DMARC alone")],
    )

    @staticmethod
    def initial_of(box: Box | None) -> dict[str, Any]:
        """Return what the form begins with; the password is never among it."""
        if box is None:
            return {}
        names = ("address", "host", "port", "security", "folder", "login", "receiver", "proof")
        return {name: getattr(box, name) for name in names}


class MailboxTestForm(forms.Form):
    """Asks nothing: whether the mailbox can be opened as it is set."""

    answer = ""  # what the server said, once it was asked
