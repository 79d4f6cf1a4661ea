"""The check of twenty for needs: which of a few needs a sentence stands for, without the machine's opinion."""

from functools import partial

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_POST

from closeknit.needs.checking import operations as checking
from closeknit.needs.checking import queries as checks_read
from closeknit.web.quality import blind, rows
from closeknit.web.request import HouseRequest


@require_POST
def checks(request: HouseRequest) -> HttpResponse:
    """Draw twenty sentences and begin."""
    return blind.begin(request, checking.draw_need_check, "quality_need_check")


@require_GET
def check(request: HouseRequest, need_check: str) -> HttpResponse:
    """Show the next sentence of a check with its needs; or that all are answered."""
    return blind.show(
        request,
        need_check,
        template="web/quality/need_check.html",
        row=checks_read.get_need_check(need_check, viewer=request.viewer),
        find_next=checks_read.find_next,
        choices_of=rows.need_choices_of,
        route="quality_need_check",
        keys="1 – 5",
    )


@require_POST
def answer(request: HouseRequest, need_check: str, need_drawn: str) -> HttpResponse:
    """Keep which needs a sentence stands for, and go on to the next."""
    act = partial(checking.answer_need_drawn, needs=request.POST.getlist("need"))
    return blind.keep(request, act, need_drawn, need_check, "quality_need_check")
