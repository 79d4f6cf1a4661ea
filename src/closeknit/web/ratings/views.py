"""Which columns of a file rate which needs: proposed, said by a person, read in the background, taken back as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from closeknit.analysis.needs import scales
from closeknit.kit.look import saying
from closeknit.kit.refusals import NotFound, Refused
from closeknit.needs.sheets import operations, queries
from closeknit.needs.sheets.reading import FigureColumn, RatedBy
from closeknit.web import answers
from closeknit.web.request import HouseRequest

MEANINGS = (("", "leave it out"), ("importance", "how much it matters"), ("satisfaction", "how well it is met"))


@dataclass(frozen=True)
class ColumnLine:
    """One column of figures with what is chosen for it; `place` is its number in the form."""

    place: int
    column: FigureColumn
    meaning: str
    need: str
    scale: str


@require_GET
def ratings(request: HouseRequest, source: str) -> HttpResponse:
    """Show a file's columns of figures with what each seems to rate, and what came of it."""
    page = queries.get_sheet_page(source, viewer=request.viewer)
    lines = _lines(page)
    context = {
        "page": page,
        "lines": lines,
        "meanings": MEANINGS,
        "scales": list(scales.SCALES),
        "said": [scales.say_scale(scales.SCALES[name]) for name in sorted({one.scale for one in lines if one.meaning})],
        "statements": dict(page.needs),
    }
    return render(request, "web/ratings/ratings.html", context)


@require_POST
def take(request: HouseRequest, source: str) -> HttpResponse:
    """Begin to read the ratings as it was said."""
    page = queries.get_sheet_page(source, viewer=request.viewer)
    try:
        rated = _pair(page, request.POST)
        operations.take_ratings(source=source, columns=rated, viewer=request.viewer, at=request.at)
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, f"The ratings of {saying.say_count(len(rated), 'need')} are being read.", undoable=False)
    return redirect("ratings", source)


@require_POST
def withdraw(request: HouseRequest, source: str) -> HttpResponse:
    """Take out all ratings that came in the file."""
    n = operations.take_back_ratings(source=source, viewer=request.viewer, at=request.at)
    answers.done(request, f"Took out {saying.say_count(n, 'rating')}.", undoable=False)
    return redirect("ratings", source)


def _lines(page: queries.SheetPage) -> list[ColumnLine]:
    """What was said before stands; else what the columns seem to say, for needs whose two columns were both found."""
    if page.sheet is not None:
        said = {one.importance: ("importance", one) for one in page.sheet.columns}
        said |= {one.satisfaction: ("satisfaction", one) for one in page.sheet.columns}
        return [
            ColumnLine(place, one, *(_told(said[one.name]) if one.name in said else ("", "", one.scale)))
            for place, one in enumerate(page.columns)
        ]
    return [ColumnLine(place, one, one.meaning, one.need, one.scale) for place, one in enumerate(page.columns)]


def _told(said: tuple[str, RatedBy]) -> tuple[str, str, str]:
    return said[0], said[1].need, said[1].scale


def _pair(page: queries.SheetPage, posted: Mapping[str, str]) -> list[RatedBy]:
    """Return the needs with their two columns, or raise BadColumns where one stands alone."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for place, column in enumerate(page.columns):
        meaning, need = posted.get(f"meaning_{place}", ""), posted.get(f"need_{place}", "")
        if meaning not in dict(MEANINGS) or not meaning or not need:
            continue
        if meaning in found.setdefault(need, {}):
            raise operations.BadColumns("Two columns say the same of one need. Leave one of them out.")
        found[need][meaning] = (column.name, posted.get(f"scale_{place}", ""))
    names = dict(page.needs)
    for need, both in found.items():
        if len(both) < 2:
            raise operations.BadColumns(
                f"“{names.get(need, 'A need')}” has one column. It takes two: how much it matters, and how well it is met."
            )
        if both["importance"][1] != both["satisfaction"][1]:
            raise operations.BadColumns(f"Both columns of “{names.get(need, 'a need')}” must be on one scale.")
    return [
        RatedBy(need, both["importance"][0], both["satisfaction"][0], both["importance"][1])
        for need, both in found.items()
    ]
