"""What somebody of ours noted as told: good news that was told is no reason for a call any more."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from closeknit.analysis.today.facts import AccountFacts


def has_news(found: Sequence[AccountFacts]) -> bool:
    """Return whether there is anything that somebody could have been told."""
    return any(one.answered_needs or any(promise.settled_on for promise in one.promises) for one in found)


def apply(found: AccountFacts, told: Mapping[tuple[str, str], date]) -> AccountFacts:
    """Return the facts with what was told: a promise counts where it was told on the day it ended or later, a need likewise."""
    if not told:
        return found
    promises = []
    for promise in found.promises:
        on = told.get((found.id, promise.id))
        is_told = on is not None and promise.settled_on is not None and on >= promise.settled_on
        promises.append(replace(promise, told_on=promise.told_on or on) if is_told else promise)
    needs = []
    for need in found.answered_needs:
        on = told.get((found.id, need.need_id))
        is_told = on is not None and on >= need.answered_on
        needs.append(replace(need, told_on=need.told_on or on) if is_told else need)
    return replace(found, promises=tuple(promises), answered_needs=tuple(needs))
