"""Challenges that are open to people outside: in the shared site of an account that was chosen, or on the portal; what they answer."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from closeknit.analysis.ideas.challenges import AnsweredBy
from closeknit.analysis.kinds import Audience
from closeknit.analysis.lifecycles import ChallengeState
from closeknit.ideas.challenges import checks as challenge_checks
from closeknit.ideas.challenges import events
from closeknit.ideas.models import Challenge, ChallengeAnswer, ChallengeTold
from closeknit.ideas.portal import checks, taking
from closeknit.ideas.shared import queries
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, ids
from closeknit.kit import viewer as viewers
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import shared as touchpoints

MOST_ANSWERS = 10


class Closed(Refused):
    """No answer comes in any more."""


@dataclass(frozen=True)
class ChallengeRow:
    """One challenge as the outside reads it. `days_left` counts today; `has_mine` whether the viewer's side has answered it."""

    id: str
    title: str
    wish: str
    way: str
    background: str
    reward: str
    closes_on: date | None
    days_left: int
    is_open: bool
    has_mine: bool


@dataclass(frozen=True)
class AnswerRow:
    """One answer of the viewer's own side. `told` is what they were told when it was decided; `number` of the idea that it became."""

    id: str
    title: str
    text: str
    who: str
    is_mine: bool
    given_on: date
    told: str
    told_on: date | None
    number: int | None


def has_any(*, viewer: Viewer) -> bool:
    """Return whether any challenge reaches the viewer, open or over."""
    return _open_to(viewer).exists()


def list_challenges(*, viewer: Viewer, today: date) -> list[ChallengeRow]:
    """Return the challenges that reach the viewer: those open for answers first, then the others, by their closing day."""
    rows = _open_to(viewer).order_by("closes_on", "pk")
    mine = set(_own(viewer).values_list("challenge_id", flat=True))
    found = [_row(row, row.pk in mine, today) for row in rows]
    return sorted(found, key=lambda one: (not one.is_open, one.days_left))


def get_challenge(challenge: str, *, viewer: Viewer, today: date) -> tuple[ChallengeRow, list[AnswerRow]]:
    """Return a challenge that reaches the viewer with what their side answered, and what came of it; or raise NotFound."""
    row = _open_to(viewer).filter(pk=challenge).first()
    if row is None:
        raise NotFound
    answers = list(_own(viewer).filter(challenge=row).select_related("person").order_by("given_at", "pk"))
    told = ChallengeTold.objects.visible_to(viewer).filter(decision__challenge=row).order_by("told_at")
    newest = told.last()
    zone = identity_queries.get_house().zone
    said = [_answer(one, newest, zone, viewer) for one in answers]
    return _row(row, bool(answers), today), said


@operation(Capability.TAKE_PART)
def answer_challenge(*, challenge: str, text: str, viewer: Viewer, at: datetime, title: str = "") -> str:
    """Answer a challenge that reaches the viewer, and return the answer's id. It is kept as words of theirs.

    Raises NotFound, Closed, BadSubmission or TooMany; then nothing is kept.
    """
    row = _open_to(viewer).filter(pk=challenge).first()
    if row is None:
        raise NotFound
    if challenge_checks.stand(row, today=identity_queries.today_at(at)) is not ChallengeState.OPEN:
        raise Closed(
            _("Answers came in until its closing day. Nothing was kept; copy what you wrote if you want to keep it.")
        )
    said = checks.check_text(text)
    if not any(sign.isalnum() for sign in said):
        raise checks.BadSubmission(_("Say your answer first. Nothing was kept yet."))
    line = checks.check_title(title) if title.strip() else " ".join(said.split())[: checks.LONGEST_TITLE]
    mine = ChallengeAnswer.objects.visible_to(viewer).filter(challenge=row, person_id=viewer.id)
    if mine.count() >= MOST_ANSWERS:
        raise checks.TooMany(_("You have answered it %(n)d times. Nothing more was kept.") % {"n": MOST_ANSWERS})
    place = taking.find_place_at(viewer, viewers.house("where somebody who answers is"))
    answer = ChallengeAnswer(
        id=ids.new("challenge_answer", taking.STREAM), challenge=row, title=line, text=said, how=AnsweredBy.MAIL,
        person_id=viewer.id, contact_id=place.pk if place else None, account_id=place.account_id if place else None,
        given_at=at,
    )  # fmt: skip
    ChallengeAnswer.objects.add(answer)
    account = answer.account_id or ""
    record(
        events.ChallengeAnswered(subject=row.pk, account=account, answer=answer.pk, how=answer.how),
        viewer=viewer,
        at=at,
    )
    touchpoints.record_written(
        text=said, person=viewer.id, account=answer.account_id, at=at, about=answer.pk, viewer=viewer,
        audience=Audience.ACCOUNT if answer.account_id else Audience.SPEAKER, subject=row.title,
    )  # fmt: skip
    return answer.pk


def _open_to(viewer: Viewer) -> QuerySet[Challenge]:
    rows = Challenge.objects.visible_to(viewer).exclude(state=ChallengeState.DRAFT)
    return rows.filter(audience__in=(Audience.CHOSEN, Audience.PORTAL, Audience.PUBLIC)).distinct()


def _own(viewer: Viewer) -> QuerySet[ChallengeAnswer]:
    return ChallengeAnswer.objects.visible_to(viewer).filter(member__isnull=True)


def _row(row: Challenge, has_mine: bool, today: date) -> ChallengeRow:
    stands = challenge_checks.stand(row, today=today)
    left = (row.closes_on - today).days + 1 if row.closes_on else 0
    return ChallengeRow(
        id=row.pk,
        title=row.title,
        wish=row.wish,
        way=row.way,
        background=row.background,
        reward=row.reward,
        closes_on=row.closes_on,
        days_left=max(0, left),
        is_open=stands is ChallengeState.OPEN,
        has_mine=has_mine,
    )


def _answer(row: ChallengeAnswer, told: ChallengeTold | None, zone: str, viewer: Viewer) -> AnswerRow:
    is_mine = row.person_id == viewer.id
    return AnswerRow(
        id=row.pk,
        title=row.title,
        text=row.text,
        who=row.person.name if row.person else "",
        is_mine=is_mine,
        given_on=clock.local_date(row.given_at, zone),
        told=told.text if told and is_mine else "",
        told_on=clock.local_date(told.told_at, zone) if told and is_mine else None,
        number=queries.find_number(row.idea_id, viewer=viewer) if row.idea_id else None,
    )
