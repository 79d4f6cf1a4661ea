"""Who is to be told of an idea: whoever gave it, or one merged into it, and whoever voted; and who has been told."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q, Subquery

from closeknit.accounts.models import PersonAddress
from closeknit.analysis.ideas.kinds import GiverKind, ReplyKind
from closeknit.ideas.models import Idea, Reply, Verdict, Vote
from closeknit.kit import ids
from closeknit.kit import mail as mails
from closeknit.kit import viewer as viewers
from closeknit.kit.viewer import Viewer

OUTSIDER = "outsider"


@dataclass(frozen=True)
class Listener:
    """One person to be told. `why`: gave it, gave what is merged into it, or voted. `told_at` when they were told of the newest answer.

    `key` names them in the form; `told_by_mail` where a mail went, else it was by word of mouth.
    """

    key: str
    name: str
    why: str
    account: str = ""
    address: str = ""
    member_id: str = ""
    person_id: str = ""
    contact_id: str = ""
    told_at: datetime | None = None
    told_by_mail: bool = False


def keep_told(idea: str, *, person: str, contact: str, text: str, address: str, mail: str, at: datetime) -> None:
    """Keep that a mail of the shared site tells somebody the answer that holds, in the running transaction; of several the last.

    Whom one of us has told by a mail of their own stays told by that one.
    """
    ours = viewers.house("who was told what we answered")
    answer = Verdict.objects.visible_to(ours).filter(idea=idea).order_by("-number").values_list("pk", flat=True).first()
    if answer is None:
        return
    rows = Reply.objects.visible_to(ours).filter(verdict=answer, person=person).exclude(mail="")
    known = rows.exclude(mail__in=mails.select_failed(viewer=ours)).first()
    if known is not None and known.told_by_id is not None:
        return
    if known is not None:
        known.change(mail=mail, address=address, told_at=at)
        return
    row = Reply(id=ids.new("reply"), idea_id=idea, kind=ReplyKind.VERDICT, verdict_id=answer, told_at=at)
    row.person_id, row.contact_id = person, contact
    row.address, row.mail, row.text = address, mail, text
    Reply.objects.add(row)


def list_listeners(row: Idea, kind: ReplyKind, *, viewer: Viewer) -> list[Listener]:
    """Return who is to be told, givers first, then who voted, by name; of a merged idea (`kind`) its own giver alone."""
    if kind is ReplyKind.MERGED:
        return _with_told(row, kind, _with_addresses(_givers([row]), viewer), viewer)
    family = Idea.objects.visible_to(viewer).filter(Q(pk=row.pk) | Q(counts_in=row))
    several = list(family.select_related("member", "person", "account").order_by("number"))
    givers = _givers(sorted(several, key=lambda one: one.pk != row.pk))
    known = {one.key for one in givers}
    voters = [one for one in _voters(row, viewer) if one.key not in known]
    return _with_told(row, kind, _with_addresses([*givers, *voters], viewer), viewer)


def _givers(ideas: Iterable[Idea]) -> list[Listener]:
    found: dict[str, Listener] = {}
    for place, idea in enumerate(ideas):
        why = "gave it" if place == 0 else f"gave idea {idea.number}"
        account = idea.account.name if idea.account else ""
        if idea.member is not None:
            one = _of_member(idea.member.pk, idea.member.name, idea.member.email, why)
        elif idea.person is not None:
            one = _of_person(idea.person.pk, idea.person.name, idea.contact_id or "", account, why)
        elif idea.giver_kind == GiverKind.OUTSIDER and idea.outsider_email:
            key = f"{OUTSIDER}:{idea.outsider_email}"
            one = Listener(key, idea.outsider_name, why, address=idea.outsider_email)
        else:
            continue
        found.setdefault(one.key, one)
    return list(found.values())


def _voters(row: Idea, viewer: Viewer) -> list[Listener]:
    votes = Vote.objects.visible_to(viewer).filter(Q(idea=row) | Q(idea__counts_in=row), withdrawn_at__isnull=True)
    found = []
    for vote in votes.select_related("member", "person", "account").order_by("pk"):
        if vote.member is not None:
            found.append(_of_member(vote.member.pk, vote.member.name, vote.member.email, "voted"))
        elif vote.person is not None:
            account = vote.account.name if vote.account else ""
            found.append(_of_person(vote.person.pk, vote.person.name, vote.contact_id or "", account, "voted"))
    return sorted({one.key: one for one in found}.values(), key=lambda one: (bool(one.member_id), one.name.casefold()))


def _of_member(member: str, name: str, email: str, why: str) -> Listener:
    return Listener(f"member:{member}", name, why, address=email, member_id=member)


def _of_person(person: str, name: str, contact: str, account: str, why: str) -> Listener:
    return Listener(f"person:{person}", name, why, account=account, person_id=person, contact_id=contact)


def _with_addresses(several: list[Listener], viewer: Viewer) -> list[Listener]:
    people = [one.person_id for one in several if one.person_id]
    rows = PersonAddress.objects.visible_to(viewer).filter(person_id__in=people, kind="email").order_by("-pk")
    known = dict(rows.values_list("person_id", "value"))
    return [replace(one, address=one.address or known.get(one.person_id, "")) for one in several]


def _with_told(row: Idea, kind: ReplyKind, several: list[Listener], viewer: Viewer) -> list[Listener]:
    """Mark who was told: of an answer, of the newest one, or of it in words for them at what counts here."""
    told = Reply.objects.visible_to(viewer).filter(kind=kind).order_by("told_at", "pk")
    # A mail that goes out no more has told nobody.
    told = told.exclude(mail__in=mails.select_failed(viewer=viewer))
    if kind is ReplyKind.VERDICT:
        answers = Verdict.objects.visible_to(viewer).filter(idea=row).order_by("-number")
        since = Subquery(answers.values("written_at")[:1])
        said_apart = Q(verdict__idea__counts_in=row, verdict__written_at__gte=since)
        told = told.filter(Q(verdict_id=Subquery(answers.values("pk")[:1])) | said_apart)
    else:
        told = told.filter(idea=row)
    by_key = {_key(reply): reply for reply in told}
    return [
        replace(one, told_at=reply.told_at, told_by_mail=bool(reply.mail)) if (reply := by_key.get(one.key)) else one
        for one in several
    ]


def _key(reply: Reply) -> str:
    if reply.member_id:
        return f"member:{reply.member_id}"
    return f"person:{reply.person_id}" if reply.person_id else f"{OUTSIDER}:{reply.address}"
