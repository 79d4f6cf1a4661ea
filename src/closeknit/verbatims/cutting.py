"""From what somebody said in one go to sentences with their places."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from closeknit.analysis.kinds import Medium
from closeknit.analysis.text import mail, sentences
from closeknit.kit import ids


@dataclass(frozen=True, slots=True)
class Said:
    """A turn with what is known of its touchpoint and its speaker. `contact_account` is where the contact is; `writer` is their name."""

    id: int
    text: str
    is_ours: bool
    touchpoint: str
    account: str | None
    started_at: datetime
    medium: str
    wording: str
    contact: str | None
    contact_account: str | None
    is_unsure: bool
    writer: str
    audience: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A verbatim to be: its id, its place in the stream and in its turn, and who said it, for which account."""

    id: str
    position: int
    said: Said
    start: int
    end: int
    contact: str | None
    account: str | None

    @property
    def text(self) -> str:
        """Exactly what stands there."""
        return self.said.text[self.start : self.end]


def cut(turns: Iterable[Said], *, position: int) -> list[Sentence]:
    """Return the sentences of turns that are theirs, in order, taking the places after `position`; nothing is written.

    What our own people said for themselves gives none.
    """
    made: list[Sentence] = []
    for said in turns:
        if said.is_ours:
            continue
        contact, account = speaker_of(said)
        for start, end in _spans(said):
            position += 1
            pk = ids.new("verbatim", account or ids.HOUSE)
            made.append(Sentence(pk, position, said, start, end, contact, account))
    return made


def speaker_of(said: Said) -> tuple[str | None, str | None]:
    """Return the contact who said it and the account it was said for; nobody's where it waits for somebody to say who that was."""
    if said.contact is not None:
        return said.contact, said.contact_account
    return (None, None) if said.is_unsure else (None, said.account)


def _spans(said: Said) -> list[tuple[int, int]]:
    whole = [sentences.Span(0, len(said.text))]
    # Quoted text in a mail is somebody else's, said at another time: it stands in the mail that it was written in.
    parts = mail.own_words(said.text, writer=said.writer) if said.medium == Medium.EMAIL else whole
    return [
        (part.start + span.start, part.start + span.end)
        for part in parts
        for span in sentences.split_sentences(said.text[part.start : part.end])
    ]
