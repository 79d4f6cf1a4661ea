"""Writes of profiles: a version after the other, looked at again by a day, never while a forecast waits to be resolved."""

from collections.abc import Mapping
from datetime import date, datetime

from closeknit.accounts import checks as account_checks
from closeknit.accounts.models import Account
from closeknit.analysis.circle import profile as profile_analysis
from closeknit.analysis.circle.forecasts import plan_revisit
from closeknit.circle.models import Profile, ProfileVersion, StageRevisit
from closeknit.circle.profiles import checks, events, queries
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer


@operation(Capability.DRAW_CIRCLE)
def write_profile(
    *, account: str, text: str, base: int, viewer: Viewer, at: datetime, why: str = "", revisit_on: date | None = None
) -> int:
    """Write the next version of a profile on version `base` (0: the first) and return its number.

    Raises NotFound, NothingWritten, UnknownWords, ForecastsFirst, BadRevisit, or ChangedMeanwhile where another came after `base`. Without
    `revisit_on` it is looked at again after the days of the account's stage.
    """
    row, today = account_checks.get_account(account, viewer=viewer), identity_queries.today_at(at)
    # Two who write the first version at once meet here: the second waits, and then is shown what the first wrote.
    Account.objects.visible_to(viewer).select_for_update().get(pk=row.pk)
    said, profile = checks.check_text(text), Profile.objects.visible_to(viewer).filter(pk=row.pk).first()
    checks.check_newest(profile, base)
    checks.check_forecasts_resolved(row.pk, today=today, viewer=viewer)
    checks.check_cited(said, viewer=viewer)
    again_on = revisit_on or plan_revisit(today, queries.get_revisit_days(row.pk, viewer=viewer))
    checks.check_revisit(again_on, today=today)
    number = base + 1
    version = ProfileVersion.objects.add(
        ProfileVersion(
            id=ids.new("profile_version", row.pk),
            account=row,
            number=number,
            text=said,
            why=" ".join(why.split())[:300],
            written_by_id=viewer.member,
            written_at=at,
        )
    )
    _keep(profile, row, number, today, again_on)
    undo.keep_new(version, subject=row.pk)
    n_claims, n_unsupported = profile_analysis.count_claims(profile_analysis.read_blocks(said))
    written = events.ProfileWritten(
        subject=version.pk,
        account=row.pk,
        version=number,
        n_claims=n_claims,
        n_unsupported=n_unsupported,
        revisit_on=again_on,
    )
    record(written, viewer=viewer, at=at)
    return number


@operation(Capability.DRAW_CIRCLE)
def confirm_profile(*, account: str, viewer: Viewer, at: datetime, revisit_on: date | None = None) -> date:
    """Say that a profile still holds and return the day on which it is looked at again; or raise NotFound, ForecastsFirst or BadRevisit."""
    row, today = checks.get_profile(account, viewer=viewer), identity_queries.today_at(at)
    checks.check_forecasts_resolved(account, today=today, viewer=viewer)
    again_on = revisit_on or plan_revisit(today, queries.get_revisit_days(account, viewer=viewer))
    checks.check_revisit(again_on, today=today)
    undo.keep(row, subject=account)
    row.change(looked_on=today, revisit_on=again_on)
    confirmed = events.ProfileConfirmed(subject=account, account=account, version=row.version, revisit_on=again_on)
    record(confirmed, viewer=viewer, at=at)
    return again_on


@operation(Capability.RUN_HOUSE)
def change_revisits(*, days: Mapping[str, int], viewer: Viewer, at: datetime) -> None:
    """Set after how many days the profiles of each stage are looked at again; all of them or, with the first refusal, none."""
    for stage, n in days.items():
        code = checks.check_days(stage, n)
        row = StageRevisit.objects.visible_to(viewer).filter(pk=code).first()
        if row is None:
            undo.keep_new(StageRevisit.objects.add(StageRevisit(stage=code, days=n)))
        else:
            undo.keep(row)
            row.change(days=n)
        record(events.RevisitChanged(subject="house", stage=code, days=n), viewer=viewer, at=at)


def _keep(profile: Profile | None, account: Account, number: int, today: date, again_on: date) -> None:
    if profile is None:
        made = Profile.objects.add(Profile(account=account, version=number, looked_on=today, revisit_on=again_on))
        undo.keep_new(made, subject=account.pk)
    else:
        undo.keep(profile, subject=account.pk)
        profile.change(version=number, looked_on=today, revisit_on=again_on)
