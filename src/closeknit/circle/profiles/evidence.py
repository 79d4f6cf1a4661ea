"""Gathers what a first draft of a profile is put together from: their words by signal, needs, promises, who speaks for them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.db.models.functions import Length

from closeknit.accounts import queries as account_queries
from closeknit.analysis.circle import drafting
from closeknit.analysis.circle.drafting import Evidence, GivenWord, Speaker, VoicedNeed, Words
from closeknit.analysis.kinds import PromiseDirection, Settlement, SignalCode
from closeknit.circle.profiles import citing
from closeknit.identity import queries as identity_queries
from closeknit.kit.viewer import Viewer
from closeknit.needs import queries as need_queries
from closeknit.promises import queries as promise_queries
from closeknit.promises.queries import PromiseRow
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.models import Signal, Verbatim
from closeknit.verbatims.queries import VerbatimRow

_CODES = (
    SignalCode.PLAN,
    SignalCode.PAIN,
    SignalCode.COMPETITOR,
    SignalCode.COST_CUT,
    SignalCode.QUESTION,
)
# What the machine is less sure of stays out of a draft; what a person said goes in.
_SURE = 0.6
_LOOK_BACK = timedelta(days=730)
_MOST = 300
_TELLING = 25


def draft_profile(account: str, *, viewer: Viewer, at: datetime) -> str:
    """Return a first draft in markdown of where an account is heading, from what was said in the last two years; or raise NotFound."""
    row = account_queries.get_account(account, viewer=viewer)
    today = identity_queries.today_at(at)
    heard = _list_heard(account, viewer, since=at - _LOOK_BACK)
    speaking = _list_speaking(account, viewer)
    needs = need_queries.list_needs_of_account(account, viewer=viewer, limit=6)
    promises = [
        promise
        for promise in promise_queries.list_of_accounts([account], since=today - _LOOK_BACK, viewer=viewer)
        if promise.verbatim_id
    ]
    wanted = {verbatim for several in heard.values() for verbatim in several[: drafting.MOST_OF_A_KIND]}
    wanted |= {newest for *_, newest in speaking} | {promise.verbatim_id for promise in promises}
    words = _words([*wanted, *[need.words.id for need in needs]], viewer)
    said = {code: _in_order(several, words) for code, several in heard.items()}
    evidence = Evidence(
        account=row.name,
        speakers=[Speaker(name, title, n, words[newest]) for name, title, n, newest in speaking if newest in words],
        plans=said[SignalCode.PLAN],
        needs=[VoicedNeed(need.statement, tuple(_in_order([need.words.id], words))) for need in needs],
        pains=said[SignalCode.PAIN],
        rivals=said[SignalCode.COMPETITOR],
        costs=said[SignalCode.COST_CUT],
        promises=[_given(promise, words[promise.verbatim_id]) for promise in promises if promise.verbatim_id in words],
        questions=said[SignalCode.QUESTION],
    )
    return drafting.draft_profile(evidence, as_of=today)


def _list_heard(account: str, viewer: Viewer, *, since: datetime) -> dict[SignalCode, list[str]]:
    """Return by signal the words heard as it, newest first; each sentence once, under the first of its signals."""
    signals = Signal.objects.visible_to(viewer).filter(
        Q(probability__gte=_SURE) | Q(decided_by__isnull=False),
        verbatim__account_id=account,
        code__in=_CODES,
        is_on=True,
        said_at__gte=since,
    )
    found = signals.order_by("-said_at", "-verbatim_id").values_list("code", "verbatim_id")[:_MOST]
    heard: dict[SignalCode, list[str]] = {code: [] for code in _CODES}
    taken: set[str] = set()
    for code, verbatim in sorted(found, key=lambda one: _CODES.index(SignalCode(one[0]))):
        if verbatim not in taken and len(heard[SignalCode(code)]) < drafting.MOST_OF_A_KIND:
            taken.add(verbatim)
            heard[SignalCode(code)].append(verbatim)
    return heard


def _list_speaking(account: str, viewer: Viewer) -> list[tuple[str, str, int, str]]:
    """Return (name, title, sentences, newest verbatim) of whoever said most there and has not left, at most four."""
    said = Verbatim.objects.visible_to(viewer).filter(account_id=account, contact__until_on__isnull=True)
    counted = said.filter(contact__isnull=False).values("contact_id", "contact__person__name", "contact__title")
    most = list(counted.annotate(n=Count("pk")).order_by("-n", "contact_id")[: drafting.MOST_OF_A_KIND])
    newest: dict[str, str] = {}
    theirs = said.filter(contact__in=[row["contact_id"] for row in most]).order_by("-said_at", "-pk")
    # A greeting or a name below a letter says nothing of anybody.
    theirs = theirs.annotate(length=Length("text")).filter(length__gte=_TELLING)
    for contact, verbatim in theirs.values_list("contact_id", "pk")[: _MOST * 4]:
        newest.setdefault(contact or "", verbatim)
    return [
        (row["contact__person__name"], row["contact__title"], row["n"], newest[row["contact_id"]])
        for row in most
        if row["contact_id"] in newest
    ]


def _words(verbatims: Iterable[str], viewer: Viewer) -> dict[str, Words]:
    several = sorted(set(verbatims))
    places = citing.list_places(several, viewer=viewer)
    rows = verbatim_queries.list_verbatims(several, viewer=viewer)
    return {row.id: _as_words(row, places[row.id]) for row in rows if row.id in places}


def _as_words(row: VerbatimRow, note: int) -> Words:
    return Words(note, row.text, row.speaker, row.said_on, row.told_by)


def _in_order(verbatims: Iterable[str], words: dict[str, Words]) -> list[Words]:
    return [words[one] for one in verbatims if one in words]


def _given(promise: PromiseRow, words: Words) -> GivenWord:
    ended = Settlement(promise.settlement) if promise.settlement else None
    return GivenWord(promise.text, PromiseDirection(promise.direction), promise.due_on, ended, words)
