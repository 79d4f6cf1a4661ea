"""The tree of jobs, steps and needs, as frozen rows."""

from dataclasses import dataclass

from closeknit.analysis.kinds import NeedState, StepCode
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Hanging, Job, Step
from closeknit.needs.queries.listing import listed

MOST_LOOSE = 200


@dataclass(frozen=True)
class HungNeed:
    """A need in the tree."""

    id: str
    statement: str
    state: str
    n_accounts: int


@dataclass(frozen=True)
class StepRow:
    """A step that a job has, with its needs; `statement` is "" where it has only its plain name."""

    code: str
    statement: str
    needs: tuple[HungNeed, ...]


@dataclass(frozen=True)
class JobRow:
    """A job with its steps in the order of the job map, and the needs that belong to all of it."""

    id: str
    statement: str
    stated_by: str
    steps: tuple[StepRow, ...]
    needs: tuple[HungNeed, ...]


@dataclass(frozen=True)
class JobTree:
    """All jobs, and the open needs that hang on none: the most voiced, and how many more there are."""

    jobs: tuple[JobRow, ...]
    loose: tuple[HungNeed, ...]
    n_more: int


def get_job_tree(*, viewer: Viewer) -> JobTree:
    """Return every job with its steps and needs, and what hangs nowhere. Merged and dismissed needs are left out."""
    hung: dict[tuple[str, int | None], list[HungNeed]] = {}
    shown = Hanging.objects.visible_to(viewer).filter(need__state__in=(NeedState.OPEN, NeedState.ANSWERED))
    for one in shown.select_related("need__figures").order_by("-need__figures__n_accounts", "need_id"):
        need = HungNeed(one.need_id, one.need.statement, one.need.state, one.need.figures.n_accounts)
        hung.setdefault((one.job_id, one.step_id), []).append(need)
    steps: dict[str, list[StepRow]] = {}
    order = list(StepCode)
    for step in sorted(Step.objects.visible_to(viewer).order_by("pk"), key=lambda one: order.index(StepCode(one.code))):
        row = StepRow(step.code, step.statement, tuple(hung.get((step.job_id, step.pk), ())))
        steps.setdefault(step.job_id, []).append(row)
    jobs = Job.objects.visible_to(viewer).select_related("stated_by").order_by("place", "pk")
    loose = listed(viewer, "", NeedState.OPEN).exclude(pk__in=Hanging.objects.visible_to(viewer).values("need_id"))
    found = loose.order_by("-figures__n_accounts", "-figures__n_sentences", "pk")
    return JobTree(
        jobs=tuple(
            JobRow(
                id=one.pk,
                statement=one.statement,
                stated_by=one.stated_by.name if one.stated_by else "",
                steps=tuple(steps.get(one.pk, ())),
                needs=tuple(hung.get((one.pk, None), ())),
            )
            for one in jobs
        ),
        loose=tuple(
            HungNeed(*need)
            for need in found.values_list("pk", "statement", "state", "figures__n_accounts")[:MOST_LOOSE]
        ),
        n_more=max(0, loose.count() - MOST_LOOSE),
    )


def find_job_of(need: str, *, viewer: Viewer) -> tuple[str, str, str] | None:
    """Return (job's id, job's statement, code of the step or "") that a need hangs on, or None."""
    row = Hanging.objects.visible_to(viewer).filter(need=need).values_list("job_id", "job__statement", "step__code")
    found = row.first()
    return (found[0], found[1], found[2] or "") if found else None
