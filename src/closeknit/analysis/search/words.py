"""The words of a question, what each of them is worth, and how much of them a sentence holds."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping, Sequence

# More words than these say nothing more, and each costs a look into the index.
MOST_TERMS = 8

_WORD = re.compile(r"[^\W_]+")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SMALL = _listed("""
    a about all also am an and any are as at be been but by can could did do does for from had has have he her him his how i if in
    into is it its just me more most much my no nor not of on or our out over she should so some than that the their them then there
    these they this those to too up us very was we were what when where which while who whom why will with would you your s t d ll re
    ve m
""")
# In a statement about customers these say who speaks and that they speak, not of what.
_OF_A_STATEMENT = _listed("""
    ask asked asking asks buyer buyers client clients company companies complain complains customer customers everybody everyone find
    finds hate hates like likes love loves many miss misses need needed needs nobody often people really request requests say says
    somebody someone anybody anyone something anything nothing everything thing things think thinks
    user users want wanted wants wish wishes don doesn isn aren won
""")


def list_terms(text: str, *, is_statement: bool = False) -> list[str]:
    """Return the words of `text` that carry its meaning, lower case, each stem once, at most eight; all of them where none would be left.

    In a statement ("customers want offline mode") the words that say who speaks and that they wish are left out as well.
    """
    words = [word.lower() for word in _WORD.findall(text)]
    left_out = _SMALL | _OF_A_STATEMENT if is_statement else _SMALL
    kept = [word for word in words if word not in left_out] or [word for word in words if word not in _SMALL] or words
    return list({stem(word): word for word in reversed(kept)}.values())[::-1][:MOST_TERMS]


def weigh_terms(terms: Sequence[str], n_with: Mapping[str, int], n_all: int) -> dict[str, float]:
    """Return what share of the meaning each term's stem carries, 0–1, together 1: the rarer the more (Spärck Jones 1972).

    `n_with` says in how many of `n_all` texts a term stands. Where nothing may be told of how often others say a word, give none: all
    terms then weigh alike.
    """
    if not terms:
        return {}
    weights = {stem(term): math.log(1 + n_all / (n_with[term] + 1)) if term in n_with else 1.0 for term in terms}
    total = sum(weights.values())
    return {term: weight / total for term, weight in weights.items()} if total else weights


def cover(text: str, weights: Mapping[str, float]) -> float:
    """Return how much of a question's words `text` holds in any of their forms, 0–1, by their weights."""
    stems = {stem(word) for word in _WORD.findall(text.lower())}
    return sum(weight for term, weight in weights.items() if term in stems)


@functools.lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return what the forms of an English word share, the most frequent endings off (after Porter 1980, step 1, made shorter)."""
    for ending in ("ies", "ing", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word
