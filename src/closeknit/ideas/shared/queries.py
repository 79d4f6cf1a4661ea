"""Reads of the open portal. Rows come through `visible_to`; what is counted over others' rows stands in `numbers.PUBLIC_NUMBERS`."""

import functools
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, Q, QuerySet

from closeknit.accounts.models import Access
from closeknit.analysis.ideas.duty import DutyFact, score_duty
from closeknit.analysis.ideas.kinds import GiverKind, IdeaState
from closeknit.analysis.ideas.likeness import Text, list_like
from closeknit.analysis.ideas.portal import SubmissionState
from closeknit.analysis.kinds import Audience
from closeknit.discussions.shared import queries as discussions
from closeknit.ideas import readers
from closeknit.ideas.models import Idea, Posting, Submission, Verdict, Vote
from closeknit.ideas.models.portal import PORTAL
from closeknit.ideas.portal import rules, taking
from closeknit.ideas.shared.rows import AnswerRow, BetweenRow, Credit, GivenRow, IdeaPage, IdeaRow, Kept, Portal
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, search
from closeknit.kit import viewer as viewers
from closeknit.kit.fixed import Fixed, Given
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer

PAGE = 20
SORTS = ("new", "wanted", "answered")
_YEAR = timedelta(days=365)
# Similar ones are looked for among the newest: what is older is found by search.
_NEWEST = 2_000

_GIVEN = Fixed(
    lambda ours: (
        Idea.objects.visible_to(ours)
        .filter(posting__isnull=False, audience__in=rules.SHOWN, given_at__gte=Given("since", DateTimeField()))
        .order_by("pk")
        .values_list(
            "given_at", "answer_by", "answered_at", "merged_at", "counts_in__answered_at", "state", "counts_in__state"
        )
    )
)


def get_portal() -> Portal:
    """Return what the portal says of itself, to anybody."""
    set_so = rules.get_rules()
    intake = rules.get_intake(set_so)
    days = readers.get_rule(viewer=viewers.house("within how many days we answer is told to all")).days
    return Portal(
        set_so.is_open, set_so.is_moderated, set_so.is_public, set_so.welcome, days, set_so.a_week, intake.is_full,
        intake.n_queue,
    )  # fmt: skip


def is_open() -> bool:
    """Return whether the portal is open."""
    return rules.get_rules().is_open


def find_embed(key: str) -> tuple[str, ...] | None:
    """Return the origins that may frame the form for web pages, where the key opens it; else None."""
    set_so = rules.get_rules()
    return set_so.embed_pages if set_so.is_open and key and key == set_so.embed_key else None


