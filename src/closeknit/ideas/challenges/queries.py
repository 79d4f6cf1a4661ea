"""Reads of challenges: the list with days left; one whole, with its brief, whom it was put to, its answers compared, and its decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F

from closeknit.accounts.models import Contact
from closeknit.analysis.ideas import challenges as analysis
from closeknit.analysis.ideas.challenges import Comparison, GuestState, Scored
from closeknit.analysis.lifecycles import ChallengeState
from closeknit.ideas.challenges import briefing, checks, taking_part
from closeknit.ideas.challenges.briefing import Brief
from closeknit.ideas.challenges.taking_part import Person, Traces
from closeknit.ideas.models import (
    AnswerScore,
    BriefLine,
    Challenge,
    ChallengeAnswer,
    ChallengeDecision,
    ChallengeNeed,
    ChosenAnswer,
    Criterion,
    Guest,
)
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer

PAGE = 30
# More do not fit a list to choose from; whoever is beyond is chosen with their kind of account.
MOST_CHOICES = 200


@dataclass(frozen=True)
class ChallengeRow:
    """One challenge on a line; `days_left` counts today, 0 where its day has passed or it has none."""

    id: str
    title: str
    wish: str
    way: str
    state: str
    closes_on: date | None
    days_left: int
    owner: str
    reward: str
    is_for_members: bool
    n_asked: int
    n_answers: int
    decided_at: datetime | None


@dataclass(frozen=True)
class CriterionRow:
    """What an answer is judged by; `named_by` is the customer who named it."""

    id: str
    text: str
    weight: int
    named_by_id: str
    named_by: str
    named_by_account: str
    need_id: str
    put_by: str


@dataclass(frozen=True)
class GuestRow:
    """Somebody whom it is put to; `has_answered` since. `reminded_at` is when a reminder was written, None where none was."""

    id: str
    contact_id: str
    name: str
    account_id: str
    account: str
    kind: str
    state: str
    why_not: str
    asked_at: datetime | None
    reminded_at: datetime | None
    has_answered: bool


@dataclass(frozen=True)
class AnswerRow:
    """One answer; `giver` keeps the credit. `told_by` is who of ours wrote down what was said in a talk, "" for their own words."""

    id: str
    title: str
    text: str
    how: str
    giver: str
    account_id: str
    account: str
    member_id: str
    contact_id: str
    told_by: str
    noted_by_id: str
    given_at: datetime
    idea_id: str
    idea_number: int
    revision: int
    points: dict[str, int]


@dataclass(frozen=True)
class DecisionRow:
    """One decision, with the titles of the answers that it goes for."""

    id: str
    number: int
    reason: str
    result: str
    line: str
    decided_by: str
    decided_at: datetime
    chosen: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ChallengePage:
    """One challenge whole. `answers` carry the viewer's own points by criterion; `people` are those to tell once it is decided."""

    row: ChallengeRow
    background: str
    revision: int
    decision: int
    case: tuple[str, str] | None
    needs: tuple[tuple[str, str], ...]
    brief: Brief
    criteria: tuple[CriterionRow, ...]
    guests: tuple[GuestRow, ...]
    answers: tuple[AnswerRow, ...]
    comparison: Comparison
    decisions: tuple[DecisionRow, ...]
    people: tuple[Person, ...]


def list_challenges(*, viewer: Viewer, today: date, page: int = 1) -> list[ChallengeRow]:
    """Return challenges: open ones first, by the day on which they close; then those to decide, to tell, drafts, and what is over."""
    rows = list(Challenge.objects.visible_to(viewer).select_related("owner").order_by("-made_at", "-pk"))
    order = [
        ChallengeState.OPEN, ChallengeState.CLOSED, ChallengeState.DECIDED, ChallengeState.DRAFT, ChallengeState.TOLD
    ]  # fmt: skip
    rows.sort(key=lambda one: (order.index(checks.stand(one, today=today)), one.closes_on or date.max))
    return _rows(rows[(page - 1) * PAGE : page * PAGE], viewer, today)


def count_challenges(*, viewer: Viewer) -> int:
    """Return how many challenges there are."""
    return Challenge.objects.visible_to(viewer).count()


