"""Who says a need, and who of those that were heard does not: by worth, kind, stage and region."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from closeknit.accounts import queries as account_queries
from closeknit.accounts.models import Account
from closeknit.analysis.kinds import Stance
from closeknit.kit.capabilities import Capability
from closeknit.kit.viewer import Viewer
from closeknit.needs import figures
from closeknit.verbatims.models import Verbatim

SHOWN = 8


@dataclass(frozen=True)
class AccountVoice:
    """An account that says it, or one that was heard and does not (0 sentences). Its worth is None where it is unknown or hidden."""

    account_id: str
    account: str
    worth_minor: int | None
    n_sentences: int


@dataclass(frozen=True)
class GroupVoice:
    """Of the accounts of one kind, stage or region that were heard, so many say it."""

    code: str
    n_saying: int
    n_heard: int


@dataclass(frozen=True)
class Voices:
    """Who says it, worth most first, and the largest of who does not. `worth_share` is what part of the worth heard says it, None where
    that is unknown or hidden. A region is an account's time zone, "" for that of the house."""

    saying: tuple[AccountVoice, ...]
    n_saying: int
    silent: tuple[AccountVoice, ...]
    n_heard: int
    worth_share: float | None
    by_kind: tuple[GroupVoice, ...]
    by_stage: tuple[GroupVoice, ...]
    by_region: tuple[GroupVoice, ...]


def get_voices(need: str, *, viewer: Viewer) -> Voices:
    """Return who says a need and who does not, of all accounts that ever said anything."""
    links = figures.words_of(need, viewer).filter(account__isnull=False).exclude(stance=Stance.CONTRADICTS)
    said = dict(links.values_list("account_id").annotate(n=Count("verbatim_id", distinct=True)).order_by())
    heard = Account.objects.visible_to(viewer).filter(
        Exists(Verbatim.objects.visible_to(viewer).filter(account=OuterRef("pk")))
    )
    saying_it = Q(id__among=set(said))
    groups = list(
        heard.values("kind", "zone", stage=F("standing__stage"))
        .annotate(
            n=Count("pk"),
            n_so=Count("pk", filter=saying_it),
            worth=Sum("standing__worth_minor"),
            worth_so=Sum("standing__worth_minor", filter=saying_it),
        )
        .order_by("kind", "stage", "zone")
    )
    saying = _accounts(Account.objects.visible_to(viewer).filter(saying_it), said, viewer)
    return Voices(
        saying=tuple(saying[:SHOWN]),
        n_saying=len(saying),
        silent=tuple(_accounts(heard.exclude(saying_it), {}, viewer, most=SHOWN)),
        n_heard=sum(one["n"] for one in groups),
        worth_share=_worth_share(groups, viewer),
        by_kind=_grouped(groups, lambda one: one["kind"]),
        by_stage=_grouped(groups, lambda one: one["stage"]),
        by_region=_grouped(groups, lambda one: one["zone"]),
    )


def _accounts(
    rows: QuerySet[Account], said: Mapping[str, int], viewer: Viewer, most: int | None = None
) -> list[AccountVoice]:
    sees_worth = viewer.can(Capability.SEE_WORTH)
    order = (F("standing__worth_minor").desc(nulls_last=True), "name_key", "pk") if sees_worth else ("name_key", "pk")
    found = rows.order_by(*order).values_list("pk", "name", "kind", "standing__worth_minor")[:most]
    voices = [
        AccountVoice(pk, name, worth if sees_worth and account_queries.has_money(kind) else None, said.get(pk, 0))
        for pk, name, kind, worth in found
    ]
    return voices if sees_worth else sorted(voices, key=lambda one: -one.n_sentences)


def _worth_share(groups: Iterable[Mapping[str, Any]], viewer: Viewer) -> float | None:
    groups = list(groups)
    total = sum(one["worth"] or 0 for one in groups)
    if not total or not viewer.can(Capability.SEE_WORTH):
        return None
    return float(sum(one["worth_so"] or 0 for one in groups) / total)


def _grouped(
    groups: Iterable[Mapping[str, Any]], code_of: Callable[[Mapping[str, Any]], str | None]
) -> tuple[GroupVoice, ...]:
    counted: dict[str, tuple[int, int]] = {}
    for one in groups:
        so, n = counted.get(code_of(one) or "", (0, 0))
        counted[code_of(one) or ""] = so + one["n_so"], n + one["n"]
    several = [GroupVoice(code, so, n) for code, (so, n) in counted.items()]
    return tuple(sorted(several, key=lambda one: (-one.n_heard, one.code)))
