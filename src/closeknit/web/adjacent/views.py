"""The groups of needs that nothing meets, and one of them: its needs, its size, who would talk about it, what is spent elsewhere."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from closeknit.analysis import money
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Pager
from closeknit.kit.refusals import NotFound, Refused
from closeknit.offerings.adjacent import operations, queries
from closeknit.offerings.adjacent.queries import GroupPage
from closeknit.web import answers, quotes
from closeknit.web.adjacent import labels, rows
from closeknit.web.adjacent.forms import NameForm, SpendForm
from closeknit.web.request import HouseRequest


@require_GET
def adjacent(request: HouseRequest) -> HttpResponse:
    """Show the needs that nothing of ours meets, in groups, the largest first."""
    asked = request.GET.get("page", "1")
    number = max(int(asked), 1) if asked.isdecimal() and len(asked) < 6 else 1
    page = queries.list_groups(viewer=request.viewer, page=number)
    first = (number - 1) * queries.PAGE
    groups = [rows.group_of(one, currency=_currency(request)) for one in page.groups]
    context = {
        "groups": [one for one in groups if not one.is_alone],
        "alone": [one for one in groups if one.is_alone],
        "n_groups": page.n_groups,
        "n_new": page.n_new,
        "n_offerings": page.n_offerings,
        "pager": Pager(
            first=first + 1,
            last=first + len(page.groups),
            total=page.n_groups,
            unit="groups",
            previous_url=f"?page={number - 1}" if number > 1 else "",
            next_url=f"?page={number + 1}" if first + queries.PAGE < page.n_groups else "",
            previous="Larger",
            next="Smaller",
        ),
        "may_shape": request.viewer.can(Capability.SHAPE_OFFERINGS),
    }
    return render(request, "web/adjacent/adjacent.html", context)


@require_POST
def grouping(request: HouseRequest) -> HttpResponse:
    """Lay the needs that nothing meets together anew."""
    n_groups = operations.group_needs(viewer=request.viewer, at=request.at)
    answers.done(request, f"Laid together anew: {n_groups} groups. What somebody named stayed as it was.")
    return redirect("adjacent")


@require_GET
def group(request: HouseRequest, group: str) -> HttpResponse:
    """Show one group."""
    return show(request, group)


def show(
    request: HouseRequest,
    group: str,
    *,
    naming: NameForm | None = None,
    spending: SpendForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show one group, with a form as it was filled in where it was refused."""
    viewer = request.viewer
    page = queries.get_group(group, viewer=viewer)
    may_shape = viewer.can(Capability.SHAPE_OFFERINGS)
    context: dict[str, Any] = {
        "group": rows.group_of(page.group, currency=_currency(request)),
        "words": [quotes.quote_of(one) for one in page.words],
        "talkers": [rows.talker_of(one, zone=request.zone) for one in page.talkers],
        "spends": [(one, labels.CONFIDENCE[one.confidence]) for one in page.spends],
        "naming": naming or NameForm(initial={"name": page.group.name}, auto_id="id_name_%s"),
        "spending": spending or (_spending(request, page) if may_shape else None),
        "choices": [one for one in queries.list_choices(viewer=viewer) if one[0] != group] if may_shape else [],
        "ungrouped": queries.list_ungrouped(viewer=viewer) if may_shape else [],
        "may_shape": may_shape,
        "sees_worth": viewer.can(Capability.SEE_WORTH),
    }
    return render(request, "web/adjacent/group.html", context, status=status)


@require_POST
def name(request: HouseRequest, group: str) -> HttpResponse:
    """Call a group by what its needs have in common."""
    form = NameForm(request.POST, auto_id="id_name_%s")
    if form.is_valid():
        try:
            operations.name_group(group=group, viewer=request.viewer, at=request.at, **form.cleaned_data)
        except NotFound:
            raise
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            answers.done(request, "Named. From now on it stays together as it is.")
            return redirect("adjacent_group", group)
    return show(request, group, naming=form, status=422)


@require_POST
def putting(request: HouseRequest, group: str) -> HttpResponse:
    """Put a need into a group, this one or another, or into one of its own."""
    queries.get_group(group, viewer=request.viewer)
    need, to = request.POST.get("need", ""), request.POST.get("to", group)
    try:
        operations.put_need(need=need, group=to, viewer=request.viewer, at=request.at)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, "Put there." if to else "It stands in a group of its own now.")
    return redirect("adjacent_group", group)


@require_POST
def spend(request: HouseRequest, group: str) -> HttpResponse:
    """Keep what an account spends elsewhere."""
    page = queries.get_group(group, viewer=request.viewer)
    form = _spending(request, page, is_sent=True)
    if form.is_valid():
        said = dict(form.cleaned_data)
        amount = money.from_major(said.pop("amount"), _currency(request)).minor
        try:
            operations.say_spend(group=group, yearly_minor=amount, viewer=request.viewer, at=request.at, **said)
        except NotFound:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, "Kept what they spend elsewhere.")
            return redirect("adjacent_group", group)
    return show(request, group, spending=form, status=422)


@require_POST
def spend_removal(request: HouseRequest, spend: str) -> HttpResponse:
    """Take an estimate away."""
    operations.withdraw_spend(spend=spend, viewer=request.viewer, at=request.at)
    answers.done(request, "Taken away.")
    return answers.back(request, "adjacent")


def _spending(request: HouseRequest, page: GroupPage, *, is_sent: bool = False) -> SpendForm:
    people = {one.account_id: one.account for one in page.talkers}
    others = [one for one in queries.list_market(viewer=request.viewer) if one[0] not in people]
    return SpendForm(
        request.POST if is_sent else None,
        accounts=[*people.items(), *others],
        needs=[(need.id, need.statement) for need in page.group.needs],
        initial={"said_on": request.today, "confidence": "told"},
        auto_id="id_spend_%s",
    )


def _currency(request: HouseRequest) -> str:
    return request.house.currency if request.house else ""
