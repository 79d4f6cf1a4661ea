"""An idea on behalf of a contact, with a vote and a verdict, and a second one to merge into it."""

from datetime import datetime

from closeknit.ideas import operations
from closeknit.offerings import queries as offering_queries
from tests.security.world import INSIDE, World


def furnish(world: World, at: datetime) -> None:
    """Give two ideas, answer the first, and plant what nobody outside may read."""
    ben = world.viewers["member"]
    assert ben is not None
    idea = operations.give_idea(
        title=world.plant("an idea", INSIDE),
        text=world.plant("what an idea is good for", INSIDE),
        contact=world.ids["contact"],
        verbatim=world.ids["verbatim"],
        needs=[world.ids["need"]],
        viewer=ben,
        at=at,
    )
    operations.give_idea(
        title=world.plant("another idea", INSIDE),
        outsider_name=world.plant("a giver from outside", INSIDE),
        viewer=ben,
        at=at,
    )
    # Whoever gave an idea writes it; to others of ours who only hand in, its words are closed.
    gita = world.viewers["guest"]
    assert gita is not None
    world.ids["idea of guest"] = operations.give_idea(
        title=world.plant("an idea of a guest of ours", INSIDE), viewer=gita, at=at
    )
    line = next((one.id for one in offering_queries.list_purpose_lines(viewer=ben)), "")
    said = world.plant("a verdict", INSIDE)
    operations.give_verdict(idea=idea, answer="planned", sentence=said, line=line, base=0, viewer=ben, at=at)
    world.ids["idea"] = idea
