"""The open portal, open: ideas shown to all, to whoever signs in, to nobody any more; what waits, was turned down or came by a form.

It stands once everybody outside has a place (`furnish` is called by `world.build` after the rest): they give, vote and answer themselves.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from closeknit.accounts.models import Contact
from closeknit.analysis.ideas.challenges import AnsweredBy
from closeknit.analysis.ideas.portal import Origin, SubmissionState
from closeknit.discussions.models import Comment, Thread
from closeknit.ideas import figures
from closeknit.ideas import operations as idea_operations
from closeknit.ideas.challenges import operations as challenges
from closeknit.ideas.models import (
    ChallengeAnswer,
    ChallengeDecision,
    ChallengeTold,
    Idea,
    PortalRules,
    Posting,
    Submission,
    Vote,
)
from closeknit.ideas.portal import operations
from closeknit.kit.viewer import Viewer
from closeknit.offerings import queries as offering_queries
from tests.security.furnishing import passkeys

if TYPE_CHECKING:
    from tests.security.world import World

WELCOME = "Whatever you would change: say it here."
# On the portal an address names no account: there these stand for what everybody may read, and beside it for what nobody may.
_IDEA_ROUTES = ("portal:idea", "portal:idea_vote")
_DISCUSSION_ROUTES = ("portal:open_discussion", "portal:open_discussion_comments", "portal:open_discussion_following")
_COMMENT_ROUTES = (
    "portal:open_comment",
    "portal:open_comment_taking_back",
    "portal:open_comment_putting_back",
    "portal:open_comment_versions",
)


def furnish(world: "World", at: datetime) -> None:
    """Show ideas of an account on the portal, let others wait, and open challenges. Of a third account nothing is shown."""
    admin = world.viewers["admin"]
    assert admin is not None
    if world.key == "a":
        operations.set_portal(
            is_open=True, is_moderated=True, is_public=True, welcome=WELCOME, a_week=1,
            embed_pages="https://pages.example", viewer=admin, at=at,
        )  # fmt: skip
        world.ids["key of portal:embed"] = PortalRules.objects.visible_to(admin).get().embed_key
    passkeys.furnish(world, at)
    hidden = _give(world, admin, at, "hidden")
    operations.show_idea(idea=hidden, title="Shown at night no more", text="x", viewer=admin, at=at)
    vote(world, hidden, world.ids["person"], at)
    said = _discuss(world, hidden, at)
    operations.hide_idea(idea=hidden, viewer=admin, at=at)
    _let_wait(world, at)
    _open_challenge(world, admin, at, "chosen")
    _name(world, admin, hidden, said)
    if world.key == "a":
        _show(world, admin, at)
    elif world.key == "c":
        # What they do shows in numbers alone that are declared public.
        shown = Posting.objects.visible_to(admin).get(title__startswith="Shown at night to all")
        vote(world, shown.idea_id, world.ids["person"], at)


def _show(world: "World", admin: Viewer, at: datetime) -> None:
    """Show an idea of ours to all, one to whoever signs in, and what three handed in: one named, one not, one without a login."""
    idea = _give(world, admin, at, "shown")
    operations.show_idea(idea=idea, title="Shown at night to all", text="x", audience="public", viewer=admin, at=at)
    line = next((one.id for one in offering_queries.list_purpose_lines(viewer=admin)), "")
    idea_operations.give_verdict(
        idea=idea, answer="planned", sentence="We will", line=line, base=0, viewer=admin, at=at
    )
    for person in ("person", "person of reader", "person of giver"):
        vote(world, idea, world.ids[person], at)
    said = _discuss(world, idea, at)
    signed_in = _give(world, admin, at, "signed in")
    operations.show_idea(
        idea=signed_in, title="Shown to whoever signs in", text="x", audience="portal", viewer=admin, at=at
    )
    for role, is_named in (("manager", True), ("giver", False)):
        operations.accept_submission(
            submission=_submit(world, at, f"shown {role}", person=world.ids[f"person of {role}"], is_named=is_named),
            viewer=admin, at=at,
        )  # fmt: skip
    operations.accept_submission(
        submission=_submit(world, at, "embedded", origin=Origin.EMBED, name="x", email="x@form.example"),
        viewer=admin, at=at,
    )  # fmt: skip
    challenge = _open_challenge(world, admin, at, "portal")
    _name(world, admin, idea, said)
    for route in ("open_challenge", "open_challenge_answers"):
        world.ids[f"challenge of portal:{route}"] = challenge


def _give(world: "World", admin: Viewer, at: datetime, what: str) -> str:
    """Write down an idea of somebody at the account: only its posting is read outside."""
    return idea_operations.give_idea(
        title=f"{what} within", text="x", contact=world.ids["contact"], verbatim=world.ids["verbatim"],
        needs=[world.ids["need"]], viewer=admin, at=at,
    )  # fmt: skip


def vote(world: "World", idea: str, person: str, at: datetime) -> None:
    """Let somebody outside want an idea."""
    place = Contact.objects.unscoped(reason="a world is furnished").filter(person=person, until_on__isnull=True).first()
    where = {"contact": place, "account_id": place.account_id} if place else {}
    rows = Vote.objects.unscoped(reason="a world is furnished").filter(idea=idea, person=person)
    if not rows.exists():
        Vote.objects.add(Vote(id=f"vote_{idea[-8:]}{person[-8:]}", idea_id=idea, person_id=person, cast_at=at, **where))
    figures.recount([idea])


def _discuss(world: "World", idea: str, at: datetime) -> str:
    """Let somebody at the account, and one of ours, say something of an idea that is shown."""
    row, ben = Idea.objects.unscoped(reason="a world is furnished").get(pk=idea), world.viewers["member"]
    assert ben is not None
    thread = Thread(id=f"thread_{idea[-8:]}{world.key}", subject=idea, audience=row.audience, created_at=at)
    row.change(thread=Thread.objects.add(thread))
    said = f"comment_theirs_{idea[-8:]}{world.key}"
    theirs = {"person_id": world.ids["person"], "account_id": world.ids["account"]}
    for pk, by in ((said, theirs), (f"comment_ours_{idea[-8:]}{world.key}", {"member_id": ben.id})):
        Comment.objects.add(Comment(id=pk, thread=thread, text="x", written_at=at, **by))
    return said


def _let_wait(world: "World", at: datetime) -> None:
    """Let one idea wait to be looked at, one for its turn, and turn one down with a reason: none of them is anybody else's to read."""
    admin = world.viewers["admin"]
    assert admin is not None
    person = world.ids.get("person of giver") or world.ids["person"]
    world.ids["submission"] = _submit(world, at, "waiting", person=person)
    _submit(world, at, "listed", person=person, state=SubmissionState.LISTED)
    _submit(world, at, "embedded waiting", origin=Origin.EMBED, name="x", email="x@form.example")
    declined = _submit(world, at, "declined", person=world.ids.get("person of reader") or world.ids["person"])
    operations.decline_submission(submission=declined, reason="private", sentence="It is so.", viewer=admin, at=at)


