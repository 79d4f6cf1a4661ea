"""The case for a new offering: written, read, printed, and made into an offering."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST, require_safe

from closeknit.analysis.circle import profile as differences
from closeknit.analysis.offerings.case_draft import draft_case
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, markdown
from closeknit.kit.capabilities import Capability
from closeknit.kit.pdf import writing as pdf
from closeknit.kit.refusals import ChangedMeanwhile, NotFound, Refused
from closeknit.offerings.adjacent import queries as group_queries
from closeknit.offerings.adjacent.queries import GroupPage
from closeknit.offerings.cases import operations, queries
from closeknit.offerings.cases.queries import CaseRow
from closeknit.web import answers, quotes
from closeknit.web.adjacent import labels, printing, rows
from closeknit.web.adjacent.forms import CaseForm
from closeknit.web.request import HouseRequest


@require_GET
def case(request: HouseRequest, case: str) -> HttpResponse:
    """Show a case as it holds, or (`?version=`) as it was."""
    asked = request.GET.get("version", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else None
    found = queries.get_case(case, viewer=request.viewer, number=number)
    group = group_queries.get_group(found.group_id, viewer=request.viewer, with_words=False)
    context: dict[str, Any] = {
        "case": found,
        "is_old": found.number != found.current,
        "written_on": clock.local_date(found.written_at, request.zone),
        "parts": [(label, markdown.render(found.parts[code])) for code, label, _ in labels.PARTS if found.parts[code]],
        "sizes": rows.sizes_of(group.group.size, n_others=group.group.n_others, currency=_currency(request)),
        "words": [quotes.quote_of(one) for one in found.words],
        "talkers": [rows.talker_of(one, zone=request.zone) for one in group.talkers],
        "versions": [
            (one, clock.local_date(one.written_at, request.zone))
            for one in queries.list_versions(case, viewer=request.viewer)
        ],
        "may_shape": request.viewer.can(Capability.SHAPE_OFFERINGS),
        "challenge_url": _challenge_url(request, found),
    }
    return render(request, "web/adjacent/case.html", context)


@require_safe
def case_pdf(request: HouseRequest, case: str) -> HttpResponse:
    """Answer with a case as PDF."""
    found = queries.get_case(case, viewer=request.viewer)
    group = group_queries.get_group(found.group_id, viewer=request.viewer, with_words=False)
    house = identity_queries.get_house()
    sheet = printing.sheet_of(
        found,
        sizes=rows.sizes_of(group.group.size, n_others=group.group.n_others, currency=house.currency),
        talkers=[rows.talker_of(one, zone=request.zone) for one in group.talkers],
        house=house.name,
        today=request.today,
    )
    response = HttpResponse(pdf.write_sheet(sheet, made_at=request.at), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="case-{found.number}.pdf"'
    return response


def writing(request: HouseRequest, group: str) -> HttpResponse:
    """Write the next version of the case for a group; the first begins with a draft of what was counted and said."""
    page = group_queries.get_group(group, viewer=request.viewer)
    found = queries.find_case_of(group, viewer=request.viewer)
    if request.method == "POST":
        return _keep(request, page, found)
    initial = dict(found.parts) | {"title": found.title, "base": found.current} if found else _draft(page)
    chosen = [one.id for one in found.words] if found else [one.id for one in page.words[:4]]
    return _show(request, page, found, CaseForm(initial=initial, auto_id="id_case_%s"), chosen)


@require_POST
def offering(request: HouseRequest, case: str) -> HttpResponse:
    """Make an offering of a case."""
    try:
        made = operations.make_offering(case=case, viewer=request.viewer, at=request.at)
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
        return redirect("case", case)
    answers.done(request, "It is among our offerings. Say on the map how well it meets these needs.")
    return redirect("offering", made)


def _keep(request: HouseRequest, page: GroupPage, found: CaseRow | None) -> HttpResponse:
    form = CaseForm(request.POST, auto_id="id_case_%s")
    chosen = request.POST.getlist("words")
    both: dict[str, Any] | None = None
    if form.is_valid():
        said = form.cleaned_data
        try:
            number = operations.write_case(
                group=page.group.id,
                title=said["title"],
                parts=form.parts,
                words=chosen,
                base=said["base"],
                viewer=request.viewer,
                at=request.at,
            )
        except ChangedMeanwhile as refusal:
            current = found.current if found else 0
            both = {"sentence": str(refusal), "theirs": found, "changes": _changes(found, form)}
            form = CaseForm(initial=said | {"base": current}, auto_id="id_case_%s")
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, f"Kept as version {number}.")
            written = queries.find_case_of(page.group.id, viewer=request.viewer)
            return redirect("case", written.id) if written else redirect("adjacent")
    return _show(request, page, found, form, chosen, both=both, status=422)


def _show(
    request: HouseRequest,
    page: GroupPage,
    found: CaseRow | None,
    form: CaseForm,
    chosen: list[str],
    *,
    both: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    offered = {one.id: one for one in (*(found.words if found else ()), *page.words)}
    context = {
        "group": rows.group_of(page.group, currency=_currency(request)),
        "form": form,
        "both": both,
        "offered": [(one.id, one.id in chosen, quotes.quote_of(one)) for one in offered.values()],
        "parts": [form[code] for code, *_ in labels.PARTS],
    }
    return render(request, "web/adjacent/writing.html", context, status=status)


def _draft(page: GroupPage) -> dict[str, Any]:
    draft = draft_case(
        name=page.group.name,
        needs=[need.statement for need in page.group.needs if not need.is_met],
        talkers=[f"{one.name} ({one.account})" for one in page.talkers],
        size=page.group.size,
    )
    return vars(draft) | {"base": 0}


def _changes(found: CaseRow | None, form: CaseForm) -> list[tuple[str, str]]:
    theirs = _whole(found.title, dict(found.parts)) if found else ""
    mine = _whole(form.cleaned_data["title"], form.parts)
    return [(one.kind.value, one.text) for one in differences.diff_words(theirs, mine)]


def _whole(title: str, parts: dict[str, str]) -> str:
    said = [f"{label}\n{parts[code].strip()}" for code, label, _ in labels.PARTS if parts[code].strip()]
    return "\n\n".join([title, *said])


def _challenge_url(request: HouseRequest, found: CaseRow) -> str:
    if not request.viewer.can(Capability.ANSWER_IDEAS):
        return ""
    return f"{reverse('challenge_new')}?case={found.id}"


def _currency(request: HouseRequest) -> str:
    return request.house.currency if request.house else ""
