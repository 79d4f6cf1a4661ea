"""Reads of feedback, as frozen rows: what was asked for and what came of it, what we give, and how both balance."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from closeknit.analysis.feedback.balance import AskedFact, Balance, GivenFact, weigh_balance
from closeknit.analysis.feedback.checking import Checked, check_draft
from closeknit.analysis.feedback.kinds import AskedState, GivenState
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.promises.feedback import checks
from closeknit.promises.models import AskedFeedback, FeedbackVersion, GivenFeedback
from closeknit.touchpoints.models import Touchpoint
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.models import Verbatim
from closeknit.verbatims.queries import VerbatimRow

AT_ONE = 100
_OVER = (AskedState.TOLD, AskedState.DECLINED, AskedState.NO_ANSWER)
_SAID = (GivenState.ANSWERED, GivenState.WITHDRAWN)


@dataclass(frozen=True)
class AskedRow:
    """What we asked somebody for, and how far it came."""

    id: str
    account_id: str
    account: str
    contact_id: str
    contact: str
    asked_by: str
    about: str
    why: str
    use: str
    channel: str
    state: str
    noted_at: datetime
    asked_at: datetime | None
    answer_by: date | None
    reminded_at: datetime | None
    answered_at: datetime | None
    acted_by: str
    acted_text: str
    acted_at: datetime | None
    promise_id: str
    idea_id: str
    told_at: datetime | None
    ended_why: str
    letter_id: str
    answer_id: str


@dataclass(frozen=True)
class GivenRow:
    """What we give somebody, and how far it came."""

    id: str
    account_id: str
    account: str
    contact_id: str
    contact: str
    author_id: str
    author: str
    about: str
    channel: str
    state: str
    version: int
    made_at: datetime
    reader_id: str
    reader: str
    read_at: datetime | None
    read_version: int | None
    has_approved: bool
    suggestion: str
    reader_note: str
    despite: str
    given_at: datetime | None
    giving_id: str
    answered_at: datetime | None
    answer_id: str
    withdrawn_why: str


@dataclass(frozen=True)
class AskedPage:
    """One request with their words in the answer, and, while it waits, messages of theirs that may hold the answer."""

    row: AskedRow
    words: tuple[VerbatimRow, ...]
    candidates: tuple[tuple[str, datetime, str], ...]


@dataclass(frozen=True)
class VersionRow:
    """One version of what we give."""

    number: int
    text: str
    written_by: str
    written_at: datetime


@dataclass(frozen=True)
class GivenPage:
    """One piece of feedback with its versions, newest first, what the checks find, and whether somebody must read it first."""

    row: GivenRow
    versions: tuple[VersionRow, ...]
    checked: Checked
    needs_reader: bool
    words: tuple[VerbatimRow, ...]

    @property
    def text(self) -> str:
        """Return the words of the newest version."""
        return self.versions[0].text


@dataclass(frozen=True)
class AccountBalance:
    """How feedback balances with one account."""

    account_id: str
    account: str
    balance: Balance


def list_asked(*, viewer: Viewer, account: str = "", open_only: bool = False, limit: int = AT_ONE) -> list[AskedRow]:
    """Return what was asked for, newest first: everywhere or at one account, all of it or what is not over yet."""
    rows = AskedFeedback.objects.visible_to(viewer)
    rows = rows.filter(account=account) if account else rows
    rows = rows.exclude(state__in=_OVER) if open_only else rows
    return _asked(rows.order_by("-noted_at", "-pk")[:limit])


def list_given(*, viewer: Viewer, account: str = "", open_only: bool = False, limit: int = AT_ONE) -> list[GivenRow]:
    """Return what we give, newest first: everywhere or at one account, all of it or what is not over yet."""
    rows = GivenFeedback.objects.visible_to(viewer)
    rows = rows.filter(account=account) if account else rows
    rows = rows.exclude(state__in=_SAID) if open_only else rows
    return _given(rows.order_by("-made_at", "-pk")[:limit])


def get_asked(asked: str, *, viewer: Viewer) -> AskedPage:
    """Return one request with the words of its answer, or raise NotFound."""
    found = _asked(AskedFeedback.objects.visible_to(viewer).filter(pk=asked))
    if not found:
        raise NotFound("Nobody asked for feedback by that name.")
    row = found[0]
    waits = checks.can_ask_on(row.state, AskedState.ANSWERED)
    return AskedPage(
        row=row,
        words=_words(row.answer_id, viewer),
        candidates=_candidates(row, viewer) if waits else (),
    )


def get_given(feedback: str, *, viewer: Viewer) -> GivenPage:
    """Return one piece of feedback with its versions and what the checks find in the newest, or raise NotFound."""
    found = _given(GivenFeedback.objects.visible_to(viewer).filter(pk=feedback))
    if not found:
        raise NotFound("There is no feedback by that name.")
    row = found[0]
    rows = FeedbackVersion.objects.visible_to(viewer).filter(feedback=feedback).order_by("-number")
    versions = tuple(
        VersionRow(number, text, by or "", at)
        for number, text, by, at in rows.values_list("number", "text", "written_by__name", "written_at")
    )
    is_draft = row.state == GivenState.DRAFT and row.read_at is None
    return GivenPage(
        row=row,
        versions=versions,
        checked=check_draft(versions[0].text),
        needs_reader=is_draft and checks.needs_reader(row.author_id, row.account_id, viewer=viewer),
        words=_words(row.answer_id, viewer),
    )


def get_balance(*, viewer: Viewer, as_of: date, account: str = "") -> Balance:
    """Return how feedback balances with one account, or over all."""
    asked, given = _facts(viewer, account)
    return weigh_balance(
        [fact for several in asked.values() for fact in several],
        [fact for several in given.values() for fact in several],
        as_of=as_of,
    )


def list_balances(*, viewer: Viewer, as_of: date) -> tuple[Balance, list[AccountBalance]]:
    """Return how feedback balances over all, and by account: first where most is waited for, then where most went either way."""
    asked, given = _facts(viewer, "")
    everything = weigh_balance(
        [fact for several in asked.values() for fact in several],
        [fact for several in given.values() for fact in several],
        as_of=as_of,
    )
    keys = sorted({*asked, *given}, key=lambda key: (key[1].casefold(), key[0]))
    each = [AccountBalance(*key, weigh_balance(asked[key], given[key], as_of=as_of)) for key in keys]
    each = [one for one in each if one.balance.n_asked or one.balance.n_given]
    return everything, sorted(each, key=lambda one: -(one.balance.n_got + one.balance.n_given))


_Facts = tuple[dict[tuple[str, str], list[AskedFact]], dict[tuple[str, str], list[GivenFact]]]


def _facts(viewer: Viewer, account: str) -> _Facts:
    zone = identity_queries.get_house().zone
    asked: dict[tuple[str, str], list[AskedFact]] = defaultdict(list)
    given: dict[tuple[str, str], list[GivenFact]] = defaultdict(list)
    questions = AskedFeedback.objects.visible_to(viewer)
    questions = questions.filter(account=account) if account else questions
    columns = ("account_id", "account__name", "state", "asked_at", "answered_at", "told_at")
    for pk, name, state, *moments in questions.values_list(*columns).iterator():
        asked[pk, name].append(AskedFact(AskedState(state), *(_day(moment, zone) for moment in moments)))
    gifts = GivenFeedback.objects.visible_to(viewer)
    gifts = gifts.filter(account=account) if account else gifts
    found = gifts.values_list("account_id", "account__name", "state", "given_at", "answered_at")
    for pk, name, state, given_at, answered_at in found.iterator():
        given[pk, name].append(GivenFact(GivenState(state), _day(given_at, zone), _day(answered_at, zone)))
    return asked, given


def _day(moment: datetime | None, zone: str) -> date | None:
    return clock.local_date(moment, zone) if moment else None


def _words(touchpoint: str, viewer: Viewer) -> tuple[VerbatimRow, ...]:
    """Return their words of a conversation; one that was just kept is cut in a moment, and has none until then."""
    if not touchpoint:
        return ()
    said = Verbatim.objects.visible_to(viewer).filter(touchpoint=touchpoint).order_by("position")[:40]
    return tuple(verbatim_queries.rows_of(said, viewer=viewer))


def _candidates(row: AskedRow, viewer: Viewer) -> tuple[tuple[str, datetime, str], ...]:
    since = row.asked_at or row.noted_at
    there = Touchpoint.objects.visible_to(viewer).filter(account=row.account_id, started_at__gte=since)
    newest = there.exclude(direction="ours").order_by("-started_at", "-pk")
    return tuple(newest.values_list("pk", "started_at", "subject")[:8])


def _asked(rows: "QuerySet[AskedFeedback]") -> list[AskedRow]:
    found = rows.values_list(
        *("pk", "account_id", "account__name", "contact_id", "contact__person__name", "asked_by__name", "about", "why"),
        *("use", "channel", "state", "noted_at", "asked_at", "answer_by", "reminded_at", "answered_at", "acted_by"),
        *("acted_text", "acted_at", "promise_id", "idea_id", "told_at", "ended_why", "letter_id", "answer_id"),
    )
    return [AskedRow(*_blank(values, AskedRow)) for values in found]


def _given(rows: "QuerySet[GivenFeedback]") -> list[GivenRow]:
    found = rows.values_list(
        *("pk", "account_id", "account__name", "contact_id", "contact__person__name", "author_id", "author__name"),
        *("about", "channel", "state", "version", "made_at", "reader_id", "reader__name", "read_at", "read_version"),
        *("has_approved", "suggestion", "reader_note", "despite", "given_at", "giving_id", "answered_at", "answer_id"),
        "withdrawn_why",
    )
    return [GivenRow(*_blank(values, GivenRow)) for values in found]


def _blank(values: Sequence[Any], row: type) -> list[Any]:
    """Return the values with an empty text where the row has a text and the store has nothing."""
    kinds = row.__annotations__.values()
    return ["" if value is None and kind is str else value for value, kind in zip(values, kinds, strict=True)]
