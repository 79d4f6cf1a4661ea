"""Each place in the rooms' `shared` modules where rows are asked for by who looks, as if the house looked there.

What somebody may not see has no weight: whatever such a function answers them, it answers the same when those rows are not there at all.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from closeknit.kit.capabilities import OUTSIDE, Capability
from closeknit.kit.scoping import Rows
from closeknit.kit.viewer import Viewer
from tests.security import calling
from tests.security.asking import Asking, Broken, hold
from tests.security.calling import Place
from tests.security.plants import Plant


@dataclass(frozen=True)
class Site:
    """One `visible_to(viewer)`: in which file and function it stands, between which lines, and of which table."""

    file: str
    function: str
    first: int
    last: int
    model: str

    def is_at(self, place: Place) -> bool:
        """Whether rows are asked for here."""
        file, line, model = place
        return file == self.file and self.first <= line <= self.last and model == self.model


_THROUGH = "whose it is came through its own scope beside it, and all of it is seen by whoever sees that"
_OWN = "only what is the viewer's own is asked for"
_TWICE = "what it is part of is asked for by its scope as well, before anything is said or written"
_ROW = "it is handed a row that came through its scope"

# Where nothing can be read that is not read anyway, each with its reason: opened, they still answer the same (test_rules.py).
CANNOT_LEAK: dict[str, str] = {
    "shared:accounts.shared.queries.list_our_people:CoreTeam": _THROUGH,
    "shared:accounts.shared.saying.write_their_purpose:Space": _TWICE,
    "shared:accounts.shared.saying.name_customer:NamedCustomer": _TWICE,
    "shared:ideas.shared.challenges.answer_challenge:ChallengeAnswer": _OWN,
    "shared:ideas.shared.operations._get_root:Posting": _TWICE,
    "shared:ideas.shared.operations._votes_of:Vote": _OWN,
    "shared:ideas.shared.queries.list_mine:Submission": _OWN,
    "shared:ideas.shared.queries._answers:Verdict": _THROUGH,
    "shared:ideas.shared.queries._my_votes:Vote": _OWN,
    "shared:ideas.shared.queries._list_inside:Access": _ROW,
    "shared:ideas.shared.operations.give_between:Contact": _THROUGH,
    "shared:offerings.shared.queries.find_purpose:PurposePlace": _THROUGH,
    "shared:promises.shared.checks.get_place:Contact": _THROUGH,
    "shared:promises.shared.checks.get_settlement:SettlementRow": _ROW,
    "shared:promises.shared.checks.check_said_once:ProposedPromise": _OWN,
    "shared:promises.shared.checks.get_own_proposal:ProposedPromise": _OWN,
    "shared:promises.shared.checks.get_own_objection:Objection": _OWN,
    "shared:promises.shared.operations.ledger.answer_line:LedgerAnswer": _THROUGH,
    "shared:promises.shared.operations.plans.read_own_goal:Goal": _TWICE,
    "shared:promises.shared.operations.plans._get_action:Action": _TWICE,
    "shared:promises.shared.operations.plans._get_action:Action#2": _TWICE,
    "shared:promises.shared.operations.plans._lock:Plan": _TWICE,
    "shared:promises.shared.operations.promises.say_whether_settled:Confirmation": _THROUGH,
    "shared:promises.shared.operations.promises._find_told:Told": _ROW,
    "shared:promises.shared.queries.ledger._lines:LedgerAnswer": _THROUGH,
    "shared:promises.shared.queries.plans._goals:GoalReading": _THROUGH,
    "shared:promises.shared.queries.plans._goals:Goal": _THROUGH,
    "shared:promises.shared.queries.plans._actions:Action": _THROUGH,
    "shared:promises.shared.queries.promises.list_of_ideas:Idea": _TWICE,
    "shared:promises.shared.queries.promises._outcomes:Told": _OWN,
    "shared:promises.shared.queries.promises.get_story:Move": _TWICE,
    "shared:promises.shared.queries.promises.find_promise_of:Objection": _TWICE,
    "shared:promises.shared.queries.promises.list_answered:Objection": _THROUGH,
    "shared:promises.shared.queries.promises._words:Confirmation": _TWICE,
    "shared:promises.shared.queries.promises._objections:Objection": _TWICE,
    "shared:promises.shared.queries.promises._rows:SettlementRow": _ROW,
    "shared:promises.shared.queries.promises._rows:Access": _ROW,
    "shared:promises.shared.queries.promises._rows:Confirmation": _ROW,
    "shared:promises.shared.queries.promises._rows:Objection": _ROW,
    "shared:research.shared.operations.take_back_observation:Observation": _OWN,
    "shared:research.shared.queries.list_questions:SentQuestion": _OWN,
    "shared:research.shared.queries.count_waiting:SentQuestion": _OWN,
    "shared:verbatims.shared.queries.list_said:Access": _THROUGH,
}


def plants() -> Iterator[Plant]:
    """Return a plant for each place."""
    for name, site in named_sites().items():
        if name not in CANNOT_LEAK:
            yield plant(name, site)


def plant(name: str, site: Site) -> Plant:
    """Return the plant of one place."""
    return Plant(name, partial(_open, site), partial(_decide, site))


@cache
def named_sites() -> dict[str, Site]:
    """Return every place by its name; a second one of a table in a function has a number."""
    found: dict[str, Site] = {}
    for site in _sites():
        room = ".".join(Path(site.file).relative_to(calling.root()).with_suffix("").parts)
        name, number = f"shared:{room}.{site.function}:{site.model}", 2
        if name in found:
            while f"{name}#{number}" in found:
                number += 1
            name = f"{name}#{number}"
        found[name] = site
    return found


def _sites() -> Iterator[Site]:
    """Return every place, from the code, where somebody outside can be the one who looks."""
    for module in calling.modules():
        file = str(module.__file__)
        for function in ast.walk(ast.parse(Path(file).read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef) and not _is_the_houses(function):
                yield from (Site(file, function.name, *place) for place in _asked(function))


def _is_the_houses(function: ast.FunctionDef) -> bool:
    """Whether only the house itself can do it: an operation whose capability nobody outside has."""
    kept = [node.args[0] for node in function.decorator_list if isinstance(node, ast.Call) and node.args]
    names = [node.attr for node in kept if isinstance(node, ast.Attribute)]
    return any(Capability[name] not in OUTSIDE for name in names)


def _asked(function: ast.FunctionDef) -> Iterator[tuple[int, int, str]]:
    for node in ast.walk(function):
        is_asking = (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "visible_to"
        )
        # Where another word than `viewer` stands it is the house that looks, and says why.
        if is_asking and ast.unparse(node.args[0]) == "viewer":
            model = ast.unparse(node.func.value).removesuffix(".objects")
            yield node.lineno, node.end_lineno or node.lineno, model


def _open(site: Site, patch: pytest.MonkeyPatch) -> None:
    def visible_to(self: Any, viewer: Viewer) -> Any:
        frame = sys._getframe(1)
        is_here = site.is_at((frame.f_code.co_filename, frame.f_lineno, self.model.__name__))
        return self.unscoped(reason="a plant") if is_here else calling.WHOLE(self, viewer)

    patch.setattr(Rows, "visible_to", visible_to)


def _decide(site: Site, asking: Asking) -> None:
    calls = calling.calls_in(asking.world)
    come_by = [call for call, met in calls.met.items() if any(map(site.is_at, met))]
    if not come_by:
        raise Broken(f"nobody comes to {site.function} in {site.file}")
    several = [one for one in apps.get_models() if one.__module__.startswith("closeknit.")]
    (model,) = [one for one in several if one.__name__ == site.model]
    for call in come_by:
        answered, without = calls.answer(call), calls.answer_without(call, model)
        hold(answered == without, f"{call}: {answered[:300]} / {without[:300]}")
