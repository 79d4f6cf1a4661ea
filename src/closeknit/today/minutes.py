"""What was said on a call, as the person who was there typed it: whose each line is, and who took part."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from closeknit.accounts.naming import fold
from closeknit.touchpoints import lines
from closeknit.touchpoints.drafts import Line, Speaker

Named = tuple[str, Speaker]

_BLANK = re.compile(r"\n[^\S\n]*\n")
_US = ("Me", "I", "We", "Us")


@dataclass(frozen=True)
class Minutes:
    """Who took part, and what each said, in order; `Line.speaker` is a place in `speakers`."""

    speakers: tuple[Speaker, ...]
    lines: tuple[Line, ...]


def read_talk(
    said: str, *, there: Sequence[Named], writer: Named | None, others: Sequence[Named], is_exact: bool
) -> Minutes:
    """Return the minutes of a talk with `there`, written down by `writer`; `others` took part only where the text names them.

    "Ana: we wait for weeks" is Ana's line; "Me:" and "We:" are the writer's. A line without a name is said by the first who was there. In
    exact words a paragraph goes on with whoever spoke; in notes an empty line ends what one person said.
    """
    own = [writer, *((word, writer[1]) for word in _US)] if writer else []
    people = [*there, *own, *_apart(others, there)]
    known, spoken = _read(said, people, is_exact)
    first = 0 if there else None
    named = [replace(line, speaker=first if line.speaker is None else line.speaker) for line in spoken]
    present = [speaker for _, speaker in there] + ([writer[1]] if writer else [])
    speakers = list(dict.fromkeys([*present, *(known[line.speaker] for line in named if line.speaker is not None)]))
    return Minutes(
        tuple(speakers),
        tuple(
            replace(line, speaker=speakers.index(known[line.speaker]) if line.speaker is not None else None)
            for line in named
        ),
    )


def read_message(text: str, *, there: Sequence[Named], writer: Named | None, is_ours: bool) -> Minutes:
    """Return the minutes of a message: all of it is its sender's, the others were written to."""
    senders = [writer[1]] if is_ours and writer else [speaker for _, speaker in there[:1]]
    reached = [speaker for _, speaker in there] if is_ours else [speaker for _, speaker in there[1:]]
    if writer and not is_ours:
        reached.append(writer[1])
    speakers = (*senders, *(replace(one, is_speaker=False) for one in reached))
    return Minutes(speakers, (Line(text.strip(), 0 if senders else None),) if text.strip() else ())


def _read(said: str, people: Sequence[Named], is_exact: bool) -> tuple[list[Speaker], list[Line]]:
    known: list[Named] = list(people)
    spoken: list[Line] = []
    for block in [said] if is_exact else _BLANK.split(said):
        speakers, several = lines.read(block, known)
        known += [(speaker.name, speaker) for speaker in speakers[len(known) :]]
        spoken += several
    return [speaker for _, speaker in known], spoken


def _apart(others: Sequence[Named], there: Sequence[Named]) -> list[Named]:
    """Those who cannot be taken for somebody who was there by their first name."""
    taken = {_first(name) for name, _ in there}
    theirs = [other for other in others if not other[1].member]
    # One stranger alone would be taken for the speaker of every line without a name.
    alone = not there and len(theirs) == 1
    return [other for other in others if _first(other[0]) not in taken and not (alone and other in theirs)]


def _first(name: str) -> str:
    return next(iter(fold(name).split()), "")
