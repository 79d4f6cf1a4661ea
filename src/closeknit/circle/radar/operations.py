"""Writes of the radar: counting accounts anew, telling their owners, what was done about it, and the switch for mails."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from closeknit.accounts import checks as account_checks
from closeknit.analysis.circle import radar
from closeknit.analysis.kinds import Certainty, RadarActKind
from closeknit.circle.models import RadarAct, RadarAlert, RadarFigure, RadarMute
from closeknit.circle.radar import checks, events, letters, sightings
from closeknit.circle.radar.sightings import Seen
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, ids, mail, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer

_FIGURES = ("rank", "n_occasions", "n_lately", "n_before", "last_at", "newest_id", "counted_at")
NEWS_FOR = timedelta(days=radar.ALERT_FOR_DAYS)


@operation(Capability.HAND_IN)
def count_accounts(*, accounts: Sequence[str], viewer: Viewer, at: datetime) -> int:
    """Count these accounts anew from their words and decisions, make an alert of what is new, and return how many alerts."""
    zone = identity_queries.get_house().zone
    seen = sightings.list_seen(list(accounts), viewer=viewer, zone=zone)
    grouped = sightings.group(seen)
    known = {
        (row.account_id, Certainty(row.certainty), row.rival): row
        for row in RadarFigure.objects.visible_to(viewer).filter(account__in=accounts)
    }
    for key in known.keys() - grouped.keys():
        known[key].delete()
    today = clock.local_date(at, zone)
    for key, several in grouped.items():
        _count(known.get(key), key, several, today, at)
    n_alerts = _alert(seen, viewer, at)
    record(events.RadarCounted(subject="radar", n_accounts=len(accounts), n_alerts=n_alerts), viewer=viewer, at=at)
    return n_alerts


@operation(Capability.HAND_IN)
def tell_owners(*, viewer: Viewer, at: datetime) -> int:
    """Write each owner one mail about all that waits for them and return how many mails. Who switched them off gets none, now or later."""
    waiting = RadarAlert.objects.visible_to(viewer).filter(told_at__isnull=True).select_related("account__owner")
    by_owner: dict[str, list[RadarAlert]] = {}
    for alert in waiting.select_for_update(of=("self",)).order_by("made_at", "pk"):
        by_owner.setdefault(alert.account.owner_id or "", []).append(alert)
    muted = set(RadarMute.objects.visible_to(viewer).values_list("pk", flat=True))
    n_mails = n_alerts = 0
    for owner, alerts in by_owner.items():
        member = alerts[0].account.owner
        is_told = member is not None and owner not in muted and member.left_at is None
        if member is not None and is_told:
            subject, body = letters.write(alerts, name=member.name, viewer=viewer)
            mail.put(to=[member.email], subject=subject, body=body, about="radar", at=at, viewer=viewer)
            n_mails, n_alerts = n_mails + 1, n_alerts + len(alerts)
        for alert in alerts:
            # Also where nobody is told: a switch that is turned on later must not bring up what is long past.
            alert.change(told_id=owner if is_told else None, told_at=at)
    record(events.RadarTold(subject="radar", n_mails=n_mails, n_alerts=n_alerts), viewer=viewer, at=at)
    return n_mails


@operation(Capability.DRAW_CIRCLE)
def act_on_it(
    *,
    account: str,
    certainty: str,
    kind: str,
    viewer: Viewer,
    at: datetime,
    note: str = "",
    acted_on: date | None = None,
    was_unasked: bool = False,
) -> str:
    """Write down what was done about cost pressure or a competitor and return the act's id; or raise NotFound or BadAct.

    It settles what was heard of that certainty up to that day. `was_unasked` is for a saving that was offered before they asked for one.
    """
    row = account_checks.get_account(account, viewer=viewer)
    today = identity_queries.today_at(at)
    on = acted_on or today
    checks.check_act(certainty, kind, note, on=on, today=today, was_unasked=was_unasked)
    act = RadarAct.objects.add(
        RadarAct(
            id=ids.new("radar_act", row.pk),
            account=row,
            certainty=Certainty(certainty),
            kind=RadarActKind(kind),
            note=note.strip(),
            was_unasked=was_unasked,
            acted_on=on,
            acted_by_id=viewer.member,
            created_at=at,
        )
    )
    undo.keep_new(act)
    acted = events.RadarActed(
        subject=act.pk, account=row.pk, certainty=certainty, act=kind, acted_on=on, was_unasked=was_unasked
    )
    record(acted, viewer=viewer, at=at)
    return act.pk


@operation(Capability.HAND_IN)
def switch_mails(*, is_on: bool, viewer: Viewer, at: datetime) -> None:
    """Turn the viewer's own mails about the radar on or off."""
    known = RadarMute.objects.visible_to(viewer).filter(pk=viewer.id).first()
    if is_on and known is not None:
        undo.keep(known)
        known.delete()
    elif not is_on and known is None:
        undo.keep_new(RadarMute.objects.add(RadarMute(member_id=viewer.id, muted_at=at)))
    record(events.RadarMailsSwitched(subject=viewer.id, is_on=is_on), viewer=viewer, at=at)


def _count(
    known: RadarFigure | None, key: tuple[str, Certainty, str], several: list[Seen], today: date, at: datetime
) -> None:
    account, certainty, rival = key
    weighed = radar.weigh_pressure([one.sighting for one in several], as_of=today)
    newest = next((one.verbatim_id for one in several if one.verbatim_id), None)
    counted = (weighed.rank, weighed.n_occasions, weighed.n_lately, weighed.n_before, several[0].at, newest, at)
    fields = dict(zip(_FIGURES, counted, strict=True))
    if known is None:
        RadarFigure.objects.add(RadarFigure(account_id=account, certainty=certainty, rival=rival, **fields))
    else:
        known.change(**fields)


def _alert(seen: Sequence[Seen], viewer: Viewer, at: datetime) -> int:
    """Make one alert of each conversation of the last days in which a certainty was heard for the first time."""
    news = {
        (one.touchpoint_id, one.account_id, one.sighting.certainty): one
        for one in seen
        if one.touchpoint_id and one.at > at - NEWS_FOR
    }
    rows = RadarAlert.objects.visible_to(viewer).filter(touchpoint__in=[touchpoint for touchpoint, _, _ in news])
    known = set(rows.values_list("touchpoint_id", "account_id", "certainty"))
    fresh = [one for key, one in news.items() if key not in known]
    RadarAlert.objects.add_many(
        RadarAlert(
            id=ids.new("radar_alert", one.account_id),
            account_id=one.account_id,
            certainty=one.sighting.certainty,
            touchpoint_id=one.touchpoint_id,
            verbatim_id=one.verbatim_id,
            made_at=at,
        )
        for one in fresh
    )
    return len(fresh)
