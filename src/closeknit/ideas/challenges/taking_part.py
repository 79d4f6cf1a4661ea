"""Who took part in a challenge and is to be told what became of it, each with a ready message; and who has been told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from closeknit.accounts.models import Contact, PersonAddress
from closeknit.analysis.ideas.challenges import TookPart
from closeknit.ideas.challenges import wording
from closeknit.ideas.challenges.wording import Letter
from closeknit.ideas.models import (
    AnswerScore,
    BriefLine,
    Challenge,
    ChallengeAnswer,
    ChallengeDecision,
    ChallengeTold,
    ChosenAnswer,
    Criterion,
)
from closeknit.identity import queries as identity_queries
from closeknit.identity.models import Member
from closeknit.kit.viewer import Viewer


@dataclass(frozen=True)
class Person:
    """Somebody who took part: `why` is the strongest reason. `key` names them in a form; `account` is "" for one of ours.

    `has_left` tells that they are not where we knew them any more. `told_by_mail` where a letter went, else it was by word of mouth.
    """

    key: str
    name: str
    why: TookPart
    account: str
    account_id: str
    contact_id: str
    member_id: str
    address: str
    has_left: bool
    told_at: datetime | None
    told_by_mail: bool
    letter: Letter


@dataclass(frozen=True)
class Traces:
    """Who left a trace in a challenge: (contact, member) of each answer, contacts named by criteria and words, members who scored.

    `chosen` are the answers that the decision goes for: (title, contact, member).
    """

    answers: Sequence[tuple[str, str]]
    criteria: Sequence[str]
    words: Sequence[str]
    scores: Sequence[str]
    chosen: Sequence[tuple[str, str, str]]


def read_traces(row: Challenge, decision: ChallengeDecision, *, viewer: Viewer) -> Traces:
    """Return who left a trace, for whoever has not read the challenge already."""
    answers = ChallengeAnswer.objects.visible_to(viewer).filter(challenge=row).order_by("pk")
    criteria = Criterion.objects.visible_to(viewer).filter(challenge=row, named_by__isnull=False).order_by("pk")
    lines = BriefLine.objects.visible_to(viewer).filter(challenge=row, verbatim__contact__isnull=False).order_by("pk")
    scores = AnswerScore.objects.visible_to(viewer).filter(answer__challenge=row).order_by("member_id")
    chosen = ChosenAnswer.objects.visible_to(viewer).filter(decision=decision).order_by("pk")
    named = chosen.values_list("answer__title", "answer__contact_id", "answer__member_id")
    return Traces(
        answers=[(contact or "", member or "") for contact, member in answers.values_list("contact_id", "member_id")],
        criteria=[contact or "" for contact in criteria.values_list("named_by_id", flat=True)],
        words=[contact or "" for contact in lines.values_list("verbatim__contact_id", flat=True)],
        scores=list(scores.values_list("member_id", flat=True).distinct()),
        chosen=[(title, contact or "", member or "") for title, contact, member in named],
    )


def list_people(
    row: Challenge, decision: ChallengeDecision, *, viewer: Viewer, traces: Traces | None = None
) -> list[Person]:
    """Return everyone who took part: who answered, named a criterion, or said what it began with; then of ours who scored. Each once."""
    left = traces or read_traces(row, decision, viewer=viewer)
    why: dict[tuple[str, str], TookPart] = {}
    for key, reason in _list_reasons(left):
        why.setdefault(key, reason)
    titles = tuple(title for title, *_ in left.chosen)
    writing = _Writing(row, decision, titles, viewer.name, identity_queries.get_house().name)
    winners = {("contact", one) for _, one, _ in left.chosen if one} | {
        ("member", one) for *_, one in left.chosen if one
    }
    told = {
        ("contact", one.contact_id) if one.contact_id else ("member", one.member_id or ""): one
        for one in ChallengeTold.objects.visible_to(viewer).filter(decision=decision)
    }
    contacts = _find_contacts([pk for kind, pk in why if kind == "contact"], viewer)
    members = Member.objects.visible_to(viewer).in_bulk([pk for kind, pk in why if kind == "member"])
    found = []
    for key, reason in why.items():
        kind, pk = key
        if kind == "contact" and pk in contacts:
            contact, email = contacts[pk]
            said = (contact.person.name, contact.account.name, contact.account_id, email, contact.until_on is not None)
        elif kind == "member" and pk in members:
            said = (members[pk].name, "", "", members[pk].email, members[pk].left_at is not None)
        else:
            continue
        found.append(_person(key, reason, said, told.get(key), writing, is_chosen=key in winners))
    return found


@dataclass(frozen=True)
class _Writing:
    row: Challenge
    decision: ChallengeDecision
    answers: tuple[str, ...]
    member: str
    house: str


def _person(
    key: tuple[str, str],
    why: TookPart,
    said: tuple[str, str, str, str, bool],
    told: ChallengeTold | None,
    writing: _Writing,
    *,
    is_chosen: bool,
) -> Person:
    name, account, account_id, address, has_left = said
    letter = wording.write_decision(
        title=writing.row.title,
        name=name,
        why=why,
        is_chosen=is_chosen,
        answers=writing.answers,
        reason=writing.decision.reason,
        result=writing.decision.result,
        member=writing.member,
        house=writing.house,
    )
    return Person(
        key=key[1],
        name=name,
        why=why,
        account=account,
        account_id=account_id,
        contact_id=key[1] if key[0] == "contact" else "",
        member_id=key[1] if key[0] == "member" else "",
        address=address,
        has_left=has_left,
        told_at=told.told_at if told else None,
        told_by_mail=bool(told and told.mail),
        letter=letter,
    )


def _list_reasons(left: Traces) -> Iterator[tuple[tuple[str, str], TookPart]]:
    """Yield who took part and why, the strongest reasons first."""
    for contact, member in left.answers:
        if contact or member:
            yield ("contact", contact) if contact else ("member", member), TookPart.ANSWERED
    for contact in left.criteria:
        yield ("contact", contact), TookPart.CRITERION
    for contact in left.words:
        yield ("contact", contact), TookPart.WORDS
    for member in left.scores:
        yield ("member", member), TookPart.SCORED


def _find_contacts(contacts: list[str], viewer: Viewer) -> dict[str, tuple[Contact, str]]:
    known = PersonAddress.objects.visible_to(viewer).filter(person=OuterRef("person"), kind="email").order_by("-pk")
    rows = Contact.objects.visible_to(viewer).filter(pk__in=contacts).select_related("person", "account")
    return {one.pk: (one, one.email or "") for one in rows.annotate(email=Subquery(known.values("value")[:1]))}
