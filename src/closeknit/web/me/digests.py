"""My weekly digest: what stands in it now, when it comes, and stopping it without signing in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from closeknit.kit import mail, mailbox
from closeknit.kit.look.rows import Quote
from closeknit.kit.refusals import NotFound, Refused
from closeknit.today.digest import gathering, operations, sending, writing
from closeknit.web import answers, errors
from closeknit.web.me.forms import DigestForm
from closeknit.web.request import HouseRequest
from closeknit.web.sign_in.forms import list_zones


def digest(request: HouseRequest) -> HttpResponse:
    """Show my digest as it would come now, and when it comes; a post changes that."""
    wish = sending.find_wish(request.viewer.id, viewer=request.viewer)
    said = {"is_on": wish.is_on, "weekday": wish.weekday, "hour": wish.hour, "zone": wish.zone or request.zone}
    form = DigestForm(request.POST if request.method == "POST" else None, initial=said)
    if form.is_valid():
        given = form.cleaned_data
        given["zone"] = "" if given["zone"] == request.zone else given["zone"]
        try:
            operations.change_digest(viewer=request.viewer, at=request.at, **given)
        except Refused as refusal:
            form.add_error("zone", str(refusal))
        else:
            answers.done(request, "Your digest comes then." if given["is_on"] else "You get no digest any more.")
            return redirect("member_digest")
    page = gathering.get_digest(viewer=request.viewer, at=request.at)
    context = {
        "form": form,
        "zones": list_zones(),
        "lede": writing.write_lede(page),
        "parts": [
            (part.heading, [(line, _quote(line)) for line in part.lines])
            for part in writing.list_parts(page, origin=request.build_absolute_uri("/").rstrip("/"))
        ],
        "has_server": mail.find_server() is not None,
        "box": mailbox.find_mailbox(),
    }
    return render(request, "web/me/digest.html", context, status=422 if form.errors else 200)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HouseRequest, secret: str) -> HttpResponse:
    """Stop the digest of whoever holds this address. A mail program posts here by itself (RFC 8058): it has no form of ours.

    Nothing but stopping can be done with it, and looking at the page stops nothing: programs open links that nobody pressed.
    """
    if request.house is None or not operations.has_secret(secret):
        return errors.not_found(request, NotFound())
    if request.method != "POST":
        return render(request, "web/me/stop.html", {"name": ""})
    return render(request, "web/me/stop.html", {"name": operations.stop_digest(secret=secret, at=request.at)})


def _quote(line: writing.Line) -> Quote | None:
    if not line.words:
        return None
    return Quote(line.words, "reported" if line.told_by else "exact", speaker=line.speaker, told_by=line.told_by)
