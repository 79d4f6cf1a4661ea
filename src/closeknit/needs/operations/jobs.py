"""The tree of jobs, their steps, and the needs that people hang on them. Each act can be taken back."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max

from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.needs import checks, events
from closeknit.needs.models import Hanging, Job, Need, Step


@operation(Capability.CURATE_NEEDS)
def add_job(*, statement: str, viewer: Viewer, at: datetime) -> str:
    """Add a job behind the others and return its id, or raise BadStatement."""
    stated = checks.check_job(statement, viewer=viewer)
    last = Job.objects.visible_to(viewer).aggregate(last=Max("place"))["last"] or 0
    job = Job(id=ids.new("job"), statement=stated, place=last + 1, stated_by_id=viewer.member, stated_at=at)
    undo.keep_new(Job.objects.add(job))
    record(events.JobAdded(subject=job.pk), viewer=viewer, at=at)
    return job.pk


@operation(Capability.CURATE_NEEDS)
def restate_job(*, job: str, statement: str, viewer: Viewer, at: datetime) -> None:
    """Say a job in other words, or raise NotFound or BadStatement."""
    row = checks.get_job(job, viewer=viewer)
    stated = checks.check_job(statement, viewer=viewer, but=row.pk)
    undo.keep(row)
    row.change(statement=stated)
    record(events.JobRestated(subject=row.pk), viewer=viewer, at=at)


@operation(Capability.CURATE_NEEDS)
def move_job(*, job: str, places: int, viewer: Viewer, at: datetime) -> None:
    """Move a job so many places up (below zero) or down among the jobs, to the end at most; or raise NotFound."""
    row = checks.get_job(job, viewer=viewer)
    order = list(Job.objects.visible_to(viewer).order_by("place", "pk"))
    here = next(place for place, one in enumerate(order) if one.pk == row.pk)
    there = min(max(here + places, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    undo.keep(*order, subject=row.pk)
    for place, one in enumerate(order, start=1):
        if one.place != place:
            one.change(place=place)
    record(events.JobMoved(subject=row.pk, place=there + 1), viewer=viewer, at=at)


@operation(Capability.CURATE_NEEDS)
def remove_job(*, job: str, viewer: Viewer, at: datetime) -> None:
    """Remove a job with its steps; the needs that hang there stay needs. Or raise NotFound."""
    row = checks.get_job(job, viewer=viewer)
    steps = list(Step.objects.visible_to(viewer).filter(job=row).order_by("pk"))
    hung = list(Hanging.objects.visible_to(viewer).filter(job=row).order_by("pk"))
    undo.keep(row, *steps, *hung, subject=row.pk)
    record(events.JobRemoved(subject=row.pk, n_needs=len(hung)), viewer=viewer, at=at)
    for one in (*hung, *steps, row):
        one.delete()


@operation(Capability.CURATE_NEEDS)
def word_step(*, job: str, code: str, statement: str, viewer: Viewer, at: datetime) -> None:
    """Say a step of a job in its own words ("" for its plain name), adding the step where the job lacks it; or raise NotFound."""
    row, step = checks.get_job(job, viewer=viewer), checks.check_step(code)
    stated = " ".join(statement.split())[: checks.LONGEST_STATEMENT]
    known = Step.objects.visible_to(viewer).filter(job=row, code=step).first()
    if known is None:
        undo.keep_new(Step.objects.add(Step(job=row, code=step, statement=stated)), subject=row.pk)
    else:
        undo.keep(known, subject=row.pk)
        known.change(statement=stated)
    record(events.StepWorded(subject=row.pk, step=step), viewer=viewer, at=at)


@operation(Capability.CURATE_NEEDS)
def remove_step(*, job: str, code: str, viewer: Viewer, at: datetime) -> None:
    """Remove a step; its needs hang on the whole job then. Or raise NotFound."""
    row, step = checks.get_job(job, viewer=viewer), checks.check_step(code)
    known = Step.objects.visible_to(viewer).filter(job=row, code=step).first()
    if known is None:
        raise NotFound("This job has no such step.")
    hung = list(Hanging.objects.visible_to(viewer).filter(step=known).order_by("pk"))
    undo.keep(known, *hung, subject=row.pk)
    for one in hung:
        one.change(step=None)
    record(events.StepRemoved(subject=row.pk, step=step, n_needs=len(hung)), viewer=viewer, at=at)
    known.delete()


@operation(Capability.CURATE_NEEDS)
def hang_needs(*, needs: Sequence[str], job: str, viewer: Viewer, at: datetime, code: str = "") -> int:
    """Hang these needs on a job, or on its step by code (made where it lacks it); return how many. Or raise NotFound or NothingChosen."""
    row, chosen = checks.get_job(job, viewer=viewer), checks.get_chosen(needs)
    step = _step_of(row, code, viewer) if code else None
    if Need.objects.visible_to(viewer).filter(pk__in=chosen).count() < len(chosen):
        raise NotFound("Some of these needs are not here any more. Nothing was changed.")
    known = {one.need_id: one for one in Hanging.objects.visible_to(viewer).filter(need__in=chosen)}
    for need in chosen:
        if need in known:
            undo.keep(known[need], subject=row.pk)
            known[need].change(job=row, step=step, hung_by_id=viewer.member, hung_at=at)
        else:
            hanging = Hanging(need_id=need, job=row, step=step, hung_by_id=viewer.member, hung_at=at)
            undo.keep_new(Hanging.objects.add(hanging), subject=row.pk)
    record(events.NeedsHung(subject=row.pk, step=code, n_needs=len(chosen)), viewer=viewer, at=at)
    return len(chosen)


@operation(Capability.CURATE_NEEDS)
def take_down(*, needs: Sequence[str], viewer: Viewer, at: datetime) -> int:
    """Let these needs hang on no job; return how many did, or raise NothingChosen."""
    chosen = checks.get_chosen(needs)
    hung = list(Hanging.objects.visible_to(viewer).filter(need__in=chosen).order_by("pk"))
    if not hung:
        raise checks.NothingChosen("None of these hangs on a job. Nothing was changed.")
    undo.keep(*hung)
    record(events.NeedsTakenDown(subject=hung[0].need_id, n_needs=len(hung)), viewer=viewer, at=at)
    for one in hung:
        one.delete()
    return len(hung)


def _step_of(job: Job, code: str, viewer: Viewer) -> Step:
    step = checks.check_step(code)
    known = Step.objects.visible_to(viewer).filter(job=job, code=step).first()
    if known is None:
        known = Step.objects.add(Step(job=job, code=step))
        undo.keep_new(known, subject=job.pk)
    return known
