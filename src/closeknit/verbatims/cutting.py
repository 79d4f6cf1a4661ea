"""From what somebody said in one go to sentences with their places."""

from collections.abc import Iterable

from closeknit.analysis.kinds import Medium
from closeknit.analysis.text import mail, sentences
from closeknit.kit import ids
from closeknit.touchpoints.models import Turn
from closeknit.verbatims.models import Verbatim


def cut(turns: Iterable[Turn], *, position: int) -> list[Verbatim]:
    """Return the verbatims of turns that are theirs, in order, taking the places after `position`; nothing is written.

    Each turn brings its touchpoint and its speaker with the contact. What our own people said for themselves gives none.
    """
    made: list[Verbatim] = []
    for turn in turns:
        if turn.is_ours:
            continue
        contact, account = speaker_of(turn)
        for start, end in _spans(turn):
            position += 1
            made.append(
                Verbatim(
                    id=ids.new("verbatim", account or ids.HOUSE),
                    touchpoint_id=turn.touchpoint_id,
                    turn_id=turn.pk,
                    start=start,
                    end=end,
                    text=turn.text[start:end],
                    account_id=account,
                    contact_id=contact,
                    position=position,
                    said_at=turn.touchpoint.started_at,
                    medium=turn.touchpoint.medium,
                    wording=turn.touchpoint.wording,
                )
            )
    return made


def speaker_of(turn: Turn) -> tuple[str | None, str | None]:
    """Return the contact who said it and the account it was said for; nobody's where it waits for somebody to say who that was."""
    speaker = turn.speaker
    if speaker is not None and speaker.contact is not None:
        return speaker.contact_id, speaker.contact.account_id
    if speaker is not None and speaker.is_unsure:
        return None, None
    return None, turn.touchpoint.account_id


def _spans(turn: Turn) -> list[tuple[int, int]]:
    whole = [sentences.Span(0, len(turn.text))]
    # Quoted text in a mail is somebody else's, said at another time: it stands in the mail that it was written in.
    parts = mail.own_words(turn.text, writer=_name_of(turn)) if turn.touchpoint.medium == Medium.EMAIL else whole
    return [
        (part.start + span.start, part.start + span.end)
        for part in parts
        for span in sentences.split_sentences(turn.text[part.start : part.end])
    ]


def _name_of(turn: Turn) -> str:
    speaker = turn.speaker
    if speaker is None:
        return ""
    return speaker.contact.person.name if speaker.contact is not None else speaker.written
