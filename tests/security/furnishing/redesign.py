"""A redesign session on earth, with words of ours in each field."""

from datetime import datetime, timedelta

from closeknit.kit.viewer import Viewer
from closeknit.offerings import operations as offering_operations
from closeknit.offerings import queries as offering_queries
from closeknit.offerings.sessions import operations
from tests.security.world import INSIDE, World


def furnish(world: World, at: datetime) -> None:
    """Add a session with a requirement, two wishes, one of them set aside, a verdict, and a talk that was answered."""
    admin = world.viewers["admin"]
    assert admin is not None
    account, contact = world.ids["account"], world.ids["contact"]
    offering = offering_operations.add_offering(
        name=world.plant("an offering that is laid open", INSIDE), viewer=admin, at=at
    )
    world.ids["session"] = session = operations.make_session(
        offering=offering, title=world.plant("a session's title", INSIDE), accounts=[account],
        why=world.plant("a session's question", INSIDE), viewer=admin, at=at,
    )  # fmt: skip
    operations.move_session(session=session, to="requirements", viewer=admin, at=at)
    world.ids["requirement"] = operations.add_requirement(
        session=session, text=world.plant("a changing requirement", INSIDE), on=at.date(),
        note=world.plant("where it is known from", INSIDE), viewer=admin, at=at,
    )  # fmt: skip
    operations.move_session(session=session, to="blue_sky", viewer=admin, at=at)
    wishes = [
        operations.add_entry(session=session, text=world.plant("a wish", INSIDE), viewer=admin, at=at) for _ in range(2)
    ]
    world.ids["wish"] = wishes[0]
    operations.move_session(session=session, to="earth", viewer=admin, at=at)
    why = world.plant("why a wish was set aside", INSIDE)
    operations.set_aside(entry=wishes[1], reason=why, viewer=admin, at=at)
    operations.give_verdict(
        session=session, entry=wishes[0], kind="renegotiate", reason=world.plant("the reason of a verdict", INSIDE),
        line=_line(admin), base=0, say=world.plant("what we will say to them", INSIDE), viewer=admin, at=at,
    )  # fmt: skip
    world.ids["talk"] = operations.plan_talk(
        session=session, entry=wishes[0], account=account, contact=contact, starts_at=at + timedelta(days=4),
        despite="they asked for it", viewer=admin, at=at,
    )  # fmt: skip


def _line(viewer: Viewer) -> str:
    """Return a line of the purpose where another part of the world has written one."""
    return next((line.id for line in offering_queries.list_purpose_lines(viewer=viewer)), "")
