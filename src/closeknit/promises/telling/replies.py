"""Recognising a reply to a mail that told somebody how a promise ended: by the mail's own id, which only they know, and by who wrote it."""

import email
import email.policy
from collections.abc import Sequence
from datetime import datetime, timedelta

from closeknit.analysis.promises.kinds import WordSource
from closeknit.analysis.promises.reply import guess_word
from closeknit.kit import files, ids
from closeknit.kit.events import record
from closeknit.kit.models import Mail
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Confirmation, Told
from closeknit.promises.telling import events, operations
from closeknit.touchpoints.events import LetterCame
from closeknit.touchpoints.mailbox import judging
from closeknit.touchpoints.models import Letter, Turn

REPLIES_ARE_TAKEN_FOR = timedelta(days=365)


def find_addressee(messages: Sequence[str], at: datetime) -> str | None:
    """Return the address to which one of these mails went to tell somebody something, not too long ago, or None."""
    told = _find_told(messages, at)
    posted = Mail.objects.unscoped(reason="whoever knows a told mail's own id got it")
    return posted.filter(pk=told.mail).values_list("to", flat=True).first()[0] if told else None  # type: ignore[index]  # it was put with it


def take_reply(came: LetterCame, viewer: Viewer, at: datetime) -> None:
    """Keep a mail that answers one of ours as what they said, for a member to read over; in the transaction that took it in.

    Only from the person who was told: what somebody else writes in the same conversation confirms nothing.
    """
    if came.state != "taken" or not came.proof:
        return
    letter = Letter.objects.visible_to(viewer).get(pk=came.subject)
    told = _find_told(_answered(letter), at) if letter.file and letter.touchpoint_id else None
    turn = _find_turn(letter, told, viewer) if told else None
    if told is None or turn is None or Confirmation.objects.visible_to(viewer).filter(turn=turn).exists():
        return
    guess = guess_word(turn.text)
    row = Confirmation.objects.add(
        Confirmation(
            id=ids.new("confirmed", told.account_id),
            told=told,
            account_id=told.account_id,
            contact_id=told.contact_id,
            guess=guess or "",
            source=WordSource.MAIL,
            turn=turn,
            said_at=turn.touchpoint.started_at,
        )
    )
    word = events.WordCame(subject=row.pk, account=row.account_id, told=told.pk, guess=row.guess)
    record(word, viewer=viewer, at=at)


def _find_told(messages: Sequence[str], at: datetime) -> Told | None:
    secrets = [message for message in messages if message.endswith(operations.AT)]
    if not secrets:
        return None
    known = Told.objects.unscoped(reason="whoever knows a told mail's own id got it").filter(message__in=secrets)
    return known.filter(created_at__gt=at - REPLIES_ARE_TAKEN_FOR).select_related("contact").order_by("-pk").first()


def _answered(letter: Letter) -> list[str]:
    message = email.message_from_bytes(files.path_of(letter.file).read_bytes(), policy=email.policy.compat32)
    return judging.list_answered(message)


def _find_turn(letter: Letter, told: Told, viewer: Viewer) -> Turn | None:
    """Return what the person who was told wrote in it, at whichever account we have their address; None where it was somebody else."""
    turns = Turn.objects.visible_to(viewer).filter(touchpoint=letter.touchpoint_id, is_ours=False)
    theirs = turns.filter(speaker__contact__person=told.contact.person_id)
    return theirs.select_related("touchpoint").order_by("position").first()
