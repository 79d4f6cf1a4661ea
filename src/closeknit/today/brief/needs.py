"""What they need, with the newest of their words for each."""

from django.db.models import Count, Max, Q

from closeknit.analysis.kinds import NeedState, Stance
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Evidence, Need
from closeknit.needs.queries.listing import ROOT
from closeknit.today.brief.parts import BriefAsked, BriefLine, BriefPart, Voiced

SHOWN = 3
# More needs than this nobody looks through before a call; those said last are kept.
KNOWN = 200


def list_voiced(account: str, *, viewer: Viewer) -> tuple[Voiced, ...]:
    """Return the open and answered needs that an account voiced, those said last first, at most 200."""
    said = Evidence.objects.visible_to(viewer).filter(account=account).exclude(stance=Stance.CONTRADICTS)
    counted = said.values(root=ROOT).annotate(n=Count("verbatim", distinct=True), last=Max("said_at"))
    rows = list(counted.order_by("-last", "root")[:KNOWN])
    states = (NeedState.OPEN, NeedState.ANSWERED)
    known = Need.objects.visible_to(viewer).filter(pk__in=[row["root"] for row in rows], state__in=states)
    columns = ("statement", "state", "settled_on", "note", "figures__n_accounts")
    needs = {pk: values for pk, *values in known.values_list("pk", *columns)}
    return tuple(
        Voiced(row["root"], statement, state == NeedState.ANSWERED, on, note, n_accounts or 0, row["n"], row["last"])
        for row in rows
        if row["root"] in needs
        for statement, state, on, note, n_accounts in [needs[row["root"]]]
    )


def read(asked: BriefAsked) -> BriefPart | None:
    """Return the open needs that they voiced, those said last first, each with its newest words; None where none is known."""
    open_ones = [one for one in asked.voiced if not one.is_answered]
    newest = _newest_words(open_ones[:SHOWN], asked)
    lines = tuple(_line(one, newest.get(one.need, "")) for one in open_ones[:SHOWN])
    more = f"{len(open_ones) - SHOWN} more" if len(open_ones) > SHOWN else ""
    return BriefPart("needs", "What they need", lines, note=more) if lines else None


def _newest_words(several: list[Voiced], asked: BriefAsked) -> dict[str, str]:
    wanted = Q(pk__in=[])
    for one in several:
        wanted |= Q(root=one.need, said_at=one.last_at)
    said = Evidence.objects.visible_to(asked.viewer).filter(account=asked.account.id).exclude(stance=Stance.CONTRADICTS)
    rows = said.annotate(root=ROOT).filter(wanted).order_by("pk")
    return dict(rows.values_list("root", "verbatim_id"))


def _line(one: Voiced, verbatim: str) -> BriefLine:
    times = "said once" if one.n_sentences == 1 else f"said {one.n_sentences} times"
    return BriefLine(one.statement, times, about=one.need, verbatim=verbatim)
