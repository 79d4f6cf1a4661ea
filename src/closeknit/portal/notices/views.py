"""How one hears of what happens, and ending the mails with one press."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from closeknit.accounts.shared import notices as operations
from closeknit.portal import errors
from closeknit.portal.notices.forms import PaceForm
from closeknit.portal.request import PortalRequest
from closeknit.portal.trying import try_form


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: PortalRequest, account: str) -> HttpResponse:
    """Show and change how I hear of what happens here; the address of my calendar is opened beside it."""
    viewer = request.viewer
    pace = operations.get_pace(account, viewer=viewer)
    form = PaceForm(request.POST or None, initial={"pace": pace})
    if request.method == "POST" and try_form(
        form, lambda: operations.choose_pace(account=account, viewer=viewer, at=request.at, **form.cleaned_data)
    ):
        messages.success(request, _("Changed. It holds from now on, also for mails that have not gone out yet."))
        return redirect("portal:notices", account)
    context = {"form": form, "has_calendar": operations.has_calendar(account, viewer=viewer)}
    return render(request, "portal/notices/notices.html", context, status=422 if form.errors else 200)


# The secret in the address is the key; a mail program that ends the mails for its reader (RFC 8058) sends no form of ours.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: PortalRequest, secret: str) -> HttpResponse:
    """End my mails with one press. Looking at the address does nothing: programs that check mail look at links too."""
    reader = operations.find_switched(secret, at=request.at)
    if reader is None:
        return errors.not_found(request)
    if request.method == "POST":
        operations.switch_off(secret=secret, at=request.at)
    context = {"is_off": request.method == "POST", "account": reader.account}
    return render(request, "portal/notices/off.html", context)
