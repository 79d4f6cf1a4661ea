"""Timed cues of captions and recordings, whatever the format, and the turns that they make."""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from closeknit.touchpoints.readers.conversation import Turn, clean

_STAMP = r"(?:(?P<{0}h>\d{{1,4}}):)?(?P<{0}m>\d{{1,2}}):(?P<{0}s>\d{{1,2}})(?:[.,](?P<{0}f>\d{{1,9}}))?"
TIMING = re.compile(rf"^\s*\[?{_STAMP.format('a')}\s*-{{1,2}}>\s*{_STAMP.format('b')}(?P<rest>[^\]]*)\]?(?P<text>.*)$")
_VOICE = re.compile(r"<v(?:\.[^\s>]+)?\s+([^>]{1,200})>")
_TAG = re.compile(r"</?[a-z][^<>]{0,200}>|<\d[\d:.]{3,20}>", re.I)
_NAMED = re.compile(r"^\s*(?:[-–>]+\s*)?(?P<name>[^\W_][^:<>\n]{0,60}?)\s*:\s+(?P<text>\S.*)$", re.S)
_SOUND = re.compile(r"^\s*[\[(♪♫][^\])]*[\])♪♫]?\s*$")
# Whoever pauses longer, or has come to the end of a sentence after so many characters, begins a new turn where no name
# parts them: a whole recording in one turn could not be listened to again at the right place.
_PAUSE = 2.0
_LONG = 400


@dataclass(frozen=True, slots=True)
class Cue:
    """A span of a recording in seconds, the speaker if one is named, and the text on one line."""

    start: float
    end: float
    speaker: str
    text: str


def parse_timing(line: str) -> tuple[float, float, str] | None:
    """Return start and end in seconds and the text behind them, when a line is a timing ("00:01.000 --> 00:02.500")."""
    if "->" not in line:
        return None
    found = TIMING.match(line[:2000])
    if not found:
        return None
    return _seconds(found, "a"), _seconds(found, "b"), found["text"].strip()


def parse_stamp(text: str) -> float | None:
    """Return the seconds of a time like 1:02:03, 0:21 or 00:43.810; None when it is none."""
    found = re.fullmatch(_STAMP.format("a"), text.strip())
    return _seconds(found, "a") if found else None


def read_blocks(lines: Sequence[str]) -> Iterator[Cue]:
    """Yield the cues of WebVTT and SRT blocks: a timing, then text up to a blank line; everything else is passed over.

    The two formats differ in numbering and the decimal mark; real files mix them, so one way reads both. A voice span
    names the speaker. A blank line within a cue's text ends the cue, as both formats say.
    """
    place = 0
    before: tuple[str, ...] = ()
    while place < len(lines):
        timing = parse_timing(lines[place])
        place += 1
        if timing is None:
            continue
        texts = [timing[2]] if timing[2] else []
        while place < len(lines) and lines[place].strip() and parse_timing(lines[place]) is None:
            texts.append(lines[place])
            place += 1
        # SRT without a blank line before its next number leaves that number behind the text.
        if place < len(lines) and len(texts) > 1 and texts[-1].strip().isdigit() and parse_timing(lines[place]):
            texts.pop()
        # Captions that roll show the line of before once more.
        fresh = [text for text in texts if text.strip() not in before] if len(texts) > 1 and before else texts
        before = tuple(text.strip() for text in texts)
        yield from _by_voice(timing[0], timing[1], "\n".join(fresh))


def name_speakers(cues: Sequence[Cue]) -> list[Cue]:
    """Return the cues with names moved from their text ("Ana: hello") to the speaker, when the names come again.

    A name counts when it opens two cues at least, or when more than half of all cues open with some name.
    """
    found = [_NAMED.match(cue.text) if not cue.speaker else None for cue in cues]
    counts = Counter(match["name"] for match in found if match)
    usual = sum(counts.values()) * 2 > len(cues)
    named: list[Cue] = []
    for cue, match in zip(cues, found, strict=True):
        if match and (usual or counts[match["name"]] >= 2) and looks_like_name(match["name"]):
            named.append(replace(cue, speaker=match["name"].strip(), text=match["text"]))
        else:
            named.append(cue)
    return named