def list_ideas(*, viewer: Viewer, sort: str = "new", words: str = "", page: int = 1) -> IdeaPage:
    """Return a page of the ideas that are shown to the viewer; with `words` those that hold them all, newest first."""
    rows = _shown(viewer).exclude(idea__state=IdeaState.MERGED)
    if words.strip():
        rows = rows.filter(pk__in=search.find(words[:200], kind=taking.KIND)).order_by("-number")
    elif sort == "wanted":
        rows = rows.order_by("-n_votes", "-number")
    elif sort == "answered":
        rows = rows.filter(idea__answered_at__isnull=False).order_by("-idea__answered_at", "-number")
    else:
        rows = rows.order_by("-number")
    total = rows.count()
    n_pages = max(1, -(-total // PAGE))
    here = min(max(1, page), n_pages)
    return IdeaPage(tuple(rows_of(rows[(here - 1) * PAGE : here * PAGE], viewer)), here, n_pages, total)


def get_idea(number: int, *, viewer: Viewer) -> IdeaRow:
    """Return an idea by the number that people say, or raise NotFound; its giver sees it when it is hidden, too."""
    found = rows_of(Posting.objects.visible_to(viewer).filter(stream=PORTAL, number=number), viewer)
    if not found:
        raise NotFound
    return found[0]


def find_number(idea: str, *, viewer: Viewer) -> int | None:
    """Return the number of an idea where the viewer sees it outside, else None."""
    return _shown(viewer).filter(idea=idea).values_list("number", flat=True).first()


def list_alike(written: str, *, viewer: Viewer) -> list[IdeaRow]:
    """Return up to five ideas that the viewer sees and that say what is written, likeliest first: by their words alone."""
    said = " ".join(written.split())[:500]
    if len(said) < 4:
        return []
    return list_like_of(said, _shown(viewer), viewer)


def list_like_of(said: str, postings: QuerySet[Posting], viewer: Viewer) -> list[IdeaRow]:
    """Return up to five of postings that went through `visible_to` which say what is written, likeliest first."""
    standing = postings.exclude(idea__state__in=(IdeaState.MERGED, IdeaState.WITHDRAWN))
    newest = standing.order_by("-idea__given_at", "-pk").values_list("idea_id", "title", "text")[:_NEWEST]
    found = [one.id for one in list_like(said, [Text(pk, f"{title} {text[:400]}") for pk, title, text in newest])]
    known = {row.idea: row for row in rows_of(postings.filter(idea__in=found), viewer)} if found else {}
    return [known[pk] for pk in found]


def list_mine(*, viewer: Viewer) -> list[GivenRow]:
    """Return what the viewer handed in, newest first."""
    mine = Submission.objects.visible_to(viewer).filter(person_id=viewer.id).order_by("-given_at", "-pk")
    rows = list(mine.select_related("idea__posting")[:50])
    places = _places() if any(row.state == SubmissionState.LISTED for row in rows) else {}
    return [
        GivenRow(
            row.pk, row.title, row.text, row.state, row.given_at, places.get(row.pk), row.reason, row.sentence,
            row.idea.posting.number if row.idea and hasattr(row.idea, "posting") else None,
        )
        for row in rows
    ]  # fmt: skip


def list_answered(*, viewer: Viewer, most: int = 50) -> list[IdeaRow]:
    """Return the ideas answered last that everybody may read, for the feed."""
    rows = _shown(viewer).filter(idea__answered_at__isnull=False).exclude(idea__state=IdeaState.MERGED)
    return rows_of(rows.order_by("-idea__answered_at", "-number")[:most], viewer)


def get_kept(*, today: date) -> Kept:
    """Return how the duty to answer was kept in twelve months: the same for everybody, and declared public."""
    ours, zone = viewers.house("how the duty to answer is kept is told to all"), identity_queries.get_house().zone
    rows = _GIVEN.ask_raw(viewer=ours, since=clock.start_of_day(today - _YEAR, zone))
    return _count_kept(tuple(rows), today, zone)


@functools.lru_cache(maxsize=4)
def _count_kept(rows: tuple[tuple[Any, ...], ...], today: date, zone: str) -> Kept:
    """Return the same for the same rows, counted once: whatever is given, answered or hidden makes others of them."""
    facts, n_in_use = [], 0
    for given_at, answer_by, own, merged_at, of_root, state, root_state in _GIVEN.read(rows):
        done = own if own is not None or merged_at is None or of_root is None else max(merged_at, of_root)
        n_in_use += IdeaState.IN_USE in (state, root_state)
        facts.append(
            DutyFact(clock.local_date(given_at, zone), answer_by, clock.local_date(done, zone) if done else None)
        )
    duty = score_duty(facts, as_of=today)
    share = duty.in_time.value if duty.in_time else None
    return Kept(duty.n_given, duty.n_answered, duty.n_due, duty.n_in_time, share, duty.median_days, n_in_use)


def rows_of(postings: QuerySet[Posting], viewer: Viewer) -> list[IdeaRow]:
    """Return the rows of postings that went through `visible_to`, in their order."""
    found = list(postings.select_related("idea__person", "idea__account", "idea__counts_in__posting"))
    ideas = [row.idea_id for row in found]
    zone = identity_queries.get_house().zone
    answers, mine = _answers(ideas, zone, viewer), _my_votes(ideas, viewer)
    threads = [row.idea.thread_id for row in found if row.idea.thread_id]
    spoken = discussions.count_comments(threads, viewer=viewer) if threads else {}
    inside = _list_inside([row.idea.contact_id for row in found if row.is_between], viewer)
    return [
        _row(
            row,
            _credit_here(row, inside) if row.is_between else _credit(row),
            answers.get(row.idea_id),
            row.idea_id in mine,
            spoken.get(row.idea.thread_id or "", 0),
            zone,
            viewer,
        )
        for row in found
    ]


def _shown(viewer: Viewer) -> QuerySet[Posting]:
    return Posting.objects.visible_to(viewer).filter(idea__audience__in=rules.SHOWN)


def _row(
    row: Posting,
    credit: Credit,
    answered: tuple[AnswerRow, datetime] | None,
    has_my_vote: bool,
    n: int,
    zone: str,
    viewer: Viewer,
) -> IdeaRow:
    idea, root = row.idea, row.idea.counts_in
    answer, answered_at = answered or (None, None)
    is_root_shown = root is not None and root.audience in rules.SHOWN and hasattr(root, "posting")
    sees_root = is_root_shown and root is not None and (root.audience == "public" or viewer.kind != "nobody")
    # A shared site's own: its number says nothing anywhere else.
    is_root_here = root is not None and root.audience == Audience.ACCOUNT and root.account_id in (viewer.accounts or ())
    return (BetweenRow if row.is_between else IdeaRow)(
        idea=idea.pk,
        number=row.number,
        title=row.title,
        text=row.text,
        state=idea.state,
        credit=credit,
        n_votes=row.n_votes,
        n_comments=n,
        has_my_vote=has_my_vote,
        is_mine=bool(idea.person_id) and idea.person_id == viewer.id,
        is_shown=idea.audience == Audience.ACCOUNT if row.is_between else idea.audience in rules.SHOWN,
        is_public=idea.audience == "public",
        is_merged=root is not None,
        merged_into=root.posting.number if (sees_root or is_root_here) and root is not None else None,
        given_on=clock.local_date(idea.given_at, zone),
        answer_by=idea.answer_by,
        answer=answer,
        is_answered=answered_at is not None and (idea.merged_at is None or answered_at >= idea.merged_at),
        thread=idea.thread_id or "",
        merged_id=root.pk if is_root_here and root is not None else "",
    )


def _credit(row: Posting) -> Credit:
    """Return whose idea it is: the name only where they chose so."""
    idea = row.idea
    if idea.giver_kind == GiverKind.MEMBER:
        return Credit("", "ours")
    name = (idea.person.name if idea.person else idea.outsider_name) if row.is_named else ""
    return Credit(name, idea.account.kind if idea.account else "")


def _credit_here(row: Posting, inside: set[str]) -> Credit:
    """Return whose idea it is in a shared site: somebody of theirs, by name where they gave it here and still come in.

    Whom else we know there is ours to know, and what one of us wrote down was said to us alone.
    """
    idea = row.idea
    if idea.giver_kind == GiverKind.MEMBER:
        return Credit("", "ours", is_giver_known=False)
    name = idea.person.name if idea.person and row.is_named and idea.contact_id in inside else ""
    return Credit(name, "theirs", is_giver_known=row.is_named)


def _list_inside(contacts: Sequence[str | None], viewer: Viewer) -> set[str]:
    """Return which of these come in where the viewer does."""
    wanted = [one for one in contacts if one]
    rows = Access.objects.visible_to(viewer).filter(contact__in=wanted, contact__until_on__isnull=True)
    return set(rows.values_list("contact_id", flat=True)) if wanted else set()


def _answers(ideas: Sequence[str], zone: str, viewer: Viewer) -> dict[str, tuple[AnswerRow, datetime]]:
    """Return by idea its newest answer, and the moment of it."""
    rows = Verdict.objects.visible_to(viewer).filter(idea__in=ideas).order_by("number") if ideas else []
    return {
        row.idea_id: (
            AnswerRow(row.answer, row.reason, row.sentence, row.revisit_on, clock.local_date(row.written_at, zone)),
            row.written_at,
        )
        for row in rows
    }


def _my_votes(ideas: Iterable[str], viewer: Viewer) -> set[str]:
    """Return which of these ideas the viewer wants, by a vote for it or for one merged into it that they gave themselves."""
    if viewer.kind != "contact":
        return set()
    mine = Vote.objects.visible_to(viewer).filter(person_id=viewer.id, withdrawn_at__isnull=True)
    # What one of us wrote down for them is ours, and not in the count that they see.
    mine = mine.filter(recorded_by__isnull=True)
    rows = mine.filter(Q(idea__in=list(ideas)) | Q(idea__counts_in__in=list(ideas)))
    return {one for pair in rows.values_list("idea_id", "idea__counts_in_id") for one in pair if one}


def _places() -> dict[str, int]:
    ours = viewers.house("one's own place on the waiting list")
    rows = Submission.objects.visible_to(ours).filter(state=SubmissionState.LISTED).order_by("given_at", "pk")
    return {pk: place for place, pk in enumerate(rows.values_list("pk", flat=True), start=1)}
