"""Mirror reports, as page and as PDF."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from closeknit.kit.pdf import writing
from closeknit.portal.mirror import rows
from closeknit.portal.request import PortalRequest
from closeknit.promises.mirror import shared


@require_GET
def reports(request: PortalRequest, account: str) -> HttpResponse:
    """Show which reports there are, the newest open."""
    found = shared.list_reports(account, viewer=request.viewer)
    if found:
        return _page(request, account, found[0].id)
    return render(request, "portal/mirror/none.html")


@require_GET
def report(request: PortalRequest, account: str, mirror: str) -> HttpResponse:
    """Show one report."""
    return _page(request, account, mirror)


@require_GET
def pdf(request: PortalRequest, account: str, mirror: str) -> HttpResponse:
    """Return one report as PDF."""
    found = shared.get_report(mirror, account, viewer=request.viewer)
    sheet = rows.make_sheet(found, house=request.house.name if request.house else "")
    answer = HttpResponse(writing.write_sheet(sheet, made_at=request.at), content_type="application/pdf")
    name = f"mirror-{slugify(found.account)[:60] or 'report'}-{found.on.isoformat()}.pdf"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or "inline"
    return answer


def _page(request: PortalRequest, account: str, mirror: str) -> HttpResponse:
    found = shared.get_report(mirror, account, viewer=request.viewer)
    context = {
        "report": found,
        "mirror": mirror,
        "title": rows.title_of(found),
        "parts": rows.list_parts(found),
        "others": [one for one in shared.list_reports(account, viewer=request.viewer) if one.id != mirror],
    }
    return render(request, "portal/mirror/report.html", context)
