"""What each side is there for."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from closeknit.accounts.shared import saying
from closeknit.kit import markdown
from closeknit.kit.refusals import ChangedMeanwhile, NotAllowed, NotFound, Refused
from closeknit.offerings.shared import queries
from closeknit.portal.purpose.forms import PurposeForm
from closeknit.portal.request import PortalRequest


@require_GET
def purpose(request: PortalRequest, account: str) -> HttpResponse:
    """Show what each side is there for."""
    return _show(request, account)


@require_POST
def writing(request: PortalRequest, account: str) -> HttpResponse:
    """Write what one's own company is there for; who comes second sees both versions."""
    form = PurposeForm(request.POST)
    said: dict[str, Any] = {"account": account, "viewer": request.viewer, "at": request.at}
    try:
        if form.is_valid():
            base = form.cleaned_data["base"] or 0
            saying.write_their_purpose(text=form.cleaned_data["text"], base=base, **said)
            messages.success(request, _("Kept. What it was before stays to be read."))
            return redirect("portal:purpose", account)
    except (NotFound, NotAllowed):
        raise
    except ChangedMeanwhile as refusal:
        # What they typed stays in the field; the next press writes it on what a colleague wrote, which stands beside it.
        newest = saying.get_their_purpose(account, viewer=request.viewer).number
        form = PurposeForm({"text": form.cleaned_data["text"], "base": newest})
        form.add_error(None, str(refusal))
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return _show(request, account, form, status=422)


def _show(request: PortalRequest, account: str, form: PurposeForm | None = None, *, status: int = 200) -> HttpResponse:
    viewer = request.viewer
    versions = saying.list_their_purposes(account, viewer=viewer)
    current = versions[0] if versions else saying.NOT_WRITTEN
    context = {
        "ours": queries.find_purpose(viewer=viewer),
        "current": current,
        "theirs": markdown.render(current.text),
        "earlier": [(one, markdown.render(one.text)) for one in versions[1:]],
        "form": form or PurposeForm(initial={"text": current.text, "base": current.number}),
        "is_open": form is not None,
    }
    return render(request, "portal/purpose/purpose.html", context, status=status)