def _submit(world: "World", at: datetime, what: str, *, person: str | None = None, **more: object) -> str:
    row = Submission(
        id=f"submission_{what.replace(' ', '_')}{world.key}", title=f"{what} at night", text="x", person_id=person,
        given_at=at, **{"state": SubmissionState.WAITING, **more},
    )  # fmt: skip
    return Submission.objects.add(row).pk


def _open_challenge(world: "World", admin: Viewer, at: datetime, audience: str) -> str:
    """Open a challenge to the account, or to whoever signs in, with an answer."""
    made = challenges.make_challenge(
        title=f"{audience} outside", wish="What?", background="x", reward="x", needs=[world.ids["need"]],
        closes_on=(at + timedelta(days=9)).date(), viewer=admin, at=at,
    )  # fmt: skip
    challenges.open_challenge(challenge=made, viewer=admin, at=at)
    accounts = [world.ids["account"]] if audience == "chosen" else []
    operations.open_challenge_to(challenge=made, audience=audience, accounts=accounts, viewer=admin, at=at)
    is_chosen = audience == "chosen"
    role = {"a": "manager", "b": "neighbour"}.get(world.key, "") if is_chosen else "giver"
    row = ChallengeAnswer(
        id=f"challengeanswer_{audience}{world.key}", challenge_id=made, title="x", text="x", how=AnsweredBy.MAIL,
        person_id=world.ids.get(f"person of {role}", world.ids["person"]),
        account_id=world.ids["account"] if is_chosen else None, given_at=at,
    )  # fmt: skip
    ChallengeAnswer.objects.add(row)
    if is_chosen:
        _tell(world, made, [world.ids.get(f"contact of {role}", ""), world.ids["contact"]], at)
        for route in ("challenge", "challenge_answers", "open_challenge", "open_challenge_answers"):
            world.ids[f"challenge of portal:{route}"] = made
    return made


def _tell(world: "World", challenge: str, contacts: list[str], at: datetime) -> None:
    """Let each have been told by itself what was decided: what one is told no colleague reads."""
    decision = ChallengeDecision(
        id=f"decision_outside{world.key}", challenge_id=challenge, number=1, reason="x", decided_at=at
    )
    ChallengeDecision.objects.add(decision)
    for number, contact in enumerate(filter(None, contacts)):
        ChallengeTold.objects.add(
            ChallengeTold(
                id=f"told_{number}{world.key}", decision=decision, contact_id=contact, text="x",
                told_at=at + timedelta(minutes=number),
            )
        )  # fmt: skip


def _name(world: "World", admin: Viewer, idea: str, said: str) -> None:
    """Let the addresses of the portal mean this idea, and this comment on it."""
    number = str(Posting.objects.visible_to(admin).get(idea=idea).number)
    world.ids |= {f"number of {route}": number for route in _IDEA_ROUTES}
    world.ids |= {f"subject of {route}": idea for route in _DISCUSSION_ROUTES}
    world.ids |= {f"comment of {route}": said for route in _COMMENT_ROUTES}
