"""Writes about readings: how it feels to one of us, and the alarms that are kept for Today and the circle."""

from collections.abc import Sequence
from datetime import datetime

from closeknit.accounts import checks as account_checks
from closeknit.circle import events
from closeknit.circle.models import Alarm, Sense
from closeknit.circle.readings import checks
from closeknit.circle.readings.queries import Read
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer


@operation(Capability.DRAW_CIRCLE)
def say_how_it_feels(*, account: str, level: str, why: str, viewer: Viewer, at: datetime) -> str:
    """Keep how it feels to the viewer today, and why, and return its id; or raise NotFound, NoSuchFeeling or NoReason."""
    row = account_checks.get_account(account, viewer=viewer)
    felt, reason = checks.read_level(level), checks.check_why(why)
    sense = Sense.objects.add(
        Sense(
            id=ids.new("sense", row.pk),
            account=row,
            level=felt,
            why=reason,
            felt_on=identity_queries.today_at(at),
            member_id=viewer.member,
            created_at=at,
        )
    )
    undo.keep_new(sense, subject=row.pk)
    record(events.SenseSaid(subject=sense.pk, account=row.pk, level=felt, felt_on=sense.felt_on), viewer=viewer, at=at)
    return sense.pk


@operation(Capability.DRAW_CIRCLE)
def keep_alarms(*, reads: Sequence[Read], viewer: Viewer, at: datetime) -> int:
    """Keep what each account's readings raised and return for how many it is another worry than before.

    A worry that stays keeps its first day, so that it can be said since when.
    """
    today = identity_queries.today_at(at)
    known = Alarm.objects.visible_to(viewer).in_bulk([read.account_id for read in reads])
    n_new = 0
    for read in reads:
        worry, row = read.alarm.worry, known.get(read.account_id)
        gauges = [gauge.value for gauge in worry.gauges]
        stays = row is not None and (row.worry, row.gauges) == (worry.code, gauges)
        n_new += not stays
        fields = {
            "level": worry.level,
            "worry": worry.code,
            "gauges": gauges,
            "says": worry.says,
            "question": worry.question,
            "since_on": row.since_on if row is not None and stays else today,
        }
        if row is None:
            Alarm.objects.add(Alarm(account_id=read.account_id, taken_at=at, **fields))
        else:
            row.change(taken_at=at, **fields)
    account = reads[0].account_id if len(reads) == 1 else ""
    taken = events.AlarmsTaken(subject=account or "house", account=account, n_accounts=len(reads), n_new=n_new)
    record(taken, viewer=viewer, at=at)
    return n_new
