"""What accounts and words have to do with needs, seen from their side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Coalesce

from closeknit.analysis.kinds import NeedState, Stance
from closeknit.kit import clock
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
    states = (NeedState.OPEN, NeedState.ANSWERED)
    voiced = list(
        Evidence.objects.visible_to(viewer)
        .filter(account_id=account)
        .exclude(stance=Stance.CONTRADICTS)
        .values(root=ROOT)
        .annotate(n=Count("verbatim_id", distinct=True), first=Min("said_at"), last=Max("said_at"))
        .order_by("-last", "root")
    )
    kept = {
        one.pk: one
        for one in Need.objects.visible_to(viewer)
        .filter(pk__in=[row["root"] for row in voiced], state__in=states)
        .exclude(FORMING)
        .select_related("figures")
    }
    voiced = [row for row in voiced if row["root"] in kept][:limit]
    newest: dict[str, str] = {}
    said = Evidence.objects.visible_to(viewer).filter(account_id=account).exclude(stance=Stance.CONTRADICTS)
    said = said.annotate(root=ROOT)
    said = said.filter(root__in=[row["root"] for row in voiced]).order_by("-said_at", "-pk")
    for root, verbatim in said.values_list("root", "verbatim_id"):
        newest.setdefault(root, verbatim)
    words = {one.id: one for one in verbatim_queries.list_verbatims(list(newest.values()), viewer=viewer)}
    zone = house_zone()
    return [
        AccountNeed(
            id=row["root"],
            statement=kept[row["root"]].statement,
            state=kept[row["root"]].state,
            n_sentences=row["n"],
            first_said_on=clock.local_date(row["first"], zone),
            last_said_on=clock.local_date(row["last"], zone),
            words=words[newest[row["root"]]],
            n_accounts=kept[row["root"]].figures.n_accounts,
        )
        for row in voiced
        if newest[row["root"]] in words
    ]


def list_just_settled(*, viewer: Viewer, since: date) -> list[JustSettled]:
    """Return the needs answered on or after `since`, newest first, once for each account that voiced them, with its newest words."""
    settled = Need.objects.visible_to(viewer).filter(state=NeedState.ANSWERED, settled_on__gte=since)
    needs = {one.pk: one for one in settled.order_by("-settled_on", "pk")}
    said = Evidence.objects.visible_to(viewer).filter(account__isnull=False).exclude(stance=Stance.CONTRADICTS)
    said = said.annotate(root=ROOT)
    said = said.filter(Q(need__in=needs) | Q(need__merged_into__in=needs)).order_by("-said_at", "-pk")
    newest: dict[tuple[str, str], str] = {}
    for root, account, verbatim in said.values_list("root", "account_id", "verbatim_id"):
        newest.setdefault((root, account or ""), verbatim)
    return [
        JustSettled(one.pk, one.statement, one.settled_on, one.note, account, verbatim)
        for one in needs.values()
        for (root, account), verbatim in newest.items()
        if root == one.pk and one.settled_on is not None
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