def get_challenge(challenge: str, *, viewer: Viewer, today: date) -> ChallengePage:
    """Return one challenge whole, or raise NotFound."""
    found = Challenge.objects.visible_to(viewer).select_related("owner", "case__group").filter(pk=challenge)
    row = found.first()
    if row is None:
        raise NotFound("There is no challenge by that name.")
    criteria = list_criteria(row.pk, viewer=viewer)
    scores = list(AnswerScore.objects.visible_to(viewer).filter(answer__challenge=row).order_by("pk"))
    answers = _answers(row, scores, viewer)
    guests = _guests(row, {one.contact_id for one in answers if one.contact_id}, viewer)
    decisions = _decisions(row, viewer)
    brief = briefing.write_brief(row, criteria=[one.text for one in criteria], viewer=viewer)
    needs = ChallengeNeed.objects.visible_to(viewer).filter(challenge=row).order_by("pk")
    n_asked = sum(1 for one in guests if one.state == GuestState.ASKED)
    decided_at = decisions[0].decided_at if decisions else None
    return ChallengePage(
        row=_row(row, today, n_asked=n_asked, n_answers=len(answers), decided_at=decided_at),
        background=row.background,
        revision=row.revision,
        decision=row.decision,
        case=(row.case.pk, row.case.group.name) if row.case else None,
        needs=tuple(needs.values_list("need_id", "need__statement")),
        brief=brief,
        criteria=criteria,
        guests=guests,
        answers=answers,
        comparison=analysis.compare_answers(
            [one.id for one in answers],
            {one.id: float(one.weight) for one in criteria},
            [Scored(one.answer_id, one.criterion_id, one.member_id, float(one.points)) for one in scores],
        ),
        decisions=decisions,
        people=_people(row, decisions, answers, criteria, brief, scores, viewer),
    )


def find_challenge_of(answer: str, *, viewer: Viewer) -> str:
    """Return the challenge that an answer belongs to, or raise NotFound."""
    return checks.get_answer(answer, viewer=viewer).challenge_id


def list_people_choices(*, viewer: Viewer) -> list[tuple[str, str]]:
    """Return (id, name and account) of the 200 people outside who spoke with us last: whom to choose from."""
    rows = Contact.objects.visible_to(viewer).filter(until_on__isnull=True)
    newest = rows.order_by(F("two_way_at").desc(nulls_last=True), "pk")[:MOST_CHOICES]
    found = [
        (pk, f"{name}, {account}") for pk, name, account in newest.values_list("pk", "person__name", "account__name")
    ]
    return sorted(found, key=lambda one: one[1].casefold())


def find_line(challenge: str, verbatim: str, *, viewer: Viewer) -> str:
    """Return the line of a brief that holds these words, "" where none does."""
    rows = BriefLine.objects.visible_to(viewer).filter(challenge=challenge, verbatim=verbatim)
    return rows.values_list("pk", flat=True).first() or ""


def list_criteria(challenge: str, *, viewer: Viewer) -> tuple[CriterionRow, ...]:
    """Return what answers are judged by, the heaviest first."""
    rows = Criterion.objects.visible_to(viewer).filter(challenge=challenge).order_by("-weight", "pk")
    return tuple(
        CriterionRow(
            id=one.pk,
            text=one.text,
            weight=one.weight,
            named_by_id=one.named_by_id or "",
            named_by=one.named_by.person.name if one.named_by else "",
            named_by_account=one.named_by.account.name if one.named_by else "",
            need_id=one.need_id or "",
            put_by=one.put_by.name if one.put_by else "",
        )
        for one in rows.select_related("named_by__person", "named_by__account", "put_by")
    )


def _people(
    row: Challenge,
    decisions: Sequence[DecisionRow],
    answers: Sequence[AnswerRow],
    criteria: Sequence[CriterionRow],
    brief: Brief,
    scores: Sequence[AnswerScore],
    viewer: Viewer,
) -> tuple[Person, ...]:
    """Return whom to tell of the decision that holds, from what was read already; nobody before there is one."""
    if not decisions or not row.decision:
        return ()
    holds, by_id = decisions[0], {one.id: one for one in answers}
    decision = ChallengeDecision(
        id=holds.id, challenge=row, number=holds.number, reason=holds.reason, result=holds.result
    )
    chosen = [by_id[pk] for pk, _ in holds.chosen if pk in by_id]
    traces = Traces(
        answers=[(one.contact_id, one.member_id) for one in answers],
        criteria=[one.named_by_id for one in criteria if one.named_by_id],
        words=[line.words.contact_id for line in brief.lines if line.words.contact_id],
        scores=sorted({one.member_id for one in scores}),
        chosen=[(one.title, one.contact_id, one.member_id) for one in chosen],
    )
    return tuple(taking_part.list_people(row, decision, viewer=viewer, traces=traces))


