"""What people outside do with ideas, on the open portal and in their shared site: give one, take it back, vote.

Each is a person's; the house does it for nobody.
"""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from closeknit.accounts.models import Contact
from closeknit.accounts.shared import queries as account_queries
from closeknit.analysis.ideas.portal import Origin, SubmissionState
from closeknit.analysis.kinds import Audience
from closeknit.ideas import between, figures
from closeknit.ideas import checks as idea_checks
from closeknit.ideas import events as idea_events
from closeknit.ideas.models import Idea, Posting, Submission, Vote
from closeknit.ideas.portal import checks, events, rules, taking
from closeknit.kit import ids
from closeknit.kit import viewer as viewers
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer

GivenAlready = checks.GivenAlready

BadSubmission, TooMany, PastThat = checks.BadSubmission, checks.TooMany, checks.PastThat
LONGEST_TITLE, LONGEST = checks.LONGEST_TITLE, checks.LONGEST


@operation(Capability.TAKE_PART)
def give_idea(*, title: str, viewer: Viewer, at: datetime, text: str = "", is_named: bool = False) -> tuple[str, str]:
    """Hand in an idea and return its id and where it stands (a code): shown, before who moderates, or on the waiting list.

    Raises NotFound where the portal is closed, BadSubmission, GivenAlready or TooMany; then nothing is kept.
    """
    checks.check_open(rules.get_rules())
    said, more = checks.check_title(title), checks.check_text(text)
    checks.check_given_once(said, more, is_named, viewer=viewer, at=at)
    checks.check_not_too_many(viewer=viewer, at=at)
    row = Submission(
        id=ids.new("submission", taking.STREAM), origin=Origin.PORTAL, title=said, text=more, person_id=viewer.id,
        is_named=is_named, given_at=at,
    )  # fmt: skip
    return row.pk, taking.take_in(row, viewer=viewer, at=at)


@operation(Capability.TAKE_PART)
def take_back_idea(*, submission: str, viewer: Viewer, at: datetime) -> None:
    """Take back what one handed in while it waits; or raise NotFound or PastThat."""
    row = checks.get_submission(submission, viewer=viewer)
    checks.check_move(row, SubmissionState.WITHDRAWN)
    row.change(state=SubmissionState.WITHDRAWN, decided_at=at)
    record(events.SubmissionWithdrawn(subject=row.pk), viewer=viewer, at=at)
    taking.move_up(viewer=viewer, at=at)


@operation(Capability.TAKE_PART)
def give_between(*, account: str, title: str, viewer: Viewer, at: datetime, text: str = "") -> str:
    """Give an idea in the shared site of an account, which its people and the host company alone read; return the idea's id.

    Raises NotFound, BadSubmission, GivenAlready or TooMany; then nothing is kept.
    """
    place = Contact.objects.visible_to(viewer).get(pk=account_queries.find_contact(account, viewer=viewer))
    said, more = checks.check_title(title), checks.check_text(text)
    checks.check_given_once_between(said, more, account, viewer=viewer, at=at)
    checks.check_not_too_many(viewer=viewer, at=at)
    return between.take_in(place, title=said, text=more, viewer=viewer, at=at).pk


@operation(Capability.TAKE_PART)
def take_back_between(*, idea: str, viewer: Viewer, at: datetime) -> None:
    """Take back what one gave in a shared site and nobody has answered; or raise NotFound or PastThat."""
    row = idea_checks.get_idea(idea, viewer=viewer, is_locked=True)
    checks.check_own_open(row, viewer=viewer)
    between.take_back(row, viewer=viewer, at=at)


@operation(Capability.TAKE_PART)
def cast_vote(*, idea: str, viewer: Viewer, at: datetime) -> None:
    """Vote for an idea; or raise NotFound, VotedAlready or TooMany. One person has one vote, wherever they have a place."""
    root = _get_root(idea, viewer)
    checks.check_not_too_many_votes(viewer=viewer, at=at)
    votes = list(_votes_of(root, viewer))
    if any(vote.withdrawn_at is None and not vote.recorded_by_id for vote in votes):
        raise idea_checks.VotedAlready(
            _("You have voted for it already. One person has one vote; nothing was changed.")
        )
    vote = next((one for one in votes if one.idea_id == root.pk), None)
    place = taking.find_place_at(viewer, viewers.house("where somebody who votes is"))
    where = {"contact_id": place.pk if place else None, "account_id": place.account_id if place else None}
    if vote is not None:
        vote.change(withdrawn_at=None, cast_at=at, recorded_by_id=None, **where)
    else:
        stream = root.account_id if root.audience == Audience.ACCOUNT else None
        vote = Vote(id=ids.new("vote", stream or taking.STREAM), idea=root, person_id=viewer.id, cast_at=at, **where)
        Vote.objects.add(vote)
    figures.recount([root.pk])
    cast = idea_events.VoteCast(subject=root.pk, account=vote.account_id or "", vote=vote.pk)
    record(cast, viewer=viewer, at=at)


