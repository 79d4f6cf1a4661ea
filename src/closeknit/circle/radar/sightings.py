"""What speaks of either certainty: sentences that were heard so, and the reasons why accounts were lost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from closeknit.accounts import queries as account_queries
from closeknit.accounts.queries import AccountIds
from closeknit.analysis.circle import radar
from closeknit.analysis.circle.radar import Sighting
from closeknit.analysis.kinds import Certainty, SignalCode, Stage, Wording
from closeknit.circle.models import StageDecision
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.verbatims.models import Signal

CODES = (SignalCode.COST_CUT, SignalCode.COMPETITOR, SignalCode.LEAVING)
_GONE = (Stage.OUTSIDE, Stage.LET_GO)


@dataclass(frozen=True)
class Seen:
    """One sighting with where it comes from: a verbatim, or a decision with its `reason`."""

    account_id: str
    sighting: Sighting
    at: datetime
    verbatim_id: str = ""
    touchpoint_id: str = ""
    decision_id: str = ""
    reason: str = ""


def list_seen(accounts: AccountIds, *, viewer: Viewer, zone: str) -> list[Seen]:
    """Return everything that speaks of either certainty at these accounts, newest first: three statements."""
    competitors = account_queries.list_competitors(viewer=viewer)
    found = [*_words(accounts, competitors, viewer, zone), *_lost(accounts, competitors, viewer, zone)]
    return sorted(found, key=lambda one: (one.at, one.verbatim_id or one.decision_id), reverse=True)


def of_certainty(seen: Iterable[Seen], certainty: Certainty, rival: str = "") -> list[Seen]:
    """Return those that speak of a certainty, and of one competitor where named."""
    return [one for one in seen if one.sighting.certainty is certainty and (not rival or rival in one.sighting.rivals)]


def _words(accounts: AccountIds, competitors: dict[str, list[str]], viewer: Viewer, zone: str) -> list[Seen]:
    signals = Signal.objects.visible_to(viewer).filter(code__in=CODES, is_on=True, verbatim__account__in=accounts)
    rows = signals.values_list(
        *("verbatim_id", "code", "said_at", "verbatim__text", "verbatim__account_id"),
        *("verbatim__touchpoint_id", "verbatim__wording", "probability", "decided_by_id"),
    )
    found: dict[tuple[str, Certainty], Seen] = {}
    for verbatim, code, at, text, account, touchpoint, wording, heard, decided_by in rows:
        rivals = radar.find_rivals(text, competitors)
        certainty = radar.place_signal(SignalCode(code), names_rival=bool(rivals), chance=1.0 if decided_by else heard)
        if certainty is None:
            continue
        named = rivals if certainty is Certainty.RIVALS else ()
        sighting = Sighting(certainty, clock.local_date(at, zone), touchpoint, Wording(wording), named)
        found[verbatim, certainty] = Seen(account, sighting, at, verbatim, touchpoint)
    return list(found.values())


def _lost(accounts: AccountIds, competitors: dict[str, list[str]], viewer: Viewer, zone: str) -> list[Seen]:
    decisions = StageDecision.objects.visible_to(viewer).filter(account__in=accounts, to_stage__in=_GONE)
    found = []
    for pk, account, to_stage, from_stage, reason, on in decisions.values_list(
        "pk", "account_id", "to_stage", "from_stage", "reason", "decided_on"
    ):
        rivals = radar.find_rivals(reason, competitors)
        certainty = radar.place_reason(reason, names_rival=bool(rivals))
        if certainty is None or Stage(to_stage).nearness > Stage(from_stage).nearness:
            continue
        sighting = Sighting(certainty, on, pk, Wording.REPORTED, rivals, is_lost=True)
        found.append(Seen(account, sighting, _noon(on, zone), decision_id=pk, reason=reason))
    return found


def _noon(on: date, zone: str) -> datetime:
    return clock.in_days(clock.start_of_day(on, zone), 0.5)


def group(seen: Sequence[Seen]) -> dict[tuple[str, Certainty, str], list[Seen]]:
    """Return the sightings by account, certainty and competitor ("" for all of the certainty), newest first in each."""
    grouped: dict[tuple[str, Certainty, str], list[Seen]] = {}
    for one in seen:
        for rival in ("", *one.sighting.rivals):
            grouped.setdefault((one.account_id, one.sighting.certainty, rival), []).append(one)
    return grouped
