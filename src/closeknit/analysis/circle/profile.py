"""A written profile as claims: what each paragraph says, which words stand behind it, and what changed from one version to the next."""

import difflib
import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Beyond this many words on one side a change is shown whole: comparing them word by word would keep the reader waiting.
_MOST_COMPARED = 1_500

_NOTE = re.compile(r"\[\^(\d{1,18})\]")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_POINT = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+(.*)$")
_ASIDE = re.compile(r"^\s*>\s?(.*)$")
_RULE = re.compile(r"^\s*([-*_])(?:\s*\1){2,}\s*$")
# A word carries the space behind it: spaces by themselves match everywhere, and cost the most.
_PIECES = re.compile(r"\[\^\d+\]\s*|\w+\s*|[^\w\s]\s*|\s+")


class BlockKind(enum.StrEnum):
    """What a block of a profile is. Only a claim needs somebody's words behind it."""

    HEADING = "heading"
    CLAIM = "claim"
    QUESTION = "question"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, point of a list, heading or quoted aside, as markdown of one line. `notes` are what it cites, in order."""

    kind: BlockKind
    text: str
    notes: tuple[int, ...] = ()

    @property
    def is_unsupported(self) -> bool:
        """Whether it claims something and cites nothing."""
        return self.kind is BlockKind.CLAIM and not self.notes


class ChangeKind(enum.StrEnum):
    """What became of a stretch of the earlier text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text that stayed, went or came."""

    kind: ChangeKind
    text: str


def read_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a profile in order: each paragraph and each point of a list is one claim.

    What ends in a question mark is a question: it claims nothing. A line that begins with `>` is an aside of the writer.
    """
    return tuple(_block(kind, " ".join(lines)) for kind, lines in _gather(text.splitlines()) if any(lines))


def count_claims(blocks: Sequence[Block]) -> tuple[int, int]:
    """Return how many claims there are, and how many of them cite nothing."""
    claims = [block for block in blocks if block.kind is BlockKind.CLAIM]
    return len(claims), sum(block.is_unsupported for block in claims)


def diff_words(before: str, after: str) -> tuple[Change, ...]:
    """Return what went and what came, word by word: lines are laid beside each other first, then the words of those that changed.

    The stretches that stayed and went, joined, are `before`; those that stayed and came are `after`. The longest matching stretch
    decides (Ratcliff & Metzener 1988, as Python's `difflib` has it).
    """
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    changes: list[Change] = []
    for code, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if code == "equal":
            changes.append(Change(ChangeKind.SAME, "".join(old[a:b])))
        else:
            changes += _diff_pieces("".join(old[a:b]), "".join(new[c:d]))
    return tuple(_tidy(changes))


def _gather(lines: Sequence[str]) -> Iterator[tuple[BlockKind, list[str]]]:
    """Yield each block with its lines, without the marks that make it a heading, a point or an aside."""
    kind, gathered = BlockKind.CLAIM, [""]
    for line in lines:
        heading, point, aside = _HEADING.match(line), _POINT.match(line), _ASIDE.match(line)
        goes_on = aside is not None and kind is BlockKind.ASIDE and any(gathered)
        if _RULE.match(line) or not line.strip() or heading or point or (aside and not goes_on):
            yield kind, gathered
            kind, gathered = BlockKind.CLAIM, []
        if heading:
            yield BlockKind.HEADING, [heading[2]]
        elif aside:
            kind = BlockKind.ASIDE
            gathered.append(aside[1].strip())
        elif not _RULE.match(line):
            gathered.append((point[1] if point else line).strip())
    yield kind, gathered


def _block(kind: BlockKind, text: str) -> Block:
    notes = tuple(dict.fromkeys(int(number) for number in _NOTE.findall(text)))
    if kind is BlockKind.CLAIM and _NOTE.sub("", text).rstrip(" *_)”\"'").endswith("?"):
        kind = BlockKind.QUESTION
    return Block(kind, text.strip(), notes)


def _diff_pieces(before: str, after: str) -> Iterator[Change]:
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    if max(len(old), len(new)) > _MOST_COMPARED:
        yield from (Change(ChangeKind.GONE, before), Change(ChangeKind.NEW, after))
        return
    for code, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if code == "equal":
            yield Change(ChangeKind.SAME, "".join(old[a:b]))
        else:
            yield Change(ChangeKind.GONE, "".join(old[a:b]))
            yield Change(ChangeKind.NEW, "".join(new[c:d]))


def _tidy(changes: Sequence[Change]) -> Iterator[Change]:
    """Join what belongs together: between two stretches that stayed, all that went stands before all that came."""
    gone, new = "", ""
    for change in changes:
        if change.kind is ChangeKind.GONE:
            gone += change.text
        elif change.kind is ChangeKind.NEW:
            new += change.text
        elif change.text:
            yield from _pair(gone, new)
            gone, new = "", ""
            yield change
    yield from _pair(gone, new)


def _pair(gone: str, new: str) -> Iterator[Change]:
    if gone:
        yield Change(ChangeKind.GONE, gone)
    if new:
        yield Change(ChangeKind.NEW, new)
