"""Drawing sentences to be checked so that rare signals come up as well and the figures are still those of all words.

Half of the draws are from all words alike, half from the words heard as one of the signals, each signal as often as any other. Every
sentence's chance in one draw is then known, draws are independent, and each is weighed by the inverse of its chance: the sums are without
bias whatever the machine hears (Hansen & Hurwitz 1943).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from random import Random

SHARE_OF_ALL = 0.5


def choose_pool(counts: Mapping[str, int], random: Random) -> str:
    """Return from what the next sentence is drawn: "" for all words, or one of the signals that were heard at all."""
    heard = sorted(code for code, count in counts.items() if count)
    if not heard or random.random() < SHARE_OF_ALL:
        return ""
    return random.choice(heard)


def tell_chance(codes: Collection[str], counts: Mapping[str, int], n_all: int) -> float:
    """Return the chance 0-1 of a sentence heard as `codes` in one draw; `counts` are how many are heard as each signal, of `n_all`.

    Raises ValueError where there are no words to draw from.
    """
    if n_all <= 0:
        raise ValueError("there are no words to draw from")
    heard = [code for code, count in counts.items() if count]
    if not heard:
        return 1 / n_all
    of_signals = sum(1 / counts[code] for code in heard if code in codes) / len(heard)
    return SHARE_OF_ALL / n_all + (1 - SHARE_OF_ALL) * of_signals
