"""A joint plan with its goal, action, review and history, and a ledger with money, in the world behind the wall."""

from datetime import datetime, timedelta
from decimal import Decimal

from closeknit.analysis.ledger.lines import Amount
from closeknit.promises.ledger import operations as ledger
from closeknit.promises.plans import operations, queries
from tests.security.world import INSIDE, Canary, World

# Whoever only hands in sees no money, in whatever form it is written.
_SEES_MONEY = frozenset(("member", "admin"))
_MINOR = 61_718_293_40


def furnish(world: World, at: datetime) -> None:
    """Plan something with the account, look at it, and count what came of it."""
    _plan(world, at)
    _ledger(world, at)


def _plan(world: World, at: datetime) -> None:
    viewer, account, contact = world.viewers["admin"], world.ids["account"], world.ids["contact"]
    assert viewer is not None
    today = at.date()
    plan = operations.make_plan(
        account=account, begins_on=today - timedelta(100), ends_on=today + timedelta(200),
        ours=world.plant("what a plan is for", INSIDE), theirs=world.plant("what it is for in theirs", INSIDE),
        theirs_by=contact, viewer=viewer, at=at,
    )  # fmt: skip
    goal = operations.set_goal(
        plan=plan, text=world.plant("a goal", INSIDE), measure=world.plant("a measure", INSIDE), unit="h",
        start_value=Decimal(22), start_on=today - timedelta(100), target_value=Decimal(4),
        target_on=today + timedelta(100), contact=contact, viewer=viewer, at=at,
    )  # fmt: skip
    reading = operations.read_goal(
        goal=goal, value=Decimal(14), read_on=today, source=world.plant("where a figure comes from", INSIDE),
        viewer=viewer, at=at,
    )  # fmt: skip
    day = operations.name_day(
        plan=plan, name=world.plant("a named day", INSIDE), on=today + timedelta(30), viewer=viewer, at=at
    )
    action = operations.add_action(
        plan=plan, text=world.plant("an action", INSIDE), side="theirs", contact=contact, anchor=day, offset_days=-3,
        viewer=viewer, at=at,
    )  # fmt: skip
    review = operations.plan_review(plan=plan, starts_at=at + timedelta(3), viewer=viewer, at=at)
    operations.write_notes(review=review, notes=world.plant("notes", INSIDE), base=1, viewer=viewer, at=at)
    operations.note_decision(review=review, text=world.plant("a decision", INSIDE), viewer=viewer, at=at)
    version = queries.get_plan(plan, viewer=viewer).version
    operations.change_purpose(
        plan=plan, ours=world.plant("what a plan is for now", INSIDE), theirs="", base=version,
        why=world.plant("why it changed", INSIDE), viewer=viewer, at=at,
    )  # fmt: skip
    world.ids |= {
        "plan": plan, "goal": goal, "reading": reading, "anchor": day, "action": action, "review": review,
    }  # fmt: skip


def _ledger(world: World, at: datetime) -> None:
    viewer, account, contact = world.viewers["admin"], world.ids["account"], world.ids["contact"]
    assert viewer is not None
    today = at.date()
    for token in ("61,718,293", "61718293", str(_MINOR), "61.7m"):
        world.canaries.append(Canary("money in a ledger", token, _SEES_MONEY))
    baseline = ledger.agree_baseline(
        account=account, text=world.plant("a baseline", INSIDE), value=Decimal(22), unit="h a week",
        agreed_on=today - timedelta(90), contact=contact, how=world.plant("how it was agreed", INSIDE),
        viewer=viewer, at=at,
    )  # fmt: skip
    period = {"period_from": today - timedelta(60), "period_until": today - timedelta(10)}
    money = ledger.propose_entry(
        account=account, kind="benefit", side="theirs", text=world.plant("a line in money", _SEES_MONEY),
        amount=Amount(_MINOR, "EUR"), baseline=baseline, viewer=viewer, at=at, **period,
    )  # fmt: skip
    ledger.answer_entry(
        entry=money, state="disputed", answered_on=today, contact=contact,
        how=world.plant("how they answered", _SEES_MONEY), reason=world.plant("why it is disputed", _SEES_MONEY),
        viewer=viewer, at=at,
    )  # fmt: skip
    world.ids["entry"] = ledger.propose_entry(
        account=account, kind="benefit", side="ours", text=world.plant("a line in hours", INSIDE),
        amount=Amount(value=Decimal(41), unit="h"), viewer=viewer, at=at, **period,
    )  # fmt: skip
