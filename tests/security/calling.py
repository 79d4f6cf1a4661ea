"""The functions of the rooms' `shared` modules, called as somebody outside would have them called: with what is their own and another's.

A page before such a function may know better; the function must know by itself. What a call answers is kept for the process: the same
calls are held against each rule of the wall.
"""

import inspect
import pkgutil
import random
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import models, transaction

import closeknit
from closeknit.analysis.ledger.lines import Amount
from closeknit.kit import clock, ids
from closeknit.kit.refusals import Refused
from closeknit.kit.scoping import Rows
from closeknit.kit.viewer import NOBODY, Viewer
from closeknit.promises.models import Promise
from tests.security import deciding
from tests.security.world import World

WHOLE = Rows.visible_to
PEOPLE = ("reader at a", "manager at a", "both at a", "giver as a guest", "nobody")
# Whose rows it is called with: of their own account, of the other, and their own as if nothing had been shared with them yet.
WHOSE = ("own", "another's", "closed")
# What is done with a promise of their own side: the one of the world is then theirs.
_OF_THEIRS = ("get_own_undone", "say_it_is_done")
# A place that rows are asked for at: the file and the line, and the name of the table.
Place = tuple[str, int, str]


@dataclass(frozen=True)
class Call:
    """A function of a shared module, called by somebody with ids of their own account or of the other."""

    function: Callable[..., Any]
    person: str
    whose: str


@dataclass
class Calls:
    """Every call there is, with what is known of it while no rule is broken."""

    world: World
    viewers: dict[str, Viewer]
    # When all of it is asked: the same moment for each, so that two answers can be compared.
    at: Any = field(default_factory=clock.now)
    met: dict[Call, frozenset[Place]] = field(default_factory=dict)
    _answers: dict[tuple[Call, str], str] = field(default_factory=dict)

    def answer(self, call: Call) -> str:
        """Return what a call answers now, told so that two answers can be compared; what it wrote is taken back."""
        if Rows.visible_to is not WHOLE:
            return self._ask(call)
        if (call, "") not in self._answers:
            self._answers[call, ""] = self._ask(call)
        return self._answers[call, ""]

    def answer_without(self, call: Call, model: type[models.Model]) -> str:
        """Return what a call answers where the rows of a table that the caller may not see are not there.

        Whether the rule is broken that keeps them from the caller makes no difference then: it is asked once.
        """
        key = (call, model._meta.label)
        if key not in self._answers:
            self._answers[key] = self._ask(call, model)
        return self._answers[key]

    def meet(self, call: Call) -> None:
        """Note at which places a call asks for rows."""
        met: set[Place] = set()

        def visible_to(rows: Any, looks: Viewer) -> Any:
            frame = sys._getframe(1)
            met.add((frame.f_code.co_filename, frame.f_lineno, rows.model.__name__))
            return WHOLE(rows, looks)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Rows, "visible_to", visible_to)
            self._answers[call, ""] = self._ask(call)
        self.met[call] = frozenset(met)

    def _take_away(self, model: type[models.Model], viewer: Viewer) -> None:
        rows = deciding.rows_of(model)
        hidden = [row["pk"] for row in rows if not deciding.is_meant(deciding.SCOPES[model], row, viewer)]
        found = model._base_manager.filter(pk__in=hidden)
        found._raw_delete(found.db)

    def _ask(self, call: Call, without: type[models.Model] | None = None) -> str:
        place = self.world.beside if call.whose == "another's" else self.world
        assert place is not None
        with still(self.at), transaction.atomic():
            if call.function.__name__ in _OF_THEIRS:
                Promise._base_manager.filter(pk=place.ids["promise"]).update(direction="theirs")
            if call.whose == "closed":
                deciding.close_all()
            if without is not None:
                self._take_away(without, self.viewers[call.person])
            try:
                said = repr(call.function(**arguments(call.function, self.viewers[call.person], place, self.at)))
            except Refused as refused:
                said = f"{type(refused).__name__}: {refused}"
            except Exception as error:
                said = f"fell over: {type(error).__name__}"
            transaction.set_rollback(True)
        return said


