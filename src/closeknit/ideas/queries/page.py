"""One idea with all that belongs to it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from closeknit.ideas.models import Idea, IdeaNeed, IdeaOffering, Reply, Verdict, Vote
from closeknit.ideas.queries import listing
from closeknit.ideas.queries.listing import Giver, IdeaRow
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
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
    """One person's vote, counted once. `via` is the number of the merged idea that it was given to, None where to this one.

    `recorded_by` is who of ours wrote it down; empty where they voted themselves. `worth_minor` of their account is None where unknown.
    """

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
    written_on: date
    n_told: int


@dataclass(frozen=True)
class MergedRow:
    """An idea that counts here: merged into this one, or into one that was."""

    id: str
    number: int
    title: str
    giver: Giver
    merged_on: date
    is_told: bool


@dataclass(frozen=True)
class IdeaStory:
    """One idea whole. `verdicts` newest first; `words` are those that it came from; `my_vote` whether the viewer has voted."""

    idea: IdeaRow
    text: str
    noted_by: str
    address: str
    words: VerbatimRow | None
    needs: tuple[NeedBehind, ...]
    votes: tuple[VoteRow, ...]
    verdicts: tuple[VerdictRow, ...]
    merged: tuple[MergedRow, ...]
    offerings: tuple[tuple[str, str, date], ...]
    receipt_on: date | None
    my_vote: bool


def get_story(idea: str, *, viewer: Viewer) -> IdeaStory:
    """Return one idea with its words, needs, votes, verdicts and what is merged into it; or raise NotFound."""
    row = listing.get_idea(idea, viewer=viewer)
    zone = identity_queries.get_house().zone
    kept = Idea.objects.visible_to(viewer).select_related("noted_by").get(pk=idea)
    replies = list(
        Reply.objects.visible_to(viewer)
        .filter(Q(idea=idea) | Q(idea__counts_in=idea))
        .order_by("told_at", "pk")
        .values_list("idea_id", "kind", "verdict_id", "told_at")
    )
    needs = _needs(idea, kept.verbatim_id, viewer)
    votes = _votes(idea, zone, viewer)
    receipts = [told_at for of, kind, _, told_at in replies if of == idea and kind == "receipt"]
    return IdeaStory(
        idea=row,
        text=kept.text,
        noted_by=kept.noted_by.name if kept.noted_by and kept.noted_by_id != kept.member_id else "",
        address=kept.outsider_email,
        words=needs[0],
        needs=needs[1],
        votes=votes,
        verdicts=_verdicts(idea, zone, [verdict for *_, verdict, _ in replies if verdict], viewer),
        merged=_merged(idea, zone, {of for of, kind, *_ in replies if kind == "merged"}, viewer),
        offerings=_offerings(idea, viewer),
        receipt_on=clock.local_date(receipts[0], zone) if receipts else None,
        my_vote=any(vote.member_id == viewer.id for vote in votes),
    )


def _needs(idea: str, verbatim: str | None, viewer: Viewer) -> tuple[VerbatimRow | None, tuple[NeedBehind, ...]]:
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
    return words.get(verbatim or ""), needs


def _votes(idea: str, zone: str, viewer: Viewer) -> tuple[VoteRow, ...]:
    """Return the votes that count here, each person once: of two, the one given first."""
    rows = Vote.objects.visible_to(viewer).filter(Q(idea=idea) | Q(idea__counts_in=idea), withdrawn_at__isnull=True)
    rows = rows.select_related("idea", "member", "person", "account", "account__standing", "recorded_by")
    sees_worth = viewer.can(Capability.SEE_WORTH)
    found: dict[str, VoteRow] = {}
    for vote in rows.order_by("cast_at", "pk"):
        standing = vote.account.standing if vote.account and hasattr(vote.account, "standing") else None
        row = VoteRow(
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
        found.setdefault(vote.member_id or vote.person_id or vote.pk, row)
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
            written_on=clock.local_date(one.written_at, zone),
            n_told=told.count(one.pk),
        )
        for one in rows
    )


def _merged(idea: str, zone: str, told: set[str], viewer: Viewer) -> tuple[MergedRow, ...]:
    rows = Idea.objects.visible_to(viewer).filter(counts_in=idea).select_related("member", "person", "account")
    return tuple(
        MergedRow(
            one.pk,
            one.number,
            one.title,
            listing.giver_of(one),
            clock.local_date(one.merged_at or one.given_at, zone),
            one.pk in told,
        )
        for one in rows.order_by("number")
    )


def _offerings(idea: str, viewer: Viewer) -> tuple[tuple[str, str, date], ...]:
    rows = IdeaOffering.objects.visible_to(viewer).filter(idea=idea).order_by("since_on", "pk")
    return tuple(rows.values_list("offering_id", "offering__name", "since_on"))
