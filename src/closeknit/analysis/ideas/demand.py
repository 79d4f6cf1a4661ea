"""How much an idea is wanted, counted three ways, and where the three ways disagree.

People shout, accounts pay, and some pay more: an idea that one account's whole staff votes for is not the idea that many accounts want.
No way of counting is the right one, so the three stand side by side, and a difference in their orders is said with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# With fewer ideas a place in an order says nothing.
FEWEST = 5
# Of the whole order, so much apart is a disagreement, and at least so many places.
_APART_SHARE, _APART_PLACES = 1 / 3, 3

_WAYS = ("people", "accounts", "worth")


@dataclass(frozen=True)
class Demand:
    """Who wants an idea: people outside, each once; their accounts, each once; what those are worth a year in minor units.

    `worth_minor` is None where nobody knows what any of them is worth, or one may not see it; `n_unweighed` of the accounts have none.
    `n_ours` are members: they are not demand.
    """

    n_people: int
    n_accounts: int
    worth_minor: int | None = None
    n_unweighed: int = 0
    n_ours: int = 0


@dataclass(frozen=True)
class Place:
    """Where an idea stands in each order, 1 first, equal ones alike (the middle of their places); None for worth where unknown.

    `is_apart` where two of the orders disagree about it, with the sentences why in `reasons`.
    """

    by_people: float
    by_accounts: float
    by_worth: float | None
    is_apart: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Ranking:
    """The places of `n` ideas, in the order given, and how far the orders agree on the whole: 0 not at all, 1 the same order.

    `agreement` is Kendall's coefficient of concordance, corrected for ties (Kendall & Babington Smith 1939); None below five ideas.
    """

    n: int
    n_orders: int
    agreement: float | None
    places: tuple[Place, ...]


def rank_demand(wanted: Sequence[Demand]) -> Ranking:
    """Return where each idea stands by people, by accounts and by worth, and where these disagree.

    Worth is an order only where it is known for at least one idea. Ideas without any vote from outside belong in no order: leave them out.
    Two orders disagree about an idea where its places are a third of the whole order apart, and at least three places.
    """
    has_worth = any(one.worth_minor is not None for one in wanted)
    orders = [_ranks([one.n_people for one in wanted]), _ranks([one.n_accounts for one in wanted])]
    if has_worth:
        orders.append(_ranks([one.worth_minor or 0 for one in wanted]))
    places = tuple(_place(one, [order[place] for order in orders], len(wanted)) for place, one in enumerate(wanted))
    agreement = _concordance(orders) if len(wanted) >= FEWEST else None
    return Ranking(len(wanted), len(orders), agreement, places)


def _place(demand: Demand, ranks: Sequence[float], n: int) -> Place:
    low, high = min(ranks), max(ranks)
    is_apart = n >= FEWEST and high - low >= max(_APART_PLACES, _APART_SHARE * n)
    reasons: tuple[str, ...] = ()
    if is_apart:
        first, last = _WAYS[ranks.index(low)], _WAYS[ranks.index(high)]
        reasons = (
            f"{_say_place(low)} of {n} by {first}, {_say_place(high)} by {last}",
            *_say_why(demand, first, last),
        )
    return Place(ranks[0], ranks[1], ranks[2] if len(ranks) > 2 else None, is_apart, reasons)


def _say_why(demand: Demand, first: str, last: str) -> tuple[str, ...]:
    """Return what in the counts themselves makes the difference, where they say it."""
    people = "1 person" if demand.n_people == 1 else f"{demand.n_people} people"
    accounts = "1 account" if demand.n_accounts == 1 else f"{demand.n_accounts} accounts"
    said = []
    if {first, last} == {"people", "accounts"} or (first == "people" and last == "worth"):
        said.append(f"{people} at {accounts}")
    if first == "worth":
        said.append(f"few ask, but those who do are large: {people} at {accounts}")
    if last == "worth":
        said.append("those who ask are small")
    if demand.n_unweighed and "worth" in (first, last):
        said.append(f"nobody knows what {demand.n_unweighed} of the {accounts} are worth")
    return tuple(said)


def _ranks(values: Sequence[float]) -> list[float]:
    """Return the place of each value, the greatest first; equal ones share the middle of their places."""
    order = sorted(range(len(values)), key=lambda place: -values[place])
    ranks = [0.0] * len(values)
    first = 0
    while first < len(order):
        last = first
        while last + 1 < len(order) and values[order[last + 1]] == values[order[first]]:
            last += 1
        for place in order[first : last + 1]:
            ranks[place] = (first + last) / 2 + 1
        first = last + 1
    return ranks


def _concordance(orders: Sequence[Sequence[float]]) -> float | None:
    m, n = len(orders), len(orders[0])
    sums = [sum(order[place] for order in orders) for place in range(n)]
    mean = sum(sums) / n
    spread = sum((one - mean) ** 2 for one in sums)
    ties = sum(_tied(order) for order in orders)
    most = m * m * (n**3 - n) - m * ties
    return min(1.0, 12 * spread / most) if most else None


def _tied(order: Sequence[float]) -> float:
    counts = [order.count(rank) for rank in set(order)]
    return float(sum(count**3 - count for count in counts))


def _say_place(rank: float) -> str:
    whole = int(rank)
    ending = "th" if 10 <= whole % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th")
    return f"{whole}{ending}"
