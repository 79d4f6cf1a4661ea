"""Feedback both ways in the world behind the wall."""

from datetime import datetime

from closeknit.kit.tasks.worker import Worker
from closeknit.promises.feedback import operations
from closeknit.promises.mirror import operations as mirror_operations
from tests.security.world import INSIDE, World


def furnish(world: World, at: datetime) -> None:
    """Ask for feedback, get it, and draft some."""
    admin = world.viewers["admin"]
    assert admin is not None
    contact = world.ids["contact"]
    asked = operations.ask_feedback(
        contact=contact, about=world.plant("what we ask about", INSIDE), why=world.plant("why we ask", INSIDE),
        use=world.plant("what we do with it", INSIDE), channel="talk", viewer=admin, at=at,
    )  # fmt: skip
    operations.record_feedback(
        asked=asked, words=f"It {world.plant('what they answered', INSIDE)} too long.", viewer=admin, at=at
    )
    Worker().run_until_idle()
    world.ids["asked"] = asked
    world.ids["given"] = operations.draft_feedback(
        contact=contact, about=world.plant("what we tell them about", INSIDE),
        text=f"On Friday {world.plant('a draft of feedback', INSIDE)} came late.", channel="talk", viewer=admin, at=at,
    )  # fmt: skip
    world.ids["mirror"] = mirror_operations.release_mirror(
        account=world.ids["account"],
        base=mirror_operations.write_mirror(
            account=world.ids["account"], base=0, intro=world.plant("how a mirror report begins", INSIDE), texts={},
            questions=world.plant("what a mirror report asks", INSIDE), left_out=(), viewer=admin, at=at,
        ),
        viewer=admin, at=at,
    )  # fmt: skip
