"""Jobs: the tree that needs hang on, where somebody put them, and everything that can be done with it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from closeknit.analysis.kinds import StepCode
from closeknit.kit.capabilities import Capability
from closeknit.kit.look import saying
from closeknit.kit.refusals import Refused
from closeknit.kit.viewer import Viewer
from closeknit.needs import operations, queries
from closeknit.web import answers
from closeknit.web.needs import keys
from closeknit.web.request import HouseRequest

# Bettencourt & Ulwick (2008), in the words of somebody who does the job.
STEPS = {
    StepCode.DEFINE: ("Define", "decide what is to be done, and plan it"),
    StepCode.LOCATE: ("Locate", "gather what it takes"),
    StepCode.PREPARE: ("Prepare", "set it up"),
    StepCode.CONFIRM: ("Confirm", "make sure that one can begin"),
    StepCode.EXECUTE: ("Execute", "do it"),
    StepCode.MONITOR: ("Monitor", "see how it goes"),
    StepCode.MODIFY: ("Modify", "put right what is off"),
    StepCode.CONCLUDE: ("Conclude", "finish, and clear away"),
}


@dataclass(frozen=True)
class StepLine:
    """A step as the page shows it: its plain name, and its words in this job."""

    code: str
    name: str
    statement: str
    needs: tuple[queries.HungNeed, ...]


@dataclass(frozen=True)
class JobLine:
    """A job with its steps; `missing` are those that it could still be given."""

    id: str
    statement: str
    stated_by: str
    steps: tuple[StepLine, ...]
    needs: tuple[queries.HungNeed, ...]
    n_needs: int
    is_first: bool
    is_last: bool


def jobs(request: HouseRequest) -> HttpResponse:
    """Show the needs by job and step, and those that hang nowhere."""
    tree = queries.get_job_tree(viewer=request.viewer)
    last = len(tree.jobs) - 1
    can_choose = request.viewer.can(Capability.CURATE_NEEDS)
    context = {
        "jobs": [_line(one, is_first=place == 0, is_last=place == last) for place, one in enumerate(tree.jobs)],
        "loose": tree.loose,
        "n_more": tree.n_more,
        "steps": [(code.value, name, about) for code, (name, about) in STEPS.items()],
        "can_choose": can_choose,
        "page_keys": keys.JOBS if can_choose else (),
    }
    return render(request, "web/needs/jobs.html", context)


def find_job(need: str, viewer: Viewer) -> tuple[str, str] | None:
    """Return what a need hangs on, the job and the name of its step ("" for all of it), or None."""
    found = queries.find_job_of(need, viewer=viewer)
    return (found[1], STEPS[StepCode(found[2])][0].lower() if found[2] else "") if found else None


@require_POST
def add(request: HouseRequest) -> HttpResponse:
    """Add a job."""
    statement = request.POST.get("statement", "")
    return _do(
        request,
        lambda: operations.add_job(statement=statement, viewer=request.viewer, at=request.at),
        f"Added the job “{statement.strip()}”.",
    )


@require_POST
def change(request: HouseRequest, job: str) -> HttpResponse:
    """Say a job in other words, move it among the others, or remove it."""
    viewer, at, act = request.viewer, request.at, request.POST.get("act", "")
    if act == "remove":
        return _do(
            request,
            lambda: operations.remove_job(job=job, viewer=viewer, at=at),
            "The job is removed. Its needs stay needs.",
        )
    if act in ("up", "down"):
        places = -1 if act == "up" else 1
        return _do(request, lambda: operations.move_job(job=job, places=places, viewer=viewer, at=at), f"Moved {act}.")
    statement = request.POST.get("statement", "")
    return _do(
        request,
        lambda: operations.restate_job(job=job, statement=statement, viewer=viewer, at=at),
        "Said in other words.",
    )


@require_POST
def step(request: HouseRequest, job: str) -> HttpResponse:
    """Give a job a step, say one in other words, or remove one."""
    viewer, at, code = request.viewer, request.at, request.POST.get("step", "")
    if request.POST.get("act") == "remove":
        return _do(
            request,
            lambda: operations.remove_step(job=job, code=code, viewer=viewer, at=at),
            "The step is removed. Its needs hang on the whole job.",
        )
    statement = request.POST.get("statement", "")
    return _do(
        request,
        lambda: operations.word_step(job=job, code=code, statement=statement, viewer=viewer, at=at),
        "The step is there.",
    )


@require_POST
def hanging(request: HouseRequest) -> HttpResponse:
    """Hang the chosen needs on a job or step, or take them down."""
    needs, viewer, at = request.POST.getlist("need"), request.viewer, request.at
    said = saying.say_count(len(needs), "need")
    if request.POST.get("act") == "take_down":
        return _do(request, lambda: operations.take_down(needs=needs, viewer=viewer, at=at), f"Took down {said}.")
    job, _, code = request.POST.get("on", "").partition(" ")
    return _do(
        request,
        lambda: operations.hang_needs(needs=needs, job=job, code=code, viewer=viewer, at=at),
        f"Hung {said} there.",
    )


def _line(one: queries.JobRow, *, is_first: bool, is_last: bool) -> JobLine:
    steps = tuple(
        StepLine(row.code, STEPS[StepCode(row.code)][0], row.statement or STEPS[StepCode(row.code)][1], row.needs)
        for row in one.steps
    )
    n_needs = len(one.needs) + sum(len(row.needs) for row in steps)
    return JobLine(one.id, one.statement, one.stated_by, steps, one.needs, n_needs, is_first, is_last)


def _do(request: HouseRequest, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, said)
    return redirect("needs_jobs")
