"""Giving an idea, for oneself or on behalf of somebody, and saying it in other words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from closeknit.accounts.models import Contact
from closeknit.analysis.ideas.duty import plan_answer
from closeknit.analysis.ideas.kinds import GiverKind
from closeknit.ideas import checks, events, figures, numbering, readers, receipts, tasks
from closeknit.ideas.models import Idea, IdeaNeed
from closeknit.ideas.operations import voting
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer, ViewerKind
from closeknit.offerings.sessions import carrying
from closeknit.verbatims import queries as verbatim_queries


@dataclass(frozen=True)
class _Giver:
    """Whose idea it is, as the idea's columns say it, and the contact where it is one."""

    columns: Mapping[str, str | None] = field(default_factory=dict)
    contact: Contact | None = None
    account: str = ""


@operation(Capability.HAND_IN)
def give_idea(
    *,
    title: str,
    viewer: Viewer,
    at: datetime,
    text: str = "",
    contact: str | None = None,
    outsider_name: str = "",
    outsider_email: str = "",
    verbatim: str | None = None,
    is_mine: bool = False,
    needs: Sequence[str] = (),
    reader: str | None = None,
    redesign: str | None = None,
    with_receipt: bool = True,
) -> str:
    """Keep an idea and return its id; or raise NothingSaid, NotFound, CannotRead or NotAdapted.

    Whose it is: the `contact`; else the speaker of the `verbatim` that it came from, unless it `is_mine`; else the outsider named; else
    whose wish it was in the session whose verdict (`redesign`) it carries out; else the viewer. Whoever it is keeps the credit, and has
    voted for it by giving it. It gets a short number, a reader and an answer date at once, and with `with_receipt` a giver outside whose
    address is known is written so.
    """
    said, more = checks.check_title(title), checks.check_text(text)
    answered = list(dict.fromkeys(needs))
    checks.check_needs(answered, viewer=viewer)
    if verbatim:
        verbatim_queries.get_verbatim(verbatim, viewer=viewer)
    giver = _find_giver(contact, "" if is_mine else verbatim or "", outsider_name, outsider_email, viewer)
    giver = _as_wished(giver, redesign, viewer=viewer) if redesign else giver
    named = checks.check_reader(reader, viewer=viewer).pk if reader else readers.choose(giver.account, viewer=viewer)
    idea = Idea.objects.add(
        Idea(
            id=ids.new("idea"),
            number=numbering.draw(numbering.HOUSE),
            title=said,
            text=more,
            verbatim_id=verbatim or None,
            redesign_id=redesign or None,
            noted_by_id=viewer.member,
            given_at=at,
            reader_id=named,
            answer_by=plan_answer(identity_queries.today_at(at), readers.get_rule(viewer=viewer).days),
            **giver.columns,
        )
    )
    undo.keep_new(idea)
    _link(idea, answered, viewer, at)
    figures.make_findable(idea)
    voting.vote_as_giver(idea, giver.contact, viewer=viewer, at=at)
    if with_receipt:
        receipts.write(idea, viewer=viewer, at=at)
    tasks.embed_soon(idea.pk)
    record(_event(idea, giver), viewer=viewer, at=at)
    return idea.pk


@operation(Capability.HAND_IN)
def change_idea(*, idea: str, title: str, text: str, viewer: Viewer, at: datetime) -> None:
    """Say an idea in other words, or raise NotFound, NotAllowed or NothingSaid. Votes and credit stay."""
    row = checks.get_idea(idea, viewer=viewer, is_locked=True)
    checks.check_may_change(row, viewer=viewer)
    said, more = checks.check_title(title), checks.check_text(text)
    undo.keep(row)
    row.change(title=said, text=more)
    figures.make_findable(row)
    tasks.embed_soon(row.pk)
    record(events.IdeaChanged(subject=row.pk, account=row.account_id or ""), viewer=viewer, at=at)


def _event(idea: Idea, giver: _Giver) -> events.IdeaGiven:
    return events.IdeaGiven(
        subject=idea.pk,
        account=giver.account,
        number=idea.number,
        giver_kind=idea.giver_kind,
        reader=idea.reader_id or "",
        answer_by=idea.answer_by,
    )


def _link(idea: Idea, needs: Sequence[str], viewer: Viewer, at: datetime) -> None:
    for need in needs:
        link = IdeaNeed(idea=idea, need_id=need, linked_by_id=viewer.member, linked_at=at)
        undo.keep_new(IdeaNeed.objects.add(link), subject=idea.pk)


def _find_giver(contact: str | None, verbatim: str, name: str, email: str, viewer: Viewer) -> _Giver:
    words = verbatim_queries.get_verbatim(verbatim, viewer=viewer) if verbatim else None
    who = contact or (words.contact_id if words else "")
    if who:
        row = checks.check_contact(who, viewer=viewer)
        place = {"person_id": row.person_id, "contact_id": row.pk, "account_id": row.account_id}
        return _Giver({"giver_kind": GiverKind.CONTACT.value, **place}, row, row.account_id)
    if words is not None and not name.strip():
        # Somebody there said it, and nobody knows who: the credit is the account's, never ours.
        return _Giver({"giver_kind": GiverKind.CONTACT, "account_id": words.account_id or None}, None, words.account_id)
    if name.strip() or email.strip():
        said = {"outsider_name": name.strip()[:200], "outsider_email": email.strip().lower()}
        return _Giver({"giver_kind": GiverKind.OUTSIDER.value, **said})
    if viewer.kind == ViewerKind.MEMBER:
        return _Giver({"giver_kind": GiverKind.MEMBER, "member_id": viewer.id})
    return _Giver({"giver_kind": GiverKind.OUTSIDER})


def _as_wished(giver: _Giver, redesign: str, *, viewer: Viewer) -> _Giver:
    """Return who keeps the credit of what carries out a verdict: of an idea of ours, whose wish it was in the session."""
    verdict = carrying.check_adapted(redesign, viewer=viewer)
    author = verdict.entry.author_id if verdict.entry else None
    if author and giver.columns.get("giver_kind") == GiverKind.MEMBER:
        return _Giver({"giver_kind": GiverKind.MEMBER.value, "member_id": author})
    return giver
