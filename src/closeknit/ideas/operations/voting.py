"""Voting for an idea, and taking a vote back: one for each person, wherever among merged ideas they gave it."""

from datetime import datetime

from django.db.models import Q, QuerySet

from closeknit.accounts.models import Contact
from closeknit.analysis.ideas.kinds import GiverKind
from closeknit.ideas import checks, events, figures
from closeknit.ideas.models import Idea, Vote
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer, ViewerKind


@operation(Capability.HAND_IN)
def cast_vote(*, idea: str, viewer: Viewer, at: datetime, contact: str | None = None) -> str:
    """Vote for an idea, or record the vote of a contact who said so; return the vote's id; or raise NotFound or VotedAlready.

    A vote for a merged idea is given to the one that it counts for.
    """
    root = checks.get_root(checks.get_idea(idea, viewer=viewer), viewer=viewer)
    voter = checks.check_contact(contact, viewer=viewer) if contact else None
    vote = _cast(root, voter, viewer=viewer, at=at)
    figures.recount([root.pk])
    cast = events.VoteCast(subject=root.pk, account=vote.account_id or "", vote=vote.pk)
    record(cast, viewer=viewer, at=at)
    return vote.pk


@operation(Capability.HAND_IN)
def withdraw_vote(*, idea: str, viewer: Viewer, at: datetime, contact: str | None = None) -> None:
    """Take back one's vote, or a contact's who said so, wherever among the merged ideas it was given; or raise NotFound or NoVote."""
    root = checks.get_root(checks.get_idea(idea, viewer=viewer), viewer=viewer)
    voter = checks.check_contact(contact, viewer=viewer) if contact else None
    votes = list(_votes_of(root, voter, viewer).filter(withdrawn_at__isnull=True).order_by("pk"))
    if not votes:
        raise checks.NoVote("There is no vote to take back. Nothing was changed.")
    undo.keep(*votes, subject=root.pk)
    for vote in votes:
        vote.change(withdrawn_at=at)
        withdrawn = events.VoteWithdrawn(subject=root.pk, account=vote.account_id or "", vote=vote.pk)
        record(withdrawn, viewer=viewer, at=at)
    figures.recount([root.pk])


def vote_as_giver(idea: Idea, contact: Contact | None, *, viewer: Viewer, at: datetime) -> None:
    """Count whoever gave a new idea among those who want it, where that is somebody we know."""
    if contact is not None or (idea.giver_kind == GiverKind.MEMBER and idea.member_id == viewer.id):
        _cast(idea, contact, viewer=viewer, at=at)
    figures.recount([idea.pk])


def _cast(root: Idea, voter: Contact | None, *, viewer: Viewer, at: datetime) -> Vote:
    votes = list(_votes_of(root, voter, viewer))
    if any(vote.withdrawn_at is None for vote in votes):
        who = voter.person.name if voter else "You"
        has = "has" if voter else "have"
        raise checks.VotedAlready(f"{who} {has} voted for it already. One person has one vote; nothing was changed.")
    again = next((vote for vote in votes if vote.idea_id == root.pk), None)
    recorded_by = viewer.id if voter and viewer.kind == ViewerKind.MEMBER else None
    place = {"contact_id": voter.pk if voter else None, "account_id": voter.account_id if voter else None}
    if again is not None:
        undo.keep(again, subject=root.pk)
        return again.change(withdrawn_at=None, cast_at=at, recorded_by_id=recorded_by, **place)
    if voter is None and viewer.kind != ViewerKind.MEMBER:
        raise checks.NoVote("A vote is a person’s: say whose it is.")
    vote = Vote(
        id=ids.new("vote"),
        idea=root,
        member_id=None if voter else viewer.id,
        person_id=voter.person_id if voter else None,
        recorded_by_id=recorded_by,
        cast_at=at,
        **place,
    )
    undo.keep_new(Vote.objects.add(vote), subject=root.pk)
    return vote


def _votes_of(root: Idea, voter: Contact | None, viewer: Viewer) -> QuerySet[Vote]:
    rows = Vote.objects.visible_to(viewer).filter(Q(idea=root) | Q(idea__counts_in=root))
    return rows.filter(person_id=voter.person_id) if voter else rows.filter(member_id=viewer.id)
