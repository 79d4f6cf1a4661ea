"""Answers: handed in for oneself or on behalf of whoever gave them, scored by several, and made into ideas."""

from collections.abc import Mapping
from datetime import datetime

from closeknit.accounts import checks as account_checks
from closeknit.accounts.models import Contact
from closeknit.analysis.ideas.challenges import AnsweredBy
from closeknit.analysis.kinds import Medium, Wording
from closeknit.ideas import operations as idea_operations
from closeknit.ideas.challenges import checks, events
from closeknit.ideas.models import AnswerScore, ChallengeAnswer, ChallengeNeed, Criterion
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import ChangedMeanwhile, NotAllowed
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import operations as touchpoint_operations


@operation(Capability.HAND_IN)
def hand_in_answer(
    *,
    challenge: str,
    text: str,
    viewer: Viewer,
    at: datetime,
    title: str = "",
    how: str = AnsweredBy.SELF,
    contact: str = "",
) -> str:
    """Hand in an answer and return its id: one's own, or (`how`: mail, talk) that of a `contact`, who keeps the credit.

    What somebody outside answered is kept among what we heard too: their words as they wrote them, or as one of us tells them. Raises
    NotFound, BadMove (it has not gone out), TooLate (its day has passed) or BadAnswer.
    """
    row, came = checks.get_challenge(challenge, viewer=viewer), checks.read_how(how)
    checks.check_answerable(row, today=identity_queries.today_at(at))
    line, said = checks.check_answer(title, text)
    who = _find_speaker(came, contact, is_for_members=row.is_for_members, viewer=viewer)
    answer = ChallengeAnswer(
        id=ids.new("challenge_answer"),
        challenge=row,
        title=line,
        text=said,
        how=came,
        member_id=viewer.member if who is None else None,
        person_id=who.person_id if who else None,
        contact_id=who.pk if who else None,
        account_id=who.account_id if who else None,
        noted_by_id=viewer.member,
        given_at=at,
    )
    undo.keep_new(ChallengeAnswer.objects.add(answer), subject=row.pk)
    if who is not None:
        _keep_words(answer, who, viewer, at)
    account = who.account_id if who else ""
    record(events.ChallengeAnswered(subject=row.pk, account=account, answer=answer.pk, how=came), viewer=viewer, at=at)
    return answer.pk


@operation(Capability.HAND_IN)
def change_answer(*, answer: str, title: str, text: str, base: int, viewer: Viewer, at: datetime) -> int:
    """Write an answer otherwise while answers come in, on revision `base`, and return the new one.

    Only whoever handed it in may, or who answers ideas. Raises NotFound, NotAllowed, TooLate, BadMove, BadAnswer or ChangedMeanwhile.
    """
    row = checks.get_answer(answer, viewer=viewer)
    checks.check_answerable(checks.get_challenge(row.challenge_id, viewer=viewer), today=identity_queries.today_at(at))
    if viewer.id not in (row.member_id, row.noted_by_id) and not viewer.can(Capability.ANSWER_IDEAS):
        raise NotAllowed("Only who handed it in, or who answers ideas, can write it otherwise.")
    if base != row.revision:
        raise ChangedMeanwhile(
            f"Somebody wrote this answer otherwise meanwhile: “{row.title}”. Yours is still in the form; nothing is lost."
        )
    line, said = checks.check_answer(title, text)
    undo.keep(row, subject=row.challenge_id)
    row.change(title=line, text=said, revision=base + 1)
    changed = events.AnswerChanged(subject=row.challenge_id, answer=row.pk, revision=row.revision)
    record(changed, viewer=viewer, at=at)
    return row.revision


