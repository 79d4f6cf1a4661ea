"""Writes about names that may be a rival's: found by the house, decided by a person, then heard in stored words."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Count

from closeknit.accounts import operations as account_operations
from closeknit.accounts import queries as account_queries
from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.text.signals import HOLDS, NAMED
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import events
from closeknit.verbatims.models import Relearned, Rival, RivalSearch, RivalWord, Signal, Verbatim
from closeknit.verbatims.rivals.finding import FoundName

SUBJECT = "rivals"


class DecidedAlready(Refused):
    """Somebody has said who is meant by that name."""


@operation(Capability.HAND_IN)
def keep_found(*, names: Sequence[FoundName], last: int, viewer: Viewer, at: datetime) -> None:
    """Keep names that may be a rival's with their words, and how far the stream was read. What a person decided stays."""
    rows = {row.key: row for row in Rival.objects.visible_to(viewer).filter(key__in=[_key(one.name) for one in names])}
    for one in names:
        row = rows.get(_key(one.name))
        if row is None:
            row = Rival.objects.add(Rival(id=ids.new("rival"), key=_key(one.name), name=one.name[:200], found_at=at))
            rows[row.key] = row
        if row.state == "open":
            words = [RivalWord(rival=row, verbatim_id=verbatim) for verbatim in one.verbatims]
            RivalWord.objects.add_many(words, ignore_conflicts=True)
            _count(row, viewer)
    RivalSearch.objects.add_many([RivalSearch(id=1)], ignore_conflicts=True)
    RivalSearch.objects.visible_to(viewer).get(pk=1).change(position=last)
    record(events.RivalsSought(subject=SUBJECT, last=last, n_names=len(names)), viewer=viewer, at=at)


@operation(Capability.RUN_HOUSE)
def accept_rival(*, rival: str, kind: str, viewer: Viewer, at: datetime, of: str = "") -> str:
    """Put a name on the list: as a `competitor`, as a `spelling` of one (`of`), or as a `product` of ours; return the name.

    Raises NotFound, or DecidedAlready. Stored words that hold the name are heard so at once.
    """
    row = _get_open(rival, viewer)
    competitors = account_queries.list_competitors(viewer=viewer)
    if kind == "competitor":
        account_operations.set_competitors(names={**competitors, row.name: []}, viewer=viewer, at=at)
    elif kind == "spelling" and of in competitors:
        spellings = list(dict.fromkeys([*competitors[of], row.name]))
        account_operations.set_competitors(names={**competitors, of: spellings}, viewer=viewer, at=at)
    elif kind == "product":
        products = account_queries.list_product_names(viewer=viewer)
        account_operations.set_product_names(names={**products, row.name: []}, viewer=viewer, at=at)
    else:
        raise NotFound("Say whether it is a competitor, a spelling of one, or one of our own things.")
    _decide(row, kind, viewer, at)
    return row.name


@operation(Capability.RUN_HOUSE)
def dismiss_rival(*, rival: str, viewer: Viewer, at: datetime) -> str:
    """Say that a name is no rival's; it is never proposed again. Return the name; or raise NotFound or DecidedAlready."""
    row = _get_open(rival, viewer)
    _decide(row, "dismissed", viewer, at)
    return row.name


@operation(Capability.HAND_IN)
def hear_named(*, verbatims: Sequence[str], viewer: Viewer, at: datetime) -> None:
    """Let words that hold a competitor's name be heard as competitor, but for those of which a person has decided."""
    signals = {row.verbatim_id: row for row in _competitor_signals(verbatims, viewer)}
    said_at = dict(Verbatim.objects.visible_to(viewer).filter(pk__in=list(verbatims)).values_list("pk", "said_at"))
    new = [one for one in said_at if one not in signals]
    Signal.objects.add_many(
        Signal(verbatim_id=one, code=SignalCode.COMPETITOR, probability=NAMED, said_at=said_at[one]) for one in new
    )
    for row in signals.values():
        if row.decided_by_id is None and row.probability < NAMED:
            row.change(probability=NAMED)
    _forget_taught(verbatims, viewer)
    record(events.NamesHeard(subject=SUBJECT, n_on=len(new), n_off=0), viewer=viewer, at=at)


@operation(Capability.HAND_IN)
def unhear_named(*, chances: Mapping[str, float], viewer: Viewer, at: datetime) -> None:
    """Give words that hold no competitor's name any more the chance that the machine gives them without it."""
    off = 0
    for row in _competitor_signals(list(chances), viewer):
        if row.decided_by_id is not None:
            continue
        if chances[row.verbatim_id] >= HOLDS:
            row.change(probability=chances[row.verbatim_id])
        else:
            row.delete()
            off += 1
    _forget_taught(list(chances), viewer)
    record(events.NamesHeard(subject=SUBJECT, n_on=0, n_off=off), viewer=viewer, at=at)


def _get_open(rival: str, viewer: Viewer) -> Rival:
    row = Rival.objects.visible_to(viewer).filter(pk=rival).first()
    if row is None:
        raise NotFound("There is no such name.")
    if row.state != "open":
        raise DecidedAlready("Somebody has already said who is meant by that name. Nothing was changed.")
    return row


def _decide(row: Rival, state: str, viewer: Viewer, at: datetime) -> None:
    undo.keep(row, subject=SUBJECT)
    by = viewer.member
    row.change(state=state, decided_by_id=by, decided_at=at)
    record(events.RivalDecided(subject=row.pk, state=state), viewer=viewer, at=at)


def _count(row: Rival, viewer: Viewer) -> None:
    words = RivalWord.objects.visible_to(viewer).filter(rival=row)
    counted = words.aggregate(n=Count("pk"), accounts=Count("verbatim__account", distinct=True))
    row.change(n_sentences=counted["n"], n_accounts=counted["accounts"])


def _competitor_signals(verbatims: Sequence[str], viewer: Viewer) -> list[Signal]:
    rows = Signal.objects.visible_to(viewer).filter(verbatim__in=list(verbatims), code=SignalCode.COMPETITOR)
    return list(rows.order_by("pk"))


def _forget_taught(verbatims: Sequence[str], viewer: Viewer) -> None:
    # A name on the list is surer than anything that was taught.
    turned = Relearned.objects.visible_to(viewer).filter(verbatim__in=list(verbatims), code=SignalCode.COMPETITOR)
    turned.delete()


def _key(name: str) -> str:
    return name.casefold()[:200]
