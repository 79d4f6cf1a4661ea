"""What every reader gives: conversations with their turns, and what was rejected with the reason."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from closeknit.analysis.kinds import Medium

# A long book. What is longer in one go is a disk that went wrong or a file within a cell, and hearing it would take hours.
MOST_IN_A_TURN = 1_000_000

_LINE_END = re.compile(r"\r\n?")
_BROKEN = re.compile(r"[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said or wrote in one go.

    `speaker` and `address` are as the source writes them, empty when it does not say. `offset_seconds` counts from the
    start of a recording. `own` is None while all of `text` is taken for the speaker's own words, else the ranges that are
    (in mail the rest is quoted or a signature; who reads the mail decides that). `prompt` is what was asked, where the
    source says so: the question of a survey.
    """

    speaker: str
    address: str
    text: str
    at: datetime | None = None
    offset_seconds: float | None = None
    own: tuple[tuple[int, int], ...] | None = None
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who took part or was written to, as the source names them."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """One touchpoint as a source tells it.

    `external_id` is the source's own id, or else a hash of the content (`hash_turns`, `hash_values`): it is the same
    whatever the file is called, however it is encoded, and in whatever order its rows come. `reply_to` is the external id
    of the message that this one answers, in a table the id of the thread that its row belongs to. `place` says to people
    where in the file it stands, empty where it is all of the file. `account` is the organisation that a table names beside
    the words; `attachments` are the names of files that were not read; `table` stands for the columns of its table.
    """

    external_id: str
    medium: Medium
    subject: str
    started_at: datetime | None
    turns: tuple[Turn, ...]
    participants: tuple[Participant, ...]
    reply_to: str
    language_hint: str
    place: str
    account: str = ""
    attachments: tuple[str, ...] = ()
    table: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row, message or part of a file that gave no conversation, counted from 1, and why as a sentence."""

    row: int
    reason: str


def hash_turns(turns: Iterable[Turn]) -> str:
    """Return an id for what was said and by whom, whatever the times and however the cues were cut.

    White space counts as one blank and consecutive words of one speaker as one turn, so that the VTT, the SRT and the
    plain text of one recording are the same conversation.
    """
    runs: list[tuple[str, list[str]]] = []
    for turn in turns:
        if runs and runs[-1][0] == turn.speaker:
            runs[-1][1].append(turn.text)
        else:
            runs.append((turn.speaker, [turn.text]))
    digest = hashlib.sha256()
    for speaker, texts in runs:
        digest.update(f"{_plain(speaker)}\x1f{_plain(' '.join(texts))}\x1e".encode("utf-8", "replace"))
    return f"words-{digest.hexdigest()[:40]}"


def hash_values(named: Iterable[tuple[str, str]]) -> str:
    """Return an id for a row or message by all its named values, whatever their order; empty ones do not count."""
    digest = hashlib.sha256()
    for name, value in sorted((_plain(name), _plain(value)) for name, value in named):
        if value:
            digest.update(f"{name}\x1f{value}\x1e".encode("utf-8", "replace"))
    return f"row-{digest.hexdigest()[:40]}"


def check_length(turns: Iterable[Turn]) -> str:
    """Return why turns cannot be words, said after "row 7 …", or an empty string: one is longer than anybody speaks."""
    longest = max((len(turn.text) for turn in turns), default=0)
    if longest <= MOST_IN_A_TURN:
        return ""
    return f"has {longest:,} characters in one piece, more than anybody says or writes in one go ({MOST_IN_A_TURN:,})"


def clean(text: str) -> str:
    """Return a text that every store takes: no null or lone surrogate, one kind of line end, no blank edges."""
    plain = _LINE_END.sub("\n", text) if "\r" in text else text
    return (plain if plain.isascii() and "\x00" not in plain else _BROKEN.sub("\ufffd", plain)).strip()


def list_participants(turns: Iterable[Turn]) -> tuple[Participant, ...]:
    """Return everybody who speaks in the turns, in order of their first words."""
    named = dict.fromkeys((turn.speaker, turn.address) for turn in turns if turn.speaker or turn.address)
    return tuple(Participant(name, address) for name, address in named)


def _plain(text: str) -> str:
    return " ".join(text.split())
