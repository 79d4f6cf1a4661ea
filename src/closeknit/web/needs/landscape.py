"""The landscape: what they need, and how well it is met; as a page, a picture to take away and a table."""

import io

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from closeknit.analysis.needs import opportunity
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.look.charts import Gauge
from closeknit.kit.tables import writing
from closeknit.needs import queries
from closeknit.needs.queries import Landscape, LandscapeRow
from closeknit.web.needs import plot
from closeknit.web.request import HouseRequest
from closeknit.web.working import views as working

COLUMNS = (
    "need", "basis", "n", "accounts", "importance", "importance_low", "importance_high", "satisfaction", "satisfaction_low",
    "satisfaction_high", "opportunity", "opportunity_low", "opportunity_high", "rank", "ratings", "trend",
)  # fmt: skip
# Taken out of the page the picture stands alone: it carries its colours with it, those of the light theme.
_STYLE = """<style>
text{font:12.5px Inter,system-ui,sans-serif;fill:#122321}.plot-axis text,.plot-corner-name{fill:#5f6c6a;font-size:12px}
.plot-axis .plot-axis-name{fill:#122321;font-weight:600}.plot-axis line{stroke:#b9c2c0}.plot-corner{fill:#00605c;fill-opacity:.05}
.plot-line{stroke:#00605c;stroke-width:.8}.plot-score{fill:#00605c;font-weight:600}.plot-cloud{fill:#6f7b79;fill-opacity:.1;stroke:#6f7b79;stroke-opacity:.3}
.plot-strong .plot-cloud{fill:#00605c;fill-opacity:.2;stroke:#00605c}.plot-dot{fill:#6f7b79}.plot-strong .plot-dot{fill:#00605c}
.plot-estimated .plot-dot{fill:#f9fbfa;stroke:#6f7b79;stroke-width:1.4;stroke-dasharray:2.4 2.2}
.plot-estimated .plot-cloud,.plot-unnamed .plot-name{display:none}
.plot-strong .plot-name{font-weight:600}.plot-hit{fill:none}</style>"""


def landscape(request: HouseRequest) -> HttpResponse:
    """Show the open needs between important and met, those of enough ratings ranked."""
    seen = queries.get_landscape(viewer=request.viewer, at=request.at)
    every = [*seen.ranked, *seen.unranked]
    zone = identity_queries.get_house().zone
    context = {
        "plot": plot.plot(every),
        "ranked": [(row, _gauge(row)) for row in seen.ranked],
        "unranked": seen.unranked,
        "every": every,
        "rising": [row for row in every if row.need.trend.way == "rising"],
        "falling": [row for row in every if row.need.trend.way == "falling"],
        "n_more": seen.n_more,
        "n_heard": seen.n_heard,
        # Of a large house the words are weighed beside the page: then it says when.
        "seen_at": seen.seen_at if seen.seen_at < request.at else None,
        "seen_on": clock.local_date(seen.seen_at, zone),
        "zone": zone,
        "fewest_people": opportunity.FEWEST_PEOPLE,
        "fewest_accounts": opportunity.FEWEST_ACCOUNTS,
        "progress": working.hearing(request.viewer),
        "page_keys": (("Next need in the picture", "→"), ("To the table", "t")),
    }
    return render(request, "web/needs/landscape.html", context)


def picture(request: HouseRequest) -> HttpResponse:
    """Answer with the picture alone, as SVG."""
    seen = queries.get_landscape(viewer=request.viewer, at=request.at)
    drawn = plot.plot([*seen.ranked, *seen.unranked])
    svg = render_to_string("web/needs/_plot.html", {"plot": drawn, "alone": True}).strip()
    opening, _, rest = svg.partition(">")
    response = HttpResponse(f"{opening}>{_STYLE}{rest}", content_type="image/svg+xml; charset=utf-8")
    return _as_file(request, response, "svg")


def table(request: HouseRequest) -> HttpResponse:
    """Answer with all figures of the picture as CSV."""
    seen = queries.get_landscape(viewer=request.viewer, at=request.at)
    text = io.StringIO(newline="")
    writing.write_csv(COLUMNS, _lines(seen), text)
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    return _as_file(request, response, "csv")


def _lines(seen: Landscape) -> list[list[object]]:
    ranks = {row.need.id: place for place, row in enumerate(seen.ranked, start=1)}
    return [
        [
            row.need.statement,
            row.opportunity.basis.value,
            row.opportunity.n,
            row.opportunity.n_accounts,
            *_figures(row),
            ranks.get(row.need.id),
            row.n_ratings,
            row.need.trend.way,
        ]
        for row in [*seen.ranked, *seen.unranked]
    ]


def _figures(row: LandscapeRow) -> list[str]:
    found = row.opportunity
    three = (found.importance, found.satisfaction, found.score)
    return [f"{value:.2f}" for one in three for value in (one.value, one.low, one.high)]


def _gauge(row: LandscapeRow) -> Gauge:
    score = row.opportunity.score
    return Gauge(score.value / 20, score.low / 20, score.high / 20, said=f"Opportunity {plot.say_range(score)}")


def _as_file(request: HouseRequest, response: HttpResponse, ending: str) -> HttpResponse:
    name = f"needs {clock.local_date(request.at, 'UTC'):%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
