"""Deciding a challenge with a reason, and telling everyone who took part."""

from collections.abc import Sequence
from datetime import datetime

from closeknit.analysis.lifecycles import ChallengeState
from closeknit.ideas.challenges import checks, events, taking_part
from closeknit.ideas.models import Challenge, ChallengeDecision, ChallengeTold, ChosenAnswer
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, mail, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.offerings import queries as offering_queries


@operation(Capability.ANSWER_IDEAS)
def decide(
    *,
    challenge: str,
    answers: Sequence[str],
    reason: str,
    base: int,
    viewer: Viewer,
    at: datetime,
    result: str = "",
    line: str = "",
) -> int:
    """Decide for some answers, or for none, on decision `base` (0: the first), and return the number of the new one.

    `line` is what of our purpose it serves, `result` what came of it so far. Raises NotFound, BadMove (it is open), BadDecision, or
    ChangedMeanwhile where somebody decided after `base`.
    """
    row = checks.get_challenge(challenge, viewer=viewer)
    checks.check_newest_decision(row, base)
    if row.state != ChallengeState.DECIDED:
        checks.check_move(row, ChallengeState.DECIDED, today=identity_queries.today_at(at))
    why, chosen = checks.check_reason(reason), checks.check_chosen(answers, row, viewer=viewer)
    if line and line not in {one.id for one in offering_queries.list_purpose_lines(viewer=viewer)}:
        raise NotFound("There is no such line in our purpose.")
    undo.keep(row)
    decision = ChallengeDecision(
        id=ids.new("challenge_decision"),
        challenge=row,
        number=base + 1,
        reason=why,
        result=checks.check_text(result),
        line_id=line or None,
        decided_by_id=viewer.member,
        decided_at=at,
    )
    undo.keep_new(ChallengeDecision.objects.add(decision), subject=row.pk)
    for one in chosen:
        undo.keep_new(ChosenAnswer.objects.add(ChosenAnswer(decision=decision, answer_id=one)), subject=row.pk)
    row.change(state=ChallengeState.DECIDED, decision=decision.number, closed_at=row.closed_at or at)
    decided = events.ChallengeDecided(subject=row.pk, number=decision.number, n_chosen=len(chosen), line=line)
    record(decided, viewer=viewer, at=at)
    return decision.number


@operation(Capability.ANSWER_IDEAS)
def tell(
    *, challenge: str, who: str, viewer: Viewer, at: datetime, subject: str = "", text: str = "", by_mail: bool = True
) -> None:
    """Tell one person who took part what was decided: by mail with this text (else the ready one), or say that one told them oneself.

    Once everyone was told the challenge is told. Raises NotFound, BadMove, or BadDecision (told already, or no address).
    """
    row, decision = _get_decided(challenge, viewer)
    people = taking_part.list_people(row, decision, viewer=viewer)
    person = next((one for one in people if one.key == who), None)
    if person is None:
        raise NotFound("Nobody by that name took part.")
    if person.told_at is not None:
        raise checks.BadDecision(f"{person.name} was told already. Nothing was sent.")
    if by_mail and not person.address:
        raise checks.BadDecision(f"No address is known of {person.name}. Tell them in a talk, and say so here.")
    _tell(row, decision, person, viewer, at, subject=subject, text=text, by_mail=by_mail)
    _settle(row, decision, viewer, at)


@operation(Capability.ANSWER_IDEAS)
def tell_everyone(*, challenge: str, viewer: Viewer, at: datetime) -> int:
    """Send everyone who took part and has an address their ready message, and return to how many; or raise NotFound or BadMove."""
    row, decision = _get_decided(challenge, viewer)
    people = taking_part.list_people(row, decision, viewer=viewer)
    waiting = [one for one in people if one.told_at is None and one.address and not one.has_left]
    if not waiting:
        raise checks.BadDecision("There is nobody left to write to. Whoever has no address is told in a talk.")
    for person in waiting:
        _tell(row, decision, person, viewer, at, subject="", text="", by_mail=True)
    _settle(row, decision, viewer, at)
    return len(waiting)


def find_reason_against(about: str) -> str:
    """Return why a waiting mail of ours goes out no more: the decision, or the telling, was taken back meanwhile."""
    if ids.kind_of(about) != "challenge_told":
        return ""
    reason = "whether a waiting mail still stands"
    stands = ChallengeTold.objects.unscoped(reason=reason).filter(pk=about).exists()
    return "" if stands else "The decision was taken back before the mail went out."


def _get_decided(challenge: str, viewer: Viewer) -> tuple[Challenge, ChallengeDecision]:
    row = checks.get_challenge(challenge, viewer=viewer)
    if row.state not in (ChallengeState.DECIDED, ChallengeState.TOLD):
        raise checks.BadMove("Nothing is decided yet, so there is nothing to tell. Decide first.")
    return row, ChallengeDecision.objects.visible_to(viewer).get(challenge=row, number=row.decision)


def _tell(
    row: Challenge,
    decision: ChallengeDecision,
    person: taking_part.Person,
    viewer: Viewer,
    at: datetime,
    *,
    subject: str,
    text: str,
    by_mail: bool,
) -> None:
    pk, posted, body = ids.new("challenge_told"), "", ""
    if by_mail:
        body = checks.check_text(text) or person.letter.body
        heading = " ".join(subject.split()) or person.letter.subject
        posted = mail.put(to=[person.address], subject=heading, body=body, about=pk, at=at, viewer=viewer)
    told = ChallengeTold(
        id=pk,
        decision=decision,
        contact_id=person.contact_id or None,
        member_id=person.member_id or None,
        text=body,
        mail=posted,
        told_by_id=viewer.member,
        told_at=at,
    )
    undo.keep_new(ChallengeTold.objects.add(told), subject=row.pk)
    said = events.DecisionTold(
        subject=row.pk,
        account=person.account_id,
        number=decision.number,
        contact=person.contact_id,
        member=person.member_id,
        by_mail=by_mail,
    )
    record(said, viewer=viewer, at=at)


def _settle(row: Challenge, decision: ChallengeDecision, viewer: Viewer, at: datetime) -> None:
    """Once nobody waits any more, everyone is told. Who has left the place where we knew them is waited for by nobody."""
    people = taking_part.list_people(row, decision, viewer=viewer)
    if row.state == ChallengeState.DECIDED and not any(one.told_at is None and not one.has_left for one in people):
        undo.keep(row)
        row.change(state=ChallengeState.TOLD)
        record(events.EveryoneTold(subject=row.pk, number=decision.number), viewer=viewer, at=at)