@operation(Capability.HAND_IN)
def make_idea(*, answer: str, viewer: Viewer, at: datetime) -> str:
    """Make an idea of an answer, under its giver's name, and return the idea's id; or raise NotFound, BadAnswer or NotAllowed."""
    row = checks.get_answer(answer, viewer=viewer)
    if row.idea_id is not None:
        raise checks.BadAnswer("It is an idea already. Nothing was changed.")
    if row.member_id not in (None, viewer.id):
        raise NotAllowed("It is a colleague's answer, and so would be the idea: only they can make it one.")
    if row.member_id is None and row.contact_id is None:
        raise checks.BadAnswer("Nobody knows any more who gave it, so the idea would have nobody to thank.")
    needs = ChallengeNeed.objects.visible_to(viewer).filter(challenge=row.challenge_id).order_by("pk")
    idea = idea_operations.give_idea(
        title=row.title,
        text=row.text,
        contact=row.contact_id or None,
        needs=list(needs.values_list("need_id", flat=True)),
        with_receipt=False,
        viewer=viewer,
        at=at,
    )
    undo.keep(row, subject=row.challenge_id)
    row.change(idea_id=idea)
    became = events.AnswerBecameIdea(subject=row.challenge_id, account=row.account_id or "", answer=row.pk, idea=idea)
    record(became, viewer=viewer, at=at)
    return idea


@operation(Capability.ANSWER_IDEAS)
def score_answer(*, answer: str, points: Mapping[str, int | None], viewer: Viewer, at: datetime) -> None:
    """Give an answer points 0–10 by criterion, as one sees it oneself; None takes one's own away. Others' points stay beside.

    Raises NotFound, BadMove (it is decided) or BadScore.
    """
    row, member = checks.get_answer(answer, viewer=viewer), viewer.member
    checks.check_scorable(checks.get_challenge(row.challenge_id, viewer=viewer), today=identity_queries.today_at(at))
    if member is None:
        raise checks.BadScore("Points are somebody's. Sign in as who you are.")
    criteria = Criterion.objects.visible_to(viewer).filter(challenge=row.challenge_id)
    if not points or criteria.filter(pk__in=list(points)).count() < len(points):
        raise checks.BadScore("One of these is no criterion of this challenge. Nothing was kept.")
    mine = AnswerScore.objects.visible_to(viewer).filter(answer=row, member_id=member)
    known = {one.criterion_id: one for one in mine}
    for criterion, given in points.items():
        _score(row, criterion, given, known.get(criterion), member, at)
    scored = events.AnswerScored(subject=row.challenge_id, answer=row.pk, n_criteria=len(points))
    record(scored, viewer=viewer, at=at)


def _score(
    row: ChallengeAnswer, criterion: str, given: int | None, known: AnswerScore | None, member: str, at: datetime
) -> None:
    if known is not None:
        undo.keep(known, subject=row.challenge_id)
    if given is None:
        if known is not None:
            known.delete()
        return
    points = checks.check_points(given)
    if known is not None:
        known.change(points=points, scored_at=at)
    else:
        made = AnswerScore(answer=row, criterion_id=criterion, member_id=member, points=points, scored_at=at)
        undo.keep_new(AnswerScore.objects.add(made), subject=row.challenge_id)


def _find_speaker(how: AnsweredBy, contact: str, *, is_for_members: bool, viewer: Viewer) -> Contact | None:
    if how is AnsweredBy.SELF:
        if not is_for_members:
            raise checks.BadAnswer("This one is not put to our own people. Say whose answer it is, and how it came.")
        if viewer.member is None:
            raise checks.BadAnswer("Nobody answers for the house itself.")
        return None
    if not contact:
        raise checks.BadAnswer("Whose answer is it? They keep the credit, so say who gave it.")
    return account_checks.get_contact(contact, viewer=viewer)


def _keep_words(answer: ChallengeAnswer, who: Contact, viewer: Viewer, at: datetime) -> None:
    is_written = answer.how == AnsweredBy.MAIL
    touchpoint_operations.capture_words(
        words=answer.text,
        account=who.account_id,
        contact=who.pk,
        wording=Wording.EXACT if is_written else Wording.REPORTED,
        medium=Medium.EMAIL if is_written else Medium.CALL,
        said_at=at,
        viewer=viewer,
        at=at,
    )