@operation(Capability.TAKE_PART)
def withdraw_vote(*, idea: str, viewer: Viewer, at: datetime) -> None:
    """Take back one's vote; or raise NotFound or NoVote."""
    root = _get_root(idea, viewer)
    votes = list(_votes_of(root, viewer).filter(withdrawn_at__isnull=True))
    if not votes:
        raise idea_checks.NoVote(_("There is no vote to take back. Nothing was changed."))
    for vote in votes:
        vote.change(withdrawn_at=at)
        withdrawn = idea_events.VoteWithdrawn(subject=root.pk, account=vote.account_id or "", vote=vote.pk)
        record(withdrawn, viewer=viewer, at=at)
    figures.recount([root.pk])


def give_embedded(*, key: str, title: str, text: str, name: str, email: str, at: datetime) -> str:
    """Keep what came by the form on somebody's web page, for who moderates, and return where it stands.

    Nobody has shown who they are: it is never shown unread. Raises NotFound where the key opens nothing, BadSubmission or TooMany.
    """
    set_so = rules.get_rules()
    checks.check_open(set_so)
    if not key or key != set_so.embed_key:
        raise NotFound
    by = viewers.house("the form on a web page")
    return _give_embedded(title=title, text=text, name=name, email=email, viewer=by, at=at)


@operation(Capability.HAND_IN)
def _give_embedded(*, title: str, text: str, name: str, email: str, viewer: Viewer, at: datetime) -> str:
    said, more = checks.check_title(title or text[: checks.LONGEST_TITLE]), checks.check_text(text)
    waiting = Submission.objects.visible_to(viewer).filter(
        origin=Origin.EMBED, state__in=(SubmissionState.WAITING, SubmissionState.LISTED)
    )
    if waiting.count() >= checks.MOST_EMBEDDED:
        raise TooMany(_("So much has come in by this form that it takes no more today. Nothing was kept."))
    again = Submission.objects.visible_to(viewer).filter(
        origin=Origin.EMBED, title=said, text=more, given_at__gt=at - timedelta(days=1)
    )
    if (known := again.first()) is not None:
        # Pressed twice: it is kept once.
        record(events.Submitted(subject=known.pk, origin=known.origin, state=known.state), viewer=viewer, at=at)
        return known.state
    row = Submission(
        id=ids.new("submission", taking.STREAM), origin=Origin.EMBED, title=said, text=more,
        name=" ".join(checks.clean(name).split())[:200], email=email.strip().lower()[:254], given_at=at,
        is_named=False,
    )  # fmt: skip
    return taking.take_in(row, viewer=viewer, at=at)


def _get_root(idea: str, viewer: Viewer) -> Idea:
    """Return the idea that a vote counts for, where the viewer is shown it in their shared site or on the portal; or raise NotFound."""
    row = idea_checks.get_idea(idea, viewer=viewer)
    root = idea_checks.get_root(row, viewer=viewer)
    wide = {one.audience for one in (row, root)} & set(rules.SHOWN)
    if wide:
        checks.check_open(rules.get_rules())
    shown = Posting.objects.visible_to(viewer).filter(idea__audience__in=(Audience.ACCOUNT, *rules.SHOWN))
    if shown.filter(idea__in={row.pk, root.pk}).count() < len({row.pk, root.pk}):
        raise NotFound
    return root


def _votes_of(root: Idea, viewer: Viewer) -> QuerySet[Vote]:
    rows = Vote.objects.visible_to(viewer).filter(Q(idea=root) | Q(idea__counts_in=root), person_id=viewer.id)
    return rows.order_by("pk")