def _rows(rows: Sequence[Challenge], viewer: Viewer, today: date) -> list[ChallengeRow]:
    ids = [one.pk for one in rows]
    asked = Guest.objects.visible_to(viewer).filter(challenge__in=ids, state=GuestState.ASKED).order_by()
    given = ChallengeAnswer.objects.visible_to(viewer).filter(challenge__in=ids).order_by()
    n_asked = dict(asked.values_list("challenge_id").annotate(n=Count("pk")))
    n_answers = dict(given.values_list("challenge_id").annotate(n=Count("pk")))
    decided = ChallengeDecision.objects.visible_to(viewer).filter(challenge__in=ids).order_by("number")
    newest = dict(decided.values_list("challenge_id", "decided_at"))
    return [
        _row(
            one,
            today,
            n_asked=n_asked.get(one.pk, 0),
            n_answers=n_answers.get(one.pk, 0),
            decided_at=newest.get(one.pk),
        )
        for one in rows
    ]


def _row(one: Challenge, today: date, *, n_asked: int, n_answers: int, decided_at: datetime | None) -> ChallengeRow:
    state = checks.stand(one, today=today)
    left = analysis.count_days_left(one.closes_on, as_of=today) if one.closes_on else 0
    return ChallengeRow(
        id=one.pk,
        title=one.title,
        wish=one.wish,
        way=one.way,
        state=state,
        closes_on=one.closes_on,
        days_left=left if state is ChallengeState.OPEN else 0,
        owner=one.owner.name if one.owner else "",
        reward=one.reward,
        is_for_members=one.is_for_members,
        n_asked=n_asked,
        n_answers=n_answers,
        decided_at=decided_at,
    )


def _guests(row: Challenge, answered: set[str], viewer: Viewer) -> tuple[GuestRow, ...]:
    rows = Guest.objects.visible_to(viewer).filter(challenge=row).select_related("contact__person", "contact__account")
    found = [
        GuestRow(
            id=one.pk,
            contact_id=one.contact_id,
            name=one.contact.person.name,
            account_id=one.contact.account_id,
            account=one.contact.account.name,
            kind=one.contact.account.kind,
            state=one.state,
            why_not=one.why_not,
            asked_at=one.asked_at,
            reminded_at=None if one.why_not else one.reminded_at,
            has_answered=one.contact_id in answered,
        )
        for one in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.account.casefold(), one.name.casefold(), one.id)))


def _answers(row: Challenge, scores: Sequence[AnswerScore], viewer: Viewer) -> tuple[AnswerRow, ...]:
    rows = ChallengeAnswer.objects.visible_to(viewer).filter(challenge=row).order_by("pk")
    mine: dict[str, dict[str, int]] = {}
    for score in scores:
        if score.member_id == viewer.id:
            mine.setdefault(score.answer_id, {})[score.criterion_id] = score.points
    return tuple(
        AnswerRow(
            id=one.pk,
            title=one.title,
            text=one.text,
            how=one.how,
            giver=one.member.name if one.member else one.person.name if one.person else "",
            account_id=one.account_id or "",
            account=one.account.name if one.account else "",
            member_id=one.member_id or "",
            contact_id=one.contact_id or "",
            told_by=one.noted_by.name if one.noted_by and one.how == analysis.AnsweredBy.TALK else "",
            noted_by_id=one.noted_by_id or "",
            given_at=one.given_at,
            idea_id=one.idea_id or "",
            idea_number=one.idea.number if one.idea else 0,
            revision=one.revision,
            points=mine.get(one.pk, {}),
        )
        for one in rows.select_related("member", "person", "account", "noted_by", "idea")
    )


def _decisions(row: Challenge, viewer: Viewer) -> tuple[DecisionRow, ...]:
    rows = ChallengeDecision.objects.visible_to(viewer).filter(challenge=row).order_by("-number")
    chosen: dict[str, list[tuple[str, str]]] = {}
    links = ChosenAnswer.objects.visible_to(viewer).filter(decision__challenge=row).order_by("pk")
    for decision, answer, title in links.values_list("decision_id", "answer_id", "answer__title"):
        chosen.setdefault(decision, []).append((answer, title))
    return tuple(
        DecisionRow(
            id=one.pk,
            number=one.number,
            reason=one.reason,
            result=one.result,
            line=one.line.text if one.line else "",
            decided_by=one.decided_by.name if one.decided_by else "",
            decided_at=one.decided_at,
            chosen=tuple(chosen.get(one.pk, ())),
        )
        for one in rows.select_related("line", "decided_by")
    )
