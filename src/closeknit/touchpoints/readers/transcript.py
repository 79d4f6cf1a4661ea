"""Plain text and Markdown that somebody wrote down or a program transcribed, with or without the names of speakers.

The shapes: "Ana: …", "**Ana:** …", "[00:01:02] Ana: …", "**Ana:** [00:01:02] …", a line of its own with name and time
("Ana Silva  0:21", "Ana (00:12)", "0:21 Ana"), and "[00:01.000 --> 00:02.500] …". What stands before the first
speaker (a title, details) is not words of anybody.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from closeknit.analysis.kinds import Medium
from closeknit.kit.tables import dates, values
from closeknit.touchpoints.readers import cues, markup
from closeknit.touchpoints.readers.conversation import (
    Conversation,
    Participant,
    Turn,
    clean,
    hash_turns,
    list_participants,
)

_STAMP = r"[\[(]?\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?"
_BOLD = r"(?:\*\*|__)"
# A name ends in no blank, and each optional part brings its own blanks before it: else a long run of them is tried in
# every way to part it.
_NAME = r"(?P<name>[^\W_](?:[^:*\n\[\]]{0,79}?[^\s:*\[\]])??)"
_LABEL = re.compile(
    rf"^\s*(?:(?P<bullet>[-*•])\s+)?(?:>\s*)?(?:(?P<before>{_STAMP})\s*)?(?:[-–]\s*)?(?P<mark>{_BOLD})?{_NAME}"
    rf"(?:\s*(?P<inside>\({_STAMP}\)|\[{_STAMP}\]))?(?:\s*{_BOLD})?\s*:{_BOLD}?(?=\s|$)"
    rf"\s*(?P<after>{_STAMP}(?=\s|$))?\s*(?P<text>.*)$"
)
_ALONE = re.compile(
    rf"^\s*(?:{_BOLD}|#{{1,6}}\s)?(?:\s*(?P<first>{_STAMP})\s)?(?:\s*[-–|])?\s*{_NAME}"
    rf"(?:\s*[-–|,])?(?:\s*(?P<last>{_STAMP}))?(?:\s*{_BOLD})?(?:\s*:)?\s*$"
)
# Programs put the time into the middle of a sentence when a minute is full.
_MARK_OF_TIME = re.compile(r"[ \t]*\[\d{1,2}:\d{2}(?::\d{2})?\][ \t]*")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,400}?)(?<=\S)\1")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s(?P<title>.*\S.*)$")
_SOUND = re.compile(r"^\s*(?:\*\*|__)?[\[(♪][^\])]{0,60}[\])♪](?:\*\*|__)?\s*$")
# Whoever asks and is not named: a label that everybody knows to mean nobody in particular.
_ASKS = "Interviewer"
_ROLE = re.compile(r"\s*\((?P<role>[^()]{1,60})\)\s*$")
_DETAIL = re.compile(
    r"^\s*(?:[-*]\s+)?(?:\*\*)?(?P<key>date|when|title|subject|language|participants|attendees|present)(?:\*\*)?\s*:\s*(?:\*\*)?"
    r"\s*(?P<value>\S.*)$",
    re.I,
)
_SAID_DAY = re.compile(
    r"\b(?:on|date:?)\s+(?P<day>[A-Z][a-z]{2,9} \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2} [A-Z][a-z]{2,9} \d{4}|\d{4}-\d\d-\d\d)"
)


@dataclass(slots=True)
class _Line:
    """One line as far as it is understood: who begins to speak here, when, and the words."""

    speaker: str | None
    offset: float | None
    text: str


@dataclass(frozen=True, slots=True)
class _Details:
    subject: str
    started_at: datetime | None
    language: str
    participants: tuple[Participant, ...]


def read(text: str, *, started_at: datetime | None = None) -> tuple[Conversation | None, bool]:
    """Return the conversation of a text, None when it has no words, and whether any speaker was found.

    Without speakers each paragraph is a turn of nobody, and the medium is a note. Offsets are seconds from the start
    when every time is written; times of day are not told apart from them.
    """
    lines = text.lstrip("\ufeff").splitlines()
    timed = _read_timed(lines)
    found = timed or _read_named(lines)
    first = found[0] if found else 0
    details = _read_details(lines[: first if found else 0] or lines[:1], named=bool(found))
    began = started_at or details.started_at
    turns = _place(found[1], began) if found else _read_paragraphs(lines, began)
    if not turns:
        return None, False
    named = any(turn.speaker for turn in turns)
    speakers = list_participants(turns)
    others = tuple(one for one in details.participants if one.name not in {speaker.name for speaker in speakers})
    conversation = Conversation(
        external_id=hash_turns(turns),
        medium=Medium.CALL if found else Medium.NOTE,
        subject=details.subject,
        started_at=began,
        turns=turns,
        participants=speakers + others,
        reply_to="",
        language_hint=details.language,
        place="",
    )
    return conversation, named


def _read_timed(lines: Sequence[str]) -> tuple[int, list[Turn]] | None:
    """Lines of "[start --> end] text", as Whisper prints them."""
    first = 0
    found: list[cues.Cue] = []
    for place, line in enumerate(lines):
        timing = cues.parse_timing(line)
        if timing is not None:
            first = first if found else place
            found.append(cues.Cue(timing[0], timing[1], "", timing[2]))
    if len(found) < 2 or not all(cue.text for cue in found[:3]):
        return None
    return first, list(cues.merge(cues.name_speakers(found)))


def _read_named(lines: Sequence[str]) -> tuple[int, list[Turn]] | None:
    labels = _choose_labels(lines)
    if not labels:
        return None
    first: int | None = None
    turns: list[Turn] = []
    paragraphs: list[str] = []
    current = _Line(None, None, "")
    blank = False
    for place, line in enumerate(lines):
        understood = _understand(line, labels)
        if understood.speaker is not None:
            first = place if first is None else first
            asked = _part_question(paragraphs) if understood.speaker == current.speaker else ""
            _close(turns, current, paragraphs)
            if asked:
                turns.append(Turn(speaker=_ASKS, address="", text=asked))
            current, paragraphs, blank = understood, [understood.text] if understood.text else [], False
        elif first is not None and line.strip() and not _HEADING.match(line) and not _SOUND.match(line):
            if paragraphs:
                paragraphs.append("\n\n" if blank else "\n")
            paragraphs.append(line.strip())
            blank = False
        else:
            blank = blank or not line.strip()
    _close(turns, current, paragraphs)
    return (first or 0, _join_runs(turns)) if turns else None


def _choose_labels(lines: Sequence[str]) -> dict[str, int]:
    """Return the labels that are speakers: together they open a good part of the lines, and each is likely one.

    Prose has colons too. A name in bold or with a time counts at once; a plain one when it comes again, or when a
    quarter of all lines that say anything open with a label.
    """
    n_lines = sum(1 for line in lines if line.strip())
    strong: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for line in lines:
        label = _LABEL.match(line[:400])
        if label and cues.looks_like_name(label["name"]) and not label["text"].startswith(("http://", "https://")):
            # A bold word after a bullet is a term with its explanation.
            marked = (label["mark"] and not label["bullet"]) or label["before"] or label["inside"] or label["after"]
            (strong if marked else plain)[_name(label["name"])] += 1
            continue
        alone = _ALONE.match(line) if len(line) <= 120 else None
        if alone and (alone["last"] or alone["first"]) and cues.looks_like_name(alone["name"].rstrip(" -–|,")):
            strong[_name(alone["name"])] += 1
    many = (strong.total() + plain.total()) * 4 >= n_lines
    chosen = Counter({name: count for name, count in plain.items() if many or count >= 3 or name in strong})
    chosen.update(strong)
    if chosen.total() < 2 or (not strong and not many and len(chosen) < 2):
        return {}
    return dict(chosen)


def _understand(line: str, labels: dict[str, int]) -> _Line:
    label = _LABEL.match(line) if ":" in line[:200] else None
    if label and _name(label["name"]) in labels:
        stamp = label["before"] or label["inside"] or label["after"]
        return _Line(_name(label["name"]), _offset(stamp), label["text"].strip())
    alone = _ALONE.match(line) if len(line) <= 120 else None
    if alone and (alone["last"] or alone["first"]) and _name(alone["name"]) in labels:
        return _Line(_name(alone["name"]), _offset(alone["last"] or alone["first"]), "")
    return _Line(None, None, line)


def _name(label: str) -> str:
    """The name without marks and without what stands behind it in brackets ("Ana Silva (Acme)")."""
    return _ROLE.sub("", label.strip(" *_-–|,\t")).strip()


def _offset(stamp: str | None) -> float | None:
    return cues.parse_stamp(stamp.strip("[]()")) if stamp else None


def _close(turns: list[Turn], current: _Line, paragraphs: Sequence[str]) -> None:
    text = clean(_EMPHASIS.sub(r"\2", _MARK_OF_TIME.sub(" ", "".join(paragraphs))))
    if current.speaker is not None and any(char.isalnum() for char in text):
        turns.append(Turn(speaker=current.speaker, address="", text=text, offset_seconds=current.offset))


def _part_question(paragraphs: list[str]) -> str:
    """Take the question out of the end of what one speaker said who is named again behind it: somebody else asked it.

    Interviews are often typed so that only the guest has a name.
    """
    if len(paragraphs) < 3 or paragraphs[-2] != "\n\n" or not paragraphs[-1].endswith(("?", "？")):
        return ""
    asked = clean(paragraphs[-1])
    del paragraphs[-2:]
    return asked


def _join_runs(turns: Sequence[Turn]) -> list[Turn]:
    """A speaker who is named again before every paragraph is still saying one thing, unless a time begins it anew."""
    runs: list[list[Turn]] = []
    for turn in turns:
        if runs and runs[-1][0].speaker == turn.speaker and turn.offset_seconds is None:
            runs[-1].append(turn)
        else:
            runs.append([turn])
    return [run[0] if len(run) == 1 else replace(run[0], text="\n".join(turn.text for turn in run)) for run in runs]


def _read_paragraphs(lines: Sequence[str], began: datetime | None) -> tuple[Turn, ...]:
    kept = ["" if _HEADING.match(line) or _SOUND.match(line) else line.rstrip() for line in lines]
    paragraphs = (clean(part) for part in re.split(r"\n\s*\n", "\n".join(kept)))
    return tuple(Turn("", "", part, began) for part in paragraphs if any(char.isalnum() for char in part))


def _place(turns: Sequence[Turn], began: datetime | None) -> tuple[Turn, ...]:
    if began is None:
        return tuple(turns)
    return tuple(
        Turn(turn.speaker, "", turn.text, began + timedelta(seconds=turn.offset_seconds or 0), turn.offset_seconds)
        for turn in turns
    )


def _read_details(lines: Sequence[str], *, named: bool) -> _Details:
    """What the lines before the first speaker say about the conversation."""
    subject, language = "", ""
    started_at: datetime | None = None
    participants: list[Participant] = []
    for line in lines[:60]:
        heading = _HEADING.match(line)
        if heading and not subject:
            subject = re.sub(r"^Transcript of (?:interview with )?", "", _plain(heading["title"].strip(" \t#")))
        detail = _DETAIL.match(line) if named else None
        if detail:
            key, value = detail["key"].casefold(), detail["value"].strip()
            if key in ("title", "subject"):
                subject = value
            elif key == "language":
                language = value[:20]
            elif key in ("date", "when"):
                started_at = started_at or _moment(value)
            else:
                participants.extend(_people(value))
        said = _SAID_DAY.search(line[:500]) if named and started_at is None else None
        if said:
            started_at = _moment(said["day"])
    return _Details(clean(subject)[:300], started_at, language, tuple(participants))


def _plain(title: str) -> str:
    """A title without the markup that Markdown may carry."""
    return " ".join(markup.to_text(title).split()) if re.search(r"[<&]", title) else title


def _moment(written: str) -> datetime | None:
    try:
        return dates.parse_datetime(written)
    except ValueError:
        return None


def _people(listed: str) -> list[Participant]:
    people: list[Participant] = []
    for part in re.split(r"[,;]", listed)[:50]:
        address = values.find_address(part)
        name = _name(re.sub(r"<[^<>]*>", "", part)) if not address or "<" in part else ""
        if name or address:
            people.append(Participant(name, address))
    return people
