"""What was said of needs, weighed by who says it. In a large house that takes every account and every word: there it is kept a while."""

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from statistics import median
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from closeknit.accounts import pictures
from closeknit.accounts.models import Account, Standing
from closeknit.analysis.kinds import NeedState, SignalCode, Stance
from closeknit.analysis.needs import opportunity
from closeknit.analysis.needs.opportunity import Heard, Voice, Voiced
from closeknit.kit.capabilities import Capability
from closeknit.kit.viewer import Viewer
from closeknit.needs import figures
from closeknit.needs.models import Evidence
from closeknit.needs.queries.listing import ROOT, listed
from closeknit.verbatims.models import Signal, Verbatim

# So many needs, those of most accounts, are weighed ahead.
MOST = 80


@dataclass(frozen=True)
class Weighed:
    """What was said of each need, held against everything that was heard; `at` is when that was so."""

    heard: Heard
    voiced: Mapping[str, Voiced]
    at: datetime


def weigh(needs: Sequence[str], *, viewer: Viewer, at: datetime, anew: bool = False) -> Weighed:
    """Return what was said of these needs: of a large house as it was kept last, and what was not kept, or is asked `anew`, as it is."""
    by_worth = viewer.can(Capability.SEE_WORTH)
    kept = pictures.find_kept(*_PICTURES[by_worth], viewer=viewer, at=at)
    if kept is None:
        heard, middle = _hear(viewer, by_worth=by_worth)
        return Weighed(heard, _read_voiced(needs, middle, viewer, at), at)
    known = {} if anew else kept.data["voiced"]
    voiced = {need: Voiced(*known[need]) for need in needs if need in known}
    if missing := [need for need in needs if need not in voiced]:
        voiced |= _read_voiced(missing, kept.data["middle"], viewer, at)
    return Weighed(Heard(*kept.data["heard"]), voiced, at if anew else kept.made_at)


def subscribe() -> None:
    """Let a worker weigh what was said in a large house."""
    for name, compute in _PICTURES.values():
        pictures.register(name, compute)


def choose(viewer: Viewer, most: int) -> list[str]:
    """Return so many open needs, those that most accounts voice."""
    voiced = listed(viewer, "", NeedState.OPEN).order_by("-figures__n_accounts", "-figures__n_sentences", "pk")
    return list(voiced.values_list("pk", flat=True)[:most])


def _compute(viewer: Viewer, at: datetime, *, by_worth: bool) -> dict[str, Any]:
    heard, middle = _hear(viewer, by_worth=by_worth)
    voiced = _read_voiced(choose(viewer, MOST), middle, viewer, at)
    return {"heard": astuple(heard), "middle": middle, "voiced": {need: astuple(one) for need, one in voiced.items()}}


# Whether worth is known to whoever looks: to others every account weighs the same.
_PICTURES = {
    True: ("needs-by-worth", functools.partial(_compute, by_worth=True)),
    False: ("needs-alike", functools.partial(_compute, by_worth=False)),
}


def _hear(viewer: Viewer, *, by_worth: bool) -> tuple[Heard, float]:
    """Return what all accounts weigh that said anything, and what one of unknown worth does: as the median; 0 where none is known."""
    said = Verbatim.objects.visible_to(viewer).filter(account=OuterRef("pk"))
    n_heard = Account.objects.visible_to(viewer).filter(Exists(said)).count()
    known = _list_worth(said, viewer) if by_worth else []
    middle = float(median(known)) if known else 0.0
    return opportunity.weigh_heard([*known, *[middle or 1.0] * (n_heard - len(known))]), middle


def _list_worth(said: QuerySet[Verbatim], viewer: Viewer) -> list[int]:
    worth = Standing.objects.visible_to(viewer).filter(Exists(said), worth_minor__gt=0)
    return [one for one in worth.values_list("worth_minor", flat=True) if one]


def _read_voiced(needs: Sequence[str], middle: float, viewer: Viewer, at: datetime) -> dict[str, Voiced]:
    """Return the sums of each need; an account weighs its worth, else `middle`, and where no worth is known or shown all weigh one."""
    links = Evidence.objects.visible_to(viewer).filter(need__in=figures.family_of(needs, viewer), account__isnull=False)
    pain, praise = (_in_mood(links, code, viewer) for code in (SignalCode.PAIN, SignalCode.PRAISE))
    counted = links.values_list("account_id", ROOT).annotate(
        last=Max("said_at"),
        n_so=Count("pk", filter=~Q(stance=Stance.CONTRADICTS)),
        n_met=Count("pk", filter=~Q(stance=Stance.SUPPORTS)),
    )
    rows = list(counted.order_by(ROOT, "account_id"))
    worth = _read_worth({row[0] for row in rows}, viewer) if middle else {}
    voices: dict[str, list[Voice]] = {need: [] for need in needs}
    for account, root, last, n_so, n_met in rows:
        key, weight = (root, account), worth.get(account) or middle or 1.0
        voice = Voice(
            account=account,
            weight=weight if n_so else 0.0,
            days_ago=(at - last).total_seconds() / 86_400,
            is_pain=key in pain,
            is_praise=key in praise or n_met > 0,
        )
        voices[root].append(voice)
    return {need: opportunity.sum_up(said) for need, said in voices.items()}


def _read_worth(accounts: set[str], viewer: Viewer) -> dict[str, float]:
    rows = Standing.objects.visible_to(viewer).filter(account__id__among=accounts, worth_minor__gt=0)
    return {account: float(worth) for account, worth in rows.values_list("account_id", "worth_minor") if worth}


def _in_mood(links: QuerySet[Evidence], code: SignalCode, viewer: Viewer) -> set[tuple[str, str]]:
    heard = Signal.objects.visible_to(viewer).filter(verbatim=OuterRef("verbatim_id"), code=code, is_on=True)
    found: Iterable[tuple[str, str]] = links.filter(Exists(heard)).values_list(ROOT, "account_id").distinct()
    return set(found)
