"""Random walks through redesign sessions: what is allowed never ends in nonsense, what is not changes nothing, undo restores exactly."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.core import serializers

from closeknit.analysis import lifecycles
from closeknit.kit import clock, undo
from closeknit.kit.refusals import Refused
from closeknit.kit.viewer import Viewer
from closeknit.offerings import models
from closeknit.offerings.sessions import operations
from tests.conftest import NOW, Cast
from tests.operations.offerings.redesigning import Table, decide, lay_table, state_of

TABLES = (
    models.RedesignSession,
    models.SessionMember,
    models.SessionRequirement,
    models.SkyEntry,
    models.PairAnswer,
    models.EntryScore,
    models.VerdictVersion,
)
STEPS = tuple(lifecycles.SessionState)


def _snapshot() -> dict[str, list[dict[str, Any]]]:
    """Return every row of a session, but for the stamp, which rises by itself, and who was seen when."""
    found = {}
    for table in TABLES:
        rows = serializers.serialize("python", table.objects.unscoped(reason="test").order_by("pk"))
        for row in rows:
            for of_itself in ("stamp", "seen_at"):
                row["fields"].pop(of_itself, None)
        found[table.__name__] = rows
    return found


def _entries() -> list[models.SkyEntry]:
    return list(models.SkyEntry.objects.unscoped(reason="test").order_by("pk"))


def _acts(table: Table, cast: Cast, random: Random) -> list[Callable[[], object]]:
    """Return what somebody could try now, allowed or not."""
    who: Viewer = random.choice([cast.alice, cast.ben, cast.gita])
    entries = [one.pk for one in _entries()] or ["sky_none"]
    one, other = random.choice(entries), random.choice(entries)
    common: dict[str, Any] = {"viewer": who, "at": clock.now()}
    legal = lifecycles.SESSION.targets(state_of(table, cast.alice))
    onward = max(legal, key=STEPS.index) if random.random() < 0.7 else random.choice(legal)
    weights = {"purpose": random.randint(0, 3), "strengths": 0, "cost": 0, "time": random.randint(0, 1)}
    return [
        lambda: operations.move_session(session=table.session, to=random.choice(STEPS), **common),
        lambda: operations.move_session(session=table.session, to=onward, viewer=cast.alice, at=clock.now()),
        lambda: operations.add_entry(session=table.session, text=random.choice(["It sings", " "]), **common),
        lambda: operations.change_entry(entry=one, text="It speaks", **common),
        lambda: operations.withdraw_entry(entry=one, **common),
        lambda: operations.answer_pair(one=one, other=other, better=random.choice([one, None]), **common),
        lambda: operations.score_entry(entry=one, points={"cost": random.randint(0, 6)}, **common),
        lambda: operations.change_weights(session=table.session, weights=weights, **common),
        lambda: operations.set_aside(entry=one, reason="twice", **common),
        lambda: operations.bring_back(entry=one, **common),
        lambda: decide(table, who, random.choice([one, None]), base=random.randint(0, 2), at=clock.now()),
        lambda: operations.add_requirement(
            session=table.session, text="They wash", on=NOW.date(), note="the fair", **common
        ),
    ]  # fmt: skip


def _check_sound(before: str) -> str:
    """Check what must hold whatever was done, and return where the session stands."""
    (session,) = models.RedesignSession.objects.unscoped(reason="test")
    state: str = session.state
    assert state == before or lifecycles.can_move(lifecycles.SESSION, before, state)
    assert (session.decided_at is not None) == (state == "decided")
    newest = models.VerdictVersion.objects.unscoped(reason="test").filter(is_newest=True)
    decided = list(newest.values_list("entry_id", flat=True))
    assert len(decided) == len(set(decided))
    if state == "decided":
        kept = {one.pk for one in _entries() if not one.aside}
        assert None in decided or (kept and kept <= set(decided))
    return state


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_walk_leads_into_nonsense_and_what_is_refused_changes_nothing(cast: Cast, seed: int):
    random, table, state = Random(seed), lay_table(cast), "draft"
    n_done = n_refused = n_undone = 0
    reached = set()
    for step in range(70):
        with clock.frozen(NOW + timedelta(seconds=2 * step)):
            before = _snapshot()
            # The owner moves on now and then, so that every step is reached.
            acts = _acts(table, cast, random)
            try:
                random.choice(acts[1:3] * 2 + acts)()
            except Refused:
                n_refused += 1
                assert _snapshot() == before
                continue
            n_done += 1
            here = _check_sound(state)
            if random.random() < 0.25 and (taken := _take_back(cast)):
                n_undone += taken
                assert _snapshot() == before
                here = state
            state = here
            reached.add(state)
    assert min(n_done, n_refused) > 10
    assert n_undone > 1
    assert {"blue_sky", "earth"} <= reached


def _take_back(cast: Cast) -> int:
    """Take back what was done last, by whoever did it, and return 1 where there was anything."""
    for viewer in (cast.alice, cast.ben, cast.gita):
        step = undo.find_latest(viewer=viewer, since=clock.now())
        if step is not None:
            undo.take_back(step=step.pk, viewer=viewer, at=clock.now())
            return 1
    return 0
