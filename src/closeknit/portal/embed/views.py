"""A form that any web page can carry: framed where the house allows it, or as plain HTML that sends here.

It stands without cookies, so that a foreign page can send it; so nobody's name counts, and what comes in waits for one of us to look.
"""

from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from closeknit.ideas.shared import operations, queries
from closeknit.kit import clock
from closeknit.kit.refusals import NotFound, Refused
from closeknit.portal.ideas.forms import EmbedForm
from closeknit.portal.joining.limits import allow
from closeknit.portal.request import PortalRequest

_HOUR, _SALT = 3600, "portal embed"
# Nobody fills the form in so quickly; a form older than a day was kept by a machine.
_QUICKEST, _OLDEST = 2, 24 * _HOUR


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def embed(request: PortalRequest, key: str) -> HttpResponse:
    """Show the form, and take what it sends."""
    pages = queries.find_embed(key)
    if pages is None:
        raise NotFound
    form = EmbedForm(request.POST or None, auto_id="embed_%s")
    if request.method != "POST":
        return _framed(render(request, "portal/embed/form.html", _context(request, form)), pages)
    if not allow(request, "embed", most=10, seconds=_HOUR):
        form.add_error(None, _("That was often. Try again in an hour; what you typed stands below."))
    elif form.is_valid() and _is_machine(form, request.POST.get("since")):
        # A machine is thanked like anybody, and nothing is kept.
        return _framed(render(request, "portal/embed/thanks.html"), pages)
    elif form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "text", "name", "email")}
        try:
            operations.give_embedded(key=key, at=request.at, **said)
        except NotFound:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _framed(render(request, "portal/embed/thanks.html"), pages)
    return _framed(render(request, "portal/embed/form.html", _context(request, form), status=422), pages)


def _context(request: PortalRequest, form: EmbedForm) -> dict[str, Any]:
    return {"form": form, "since": signing.dumps(int(clock.now().timestamp()), salt=_SALT), "here": request.path}


def _is_machine(form: EmbedForm, since: str | None) -> bool:
    """Return whether the field that nobody sees was filled in, or the form that we showed came back at a pace that is no person's."""
    if form.cleaned_data["website"]:
        return True
    if since is None:
        # Plain HTML on somebody's own page knows no moment.
        return False
    try:
        age = int(clock.now().timestamp()) - int(signing.loads(since, salt=_SALT))
    except signing.BadSignature:
        return True
    return not _QUICKEST <= age <= _OLDEST


def _framed(response: HttpResponse, pages: tuple[str, ...]) -> HttpResponse:
    """Let the pages that the house named frame this one address."""
    if pages:
        response._csp_replace = {"frame-ancestors": list(pages)}  # type: ignore[attr-defined]  # read by django-csp
        # The older header knows no list.
        response.xframe_options_exempt = True
    return response
