"""Is a draft of feedback fit to be given? Seven plain checks, each with its reason and the very words that it goes by.

What they hold a draft against is the common ground of the literature: name a situation and what was observed in it (Weitzel 2000, the
Center for Creative Leadership's situation, behaviour, impact), speak of the work and not of the self, which lowers what comes of it
(Kluger and DeNisi 1996), offer a way on, and ask for one thing. They read English by rules: else only the length is judged.
"""

import enum
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from closeknit.analysis.feedback import wording
from closeknit.analysis.text import languages, sentences

FEWEST_WORDS, MOST_WORDS = 20, 200
_WORD = re.compile(r"\S+")
_QUESTION = re.compile(r"\?+")

Span = tuple[int, int]


class Check(enum.StrEnum):
    """What a draft is checked for, in the order in which one would mend it."""

    SPECIFIC = "specific"
    SWEEPING = "sweeping"
    ABOUT_WORK = "about_work"
    BLAME = "blame"
    HELP = "help"
    ONE_ASK = "one_ask"
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: whether the draft meets it (None: not judged), why, and the words it goes by as places in the text."""

    check: Check
    is_met: bool | None
    reason: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft with a finding for every check, in their order."""

    findings: tuple[Finding, ...]

    @property
    def unmet(self) -> tuple[Finding, ...]:
        """Return what should be mended before it is given."""
        return tuple(finding for finding in self.findings if finding.is_met is False)

    @property
    def is_fit(self) -> bool:
        """Return whether nothing that was judged is left to mend."""
        return not self.unmet


def check_draft(text: str) -> Checked:
    """Return what the checks find in a draft of feedback: each with its reason, pointing at words of `text` by their places."""
    if not text.strip():
        return Checked(tuple(Finding(check, False, "Nothing is written yet.") for check in Check))
    if languages.guess_language(text).code not in languages.UNDERSTOOD:
        reason = "It is not in English, so this was not judged: let somebody who reads the language look at it."
        unjudged = [Finding(check, None, reason) for check in Check if check is not Check.LENGTH]
        return Checked((*unjudged, _check_length(text)))
    return Checked(tuple(check(text) for check in _CHECKS))


def _check_specific(text: str) -> Finding:
    spans = _places(wording.SPECIFIC, text)
    if spans:
        return Finding(Check.SPECIFIC, True, "It names what can be looked up: a day, a figure or an occasion.", spans)
    reason = "It names no day, no figure and no occasion. Say when and where it showed, so that they can see it too."
    return Finding(Check.SPECIFIC, False, reason)


def _check_sweeping(text: str) -> Finding:
    spans = _places(wording.SWEEPING, text)
    if not spans:
        return Finding(Check.SWEEPING, True, "It claims nothing of all times and everybody.")
    reason = (
        f"{_quote(text, spans)}: one exception makes it untrue, and then they talk about that. Say how often it was."
    )
    return Finding(Check.SWEEPING, False, reason, spans)


def _check_about_work(text: str) -> Finding:
    spans = _places(wording.ABOUT_PERSON, text)
    if not spans:
        return Finding(Check.ABOUT_WORK, True, "It speaks of the work, not of who they are.")
    reason = f"{_quote(text, spans)}: that is about the person. Say what happened with the work, and what came of it."
    return Finding(Check.ABOUT_WORK, False, reason, spans)


def _check_blame(text: str) -> Finding:
    spans = _joined([*_places(wording.BLAME, text), *_places(wording.SHOUTING, text)])
    if not spans:
        return Finding(Check.BLAME, True, "Its tone blames nobody.")
    reason = (
        f"{_quote(text, spans)}: it reads as blame, and who is blamed defends. Say the same as a fact and its effect."
    )
    return Finding(Check.BLAME, False, reason, spans)


def _check_help(text: str) -> Finding:
    spans = _places(wording.HELP, text)
    if spans:
        return Finding(Check.HELP, True, "It offers something of ours.", spans)
    reason = "It offers nothing. Say what we would do to make it easier: “we can…”, “we would gladly…”, “shall we…”."
    return Finding(Check.HELP, False, reason)


def _check_one_ask(text: str) -> Finding:
    spans = _list_asks(text)
    if len(spans) == 1:
        return Finding(Check.ONE_ASK, True, "It asks for one thing.", spans)
    if not spans:
        reason = "It asks for nothing, so nothing can come of it. End with one question or one request."
        return Finding(Check.ONE_ASK, False, reason)
    reason = f"It asks for {len(spans)} things, and who is asked for many does none. Keep the one that matters most."
    return Finding(Check.ONE_ASK, False, reason, spans)


def _check_length(text: str) -> Finding:
    words = [found.span() for found in _WORD.finditer(text)]
    if len(words) < FEWEST_WORDS:
        reason = (
            f"It has {_count(len(words), 'word')}. Under {FEWEST_WORDS} there is no room for what happened and why."
        )
        return Finding(Check.LENGTH, False, reason)
    if len(words) > MOST_WORDS:
        reason = f"It has {len(words)} words; after {MOST_WORDS} few read on. What is beyond that is marked."
        return Finding(Check.LENGTH, False, reason, ((words[MOST_WORDS][0], words[-1][1]),))
    return Finding(Check.LENGTH, True, f"It has {len(words)} words: read in a minute.")


_CHECKS: tuple[Callable[[str], Finding], ...] = (
    _check_specific,
    _check_sweeping,
    _check_about_work,
    _check_blame,
    _check_help,
    _check_one_ask,
    _check_length,
)


def _list_asks(text: str) -> tuple[Span, ...]:
    """Return the words that ask something: in each sentence every request, or else its question."""
    asks: list[Span] = []
    for span in sentences.split_sentences(text):
        start, end = span.start, span.end
        requests = [(start + one.start(), start + one.end()) for one in wording.REQUEST.finditer(text[start:end])]
        # A sentence that offers by asking ("could we send it?") asks as well: they have to answer.
        if requests:
            asks += requests
        elif _QUESTION.search(text, start, end):
            asks.append((start, end))
    return tuple(asks)


def _places(pattern: re.Pattern[str], text: str) -> tuple[Span, ...]:
    return tuple(found.span() for found in pattern.finditer(text))


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in their order, those that overlap as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _quote(text: str, spans: tuple[Span, ...]) -> str:
    words = list(dict.fromkeys(f"“{' '.join(text[start:end].split())}”" for start, end in spans))
    return ", ".join(words[:3]) + (f" and {len(words) - 3} more" if len(words) > 3 else "")


def _count(n: int, word: str) -> str:
    return f"{n} {word}" if n == 1 else f"{n} {word}s"
