"""What accounts and words have to do with needs, seen from their side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import DateField, Q
from django.db.models.functions import Coalesce

from closeknit.analysis.kinds import NeedState, Stance
from closeknit.kit import clock
from closeknit.kit.fixed import Fixed, Given
from closeknit.kit.viewer import Viewer
from closeknit.needs import figures
from closeknit.needs.models import FORMING, Evidence, Need
from closeknit.needs.queries.listing import ROOT, house_zone
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.queries import VerbatimRow

OF_AN_ACCOUNT = 50


@dataclass(frozen=True)
class AccountNeed:
    """One need as one account says it: how often, when, and the newest of its words."""

    id: str
    statement: str
    state: str
    n_sentences: int
    first_said_on: date
    last_said_on: date
    words: VerbatimRow
    n_accounts: int


@dataclass(frozen=True)
class JustSettled:
    """A need that was answered, and one account whose words stood behind it."""

    need_id: str
    statement: str
    settled_on: date
    note: str
    account_id: str
    verbatim_id: str


def list_needs_of_account(account: str, *, viewer: Viewer, limit: int = OF_AN_ACCOUNT) -> list[AccountNeed]:
    """Return the open and answered needs that an account voiced, those it said last first, each with its newest words."""
    said = Evidence.objects.visible_to(viewer).filter(account_id=account).exclude(stance=Stance.CONTRADICTS)
    newest_first = said.annotate(root=ROOT).order_by("-said_at", "-pk")
    voiced: dict[str, dict[str, datetime]] = {}
    for root, verbatim, said_at in newest_first.values_list("root", "verbatim_id", "said_at"):
        voiced.setdefault(root, {}).setdefault(verbatim, said_at)
    states = (NeedState.OPEN, NeedState.ANSWERED)
    known = Need.objects.visible_to(viewer).filter(pk__in=voiced, state__in=states).exclude(FORMING)
    needs = {pk: values for pk, *values in known.values_list("pk", "statement", "state", "figures__n_accounts")}
    newest = {root: next(iter(words)) for root, words in voiced.items() if root in needs}
    shown = dict(list(newest.items())[:limit])
    words = {one.id: one for one in verbatim_queries.list_verbatims(list(shown.values()), viewer=viewer)}
    return [
        _account_need(root, needs[root], list(voiced[root].values()), words[verbatim])
        for root, verbatim in shown.items()
        if verbatim in words
    ]


_SETTLED = Fixed(
    lambda ours: (
        Need.objects.visible_to(ours)
        .filter(state=NeedState.ANSWERED, settled_on__gte=Given("since", DateField()))
        .order_by("-settled_on", "pk")
        .values_list("pk", "statement", "settled_on", "note")
    )
)


def list_just_settled(*, viewer: Viewer, since: date) -> list[JustSettled]:
    """Return the needs answered on or after `since`, newest first, once for each account that voiced them, with its newest words."""
    needs = {values[0]: values for values in _SETTLED.ask(viewer=viewer, since=since)}
    if not needs:
        return []
    said = Evidence.objects.visible_to(viewer).filter(account__isnull=False).exclude(stance=Stance.CONTRADICTS)
    said = said.annotate(root=ROOT)
    said = said.filter(Q(need__in=needs) | Q(need__merged_into__in=needs)).order_by("-said_at", "-pk")
    newest: dict[tuple[str, str], str] = {}
    for root, account, verbatim in said.values_list("root", "account_id", "verbatim_id"):
        newest.setdefault((root, account or ""), verbatim)
    return [
        JustSettled(pk, statement, settled_on, note, account, verbatim)
        for pk, statement, settled_on, note in needs.values()
        for (root, account), verbatim in newest.items()
        if root == pk
    ]


def list_evidence_ids(need: str, *, viewer: Viewer) -> list[str]:
    """Return the ids of the verbatims that stand for a need, oldest first: the beginning of its thread."""
    return list(
        dict.fromkeys(figures.words_of(need, viewer).order_by("said_at", "pk").values_list("verbatim_id", flat=True))
    )


def list_needs_of_words(verbatims: Sequence[str], *, viewer: Viewer) -> dict[str, list[tuple[str, str]]]:
    """Return (id, statement) of the needs that each of these verbatims stands for, dismissed ones left out."""
    rows = (
        Evidence.objects.visible_to(viewer)
        .filter(verbatim__in=list(verbatims))
        .exclude(need__state=NeedState.DISMISSED)
        .exclude(need__figures__is_forming=True, need__statement_by__isnull=True, need__opened_at__isnull=True)
    )
    statement = Coalesce("need__merged_into__statement", "need__statement")
    found: dict[str, list[tuple[str, str]]] = {}
    for verbatim, root, stated in rows.order_by("pk").values_list("verbatim_id", ROOT, statement):
        if (root, stated) not in found.setdefault(verbatim, []):
            found[verbatim].append((root, stated))
    return found


def _account_need(need: str, values: Sequence[Any], said: Sequence[datetime], words: VerbatimRow) -> AccountNeed:
    """`said` has the moment of each of its sentences, the newest first."""
    statement, state, n_accounts = values
    zone = house_zone()
    first, last = clock.local_date(said[-1], zone), clock.local_date(said[0], zone)
    return AccountNeed(need, statement, state, len(said), first, last, words, n_accounts or 0)
