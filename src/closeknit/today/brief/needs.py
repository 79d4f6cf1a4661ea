"""What they need, with the newest of their words for each."""

from collections.abc import Sequence
from typing import Any

from closeknit.analysis.kinds import NeedState, Stance
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import FORMING, Evidence, Need
from closeknit.needs.queries.listing import ROOT
from closeknit.today.brief.parts import BriefAsked, BriefLine, BriefPart, Voiced

SHOWN = 3
# More of what an account said than this is too long ago to weigh on a call.
KNOWN = 400


def list_voiced(account: str, *, viewer: Viewer) -> tuple[Voiced, ...]:
    """Return the open and answered needs that an account voiced in the last 400 of its words that stand for any, those said last first."""
    said = Evidence.objects.visible_to(viewer).filter(account=account).exclude(stance=Stance.CONTRADICTS)
    newest = said.annotate(root=ROOT).order_by("-said_at", "-pk").values_list("root", "verbatim_id")[:KNOWN]
    words: dict[str, list[str]] = {}
    for root, verbatim in newest:
        words.setdefault(root, []).append(verbatim)
    states = (NeedState.OPEN, NeedState.ANSWERED)
    known = Need.objects.visible_to(viewer).filter(pk__in=words, state__in=states).exclude(FORMING)
    columns = ("statement", "state", "statement_by", "settled_on", "note", "figures__n_accounts")
    needs = {pk: values for pk, *values in known.values_list("pk", *columns)}
    return tuple(_voiced(root, needs[root], words[root]) for root in words if root in needs)


def read(asked: BriefAsked) -> BriefPart | None:
    """Return the open needs that they voiced, those that one of us put in words first, then those said last; None where none is known."""
    open_ones = sorted((one for one in asked.voiced if not one.is_answered), key=lambda one: not one.is_stated)
    lines = tuple(_line(one) for one in open_ones[:SHOWN])
    more = f"{len(open_ones) - SHOWN} more" if len(open_ones) > SHOWN else ""
    return BriefPart("needs", "What they need", lines, note=more) if lines else None


def _voiced(need: str, values: Sequence[Any], words: Sequence[str]) -> Voiced:
    statement, state, stated_by, settled_on, note, n_accounts = values
    return Voiced(
        need=need,
        statement=statement,
        is_answered=state == NeedState.ANSWERED,
        is_stated=stated_by is not None,
        settled_on=settled_on,
        note=note,
        n_accounts=n_accounts or 0,
        n_sentences=len(set(words)),
        newest=words[0],
    )


def _line(one: Voiced) -> BriefLine:
    times = "said once" if one.n_sentences == 1 else f"said {one.n_sentences} times"
    return BriefLine(one.statement, times, about=one.need, verbatim=one.newest)
