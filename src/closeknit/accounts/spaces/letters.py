"""What is written to somebody who is invited to a shared site, in their language."""

from datetime import datetime

from django.template.loader import render_to_string

from closeknit.accounts.models import SpaceInvitation
from closeknit.identity import queries as identity_queries
from closeknit.kit import mail
from closeknit.kit.languages import speaking
from closeknit.kit.models import Mail
from closeknit.kit.viewer import Viewer


def send_invitation(
    invitation: SpaceInvitation, secret: str, inviter: str, *, language: str, viewer: Viewer, at: datetime
) -> str:
    """Put the invitation into the outbox and return the mail's id. The link is in it and nowhere else."""
    context = {
        "name": invitation.name,
        "inviter": inviter,
        "house": identity_queries.get_house().name,
        "account": invitation.account.name,
        "link": f"{mail.ORIGIN}/shared/join/{secret}/",
        "until": invitation.expires_at,
    }
    with speaking(language):
        subject = render_to_string("accounts/space_invitation_subject.txt", context)
        body = render_to_string("accounts/space_invitation.txt", context)
    return mail.put(
        to=[invitation.email], subject=" ".join(subject.split()), body=body.strip() + "\n", about=invitation.pk,
        at=at, viewer=viewer, useful_until=invitation.expires_at, is_secret=True,
    )  # fmt: skip


def _why_not(about: str) -> str:
    """Say why an invitation need not go out any more: what was withdrawn in the meantime must not open anything."""
    if not about.startswith("spaceinvitation_"):
        return ""
    rows = SpaceInvitation.objects.unscoped(reason="right before a mail goes out it is asked whether it still should")
    row = rows.filter(pk=about).first()
    if row is None or row.withdrawn_at is not None or row.accepted_at is not None:
        return "The invitation was withdrawn or accepted before the mail went out."
    return ""


def hold_back() -> None:
    """Ask before each mail goes out; called once, when the house starts."""
    mail.hold_back(_why_not)


def forget_mail(invitation: SpaceInvitation) -> None:
    """Take the link out of the outbox where its mail has not gone out yet."""
    rows = Mail.objects.unscoped(reason="who withdraws an invitation takes its link back, on whichever side they stand")
    rows.filter(pk=invitation.mail, sent_at__isnull=True).update(body="")
