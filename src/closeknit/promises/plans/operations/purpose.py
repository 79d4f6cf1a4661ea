"""Making a plan, saying what it is for, and ending its period."""

from datetime import date, datetime

from closeknit.accounts import checks as account_checks
from closeknit.accounts.models import Account
from closeknit.analysis.kinds import Audience
from closeknit.analysis.plans.kinds import AnchorKind, PlanNoun
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, typed, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Anchor, Plan
from closeknit.promises.plans import checks, events, history

KICK_OFF = "the kick-off"


@operation(Capability.MAKE_PROMISES)
def make_plan(
    *,
    account: str,
    begins_on: date,
    ends_on: date,
    ours: str,
    viewer: Viewer,
    at: datetime,
    theirs: str = "",
    theirs_by: str | None = None,
    theirs_verbatim: str | None = None,
) -> str:
    """Begin the joint plan of an account for a period and return its id; its kick-off is the first day.

    Raises NotFound, NothingSaid, NotTheirs, BadPeriod, or PlanRunning while another one runs: that is ended first.
    """
    row = account_checks.get_account(account, viewer=viewer)
    # Two who begin one at once meet here: the second is told of the first.
    Account.objects.visible_to(viewer).select_for_update().get(pk=row.pk)
    checks.check_period(begins_on, ends_on)
    said = _check_purpose(row.pk, ours, theirs, theirs_by, theirs_verbatim, viewer)
    if Plan.objects.visible_to(viewer).filter(account=row, closed_on__isnull=True).exists():
        raise checks.PlanRunning("There is a plan that runs. End its period first; the next one follows on it.")
    plan = Plan(
        id=ids.new("plan", row.pk),
        account=row,
        begins_on=begins_on,
        ends_on=ends_on,
        ours=said[0],
        theirs=said[1],
        theirs_by_id=theirs_by or None,
        theirs_verbatim_id=theirs_verbatim or None,
        made_by_id=history.member_of(viewer),
        created_at=at,
    )
    undo.keep_new(Plan.objects.add(plan))
    kick_off = Anchor(id=ids.new("anchor", row.pk), plan=plan, kind=AnchorKind.KICK_OFF, name=KICK_OFF, on=begins_on)
    undo.keep_new(Anchor.objects.add(kick_off))
    history.note(plan, PlanNoun.PLAN, "the plan", history.MADE, after=said[0], viewer=viewer, at=at)
    record(events.PlanMade(subject=plan.pk, account=row.pk, begins_on=begins_on, ends_on=ends_on), viewer=viewer, at=at)
    return plan.pk


@operation(Capability.MAKE_PROMISES)
def change_purpose(
    *,
    plan: str,
    ours: str,
    theirs: str,
    base: int,
    viewer: Viewer,
    at: datetime,
    theirs_by: str | None = None,
    theirs_verbatim: str | None = None,
    ends_on: date | None = None,
    why: str = "",
) -> int:
    """Say anew what the partnership is for, on version `base`, and return the new version's number.

    Raises NotFound, PlanClosed, NothingSaid, NotTheirs, BadPeriod, or ChangedMeanwhile where somebody wrote after `base`.
    """
    row = checks.get_open_plan(plan, viewer=viewer)
    checks.check_base(base, row.version, "what the plan is for")
    last = ends_on or row.ends_on
    checks.check_period(row.begins_on, last)
    said = _check_purpose(row.account_id, ours, theirs, theirs_by, theirs_verbatim, viewer)
    before = {"ours": row.ours, "theirs": row.theirs, "ends": history.say_day(row.ends_on)}
    after = {"ours": said[0], "theirs": said[1], "ends": history.say_day(last)}
    undo.keep(row)
    history.note_all(row, PlanNoun.PLAN, "the plan", before, after, viewer=viewer, at=at, why=why)
    row.change(
        ours=said[0],
        theirs=said[1],
        theirs_by_id=theirs_by or None,
        theirs_verbatim_id=theirs_verbatim or None,
        ends_on=last,
        version=row.version + 1,
    )
    changed = events.PurposeChanged(subject=row.pk, account=row.account_id, version=row.version)
    record(changed, viewer=viewer, at=at)
    return row.version


@operation(Capability.MAKE_PROMISES)
def close_plan(*, plan: str, viewer: Viewer, at: datetime, why: str = "") -> None:
    """End the period of a plan today, so that the next one can begin; or raise NotFound or PlanClosed. All of it stays to be read."""
    row = checks.get_open_plan(plan, viewer=viewer)
    today = identity_queries.today_at(at)
    undo.keep(row)
    history.note(row, PlanNoun.PLAN, "the plan", "closed", after=history.say_day(today), viewer=viewer, at=at, why=why)
    row.change(closed_on=today)
    record(events.PlanClosed(subject=row.pk, account=row.account_id, closed_on=today), viewer=viewer, at=at)


@operation(Capability.MAKE_PROMISES)
def open_plan(*, plan: str, is_shared: bool, viewer: Viewer, at: datetime) -> None:
    """Let the other side work by a plan on the shared site, or keep it to ourselves; or raise NotFound."""
    row = checks.get_plan(plan, viewer=viewer)
    undo.keep(row)
    row.change(audience=Audience.ACCOUNT if is_shared else Audience.INTERNAL)
    record(events.PlanOpened(subject=row.pk, account=row.account_id, audience=row.audience), viewer=viewer, at=at)


def _check_purpose(
    account: str, ours: str, theirs: str, theirs_by: str | None, verbatim: str | None, viewer: Viewer
) -> tuple[str, str]:
    said = typed.check_said(ours, "Say in a sentence what the partnership is for.", most=checks.LONGEST)
    if theirs.strip():
        theirs = typed.check_said(theirs, "", most=checks.LONGEST)
        if not theirs_by:
            raise typed.NothingSaid("Say who of theirs put it so: nobody speaks for them without a name.")
    checks.check_people(account, keeper=None, contact=theirs_by, viewer=viewer)
    checks.check_words(verbatim, account=account, viewer=viewer)
    return said, theirs.strip()
