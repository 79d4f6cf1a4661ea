"""What both owe each other, as the outside reads it: proposals, objections, a plan and a line that lie before them."""

from datetime import datetime, timedelta
from decimal import Decimal

from closeknit.accounts.models import Contact
from closeknit.analysis.ledger.kinds import LedgerSide
from closeknit.promises import operations as promises
from closeknit.promises.ledger import operations as ledger
from closeknit.promises.models import Action, LedgerEntry, Objection, Plan, ProposedPromise
from closeknit.promises.plans import operations as plans
from tests.security.world import World


def furnish(world: World, at: datetime) -> None:
    """Open the plan and a line to the account, and let its contact have proposed and objected."""
    ben = world.viewers["member"]
    assert ben is not None
    account, promise = world.ids["account"], world.ids["promise"]
    contact = Contact.objects.visible_to(ben).get(pk=world.ids["contact"])
    for number, state in enumerate(("proposed", "declined"), start=1):
        ProposedPromise.objects.add(
            ProposedPromise(
                id=f"proposed_{number}{world.key}", account_id=account, contact=contact, direction="ours", text="x",
                state=state, answer="y", proposed_at=at, answered_at=at if state == "declined" else None,
            )
        )  # fmt: skip
    for number, state in enumerate(("open", "left"), start=1):
        Objection.objects.add(
            Objection(
                id=f"objection_{number}{world.key}", account_id=account, promise_id=promise, contact=contact,
                kind="dispute", text="x", said_at=at, state=state, answer="y", answered_at=at,
            )
        )  # fmt: skip
    world.ids |= {"proposed": f"proposed_1{world.key}", "objection": f"objection_1{world.key}"}
    world.ids["promise of portal:promise_done"] = promises.make_promise(
        account=account, text="x", direction="theirs", contact=contact.pk, made_on=at.date(), due_on=None,
        viewer=ben, at=at,
    )  # fmt: skip
    plan = Plan.objects.visible_to(ben).filter(account_id=account).order_by("pk").first()
    assert plan is not None
    plans.open_plan(plan=plan.pk, is_shared=True, viewer=ben, at=at)
    action = Action(
        id=f"action_shared{world.key}", plan=plan, text="x", side="theirs", contact=contact, created_at=at,
        due_on=at.date() + timedelta(9),
    )  # fmt: skip
    world.ids["action of portal:action_done"] = Action.objects.add(action).pk
    entry = LedgerEntry(
        id=f"ledger_entry_shared{world.key}", account_id=account, kind="benefit", side=LedgerSide.THEIRS, text="x",
        unit="hours", amount=Decimal(3), amount_by=LedgerSide.OURS, proposed_by=LedgerSide.OURS,
        period_from=at.date() - timedelta(30), period_until=at.date() - timedelta(2), proposed_on=at.date(), how="z",
        created_at=at,
    )  # fmt: skip
    LedgerEntry.objects.add(entry)
    ledger.open_entry(entry=entry.pk, is_shared=True, viewer=ben, at=at)
    for route in ("portal:ledger_line", "portal:ledger_answers"):
        world.ids[f"entry of {route}"] = entry.pk
