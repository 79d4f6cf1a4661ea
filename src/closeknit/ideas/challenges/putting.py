"""The challenges that were put to one account: who of theirs was asked, what they answered, what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from closeknit.analysis.ideas.challenges import GuestState
from closeknit.analysis.kinds import Audience
from closeknit.analysis.lifecycles import ChallengeState
from closeknit.ideas.challenges import checks
from closeknit.ideas.models import Challenge, ChallengeAnswer, ChallengeTold, ChosenAnswer, Guest, Opening
from closeknit.kit import mail
from closeknit.kit.viewer import Viewer

PAGE = 10


@dataclass(frozen=True)
class PutAnswer:
    """What one of them answered; `is_chosen` where the decision that holds goes for it, and the idea that it became."""

    id: str
    title: str
    giver: str
    is_chosen: bool
    idea_id: str
    idea_number: int


@dataclass(frozen=True)
class PutRow:
    """One challenge. `asked` and `told` are names: who of theirs was asked by mail, and told what was decided.

    `is_open_to_all` where everybody in their shared site may answer.
    """

    id: str
    title: str
    state: str
    closes_on: date | None
    is_open_to_all: bool
    asked: tuple[str, ...]
    answers: tuple[PutAnswer, ...]
    told: tuple[str, ...]


@dataclass(frozen=True)
class Put:
    """A page of them, newest first; `has_more` where older ones follow."""

    rows: tuple[PutRow, ...]
    has_more: bool


def list_put_to(account: str, *, viewer: Viewer, today: date, page: int = 1) -> Put:
    """Return the challenges that were put to an account, or that somebody there answered; five statements."""
    asked = Guest.objects.visible_to(viewer).filter(contact__account=account, state=GuestState.ASKED)
    opened = Opening.objects.visible_to(viewer).filter(account=account)
    answered = ChallengeAnswer.objects.visible_to(viewer).filter(account=account)
    here = Q(pk__in=asked.values("challenge")) | Q(pk__in=answered.values("challenge"))
    here |= Q(audience=Audience.CHOSEN, pk__in=opened.values("challenge"))
    rows = Challenge.objects.visible_to(viewer).exclude(state=ChallengeState.DRAFT).filter(here)
    is_opened = Exists(opened.filter(challenge=OuterRef("pk")))
    first = (page - 1) * PAGE
    found = list(rows.annotate(is_opened=is_opened).order_by("-opened_at", "-pk")[first : first + PAGE + 1])
    several: list[Any] = found[:PAGE]
    ids = [one.pk for one in several]
    names = _names(asked.filter(challenge__in=ids).values_list("challenge_id", "contact__person__name"))
    answers = _answers(answered.filter(challenge__in=ids), viewer) if ids else {}
    told = _names(_told(account, ids, viewer)) if ids else {}
    return Put(tuple(_row(one, names, answers, told, today) for one in several), len(found) > PAGE)


def _row(
    one: Any,
    asked: dict[str, tuple[str, ...]],
    answers: dict[str, list[PutAnswer]],
    told: dict[str, tuple[str, ...]],
    today: date,
) -> PutRow:
    return PutRow(
        id=one.pk,
        title=one.title,
        state=checks.stand(one, today=today),
        closes_on=one.closes_on,
        is_open_to_all=one.audience == Audience.CHOSEN and one.is_opened,
        asked=asked.get(one.pk, ()),
        answers=tuple(answers.get(one.pk, ())),
        told=told.get(one.pk, ()),
    )


def _answers(rows: QuerySet[ChallengeAnswer], viewer: Viewer) -> dict[str, list[PutAnswer]]:
    chosen = ChosenAnswer.objects.visible_to(viewer).filter(answer=OuterRef("pk"))
    chosen = chosen.filter(decision__number=F("decision__challenge__decision"))
    found: dict[str, list[PutAnswer]] = {}
    for one in rows.annotate(is_chosen=Exists(chosen)).select_related("person", "idea").order_by("given_at", "pk"):
        giver = one.person.name if one.person else ""
        number = one.idea.number if one.idea else 0
        answer = PutAnswer(one.pk, one.title, giver, one.is_chosen, one.idea_id or "", number)
        found.setdefault(one.challenge_id, []).append(answer)
    return found


def _told(account: str, challenges: Sequence[str], viewer: Viewer) -> QuerySet[ChallengeTold, Any]:
    """Return who of theirs was told the decision that holds, as (challenge, name); whom a mail did not reach was not."""
    rows = ChallengeTold.objects.visible_to(viewer).filter(contact__account=account, decision__challenge__in=challenges)
    rows = rows.filter(decision__number=F("decision__challenge__decision"))
    rows = rows.exclude(mail__in=mail.select_failed(viewer=viewer))
    return rows.values_list("decision__challenge_id", "contact__person__name")


def _names(pairs: QuerySet[Any, Any]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for challenge, name in pairs:
        found.setdefault(challenge, set()).add(name)
    return {challenge: tuple(sorted(names, key=str.casefold)) for challenge, names in found.items()}
