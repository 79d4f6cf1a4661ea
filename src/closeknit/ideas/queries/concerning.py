"""The ideas that hang together with one account or one person, however they came: what each is, what we answered, who of them was told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from closeknit.analysis.ideas.kinds import IdeaState
from closeknit.analysis.kinds import Stance
from closeknit.ideas.models import Idea, IdeaNeed, Reply, Verdict, Vote
from closeknit.ideas.queries import listing
from closeknit.ideas.queries.listing import Giver
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, mail
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Evidence

CONCERNING_PAGE = 20
# Why an idea stands there. It stands there once: by the first of these that is so.
GAVE, WORDS, WANT, NEED = "gave", "words", "want", "need"
WHYS = (GAVE, WORDS, WANT, NEED)
_NOT_AHEAD = (IdeaState.MERGED, IdeaState.WITHDRAWN)
# Votes, replies and promises stay with the idea that they were for; what holds is said of the one that it counts for.
ROOT = Coalesce("idea__counts_in_id", "idea_id")


@dataclass(frozen=True)
class AnswerOf:
    """What we answered, by the newest verdict."""

    answer: str
    reason: str
    sentence: str
    revisit_on: date | None
    given_on: date


@dataclass(frozen=True)
class ToldOf:
    """One of them who was told of that answer."""

    name: str
    on: date
    is_by_mail: bool


@dataclass(frozen=True)
class ConcerningRow:
    """One idea, and `why` it stands here. What is merged has the state and the answer of the idea that it counts for (`root`).

    `n_want` counts the people of this account who voted for it; 0 where it is asked for a person.
    """

    id: str
    root_id: str
    number: int
    title: str
    state: str
    why: str
    giver: Giver
    noted_by: str
    given_on: date
    reader: str
    answer_by: date
    audience: str
    merged_into: tuple[str, int, str] | None
    answer: AnswerOf | None
    told: tuple[ToldOf, ...]
    n_want: int


@dataclass(frozen=True)
class Concerning:
    """A page of ideas, newest first, those that only answer a need behind all others; and how many there are by why."""

    rows: tuple[ConcerningRow, ...]
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """Return how many there are in all."""
        return sum(self.counts.values())


def list_of_account(
    account: str, *, viewer: Viewer, why: str = "", page: int = 1, most: int = CONCERNING_PAGE
) -> Concerning:
    """Return the ideas that an account's people gave or want, that came of its words, or that answer a need which it voiced."""
    wanted = _list_roots(Vote.objects.visible_to(viewer).filter(account=account, withdrawn_at__isnull=True))
    several = _annotate(
        viewer,
        {
            GAVE: Q(account=account),
            WORDS: Q(verbatim__account=account),
            WANT: Q(pk__in=wanted),
            NEED: Q(pk__in=_list_of_needs(account, viewer)) & ~Q(state__in=_NOT_AHEAD),
        },
    )
    return _read(several, Q(contact__account=account), why, page, most, viewer, account=account)


def list_of_person(
    person: str, *, viewer: Viewer, why: str = "", page: int = 1, most: int = CONCERNING_PAGE
) -> Concerning:
    """Return the ideas that somebody gave, wherever they had a place, that came of their words, or that they want."""
    wanted = _list_roots(Vote.objects.visible_to(viewer).filter(person=person, withdrawn_at__isnull=True))
    several = _annotate(
        viewer,
        {GAVE: Q(person=person), WORDS: Q(verbatim__contact__person=person), WANT: Q(pk__in=wanted)},
    )
    return _read(several, Q(person=person), why, page, most, viewer)


def _list_of_needs(account: str, viewer: Viewer) -> QuerySet[IdeaNeed, Any]:
    """Return the ideas that answer a need which the words of this account speak for, as a query within another."""
    into = Coalesce("need__merged_into_id", "need_id")
    voiced = Evidence.objects.visible_to(viewer).filter(account=account, stance=Stance.SUPPORTS)
    links = IdeaNeed.objects.visible_to(viewer).annotate(into=into)
    return links.filter(into__in=voiced.annotate(into=into).values("into")).values("idea_id")


def _list_roots(votes: QuerySet[Vote]) -> QuerySet[Vote, Any]:
    return votes.annotate(root=ROOT).values("root")


def _annotate(viewer: Viewer, whys: Mapping[str, Q]) -> QuerySet[Any]:
    why = Case(*(When(which, then=Value(code)) for code, which in whys.items()), output_field=CharField())
    return Idea.objects.visible_to(viewer).annotate(why=why).filter(why__isnull=False)


