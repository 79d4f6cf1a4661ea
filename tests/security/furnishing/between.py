"""Ideas between an account and us, as its shared site shows them: one in our words, those that its people gave, one that was taken back.

It stands once everybody outside has a place (`furnish` is called by `world.build` after the rest).
"""

from datetime import datetime
from typing import TYPE_CHECKING

from closeknit.accounts.models import Contact
from closeknit.discussions.models import Comment, Thread
from closeknit.ideas import figures
from closeknit.ideas import operations as idea_operations
from closeknit.ideas.models import Idea, Posting, Vote
from closeknit.ideas.portal import operations
from closeknit.kit.viewer import Viewer
from closeknit.offerings import queries as offering_queries
from closeknit.promises import operations as promises
from tests.security.furnishing.portal import vote

if TYPE_CHECKING:
    from tests.security.world import World

# As in `world`, which reads this module.
INSIDE = frozenset(("guest", "member", "admin"))

# Whoever of its people gave the idea of an account: of a third one nobody comes in.
GIVERS = {"a": "manager", "b": "neighbour"}
_ROUTES = ("space_idea", "space_idea_vote", "space_idea_taking_back")


def furnish(world: "World", at: datetime) -> None:
    """Give, show, answer, promise and discuss; what is said of the idea, and who wants it, is of its account alone."""
    admin = world.viewers["admin"]
    assert admin is not None
    giver = world.ids.get(f"contact of {GIVERS.get(world.key, '')}", world.ids["contact"])
    ours = _show(world, "ours", world.ids["contact"], admin, at)
    given = _show(world, "given", giver, admin, at, is_named=True)
    open_one = _show(world, "open", giver, admin, at, is_named=True)
    gone = _show(world, "gone", giver, admin, at, is_named=True)
    Idea.objects.unscoped(reason="a world is furnished").filter(pk=gone).update(state="withdrawn", audience="speaker")
    line = next((one.id for one in offering_queries.list_purpose_lines(viewer=admin)), "")
    for idea in (ours, given):
        idea_operations.give_verdict(
            idea=idea, answer="planned", sentence="We will", line=line, base=0, viewer=admin, at=at
        )
    # What we promised others of the same idea is between them and us.
    elsewhere = Idea.objects.visible_to(admin).filter(audience="account").exclude(account=world.ids["account"])
    for idea in (given, *elsewhere.values_list("pk", flat=True)):
        promises.make_promise(
            account=world.ids["account"], text="carries it out", made_on=at.date(), due_on=None, idea=idea, viewer=admin,
            at=at,
        )  # fmt: skip
    _join(world, giver, admin, line, at)
    _discuss(world, given, at)
    world.ids |= {f"idea of portal:{route}": given for route in _ROUTES}
    world.ids["idea of portal:space_idea_taking_back"] = open_one
    world.ids["idea in our words"] = ours


def _show(world: "World", what: str, contact: str, admin: Viewer, at: datetime, *, is_named: bool = False) -> str:
    """Show an idea to its account's people; `is_named` as one that they gave there themselves."""
    idea = idea_operations.give_idea(
        title=f"{what} within", text="x", contact=contact, verbatim=None if is_named else world.ids["verbatim"],
        needs=[world.ids["need"]], viewer=admin, at=at,
    )  # fmt: skip
    operations.show_idea(
        idea=idea, title=f"Shown at night between us, {what}", text="x", audience="account", viewer=admin, at=at
    )
    Posting.objects.unscoped(reason="a world is furnished").filter(idea=idea).update(is_named=is_named)
    person = Contact.objects.visible_to(admin).get(pk=contact).person_id
    vote(world, idea, person, at)
    # They wanted it themselves: what one of us wrote down for somebody is not counted before them.
    Vote.objects.unscoped(reason="a world is furnished").filter(idea=idea, person=person).update(recorded_by=None)
    figures.recount([idea])
    return idea


def _join(world: "World", giver: str, admin: Viewer, line: str, at: datetime) -> None:
    """Let an idea of the first account's people count for one of the second's: they read words of ours for them, and no others."""
    own = _show(world, "joined", giver, admin, at, is_named=True)
    if world.key != "b":
        return
    theirs = Posting.objects.visible_to(admin).exclude(idea=own).get(title__endswith="joined").idea_id
    root = idea_operations.give_idea(
        title=world.plant("an idea that another's counts for", INSIDE), contact=world.ids["contact"], viewer=admin,
        at=at, with_receipt=False,
    )  # fmt: skip
    idea_operations.merge_ideas(idea=theirs, into=root, viewer=admin, at=at)
    said = world.plant("the answer to an idea that another's counts for", INSIDE)
    idea_operations.give_verdict(
        idea=root, answer="planned", sentence=said, line=line, base=0, viewer=admin, at=at
    )  # fmt: skip
    idea_operations.answer_sides(idea=root, words={theirs: "It comes for you, too."}, base=1, viewer=admin, at=at)


def _discuss(world: "World", idea: str, at: datetime) -> None:
    row, ben = Idea.objects.unscoped(reason="a world is furnished").get(pk=idea), world.viewers["member"]
    assert ben is not None
    thread = Thread(
        id=f"thread_between{world.key}",
        subject=idea,
        account_id=world.ids["account"],
        audience="account",
        created_at=at,
    )
    row.change(thread=Thread.objects.add(thread))
    Comment.objects.add(
        Comment(id=f"comment_between{world.key}", thread=thread, text="x", written_at=at, member_id=ben.id)
    )
