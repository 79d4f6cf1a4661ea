"""Ideas as a shared site shows them: those between its account and us, and what its people gave on the open portal.

What somebody gave there without their name stays theirs alone: that it came from this account is not for their colleagues to know.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from closeknit.analysis.ideas.kinds import IdeaState
from closeknit.analysis.ideas.portal import SubmissionState
from closeknit.analysis.kinds import Audience
from closeknit.ideas.models import Posting
from closeknit.ideas.portal import rules
from closeknit.ideas.shared import queries
from closeknit.ideas.shared.rows import GivenRow, IdeaPage, IdeaRow
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, search
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import shared as touchpoints

PAGE, SORTS = queries.PAGE, queries.SORTS
MOST_NEW = 20


@dataclass(frozen=True)
class OfWords:
    """The ideas that came of what was said: by sentence, and by the mark of what was written where the idea was given."""

    by_verbatim: dict[str, list[IdeaRow]]
    by_origin: dict[str, IdeaRow]

    def list_ids(self) -> list[str]:
        """Return the ids of all of them, each once."""
        several = [*self.by_origin.values(), *(row for rows in self.by_verbatim.values() for row in rows)]
        return list(dict.fromkeys(row.idea for row in several))

    def list_of(self, verbatim: str, origin: str) -> list[IdeaRow]:
        """Return the ideas that came of a sentence; of those given with these very words it is that one."""
        given = self.by_origin.get(origin)
        return [*([given] if given else []), *self.by_verbatim.get(verbatim, ())]


@dataclass(frozen=True)
class NewRow:
    """An idea that is new to somebody: that it was answered, else that it was given, and on which day."""

    idea: str
    title: str
    is_answered: bool
    on: date


def list_ideas(account: str, *, viewer: Viewer, sort: str = "new", words: str = "", page: int = 1) -> IdeaPage:
    """Return a page of the ideas that concern an account and reach the viewer; with `words` those that hold them all, newest first."""
    rows = _here(account, viewer).exclude(idea__state=IdeaState.WITHDRAWN)
    if words.strip():
        rows = rows.filter(pk__in=_holding(rows, search.words(words)))
    elif sort == "wanted":
        rows = rows.order_by("-n_votes", "-idea__given_at", "-pk")
    elif sort == "answered":
        rows = rows.filter(idea__answered_at__isnull=False).order_by("-idea__answered_at", "-pk")
    if not rows.ordered:
        rows = rows.order_by("-idea__given_at", "-pk")
    total = rows.count()
    n_pages = max(1, -(-total // PAGE))
    here = min(max(1, page), n_pages)
    return IdeaPage(tuple(queries.rows_of(rows[(here - 1) * PAGE : here * PAGE], viewer)), here, n_pages, total)


def get_idea(idea: str, account: str, *, viewer: Viewer) -> IdeaRow:
    """Return one of them, or raise NotFound; its giver sees it when it was hidden or taken back, too."""
    found = queries.rows_of(_here(account, viewer).filter(idea=idea), viewer)
    if not found:
        raise NotFound
    return found[0]


def is_here(idea: str, account: str, *, viewer: Viewer) -> bool:
    """Return whether an idea has a page in this shared site."""
    return _here(account, viewer).filter(idea=idea).exists()


def list_alike(written: str, account: str, *, viewer: Viewer) -> list[IdeaRow]:
    """Return up to five ideas that say what is written, likeliest first: of this shared site, and where it is open of the portal."""
    said = " ".join(written.split())[:500]
    if len(said) < 4:
        return []
    reached = Q(idea__audience=Audience.ACCOUNT, idea__account=account)
    if queries.is_open():
        reached |= Q(idea__audience__in=rules.SHOWN)
    return queries.list_like_of(said, Posting.objects.visible_to(viewer).filter(reached), viewer)


def list_on_the_way(*, viewer: Viewer) -> list[GivenRow]:
    """Return what the viewer handed in for the open portal that is not shown there: it waits, or was turned down, with the reason."""
    kept = (SubmissionState.WAITING, SubmissionState.LISTED, SubmissionState.DECLINED)
    return [row for row in queries.list_mine(viewer=viewer) if row.state in kept]


def list_new(account: str, *, since: date, viewer: Viewer) -> list[NewRow]:
    """Return what was answered, or given by a colleague, on or after that day; one statement."""
    zone = identity_queries.get_house().zone
    moment = clock.start_of_day(since, zone)
    rows = _here(account, viewer).exclude(idea__state=IdeaState.WITHDRAWN)
    rows = rows.filter(Q(idea__given_at__gte=moment) | Q(idea__answered_at__gte=moment))
    columns = ("idea_id", "title", "idea__given_at", "idea__answered_at", "idea__person_id")
    found = rows.order_by("-idea__given_at", "-pk").values_list(*columns)[:MOST_NEW]
    return [
        NewRow(idea, title, answered is not None, clock.local_date(answered or given, zone))
        for idea, title, given, answered, person in found
        # What one gave oneself is no news; an answer is new once, and not as an idea besides.
        if answered is not None or person != viewer.id
    ]


def list_awaited(account: str, *, viewer: Viewer) -> list[IdeaRow]:
    """Return the viewer's own ideas that have no answer yet, the nearest day first."""
    rows = _here(account, viewer).filter(idea__person=viewer.id, idea__state=IdeaState.OPEN)
    return queries.rows_of(rows.order_by("idea__answer_by", "pk")[:MOST_NEW], viewer)


def list_of_words(account: str, verbatims: Sequence[str], origins: Iterable[str], *, viewer: Viewer) -> OfWords:
    """Return the ideas that came of these sentences, or were given with them, as far as they reach the viewer."""
    standing = _here(account, viewer).exclude(idea__state=IdeaState.WITHDRAWN)
    asked = set(filter(None, origins))
    of_words: list[tuple[str, str]] = []
    given: dict[str, str] = {}
    for idea, verbatim in standing.values_list("idea_id", "idea__verbatim_id"):
        if verbatim in verbatims:
            of_words.append((verbatim, idea))
        if asked and (origin := touchpoints.find_origin(idea)) in asked:
            given[idea] = origin
    wanted = {*(idea for _, idea in of_words), *given}
    rows = {row.idea: row for row in queries.rows_of(standing.filter(idea__in=wanted), viewer)} if wanted else {}
    by_verbatim: dict[str, list[IdeaRow]] = {}
    for verbatim, idea in sorted(of_words):
        by_verbatim.setdefault(verbatim, []).append(rows[idea])
    return OfWords(by_verbatim, {origin: rows[idea] for idea, origin in given.items()})


def _here(account: str, viewer: Viewer) -> QuerySet[Posting]:
    rows = Posting.objects.visible_to(viewer).filter(idea__account=account)
    named = Q(idea__audience__in=rules.SHOWN, is_named=True)
    return rows.filter(Q(idea__audience=Audience.ACCOUNT) | named | Q(idea__person=viewer.id))


def _holding(rows: QuerySet[Posting], terms: Sequence[str]) -> list[str]:
    """Return which hold every word: looked for among these alone, so that nobody else's rows can push one out."""
    texts = rows.values_list("pk", "title", "text")
    return [pk for pk, title, text in texts if all(term in f"{title}\n{text}".lower() for term in terms)]