def _read(
    several: QuerySet[Any], theirs: Q, why: str, page: int, most: int, viewer: Viewer, *, account: str = ""
) -> Concerning:
    counts = dict(several.order_by().values_list("why").annotate(n=Count("pk")))
    asked = several.filter(why=why) if why else several
    asked = asked.select_related("member", "person", "account", "reader", "noted_by", "counts_in")
    asked = asked.order_by(Case(When(why=NEED, then=1), default=0), "-given_at", "-number")
    rows = list(asked[(page - 1) * most : page * most])
    zone = identity_queries.get_house().zone
    roots = sorted({row.counts_in_id or row.pk for row in rows})
    # Of what is merged its side may have the answer in words of its own.
    verdicts = _list_newest([*roots, *(row.pk for row in rows if row.counts_in_id)], viewer)
    told = _list_told(list(verdicts.values()), theirs, zone, viewer)
    n_want = _count_wanting(roots, account, viewer) if account else {}
    found = tuple(_row(row, zone, verdicts, told, n_want) for row in rows)
    return Concerning(found, {code: counts.get(code, 0) for code in WHYS if code in counts})


def _list_newest(roots: Sequence[str], viewer: Viewer) -> dict[str, Verdict]:
    rows = Verdict.objects.visible_to(viewer).filter(idea__in=roots).order_by("number")
    return {row.idea_id: row for row in rows}


def _list_told(verdicts: Sequence[Verdict], theirs: Q, zone: str, viewer: Viewer) -> dict[str, list[ToldOf]]:
    """Return by verdict who of theirs was told of it, each once; whom a mail did not reach was not."""
    if not verdicts:
        return {}
    rows = Reply.objects.visible_to(viewer).filter(theirs, verdict__in=[one.pk for one in verdicts])
    rows = rows.filter(person__isnull=False).exclude(mail__in=mail.select_failed(viewer=viewer))
    found: dict[str, dict[str, ToldOf]] = {}
    for verdict, person, name, at, posted in rows.order_by("told_at", "pk").values_list(
        "verdict_id", "person_id", "person__name", "told_at", "mail"
    ):
        found.setdefault(verdict or "", {})[person or ""] = ToldOf(name, clock.local_date(at, zone), bool(posted))
    return {verdict: list(people.values()) for verdict, people in found.items()}


def _count_wanting(roots: Sequence[str], account: str, viewer: Viewer) -> dict[str, int]:
    votes = Vote.objects.visible_to(viewer).filter(account=account, withdrawn_at__isnull=True)
    votes = votes.filter(Q(idea__in=roots) | Q(idea__counts_in__in=roots)).annotate(root=ROOT)
    return dict(votes.order_by().values_list("root").annotate(n=Count("person", distinct=True)))


def _row(
    one: Any,
    zone: str,
    verdicts: Mapping[str, Verdict],
    told: Mapping[str, Sequence[ToldOf]],
    n_want: Mapping[str, int],
) -> ConcerningRow:
    root: Idea = one.counts_in or one
    verdict, own = verdicts.get(root.pk), verdicts.get(one.pk)
    is_said_apart = root is not one and own is not None and verdict is not None and own.written_at >= verdict.written_at
    knowing = [*told.get(verdict.pk, ()), *(told.get(own.pk, ()) if is_said_apart and own else ())] if verdict else []
    return ConcerningRow(
        id=one.pk,
        root_id=root.pk,
        number=one.number,
        title=one.title,
        state=root.state,
        why=one.why,
        giver=listing.giver_of(one),
        noted_by=one.noted_by.name if one.noted_by and one.noted_by_id != one.member_id else "",
        given_on=clock.local_date(one.given_at, zone),
        reader=one.reader.name if one.reader else "",
        answer_by=root.answer_by,
        audience=one.audience,
        merged_into=(root.pk, root.number, root.title) if root is not one else None,
        answer=_answer(verdict, zone) if verdict else None,
        told=tuple({one.name: one for one in knowing}.values()),
        n_want=n_want.get(root.pk, 0),
    )


def _answer(row: Verdict, zone: str) -> AnswerOf:
    given_on = clock.local_date(row.written_at, zone)
    return AnswerOf(row.answer, row.reason, row.sentence, row.revisit_on, given_on)