def looks_like_name(label: str) -> bool:
    """Return whether a label before a colon can be a speaker: up to five words, not a note, an address or a sentence."""
    words = label.split()
    if not 1 <= len(words) <= 5 or not any(char.isalpha() for char in label):
        return False
    return label.strip().casefold() not in _NO_NAMES and not re.search(r"[!?;/\\=<>{}\"]|\.\s+[a-z]", label)


def merge(cues: Sequence[Cue], *, started_at: datetime | None = None) -> tuple[Turn, ...]:
    """Return the turns that the cues make: consecutive cues of one speaker are one, and offsets stay exact.

    Cues after the first named one that carry no name go on with the speaker. Where nobody is named at all, a pause of
    two seconds, or the end of a sentence after 400 characters, begins a new turn.
    """
    turns: list[Turn] = []
    texts: list[str] = []
    named = any(cue.speaker for cue in cues)
    speaker, start, end = "", 0.0, 0.0
    for cue in cues:
        text = " ".join(cue.text.split())
        if not text or _SOUND.match(text):
            continue
        who = cue.speaker or (speaker if named else "")
        rests = not named and (
            cue.start - end > _PAUSE or (sum(map(len, texts)) > _LONG and texts[-1][-1] in ".?!…。？！")
        )
        if texts and (who != speaker or rests):
            turns.append(_turn(speaker, texts, start, started_at))
            texts = []
        if not texts:
            speaker, start = who, cue.start
        texts.append(text)
        end = cue.end
    if texts:
        turns.append(_turn(speaker, texts, start, started_at))
    return tuple(turn for turn in turns if any(char.isalnum() for char in turn.text))


_NO_NAMES = frozenset(
    (
        *(
            "note",
            "notes",
            "nb",
            "ps",
            "p.s",
            "http",
            "https",
            "todo",
            "warning",
            "example",
            "date",
            "time",
            "subject",
            "re",
        ),
        *(
            "fw",
            "fwd",
            "cc",
            "to",
            "tel",
            "phone",
            "url",
            "link",
            "source",
            "summary",
            "description",
            "title",
            "agenda",
        ),
        *(
            "attendees",
            "participants",
            "present",
            "location",
            "duration",
            "recording",
            "transcript",
            "kind",
            "language",
        ),
        *("when", "where", "medium", "account", "q&a", "q&a session", "introduction", "conclusion", "key points"),
    )
)


def _seconds(found: re.Match[str], side: str) -> float:
    fraction = found[f"{side}f"] or "0"
    whole = int(found[f"{side}h"] or 0) * 3600 + int(found[f"{side}m"]) * 60 + int(found[f"{side}s"])
    return whole + int(fraction) / 10.0 ** len(fraction)


def _by_voice(start: float, end: float, text: str) -> Iterator[Cue]:
    """A cue may hold the voices of several people one after the other."""
    voices = list(_VOICE.finditer(text))
    if not voices or text[: voices[0].start()].strip():
        yield Cue(start, end, "", _plain(text[: voices[0].start()] if voices else text))
    for place, voice in enumerate(voices):
        until = voices[place + 1].start() if place + 1 < len(voices) else len(text)
        yield Cue(start, end, " ".join(html.unescape(voice[1]).split()), _plain(text[voice.end() : until]))


def _plain(text: str) -> str:
    return clean(html.unescape(_TAG.sub("", text)))


def _turn(speaker: str, texts: Sequence[str], start: float, started_at: datetime | None) -> Turn:
    at = None
    if started_at is not None and start < 10**7:
        at = started_at + timedelta(seconds=start)
    return Turn(speaker=speaker, address="", text=clean(" ".join(texts)), at=at, offset_seconds=start)