_known: dict[int, Calls] = {}


def calls_in(world: World) -> Calls:
    """Return every call in this world, asked once a process."""
    if id(world) not in _known:
        people = {"nobody": NOBODY} | deciding.outside_viewers(world)
        _known[id(world)] = calls = Calls(world, {name: people[name] for name in PEOPLE})
        for function in functions():
            for person in PEOPLE:
                for whose in WHOSE:
                    if whose != "closed" or person == "manager at a":
                        calls.meet(Call(function, person, whose))
    return _known[id(world)]


@contextmanager
def still(at: Any) -> Iterator[None]:
    """Hold the clock, new ids and secrets, so that the same call answers the same."""
    chance = random.Random("an answer")
    with pytest.MonkeyPatch.context() as patch, clock.frozen(at), ids.seeded("an answer"):
        patch.setattr(secrets, "token_bytes", lambda n=32: chance.randbytes(n))
        patch.setattr(secrets, "token_urlsafe", lambda n=32: chance.randbytes(n).hex())
        patch.setattr(secrets, "token_hex", lambda n=32: chance.randbytes(n).hex())
        yield


def root() -> Path:
    """Return where the product's code stands."""
    return Path(str(closeknit.__file__)).parent


@cache
def modules() -> list[Any]:
    """Return the modules that the outside's door may import from the rooms."""
    names = [one.name for one in pkgutil.walk_packages([str(root())], "closeknit.")]
    wanted = [name for name in names if "shared" in name.split(".") and "migrations" not in name]
    return [import_module(name) for name in sorted(wanted)]


@cache
def functions() -> list[Callable[..., Any]]:
    """Return what they offer to whoever says who looks."""
    found = []
    for module in modules():
        for name, function in sorted(vars(module).items()):
            is_here = inspect.isfunction(function) and function.__module__ == module.__name__
            if is_here and not name.startswith("_") and "viewer" in inspect.signature(function).parameters:
                found.append(function)
    return found


def arguments(function: Callable[..., Any], viewer: Viewer, place: World, at: Any) -> dict[str, Any]:
    """Return what a function is called with: what it asks for by name, in the world as it stands for an account."""
    known = place.ids
    said: dict[str, Any] = {
        "at": at, "viewer": viewer, "today": at.date(), "as_of": at.date(), "until": at.date() + timedelta(99),
        "since": at.date() - timedelta(99), "due_on": at.date() + timedelta(9), "read_on": at.date(), "value": Decimal(3),
        "period_from": at.date() - timedelta(9), "period_until": at.date(), "side": "theirs", "most": 50,
        "amount": Amount(value=Decimal(3), unit="h"), "after_at": None, "after": "", "contacts": [known["contact"]],
        "account": known["account"], "number": int(known["number of portal:idea"]), "written": "Shown at night",
        "verbatims": [known["verbatim"]], "threads": [known.get("thread", "")], "word": "yes",
        "state": "confirmed", "direction": "ours", "base": 0, "is_on": True, "pace": "daily", "right": "read",
        "kind": "benefit" if function.__name__ == "propose_line" else "dispute",
        "language": "en", "email": f"x@{place.domain}", "customer": known["named_customer"],
        "idea": known["subject of portal:open_discussion"], "subject": known["subject of portal:open_discussion"],
        "challenge": known["challenge of portal:challenge"], "invitation": known["space_invitation"],
        "proposed": known["proposed"], "version": known.get("mirror_version", ""),
        "entry": known["entry of portal:ledger_line"], "action": known["action of portal:action_done"],
        "ideas": [known["idea of portal:space_idea"]], "origins": [],
        "promise": known["start" if function.__name__ == "say_whether_settled" else "promise"],
    }  # fmt: skip
    if function.__module__.endswith("ideas.shared.spaces") or function.__name__ == "take_back_between":
        said["idea"] = known["idea of portal:space_idea_taking_back"]
    found = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if name in said:
            found[name] = said[name]
        elif parameter.default is inspect.Parameter.empty:
            found[name] = known.get(name) or "Words of theirs."
    return found
