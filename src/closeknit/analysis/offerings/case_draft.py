"""A first draft of the case for a new offering, put together from what was counted and said: nothing in it that nobody can check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from closeknit.analysis.offerings.adjacent import Range, Size

_MOST_NEEDS, _MOST_NAMES = 5, 4


@dataclass(frozen=True)
class Draft:
    """The parts of a case as they are first proposed; each is markdown."""

    title: str
    why: str
    who: str
    size: str
    questions: str
    conditions: str
    next_step: str


def draft_case(*, name: str, needs: Sequence[str], talkers: Sequence[str], size: Size) -> Draft:
    """Return a first draft for a group of `needs` (statements, the most voiced first) whose `talkers` (names) would talk about it."""
    stated = "\n".join(f"- {need}" for need in needs[:_MOST_NEEDS])
    first = talkers[0] if talkers else ""
    return Draft(
        title=name,
        why=f"Nothing that we ship meets these needs today; {_count(size.n_accounts, 'account')} voiced them:\n\n{stated}",
        who=_who(talkers),
        size=_size(size),
        questions=_questions(size, needs),
        conditions="- They would change what they do today for it.\n- We can do it as well as we do the rest, or with a partner who can.",
        next_step=f"Talk with {first} and one other, and ask what they do about it today." if first else "",
    )


def say_range(found: Range) -> str:
    """Return a range of counts in words: "12", or "between 8 and 21"."""
    return f"{found.value}" if found.low == found.high else f"between {found.low} and {found.high}"


def _who(talkers: Sequence[str]) -> str:
    if not talkers:
        return "Nobody is known by name yet who said it and is still there."
    more = len(talkers) - _MOST_NAMES
    named = ", ".join(talkers[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
    return f"Whoever said it first: {named}."


def _size(size: Size) -> str:
    heard = f"{size.n_accounts} of the {_count(size.n_heard, 'customer')} that we heard"
    return f"{heard}. If the others are like them, {say_range(size.reach)} of all have it."


def _questions(size: Size, needs: Sequence[str]) -> str:
    asked = ["What do they do about it today, and what does it cost them?"]
    if size.elsewhere is None:
        asked.append("What does each of them spend on it elsewhere? Nobody has said a figure yet.")
    elif size.elsewhere.n < size.n_accounts:
        asked.append(f"What do the other {size.n_accounts - size.elsewhere.n} spend on it elsewhere?")
    if len(needs) > 1:
        asked.append("Would one thing meet all of these, or are they two?")
    return "\n".join(f"- {one}" for one in asked)


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
