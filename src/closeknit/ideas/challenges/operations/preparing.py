"""Preparing a challenge: what it asks, and what an answer is judged by."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from closeknit.accounts import checks as account_checks
from closeknit.ideas.challenges import checks, events
from closeknit.ideas.challenges.wording import WAY, WISH
from closeknit.ideas.models import AnswerScore, Challenge, ChallengeNeed, Criterion
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.needs import checks as need_checks
from closeknit.offerings.cases import checks as case_checks
from closeknit.offerings.models import AdjacentNeed


@operation(Capability.ANSWER_IDEAS)
def make_challenge(
    *,
    title: str,
    viewer: Viewer,
    at: datetime,
    wish: str = WISH,
    way: str = WAY,
    background: str = "",
    reward: str = "",
    closes_on: date | None = None,
    is_for_members: bool = True,
    needs: Sequence[str] = (),
    case: str = "",
) -> str:
    """Begin a challenge, a draft that nobody sees yet, and return its id; or raise BadChallenge or NotFound.

    With a `case` it asks for ways to meet the needs of the case's group, and those in `needs`.
    """
    found = case_checks.get_case(case, viewer=viewer) if case else None
    row = Challenge(
        id=ids.new("challenge"),
        case=found,
        owner_id=viewer.member,
        made_at=at,
        **_texts(title, wish, way, background, reward),
        closes_on=closes_on,
        is_for_members=is_for_members,
    )
    undo.keep_new(Challenge.objects.add(row))
    if found is not None:
        group = AdjacentNeed.objects.visible_to(viewer).filter(group=found.group_id)
        needs = [*needs, *group.order_by("pk").values_list("need_id", flat=True)]
    _lay_needs(row, needs, viewer)
    record(events.ChallengeMade(subject=row.pk), viewer=viewer, at=at)
    return row.pk


@operation(Capability.ANSWER_IDEAS)
def change_challenge(
    *,
    challenge: str,
    title: str,
    wish: str,
    way: str,
    background: str,
    reward: str,
    closes_on: date | None,
    is_for_members: bool,
    needs: Sequence[str],
    base: int,
    viewer: Viewer,
    at: datetime,
) -> int:
    """Say otherwise what a draft asks, on revision `base`, and return the new one.

    Raises NotFound, BadMove (it has gone out), BadChallenge, or ChangedMeanwhile where somebody changed it after `base`.
    """
    row = checks.get_challenge(challenge, viewer=viewer)
    checks.check_draft(row)
    checks.check_newest(row, base)
    said = _texts(title, wish, way, background, reward)
    undo.keep(row)
    row.change(**said, closes_on=closes_on, is_for_members=is_for_members, revision=base + 1)
    _lay_needs(row, needs, viewer)
    record(events.ChallengeChanged(subject=row.pk, revision=row.revision), viewer=viewer, at=at)
    return row.revision


@operation(Capability.ANSWER_IDEAS)
def add_criterion(
    *, challenge: str, text: str, weight: int, viewer: Viewer, at: datetime, named_by: str = "", need: str = ""
) -> str:
    """Say a thing that an answer is judged by, with the customer who named it where one did, and return its id.

    Without a text that of the need is taken. Raises NotFound, BadMove (it is decided) or BadCriterion.
    """
    row = checks.get_challenge(challenge, viewer=viewer)
    checks.check_undecided(row)
    stated = need_checks.get_need(need, viewer=viewer) if need else None
    who = account_checks.get_contact(named_by, viewer=viewer) if named_by else None
    criterion = Criterion(
        id=ids.new("criterion"),
        challenge=row,
        text=checks.check_criterion(text or (stated.statement if stated else ""), row, viewer=viewer),
        weight=checks.check_weight(weight),
        named_by=who,
        need=stated,
        put_by_id=viewer.member,
    )
    undo.keep_new(Criterion.objects.add(criterion), subject=row.pk)
    kept = events.CriterionKept(subject=row.pk, criterion=criterion.pk, weight=criterion.weight)
    record(kept, viewer=viewer, at=at)
    return criterion.pk


@operation(Capability.ANSWER_IDEAS)
def weigh_criterion(*, criterion: str, weight: int, viewer: Viewer, at: datetime) -> None:
    """Give a criterion another weight, 1 to 10, until the challenge is decided; or raise NotFound, BadMove or BadCriterion."""
    row = checks.get_criterion(criterion, viewer=viewer)
    checks.check_undecided(row.challenge)
    undo.keep(row, subject=row.challenge_id)
    row.change(weight=checks.check_weight(weight))
    kept = events.CriterionKept(subject=row.challenge_id, criterion=row.pk, weight=row.weight)
    record(kept, viewer=viewer, at=at)


@operation(Capability.ANSWER_IDEAS)
def remove_criterion(*, criterion: str, viewer: Viewer, at: datetime) -> None:
    """Take a criterion away that nobody has scored by yet; or raise NotFound, BadMove or BadCriterion."""
    row = checks.get_criterion(criterion, viewer=viewer)
    checks.check_undecided(row.challenge)
    if AnswerScore.objects.visible_to(viewer).filter(criterion=row).exists():
        raise checks.BadCriterion(
            "Somebody has scored answers by it. Give it a small weight instead; nothing was changed."
        )
    undo.keep(row, subject=row.challenge_id)
    removed = events.CriterionRemoved(subject=row.challenge_id, criterion=row.pk)
    row.delete()
    record(removed, viewer=viewer, at=at)


def _texts(title: str, wish: str, way: str, background: str, reward: str) -> dict[str, Any]:
    return {
        "title": checks.check_title(title),
        "wish": " ".join(checks.check_text(wish, most=checks.LONGEST_LINE).split()),
        "way": " ".join(checks.check_text(way, most=checks.LONGEST_LINE).split()),
        "background": checks.check_text(background),
        "reward": " ".join(checks.check_text(reward, most=checks.LONGEST_LINE).split()),
    }


def _lay_needs(row: Challenge, needs: Sequence[str], viewer: Viewer) -> None:
    wanted = list(dict.fromkeys(need_checks.get_target(one, viewer=viewer).pk for one in needs))
    there = {one.need_id: one for one in ChallengeNeed.objects.visible_to(viewer).filter(challenge=row)}
    for need, link in there.items():
        if need not in wanted:
            undo.keep(link, subject=row.pk)
            link.delete()
    for need in wanted:
        if need not in there:
            undo.keep_new(ChallengeNeed.objects.add(ChallengeNeed(challenge=row, need_id=need)), subject=row.pk)
