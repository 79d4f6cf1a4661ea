"""How far a promise is on its way: open, ended, told, confirmed, or told and not settled."""

from collections.abc import Sequence
from dataclasses import dataclass

from closeknit.analysis.kinds import Settlement
from closeknit.analysis.lifecycles.promise import PromiseStep
from closeknit.analysis.promises.kinds import Word


@dataclass(frozen=True, slots=True)
class Standing:
    """The step of a promise and the sentence behind it."""

    step: PromiseStep
    reason: str


def classify_step(settlement: Settlement | None, *, n_told: int, words: Sequence[Word]) -> Standing:
    """Return how far a promise is; `words` holds the newest word of each person who was told of this settlement and answered.

    One no outweighs every yes: whoever says that it is not settled is not outvoted.
    """
    if settlement is None:
        return Standing(PromiseStep.OPEN, "It has not ended")
    n_no, n_yes = words.count(Word.NO), words.count(Word.YES)
    if n_no:
        return Standing(PromiseStep.NOT_SETTLED, f"{n_no} of {len(words)} who answered say that it is not settled")
    if n_yes:
        waiting = f", {n_told - n_yes} told and not heard from" if n_told > n_yes else ""
        return Standing(PromiseStep.CONFIRMED, f"{_people(n_yes)} said that it settled it{waiting}")
    if n_told:
        return Standing(PromiseStep.TOLD, f"{_people(n_told)} told; nobody has said yet whether it settled it")
    return Standing(PromiseStep(settlement), f"{settlement.value.capitalize()}, and nobody was told")


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
