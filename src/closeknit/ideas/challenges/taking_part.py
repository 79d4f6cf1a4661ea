"""Who took part in a challenge and is to be told what became of it, each with a ready message; and who has been told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

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


def list_people(row: Challenge, decision: ChallengeDecision, *, viewer: Viewer) -> list[Person]:
    """Return everyone who took part: who answered, named a criterion, or said what it began with; then of ours who scored. Each once."""
    why: dict[tuple[str, str], TookPart] = {}
    for key, reason in _list_reasons(row, viewer):
        why.setdefault(key, reason)
    answers = ChosenAnswer.objects.visible_to(viewer).filter(decision=decision).select_related("answer")
    chosen = [one.answer for one in answers.order_by("pk")]
    writing = _Writing(
        row, decision, tuple(one.title for one in chosen), viewer.name, identity_queries.get_house().name
    )
    winners = {("contact", one.contact_id or "") for one in chosen} | {
        ("member", one.member_id or "") for one in chosen
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


def _list_reasons(row: Challenge, viewer: Viewer) -> Iterator[tuple[tuple[str, str], TookPart]]:
    """Yield who took part and why, the strongest reasons first."""
    answers = ChallengeAnswer.objects.visible_to(viewer).filter(challenge=row).order_by("pk")
    for contact, member in answers.values_list("contact_id", "member_id"):
        if contact or member:
            yield ("contact", contact) if contact else ("member", member or ""), TookPart.ANSWERED
    criteria = Criterion.objects.visible_to(viewer).filter(challenge=row, named_by__isnull=False).order_by("pk")
    for contact in criteria.values_list("named_by_id", flat=True):
        yield ("contact", contact or ""), TookPart.CRITERION
    lines = BriefLine.objects.visible_to(viewer).filter(challenge=row, verbatim__contact__isnull=False).order_by("pk")
    for contact in lines.values_list("verbatim__contact_id", flat=True):
        yield ("contact", contact or ""), TookPart.WORDS
    scores = AnswerScore.objects.visible_to(viewer).filter(answer__challenge=row)
    for member in scores.order_by("member_id").values_list("member_id", flat=True).distinct():
        yield ("member", member), TookPart.SCORED


def _find_contacts(contacts: list[str], viewer: Viewer) -> dict[str, tuple[Contact, str]]:
    rows = Contact.objects.visible_to(viewer).select_related("person", "account").in_bulk(contacts)
    people = [one.person_id for one in rows.values()]
    known = PersonAddress.objects.visible_to(viewer).filter(person__in=people, kind="email").order_by("pk")
    emails = dict(known.values_list("person_id", "value"))
    return {pk: (one, emails.get(one.person_id, "")) for pk, one in rows.items()}
