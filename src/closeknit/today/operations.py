"""Writes of Today."""

from datetime import date, datetime

from closeknit.accounts import checks as account_checks
from closeknit.analysis.kinds import TodayClass
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import Refused
from closeknit.kit.viewer import Viewer
from closeknit.today import events
from closeknit.today.models import PutOff


class NotAhead(Refused):
    """The day is not ahead."""


@operation(Capability.DRAW_CIRCLE)
def put_off(*, account: str, until_on: date, class_code: str, viewer: Viewer, at: datetime) -> str:
    """Leave an account off Today until a day, or raise NotFound or NotAhead. Graver or newer things bring it back before."""
    row = account_checks.get_account(account, viewer=viewer)
    today = identity_queries.today_at(at)
    if until_on <= today:
        raise NotAhead("Choose a day that is still ahead.")
    put = PutOff.objects.add(
        PutOff(
            id=ids.new("put_off", row.pk),
            account=row,
            member_id=viewer.id,
            until_on=until_on,
            decided_on=today,
            class_code=TodayClass(class_code),
            created_at=at,
        )
    )
    undo.keep_new(put)
    record(
        events.CallPutOff(subject=put.pk, account=row.pk, until_on=until_on, class_code=class_code),
        viewer=viewer,
        at=at,
    )
    return put.pk
