"""Writes of fit: how well an offering meets a need, overall or for one account, with the words that say so. Every change is kept."""

from collections.abc import Sequence
from datetime import datetime

from closeknit.analysis.offerings.kinds import FitLevel
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.offerings.fitting import checks, events
from closeknit.offerings.models import Fit, FitChange, FitWords, Offering


@operation(Capability.SHAPE_OFFERINGS)
def judge_fit(
    *,
    offering: str,
    need: str,
    level: str,
    base: int,
    viewer: Viewer,
    at: datetime,
    account: str = "",
    why: str | None = None,
    verbatims: Sequence[str] | None = None,
) -> int:
    """Say how well an offering meets a need, for one account or overall, and return the new revision.

    `base` is the revision that the viewer saw, 0 where nobody had said. Without `why` or `verbatims` those that stand stay. Raises
    NotFound, BadFit, NotTheirWords, or ChangedMeanwhile where somebody judged it after `base`.
    """
    row, root = checks.check_cell(offering, need, account, viewer=viewer)
    code = checks.check_level(level)
    fit = _lock(row, root, account, viewer)
    checks.check_newest(fit, base)
    words = None if verbatims is None else checks.check_words(verbatims, account, viewer=viewer)
    before, said = fit.level if fit else "", {"level": code, "judged_by_id": viewer.member, "judged_at": at}
    if why is not None:
        said["why"] = checks.check_why(why)
    if fit is None:
        fit = Fit(
            id=ids.new("fit", account or ids.HOUSE),
            offering=row,
            need_id=root,
            account_id=account or None,
            revision=_last_revision(row, root, account, viewer) + 1,
            **said,
        )
        undo.keep_new(Fit.objects.add(fit))
    else:
        undo.keep(fit)
        fit.change(**said, revision=fit.revision + 1)
    if words is not None:
        _lay_words(fit, [one.pk for one in words], viewer)
    if before != code:
        _keep_change(fit, before, code, viewer, at)
    judged = events.FitJudged(
        subject=fit.pk,
        account=account,
        offering=row.pk,
        need=root,
        before=before,
        after=code,
        n_words=FitWords.objects.visible_to(viewer).filter(fit=fit).count(),
    )
    record(judged, viewer=viewer, at=at)
    return fit.revision


@operation(Capability.SHAPE_OFFERINGS)
def clear_fit(*, offering: str, need: str, base: int, viewer: Viewer, at: datetime, account: str = "") -> None:
    """Take away what was said of how well an offering meets a need; or raise NotFound, BadFit or ChangedMeanwhile."""
    row, root = checks.check_cell(offering, need, account, viewer=viewer)
    fit = _lock(row, root, account, viewer)
    checks.check_newest(fit, base)
    if fit is None:
        raise checks.BadFit("Nobody has said how well it is met here. Nothing was changed.")
    words = list(FitWords.objects.visible_to(viewer).filter(fit=fit))
    undo.keep(fit, *words)
    _keep_change(fit, fit.level, "", viewer, at)
    cleared = events.FitCleared(subject=fit.pk, account=account, offering=row.pk, need=root, before=fit.level)
    fit.delete()
    record(cleared, viewer=viewer, at=at)


def _lock(offering: Offering, need: str, account: str, viewer: Viewer) -> Fit | None:
    """Return what is said in a cell, its offering held until the transaction ends: two who judge at once come one after the other."""
    Offering.objects.visible_to(viewer).select_for_update().get(pk=offering.pk)
    rows = Fit.objects.visible_to(viewer).filter(offering=offering, need_id=need, account_id=account or None)
    return rows.select_related("judged_by").first()


def _last_revision(offering: Offering, need: str, account: str, viewer: Viewer) -> int:
    """Return the revision at which a cell was emptied last, 0 where it never was.

    What is said anew counts on from there: else whoever still looks at what stood before would overwrite it unseen.
    """
    rows = FitChange.objects.visible_to(viewer).filter(offering=offering, need_id=need, account_id=account or None)
    return rows.order_by("-revision").values_list("revision", flat=True).first() or 0


def _lay_words(fit: Fit, wanted: Sequence[str], viewer: Viewer) -> None:
    there = {row.verbatim_id: row for row in FitWords.objects.visible_to(viewer).filter(fit=fit)}
    for verbatim, row in there.items():
        if verbatim not in wanted:
            undo.keep(row)
            row.delete()
    for verbatim in wanted:
        if verbatim not in there:
            undo.keep_new(FitWords.objects.add(FitWords(fit=fit, verbatim_id=verbatim)))


def _keep_change(fit: Fit, before: str, after: FitLevel | str, viewer: Viewer, at: datetime) -> None:
    change = FitChange(
        offering_id=fit.offering_id,
        need_id=fit.need_id,
        account_id=fit.account_id,
        before=before,
        after=after,
        revision=fit.revision,
        changed_by_id=viewer.member,
        changed_at=at,
    )
    undo.keep_new(FitChange.objects.add(change))
