"""What we are here for: the version that holds with the decisions that served each line, writing the next, and what changed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import ChangedMeanwhile, NotFound, Refused
from closeknit.kit.ways import find_way
from closeknit.offerings.purpose import operations, queries
from closeknit.offerings.purpose.queries import PurposePage, ServedLine, VersionRow
from closeknit.web import answers
from closeknit.web.offerings import labels
from closeknit.web.offerings.forms import PurposeForm
from closeknit.web.request import HouseRequest


@require_GET
def purpose(request: HouseRequest) -> HttpResponse:
    """Show the purpose, which decisions served each line, and every version; `?version=` shows an earlier one."""
    asked = request.GET.get("version", "")
    page = queries.find_purpose(viewer=request.viewer, number=_number(asked, 0) or None)
    if page is None and asked:
        raise NotFound("There is no such version.")
    served = queries.list_served(viewer=request.viewer) if page else []
    context: dict[str, Any] = {
        "page": page,
        "ideal": labels.IDEALS[page.version.ideal] if page else None,
        "written_on": _day(page.version, request) if page else None,
        "is_old": page is not None and page.version.number != page.current,
        "unserved": [one for one in served if not one.n],
        "served": [_served(one) for one in served],
        "versions": [(row, labels.IDEALS[row.ideal][0], _day(row, request)) for row in _versions(request, page)],
        "ideals": labels.IDEALS.values(),
        "may_shape": request.viewer.can(Capability.SHAPE_OFFERINGS),
    }
    return render(request, "web/offerings/purpose.html", context)


def writing(request: HouseRequest) -> HttpResponse:
    """Write the next version."""
    page = queries.find_purpose(viewer=request.viewer)
    if request.method != "POST":
        initial: dict[str, Any] = {"base": page.current if page else 0}
        if page:
            initial |= {"ideal": page.version.ideal, "lines": "\n".join(line.text for line in page.lines)}
        return _write(request, PurposeForm(initial=initial))
    form = PurposeForm(request.POST)
    if not form.is_valid():
        return _write(request, form, status=422)
    said = form.cleaned_data
    try:
        number = operations.write_purpose(viewer=request.viewer, at=request.at, **said)
    except ChangedMeanwhile as refusal:
        # What somebody else wrote meanwhile stands beside what this one wrote, to be kept on top of it.
        theirs = queries.find_purpose(viewer=request.viewer)
        again = said | {"lines": "\n".join(said["lines"]), "base": theirs.current if theirs else 0}
        return _write(request, PurposeForm(initial=again), status=422, theirs=theirs, sentence=str(refusal))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _write(request, form, status=422)
    answers.done(request, "Written." if number == 1 else f"Kept as version {number}.")
    return redirect("purpose")


@require_GET
def changes(request: HouseRequest) -> HttpResponse:
    """Show what changed from one version to another, line by line; without versions named, from the last but one to the newest."""
    versions = queries.list_versions(viewer=request.viewer)
    if not versions:
        raise NotFound("Nobody has written our purpose yet.")
    after = _number(request.GET.get("to", ""), versions[0].number)
    before = _number(request.GET.get("from", ""), max(1, after - 1))
    found = queries.get_changes(before=before, after=after, viewer=request.viewer)
    context = {
        "before": found.before,
        "after": found.after,
        "before_on": _day(found.before, request),
        "after_on": _day(found.after, request),
        "ideals": [labels.IDEALS[row.ideal][0] for row in (found.before, found.after)],
        "changes": found.changes,
        "versions": [(row, _day(row, request)) for row in versions],
    }
    return render(request, "web/offerings/purpose_changes.html", context)


def _write(
    request: HouseRequest,
    form: PurposeForm,
    *,
    status: int = 200,
    theirs: PurposePage | None = None,
    sentence: str = "",
) -> HttpResponse:
    context = {"form": form, "theirs": theirs, "sentence": sentence}
    if theirs:
        context["their_ideal"] = labels.IDEALS[theirs.version.ideal][0]
    return render(request, "web/offerings/purpose_writing.html", context, status=status)


def _versions(request: HouseRequest, page: PurposePage | None) -> list[VersionRow]:
    return queries.list_versions(viewer=request.viewer) if page else []


def _served(one: ServedLine) -> tuple[ServedLine, list[tuple[str, int, list[tuple[str, str]]]]]:
    """Return a line with its decisions by kind: how many, and the newest with the way to each."""
    return one, [
        (kind, serving.n, [(found.text, find_way(found.kind, found.id)) for found in serving.newest])
        for kind, serving in one.serving
    ]


def _day(row: VersionRow, request: HouseRequest) -> Any:
    return clock.local_date(row.written_at, request.zone)


def _number(typed: str, otherwise: int) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 6 else otherwise
