"""Promises as the other side reads them: what, between whom, by when, and how it ended. Never our reasons, fears, proof or needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When

from closeknit.accounts.models import Access
from closeknit.analysis.kinds import PromiseDirection
from closeknit.analysis.promises.kinds import ObjectionState, ProposalState, WordSource
from closeknit.ideas.models import Idea
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Confirmation, Move, Objection, Promise, ProposedPromise, SettlementRow, Told

PAGE = 25
MOST_OPEN = 200


@dataclass(frozen=True)
class PromiseRow:
    """One promise as both read it. `is_ours` is seen from the host company: it promised. `person` is who of the account, where that
    person is on the shared site; `keeper` who of the host company keeps or follows it. `told` is what was said to its end.
    """

    id: str
    is_ours: bool
    text: str
    person: str
    is_mine: bool
    keeper: str
    made_on: date
    due_on: date | None
    first_due_on: date | None
    settlement: str
    settled_on: date | None
    told: str
    thread: str
    my_word: str
    n_objections: int = 0
    # Nobody of the account is named in it: it concerns whoever reads it.
    is_for_all: bool = False
    # Who of the account said on the shared site that it is done; `told` is then in their words.
    done_by: str = ""
    is_done_by_me: bool = False
    # When the host company changed what `told` says, after it had ended.
    told_at: datetime | None = None

    def state(self, today: date) -> str:
        """Return open, due (today), overdue, or how it ended."""
        if self.settlement:
            return self.settlement
        if self.due_on is None or self.due_on > today:
            return "open"
        return "due" if self.due_on == today else "overdue"

    @property
    def is_moved(self) -> bool:
        """Return whether its day is another than was promised first."""
        return self.first_due_on is not None and self.due_on != self.first_due_on

    @property
    def can_be_done(self) -> bool:
        """Return whether somebody of the account may say that it is done: it is theirs, and open or missed."""
        return not self.is_ours and self.settlement in ("", "missed")

    @property
    def is_asking(self) -> bool:
        """Return whether the viewer may say whether it settles it, and has not."""
        return self.is_ours and self.settlement in ("kept", "missed") and not self.my_word


@dataclass(frozen=True)
class MoveRow:
    """One time that the day moved, and the reason as it was told; empty where none was."""

    from_on: date | None
    to_on: date | None
    told: str
    moved_at: datetime


@dataclass(frozen=True)
class WordRow:
    """What somebody of the account said when asked whether it settles it. `words` are there where they wrote them for both sides."""

    name: str
    is_mine: bool
    answer: str
    words: str
    said_at: datetime


@dataclass(frozen=True)
class ObjectionRow:
    """What somebody of the account says against a promise, and what was answered."""

    id: str
    name: str
    is_mine: bool
    kind: str
    text: str
    said_at: datetime
    state: str
    answer: str
    answered_by: str


@dataclass(frozen=True)
class ProposedRow:
    """A promise that somebody of the account proposed, and what was answered."""

    id: str
    name: str
    is_mine: bool
    is_ours: bool
    text: str
    due_on: date | None
    proposed_at: datetime
    state: str
    answer: str
    answered_by: str
    promise_id: str


@dataclass(frozen=True)
class AnsweredRow:
    """Something that this side proposed or objected to, and what it became; `promise` is where it stands now."""

    text: str
    state: str
    answered_at: datetime
    promise: str


@dataclass(frozen=True)
class Outcome:
    """A promise that came of words; `told_on` is when the viewer was told how it ended."""

    promise: PromiseRow
    told_on: date | None


@dataclass(frozen=True)
class PromiseStory:
    """One promise with its moves, the words to it and the objections."""

    promise: PromiseRow
    moves: tuple[MoveRow, ...]
    words: tuple[WordRow, ...]
    objections: tuple[ObjectionRow, ...]

    @property
    def is_retold_since(self) -> bool:
        """Return whether what is said to its end was changed after the viewer answered."""
        told_at = self.promise.told_at
        return told_at is not None and any(one.is_mine and one.said_at < told_at for one in self.words)


def list_open(account: str, *, viewer: Viewer, until: date | None = None) -> list[PromiseRow]:
    """Return the open promises of both sides, the nearest day first, those without a day last; at most 200."""
    rows = _promises(account, viewer).filter(settlement="")
    rows = rows if until is None else rows.filter(due_on__lte=until)
    return _rows(rows.order_by(F("due_on").asc(nulls_last=True), "pk")[:MOST_OPEN], viewer)


def list_ended(account: str, *, viewer: Viewer, page: int = 1, since: date | None = None) -> list[PromiseRow]:
    """Return a page of the promises that ended, the newest first."""
    rows = _promises(account, viewer).exclude(settlement="")
    rows = rows if since is None else rows.filter(settled_on__gte=since)
    return _rows(rows.order_by("-settled_on", "-pk")[(page - 1) * PAGE : page * PAGE], viewer)


def list_both(account: str, *, viewer: Viewer) -> tuple[list[PromiseRow], list[PromiseRow]]:
    """Return what `list_open` and the first page of `list_ended` return, in one statement."""
    every = _promises(account, viewer)
    newest = every.exclude(settlement="").order_by("-settled_on", "-pk").values("pk")[:PAGE]
    rows = every.filter(Q(settlement="") | Q(pk__in=newest))
    in_order = rows.order_by(F("settled_on").desc(nulls_last=True), F("due_on").asc(nulls_last=True), "pk")
    found = _rows(in_order[: PAGE + MOST_OPEN], viewer)
    return [row for row in found if not row.settlement], [row for row in found if row.settlement]


def count_ended(account: str, *, viewer: Viewer) -> int:
    """Return how many promises between both have ended."""
    return _promises(account, viewer).exclude(settlement="").count()


def list_of_words(verbatims: Sequence[str], *, viewer: Viewer) -> dict[str, list[Outcome]]:
    """Return verbatim → the promises that were made for these words, as far as they reach the viewer; three statements."""
    rows = Promise.objects.visible_to(viewer).filter(verbatim__in=list(verbatims))
    words = dict(rows.values_list("pk", "verbatim_id"))
    found: dict[str, list[Outcome]] = {}
    for one in _outcomes(rows, viewer) if words else []:
        found.setdefault(words[one.promise.id] or "", []).append(one)
    return found


def list_of_ideas(ideas: Sequence[str], *, viewer: Viewer) -> dict[str, list[Outcome]]:
    """Return idea → the promises that carry it out, or the one that it is answered with, as far as they reach the viewer."""
    reached = Idea.objects.visible_to(viewer).filter(pk__in=list(ideas))
    into = {pk: counts_in or pk for pk, counts_in in reached.values_list("pk", "counts_in_id")}
    rows = Promise.objects.visible_to(viewer).filter(idea__in=set(into.values()))
    of_idea = dict(rows.values_list("pk", "idea_id")) if into else {}
    found: dict[str, list[Outcome]] = {}
    for one in _outcomes(rows, viewer) if of_idea else []:
        for idea in (pk for pk, root in into.items() if root == of_idea[one.promise.id]):
            found.setdefault(idea, []).append(one)
    return found


def get_promise(promise: str, *, viewer: Viewer) -> PromiseRow:
    """Return one promise, or raise NotFound."""
    rows = _rows(Promise.objects.visible_to(viewer).filter(pk=promise), viewer)
    if not rows:
        raise NotFound
    return rows[0]


def get_story(promise: str, *, viewer: Viewer) -> PromiseStory:
    """Return one promise with all that both read of it, or raise NotFound."""
    row = get_promise(promise, viewer=viewer)
    moves = Move.objects.visible_to(viewer).filter(promise=promise).order_by("pk")
    return PromiseStory(
        promise=row,
        moves=tuple(MoveRow(*values) for values in moves.values_list("from_on", "to_on", "told", "moved_at")),
        words=_words(promise, viewer),
        objections=_objections(promise, viewer),
    )


def find_promise_of(objection: str, *, viewer: Viewer) -> str | None:
    """Return the promise that an objection is about, None where either does not reach the viewer."""
    about = Objection.objects.visible_to(viewer).filter(pk=objection).values("promise")
    return Promise.objects.visible_to(viewer).filter(pk__in=about).values_list("pk", flat=True).first()


def list_answered(account: str, *, since: date, viewer: Viewer) -> list[AnsweredRow]:
    """Return what the host company answered to this side on or after that day, to proposals and objections; one statement."""
    proposed = ProposedPromise.objects.visible_to(viewer).filter(account=account, answered_at__date__gte=since)
    reached = Promise.objects.visible_to(viewer).filter(account=account)
    objected = Objection.objects.visible_to(viewer).filter(promise__in=reached, answered_at__date__gte=since)
    columns = ("text", "state", "answered_at", "promise_id")
    of_promise = objected.values_list("promise__text", *columns[1:])
    found = proposed.values_list(*columns).union(of_promise, all=True).order_by("-answered_at")[: 2 * PAGE]
    return [AnsweredRow(text, state, at, promise or "") for text, state, at, promise in found]


def list_proposed(account: str, *, viewer: Viewer) -> list[ProposedRow]:
    """Return what this side proposed and still waits or was declined, the newest first; a page at most."""
    rows = ProposedPromise.objects.visible_to(viewer).filter(account=account)
    rows = rows.filter(state__in=(ProposalState.PROPOSED, ProposalState.DECLINED))
    return [
        ProposedRow(
            id=row.pk,
            name=row.contact.person.name if row.contact else "",
            is_mine=bool(row.contact and row.contact.person_id == viewer.id),
            is_ours=row.direction == PromiseDirection.OURS,
            text=row.text,
            due_on=row.due_on,
            proposed_at=row.proposed_at,
            state=row.state,
            answer=row.answer,
            answered_by=row.answered_by.name if row.answered_by else "",
            promise_id=row.promise_id or "",
        )
        for row in rows.select_related("contact__person", "answered_by").order_by("-proposed_at", "-pk")[:PAGE]
    ]


def _outcomes(rows: QuerySet[Promise], viewer: Viewer) -> list[Outcome]:
    """Return promises that went through `visible_to`, the first one first, each with when the viewer was told how it ended."""
    told = Told.objects.visible_to(viewer).filter(promise__in=rows.values("pk"), settlement__over_at__isnull=True)
    told_on = dict(told.filter(contact__person=viewer.id).values_list("promise_id", "told_on"))
    return [Outcome(row, told_on.get(row.id)) for row in _rows(rows.order_by("made_on", "pk"), viewer)]


def _promises(account: str, viewer: Viewer) -> QuerySet[Promise]:
    return Promise.objects.visible_to(viewer).filter(account=account)


def _words(promise: str, viewer: Viewer) -> tuple[WordRow, ...]:
    """Of each person the last word to how it stands now; what somebody wrote to us by mail stays between them and us."""
    rows = Confirmation.objects.visible_to(viewer).filter(told__promise=promise, told__settlement__over_at__isnull=True)
    found: dict[str, WordRow] = {}
    for row in rows.exclude(answer="").select_related("contact__person", "turn").order_by("said_at", "pk"):
        is_mine = row.contact.person_id == viewer.id
        is_for_both = row.turn is not None and (is_mine or row.source == WordSource.SITE)
        words = row.turn.text if row.turn and is_for_both else ""
        found[row.contact_id] = WordRow(row.contact.person.name, is_mine, row.answer, words, row.said_at)
    return tuple(found.values())


def _objections(promise: str, viewer: Viewer) -> tuple[ObjectionRow, ...]:
    rows = Objection.objects.visible_to(viewer).filter(promise=promise).exclude(state=ObjectionState.TAKEN_BACK)
    return tuple(
        ObjectionRow(
            id=row.pk,
            name=row.contact.person.name,
            is_mine=row.contact.person_id == viewer.id,
            kind=row.kind,
            text=row.text,
            said_at=row.said_at,
            state=row.state,
            answer=row.answer,
            answered_by=row.answered_by.name if row.answered_by else "",
        )
        for row in rows.select_related("contact__person", "answered_by").order_by("-said_at", "-pk")
    )


def _rows(rows: QuerySet[Promise], viewer: Viewer) -> list[PromiseRow]:
    """Return the rows of a queryset that went through `visible_to` already, in one statement."""
    ended = SettlementRow.objects.visible_to(viewer).filter(promise=OuterRef("pk"), over_at__isnull=True)
    inside = Access.objects.visible_to(viewer).filter(contact=OuterRef("contact"))
    mine = Confirmation.objects.visible_to(viewer).filter(
        told__promise=OuterRef("pk"), told__settlement__over_at__isnull=True, contact__person=viewer.id
    )
    open_ones = Objection.objects.visible_to(viewer).filter(promise=OuterRef("pk"), state=ObjectionState.OPEN)
    found = rows.annotate(
        told=Subquery(ended.values("told")[:1]),
        told_at=Subquery(ended.values("told_at")[:1]),
        done_by=Subquery(ended.values("said_by__person__name")[:1]),
        done_by_id=Subquery(ended.values("said_by__person_id")[:1]),
        # Whom we know there beyond those who come in is for us.
        person_name=Case(
            When(Q(contact__in=inside.values("contact")[:1]), then=F("contact__person__name")),
            default=Value(""),
            output_field=CharField(),
        ),
        my_word=Subquery(mine.exclude(answer="").order_by("-said_at", "-pk").values("answer")[:1]),
        objected=Subquery(open_ones.values("pk")[:1]),
    ).values_list(
        *("pk", "direction", "text", "person_name", "contact__person_id", "keeper__name", "made_on", "due_on"),
        *("first_due_on", "settlement", "settled_on", "told", "thread_id", "my_word", "objected"),
        *("done_by", "done_by_id", "told_at"),
    )
    return [_row(values, viewer) for values in found]


def _row(values: tuple[Any, ...], viewer: Viewer) -> PromiseRow:
    pk, direction, text, person, person_id, keeper, made_on, due_on, first, ended, on, told = values[:12]
    thread, word, objected, done_by, done_by_id, told_at = values[12:]
    return PromiseRow(
        id=pk,
        is_ours=direction == PromiseDirection.OURS,
        text=text,
        person=person,
        is_mine=person_id == viewer.id,
        keeper=keeper or "",
        made_on=made_on,
        due_on=due_on,
        first_due_on=first,
        settlement=ended,
        settled_on=on,
        told=told or "",
        thread=thread or "",
        my_word=word or "",
        n_objections=int(objected is not None),
        is_for_all=person_id is None,
        done_by=done_by or "",
        is_done_by_me=done_by_id is not None and done_by_id == viewer.id,
        told_at=told_at,
    )
