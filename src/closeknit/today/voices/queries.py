"""The silence map: which accounts and people were heard lately, by what they are, and the accounts behind each number."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from closeknit.accounts import pictures
from closeknit.accounts import queries as account_queries
from closeknit.accounts.models import Contact, Standing
from closeknit.accounts.queries import AccountRow
from closeknit.analysis.kinds import Stage
from closeknit.identity import queries as identity_queries
from closeknit.kit.capabilities import Capability
from closeknit.kit.viewer import Viewer
from closeknit.verbatims.models import Verbatim

SPANS = (30, 90, 180, 365)
USUAL_SPAN = 90
PAGE = 50
BANDS = ("largest", "middle", "smallest", "unknown")
BY_ACCOUNT = ("stage", "kind", "worth", "region", "sector")
BY_PERSON = "role"


@dataclass(frozen=True)
class Group:
    """Some accounts or people that are alike: how many of how many were heard. `code` is empty where it is not known."""

    code: str
    n_heard: int
    n_all: int

    @property
    def share(self) -> float:
        """Return which share was heard, 0–1."""
        return self.n_heard / self.n_all


@dataclass(frozen=True)
class SilenceMap:
    """Who was heard within the last `days`: accounts by each way of telling them apart, people by their role, the most silent first."""

    days: int
    made_at: datetime
    n_heard: int
    n_all: int
    groups: dict[str, tuple[Group, ...]]


@dataclass(frozen=True)
class SilentAccounts:
    """A page of the accounts of a group from which nothing was heard, those of most worth first, then by name; and how many there are."""

    rows: tuple[AccountRow, ...]
    n_all: int


def get_silence_map(*, viewer: Viewer, at: datetime, days: int = USUAL_SPAN) -> SilenceMap:
    """Return who was heard within the last `days` and who was not. Bands of worth are for who may see worth."""
    span = days if days in SPANS else USUAL_SPAN
    picture = pictures.get(f"voices-{span}", _COMPUTED[span], viewer=viewer, at=at)
    groups: dict[str, tuple[Group, ...]] = {}
    for name in (*BY_ACCOUNT, BY_PERSON):
        if name == "worth" and not viewer.can(Capability.SEE_WORTH):
            continue
        several = [Group(code, n_heard, n_all) for code, n_heard, n_all in picture.data[name]]
        groups[name] = tuple(sorted(several, key=lambda one: (one.code == "", one.share, -one.n_all, one.code)))
    n_heard = sum(one.n_heard for one in groups["stage"])
    return SilenceMap(span, picture.made_at, n_heard, sum(one.n_all for one in groups["stage"]), groups)


def list_silent(
    *, viewer: Viewer, at: datetime, days: int, name: str = "", code: str = "", page: int = 1
) -> SilentAccounts:
    """Return the accounts of one group of the map that were not heard; of all where no group is named."""
    rows = _standings(viewer, at, days if days in SPANS else USUAL_SPAN)
    if name == BY_PERSON:
        here = Contact.objects.visible_to(viewer).filter(account=OuterRef("pk"), role=code, until_on__isnull=True)
        rows = rows.filter(Exists(here.filter(~Exists(_words_of_contact(viewer, at, days)))))
    elif name in BY_ACCOUNT and (name != "worth" or viewer.can(Capability.SEE_WORTH)):
        rows = _coded(rows.filter(is_heard=False), viewer).filter(**{f"by_{name}": code})
    else:
        rows = rows.filter(is_heard=False)
    order = [F("worth_minor").desc(nulls_last=True)] if viewer.can(Capability.SEE_WORTH) else []
    several = rows.order_by(*order, "account__name_key", "pk")
    ids = list(several.values_list("pk", flat=True)[(page - 1) * PAGE : page * PAGE])
    found = {row.id: row for row in account_queries.list_accounts_of(ids, viewer=viewer)}
    return SilentAccounts(tuple(found[one] for one in ids), rows.count())


def _compute(viewer: Viewer, at: datetime, days: int) -> dict[str, Any]:
    rows = _coded(_standings(viewer, at, days), viewer)
    # One statement for all ways of telling them apart: there are far fewer combinations than accounts.
    names = [f"by_{name}" for name in BY_ACCOUNT]
    counted = rows.order_by().values_list(*names).annotate(
        n_heard=Count("pk", filter=Q(is_heard=True)), n=Count("pk")
    )  # fmt: skip
    sums: dict[str, dict[str, list[int]]] = {name: defaultdict(lambda: [0, 0]) for name in BY_ACCOUNT}
    for *codes, n_heard, n in counted:
        for name, code in zip(BY_ACCOUNT, codes, strict=True):
            sums[name][code or ""][0] += n_heard
            sums[name][code or ""][1] += n
    data: dict[str, Any] = {name: [[code, *both] for code, both in several.items()] for name, several in sums.items()}
    people = Contact.objects.visible_to(viewer).filter(until_on__isnull=True).exclude(
        account__standing__stage=Stage.LET_GO
    )  # fmt: skip
    people = people.annotate(is_heard=Exists(_words_of_contact(viewer, at, days)))
    by_role = people.order_by().values_list("role").annotate(
        n_heard=Count("pk", filter=Q(is_heard=True)), n=Count("pk")
    )  # fmt: skip
    data[BY_PERSON] = [[code, n_heard, n] for code, n_heard, n in by_role]
    return data


def _standings(viewer: Viewer, at: datetime, days: int) -> QuerySet[Any]:
    words = Verbatim.objects.visible_to(viewer).filter(account=OuterRef("pk"), said_at__gte=at - timedelta(days))
    rows = Standing.objects.visible_to(viewer).exclude(stage=Stage.LET_GO)
    return rows.annotate(is_heard=Exists(words))


def _words_of_contact(viewer: Viewer, at: datetime, days: int) -> QuerySet[Verbatim]:
    return Verbatim.objects.visible_to(viewer).filter(contact=OuterRef("pk"), said_at__gte=at - timedelta(days))


def _coded(rows: QuerySet[Any], viewer: Viewer) -> QuerySet[Any]:
    """Annotate what each account is by each way of telling them apart."""
    house = identity_queries.get_house().zone
    high, low = _thirds(viewer)
    bands = [When(worth_minor__isnull=True, then=Value("unknown"))]
    bands += [When(worth_minor__gte=high, then=Value("largest")), When(worth_minor__gte=low, then=Value("middle"))]
    coded: QuerySet[Any] = rows.annotate(
        by_stage=F("stage"),
        by_kind=F("account__kind"),
        by_sector=F("account__sector"),
        by_worth=Case(*bands, default=Value("smallest"), output_field=CharField()),
        # Whoever has no time of their own has the house's.
        by_region=Case(When(account__zone="", then=Value(house)), default=F("account__zone"), output_field=CharField()),
    )
    return coded


def _thirds(viewer: Viewer) -> tuple[int, int]:
    """Return the least worth of the largest third of the accounts of which it is known, and of the largest two thirds."""
    known = Standing.objects.visible_to(viewer).filter(worth_minor__isnull=False).exclude(stage=Stage.LET_GO)
    several = known.order_by("-worth_minor").values_list("worth_minor", flat=True)
    n = several.count()
    high = list(several[max(0, -(-n // 3) - 1) :][:1]) or [0]
    low = list(several[max(0, -(-2 * n // 3) - 1) :][:1]) or [0]
    return high[0] or 0, low[0] or 0


def _of_span(days: int) -> pictures.Compute:
    def compute(viewer: Viewer, at: datetime) -> dict[str, Any]:
        return _compute(viewer, at, days)

    return compute


_COMPUTED = {days: _of_span(days) for days in SPANS}


def subscribe() -> None:
    """Let a worker make the maps of a large house."""
    for days, compute in _COMPUTED.items():
        pictures.register(f"voices-{days}", compute)
