"""One idea with all that belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from closeknit.analysis.ideas.kinds import ReplyKind
from closeknit.ideas import sides
from closeknit.ideas.models import Idea, IdeaNeed, IdeaOffering, Reply, Verdict, Vote
from closeknit.ideas.queries import listing
from closeknit.ideas.queries.listing import Giver, IdeaRow
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, mail
from closeknit.kit.capabilities import Capability
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.queries import VerbatimRow


@dataclass(frozen=True)
class NeedBehind:
    """A need that the idea answers, with the words that say it best."""

    id: str
    statement: str
    state: str
    n_accounts: int
    words: VerbatimRow | None


@dataclass(frozen=True)
class VoteRow:
    """One person's vote, counted once; `voter` is the id of the person or member.

    `via` is the number of the merged idea that it was given to, None where to this one. `recorded_by` is who of ours wrote it down; empty
    where they voted themselves. `worth_minor` of their account is None where unknown.
    """

    voter: str
    name: str
    is_ours: bool
    member_id: str
    contact_id: str
    account_id: str
    account: str
    worth_minor: int | None
    recorded_by: str
    cast_on: date
    via: int | None


@dataclass(frozen=True)
class VerdictRow:
    """One answer, with who gave it, when, and the line of our purpose that it serves."""

    id: str
    number: int
    answer: str
    reason: str
    sentence: str
    revisit_on: date | None
    line_id: str
    line: str
    written_by: str
    written_at: datetime
    written_on: date
    n_told: int


@dataclass(frozen=True)
class MergedRow:
    """An idea that counts here: merged into this one, or into one that was.

    `lacks_answer` where its readers outside may not read this one, and do not have its answer in words for them yet.
    """

    id: str
    number: int
    title: str
    giver: Giver
    merged_on: date
    is_told: bool
    lacks_answer: bool


@dataclass(frozen=True)
class Receipt:
    """The mail that told the giver the number, the reader and the day: when it was written, and how far it came."""

    written_on: date
    state: str


@dataclass(frozen=True)
class IdeaStory:
    """One idea whole. `verdicts` newest first; `words` are those that it came from; `my_vote` whether the viewer has voted.

    `n_untold` of those who voted have not been told the newest answer yet.
    """

    idea: IdeaRow
    words: VerbatimRow | None
    needs: tuple[NeedBehind, ...]
    votes: tuple[VoteRow, ...]
    verdicts: tuple[VerdictRow, ...]
    n_untold: int
    merged: tuple[MergedRow, ...]
    offerings: tuple[tuple[str, str, date], ...]
    receipt: Receipt | None
    my_vote: bool


def get_story(idea: str, *, viewer: Viewer) -> IdeaStory:
    """Return one idea with its words, needs, votes, verdicts and what is merged into it; or raise NotFound."""
    row = listing.get_idea(idea, viewer=viewer)
    zone = identity_queries.get_house().zone
    replies = list(
        Reply.objects.visible_to(viewer)
        .filter(Q(idea=idea) | Q(idea__counts_in=idea))
        # Of the receipt it is said how far it came; whom another mail did not reach has not been told.
        .exclude(~Q(kind=ReplyKind.RECEIPT) & Q(mail__in=mail.select_failed(viewer=viewer)))
        .order_by("told_at", "pk")
        .values_list(
            "idea_id", "kind", "verdict_id", "told_at", "mail", "member_id", "person_id", "verdict__written_at"
        )
    )
    words, needs = _needs(idea, row.verbatim_id, viewer)
    votes = _votes(idea, zone, viewer)
    verdicts = _verdicts(idea, zone, [reply[2] for reply in replies if reply[2]], viewer)
    receipts = [(at, posted) for of, kind, _, at, posted, *_ in replies if of == idea and kind == ReplyKind.RECEIPT]
    told = {
        member or person
        # Of what counts here the answer was said to its side in words of its own, after this one was given.
        for of, _, verdict, _, _, member, person, said_at in replies
        if verdicts and verdict and (verdict == verdicts[0].id or (of != idea and said_at >= verdicts[0].written_at))
    }
    return IdeaStory(
        idea=row,
        words=words,
        needs=needs,
        votes=votes,
        verdicts=verdicts,
        n_untold=len({vote.voter for vote in votes} - told - {viewer.id}) if verdicts else 0,
        merged=_merged(idea, zone, {reply[0] for reply in replies if reply[1] == ReplyKind.MERGED}, verdicts, viewer),
        offerings=_offerings(idea, viewer),
        receipt=_receipt(*receipts[0], zone, viewer) if receipts else None,
        my_vote=any(vote.member_id == viewer.id for vote in votes),
    )


def _receipt(at: datetime, posted: str, zone: str, viewer: Viewer) -> Receipt:
    found = mail.list_posted([posted], viewer=viewer).get(posted)
    return Receipt(clock.local_date(at, zone), found.state if found else "")


def _needs(idea: str, verbatim: str, viewer: Viewer) -> tuple[VerbatimRow | None, tuple[NeedBehind, ...]]:
    """Return the words that the idea came from, and the needs that it answers, with their best words: read together."""
    links = IdeaNeed.objects.visible_to(viewer).filter(idea=idea).order_by("-need__figures__n_accounts", "need_id")
    rows = list(
        links.values_list(
            "need_id", "need__statement", "need__state", "need__figures__n_accounts", "need__figures__best_id"
        )
    )
    wanted = [pk for pk in [verbatim, *(best for *_, best in rows)] if pk]
    words = {one.id: one for one in verbatim_queries.list_verbatims(list(dict.fromkeys(wanted)), viewer=viewer)}
    needs = tuple(
        NeedBehind(need, statement, state, n_accounts or 0, words.get(best or ""))
        for need, statement, state, n_accounts, best in rows
    )
    return words.get(verbatim), needs


def _votes(idea: str, zone: str, viewer: Viewer) -> tuple[VoteRow, ...]:
    """Return the votes that count here, each person once: of two, the one given first."""
    rows = Vote.objects.visible_to(viewer).filter(Q(idea=idea) | Q(idea__counts_in=idea), withdrawn_at__isnull=True)
    rows = rows.select_related("idea", "member", "person", "account", "account__standing", "recorded_by")
    sees_worth = viewer.can(Capability.SEE_WORTH)
    found: dict[str, VoteRow] = {}
    for vote in rows.order_by("cast_at", "pk"):
        standing = vote.account.standing if vote.account and hasattr(vote.account, "standing") else None
        row = VoteRow(
            voter=vote.member_id or vote.person_id or "",
            name=vote.member.name if vote.member else vote.person.name if vote.person else "",
            is_ours=vote.member_id is not None,
            member_id=vote.member_id or "",
            contact_id=vote.contact_id or "",
            account_id=vote.account_id or "",
            account=vote.account.name if vote.account else "",
            worth_minor=standing.worth_minor if standing and sees_worth else None,
            recorded_by=vote.recorded_by.name if vote.recorded_by else "",
            cast_on=clock.local_date(vote.cast_at, zone),
            via=vote.idea.number if vote.idea_id != idea else None,
        )
        found.setdefault(row.voter, row)
    return tuple(sorted(found.values(), key=lambda one: (one.is_ours, one.account.casefold(), one.name.casefold())))


def _verdicts(idea: str, zone: str, told: list[str], viewer: Viewer) -> tuple[VerdictRow, ...]:
    rows = Verdict.objects.visible_to(viewer).filter(idea=idea).select_related("line", "written_by").order_by("-number")
    return tuple(
        VerdictRow(
            id=one.pk,
            number=one.number,
            answer=one.answer,
            reason=one.reason,
            sentence=one.sentence,
            revisit_on=one.revisit_on,
            line_id=one.line_id or "",
            line=one.line.text if one.line else "",
            written_by=one.written_by.name if one.written_by else "",
            written_at=one.written_at,
            written_on=clock.local_date(one.written_at, zone),
            n_told=told.count(one.pk),
        )
        for one in rows
    )


def _merged(
    idea: str, zone: str, told: set[str], verdicts: Sequence[VerdictRow], viewer: Viewer
) -> tuple[MergedRow, ...]:
    rows = Idea.objects.visible_to(viewer).filter(counts_in=idea)
    rows = rows.select_related("member", "person", "account", "posting", "counts_in__posting")
    since = verdicts[0].written_at if verdicts else None
    return tuple(
        MergedRow(
            one.pk,
            one.number,
            one.title,
            listing.giver_of(one),
            clock.local_date(one.merged_at or one.given_at, zone),
            one.pk in told,
            since is not None and sides.lacks_answer(one, one.own_at, since),
        )
        for one in sides.with_own_answer(rows, viewer).order_by("number")
    )


def _offerings(idea: str, viewer: Viewer) -> tuple[tuple[str, str, date], ...]:
    rows = IdeaOffering.objects.visible_to(viewer).filter(idea=idea).order_by("since_on", "pk")
    return tuple(rows.values_list("offering_id", "offering__name", "since_on"))
