"""Counting anew who wants an idea: each person once, wherever among the merged ones they voted."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from closeknit.analysis.ideas.kinds import IdeaState
from closeknit.ideas.models import Idea, IdeaFigures, Posting, Verdict, Vote
from closeknit.ideas.models.portal import PORTAL
from closeknit.kit import search, undo

ROOT = Coalesce("idea__counts_in_id", "idea_id")


@dataclass
class _Counted:
    people: set[str] = field(default_factory=set)
    ours: set[str] = field(default_factory=set)
    accounts: set[str] = field(default_factory=set)
    # Who voted outside themselves, each with where they were.
    themselves: set[tuple[str, str]] = field(default_factory=set)


def recount(ideas: Iterable[str]) -> None:
    """Count these ideas anew, in the running transaction; those that are merged count nothing by themselves."""
    wanted = set(ideas)
    alone = set(_ideas().filter(pk__in=wanted, counts_in__isnull=True).values_list("pk", flat=True))
    counted: dict[str, _Counted] = {idea: _Counted() for idea in alone}
    votes = _votes().filter(Q(idea__in=alone) | Q(idea__counts_in__in=alone), withdrawn_at__isnull=True)
    for root, person, member, account, recorded_by in votes.annotate(root=ROOT).values_list(
        "root", "person_id", "member_id", "account_id", "recorded_by_id"
    ):
        one = counted[root]
        one.people |= {person} if person else set()
        one.ours |= {member} if member else set()
        one.accounts |= {account} if account else set()
        one.themselves |= {(person, account or "")} if person and not recorded_by else set()
    kept = IdeaFigures.objects.unscoped(reason="how many want an idea is counted over every vote")
    kept.filter(pk__in=wanted - alone).delete()
    for idea, one in counted.items():
        kept.update_or_create(
            pk=idea,
            defaults={
                "n_people": len(one.people),
                "n_accounts": len(one.accounts),
                "n_ours": len(one.ours),
                "accounts": sorted(one.accounts),
            },
        )
    _show(counted)


def _show(counted: dict[str, _Counted]) -> None:
    """Let those ideas that are shown outside say how many voted there themselves: what one of us wrote down stays ours.

    In a shared site those of its account alone are counted: what others want is not theirs to see.
    """
    shown = Posting.objects.unscoped(reason="how many want an idea is counted over every vote")
    for row in shown.filter(idea_id__in=counted).select_related("idea"):
        every = counted[row.idea_id].themselves
        here = {who for who, account in every if row.stream == PORTAL or account == row.idea.account_id}
        if row.n_votes != len(here):
            row.change(n_votes=len(here))


def make_findable(idea: Idea) -> None:
    """Let an idea be found by its words as they are now."""
    search.remove([idea.pk])
    text = "\n".join([f"idea {idea.number}", idea.title, idea.text])
    search.write([search.Text(idea.pk, "idea", idea.account_id or "", text)])


def follow_ideas(restored: list[models.Model]) -> None:
    """After a step was taken back: count its ideas anew, and find them by the words that they have again."""
    rows = _ideas().filter(pk__in=[row.pk for row in restored])
    here = {row.pk: row for row in rows}
    _check_stand(list(here.values()))
    search.remove([row.pk for row in restored if row.pk not in here])
    for row in here.values():
        make_findable(row)
    recount(here)


def follow_votes(restored: list[models.Model]) -> None:
    """After a step was taken back: count the ideas anew that its votes count for."""
    of_votes = [row.idea_id for row in restored if isinstance(row, Vote)]
    rows = _ideas().filter(pk__in=of_votes)
    recount({counts_in or pk for pk, counts_in in rows.values_list("pk", "counts_in_id")})


def _check_stand(rows: list[Idea]) -> None:
    """Raise TouchedSince where a step that is taken back would leave an idea as no act could leave it: what came later stands on it."""
    roots = {row.counts_in_id for row in rows if row.counts_in_id}
    every = _ideas()
    if every.filter(pk__in=roots, counts_in__isnull=False).exists():
        raise undo.TouchedSince("The idea that it counted for is itself part of another now. It was left as it is.")
    alone = [row for row in rows if row.state not in (IdeaState.MERGED, IdeaState.WITHDRAWN)]
    given = (
        Verdict.objects.unscoped(reason="whether a step that is taken back leaves an idea whole")
        .filter(idea__in=alone)
        .order_by("number")
    )
    newest = dict(given.values_list("idea_id", "answer"))
    if any(row.state != newest.get(row.pk, IdeaState.OPEN) for row in alone):
        raise undo.TouchedSince("It has been answered again since. It was left as it is now.")


def _ideas() -> models.QuerySet[Idea]:
    return Idea.objects.unscoped(reason="how many want an idea is counted over every vote")


def _votes() -> models.QuerySet[Vote]:
    return Vote.objects.unscoped(reason="how many want an idea is counted over every vote")
