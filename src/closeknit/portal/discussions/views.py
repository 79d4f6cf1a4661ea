"""A discussion on a page of its own, and what one can do in it. `account` names the shared site; without one it is the open portal."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from closeknit.discussions.shared import handing, operations, queries
from closeknit.discussions.shared.queries import FiledRow
from closeknit.kit import markdown, outgoing
from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.portal.discussions import part, shown
from closeknit.portal.discussions.forms import AnewForm, CommentForm, read_files
from closeknit.portal.request import PortalRequest
from closeknit.research.shared import queries as observed
from closeknit.research.shared.queries import PhotoRow


@require_GET
def discussions(request: PortalRequest, account: str) -> HttpResponse:
    """Show what is discussed in this shared site, where something was said last first."""
    found = queries.list_discussions(viewer=request.viewer)
    rows = [(part.way(request, "discussion", row.subject), row) for row in found]
    return render(request, "portal/discussions/discussions.html", {"discussions": rows, "zone": request.zone})


@require_GET
def files(request: PortalRequest, account: str) -> HttpResponse:
    """Show every file that hangs on what is discussed in this shared site, the newest first; `?page=` further back."""
    page = _page_asked(request)
    found, has_more = queries.list_files(account, viewer=request.viewer, page=page)
    photos = observed.list_photos(account, viewer=request.viewer) if page == 1 else []
    seen = reverse("portal:observations", args=[account])
    context = {
        "files": [
            _line(request, row, "attachment", f"{part.way(request, 'discussion', row.subject)}#{row.comment}")
            for row in found
        ],
        "photos": [_line(request, row, "observation_photo", f"{seen}#{row.observation_id}") for row in photos],
        "newer_url": f"?page={page - 1}" if page > 1 else "",
        "older_url": f"?page={page + 1}" if has_more else "",
        "zone": request.zone,
    }
    return render(request, "portal/discussions/files.html", context)


@require_GET
def discussion(request: PortalRequest, subject: str, account: str = "") -> HttpResponse:
    """Show a discussion; `?page=` further back."""
    return _page(request, part.of(subject, request, page=_page_asked(request)))


@require_POST
def comments(request: PortalRequest, subject: str, account: str = "") -> HttpResponse:
    """Say something."""
    form = CommentForm(request.POST, request.FILES)
    given: dict[str, Any] = {"subject": subject, "viewer": request.viewer, "at": request.at}
    act = operations.write_comment
    if _try(form, lambda: act(text=form.cleaned_data["text"], given=read_files(request), **given)):
        messages.success(request, _("Said."))
        return _back(request, subject)
    return _page(request, part.of(subject, request, form=form), status=422)


@require_POST
def following(request: PortalRequest, subject: str, account: str = "") -> HttpResponse:
    """Hear of a discussion by mail, or no longer."""
    is_on = request.POST.get("on") == "1"
    operations.follow_discussion(subject=subject, is_on=is_on, viewer=request.viewer, at=request.at)
    said = _("You get a mail for each new comment.") if is_on else _("No more mails about this.")
    messages.success(request, said)
    return _back(request, subject)


def comment(request: PortalRequest, comment: str, account: str = "") -> HttpResponse:
    """Give a comment of one's own other words."""
    row, subject = queries.get_comment(comment, viewer=request.viewer)
    if not row.is_mine:
        raise NotFound
    form = AnewForm(request.POST or None, initial={"text": row.text, "base": row.n_versions})
    given: dict[str, Any] = {"comment": comment, "viewer": request.viewer, "at": request.at}
    if request.method == "POST" and _try(form, lambda: operations.edit_comment(**form.cleaned_data, **given)):
        messages.success(request, _("Said anew. What it was before stays to be read."))
        return redirect(f"{part.way(request, 'discussion', subject)}#{comment}")
    context = {"back_url": part.way(request, "discussion", subject), "form": form, "before": markdown.render(row.text)}
    return render(request, "portal/discussions/anew.html", context, status=422 if form.errors else 200)


@require_POST
def taking_back(request: PortalRequest, comment: str, account: str = "") -> HttpResponse:
    """Let nobody read a comment of one's own any more."""
    return _act(request, comment, operations.take_back_comment, _("Taken back. Its place stays, without words."))


@require_POST
def putting_back(request: PortalRequest, comment: str, account: str = "") -> HttpResponse:
    """Let a comment be read again that one took back."""
    return _act(request, comment, operations.put_back_comment, _("It can be read again."))


@require_GET
def versions(request: PortalRequest, comment: str, account: str = "") -> HttpResponse:
    """Show each wording of a comment, the newest first."""
    row, subject = queries.get_comment(comment, viewer=request.viewer)
    found = queries.list_versions(comment, viewer=request.viewer)
    context = {
        "author": row.author,
        "back_url": f"{part.way(request, 'discussion', subject)}#{comment}",
        "versions": [(one, markdown.render(one.text)) for one in reversed(found)],
        "zone": request.zone,
    }
    return render(request, "portal/discussions/versions.html", context)


@require_POST
def attachment(request: PortalRequest, attachment: str, account: str = "") -> HttpResponse:
    """Lead to where the file is fetched in the next minutes."""
    ask = operations.ask_for_file if account else operations.ask_for_portal_file
    return redirect("portal:file", token=ask(attachment=attachment, viewer=request.viewer, at=request.at))


@require_GET
def file(request: PortalRequest, token: str) -> HttpResponse:
    """Hand out a file to whoever has its token, as long as the person it was given to may read it."""
    handed = handing.fetch_file(token, at=request.at)
    return outgoing.hand_out(handed.path, name=handed.name, kind=handed.kind)


@require_GET
def thumbnail(request: PortalRequest, token: str) -> HttpResponse:
    """Show the thumbnail of a picture to whoever has its token, as long as the person it was made for may read the file."""
    return outgoing.show(handing.fetch_thumbnail(token, at=request.at))


def _line(request: PortalRequest, row: FiledRow | PhotoRow, route: str, where: str) -> dict[str, Any]:
    """Return a line of the list of files: the file, where it is asked for, its picture if it is one, and where it was handed in."""
    url = part.way(request, route, row.id)
    picture = shown.picture_of(row, url=url, author=row.author, request=request) if row.width else None
    return {"row": row, "url": url, "picture": picture, "where": where}


def _page_asked(request: PortalRequest) -> int:
    asked = request.GET.get("page", "1")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1


def _try(form: forms.Form, act: Callable[[], object]) -> bool:
    """Return whether a form holds and its act was done; why not is said on the form, and nothing that was typed is lost."""
    if not form.is_valid():
        return False
    try:
        act()
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _act(request: PortalRequest, comment: str, act: Callable[..., Any], sentence: str) -> HttpResponse:
    row, subject = queries.get_comment(comment, viewer=request.viewer)
    if not row.is_mine:
        raise NotFound
    try:
        act(comment=comment, viewer=request.viewer, at=request.at)
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, sentence)
    return _back(request, subject)


def _back(request: PortalRequest, subject: str) -> HttpResponse:
    """Lead back to the page of this door that the form stood on."""
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if is_ours and back.startswith(("/shared/", "/portal/")):
        return HttpResponseRedirect(f"{back}#discussion")
    return redirect(f"{part.way(request, 'discussion', subject)}#discussion")


def _page(request: PortalRequest, discussion: part.Part, *, status: int = 200) -> HttpResponse:
    context = {"discussion": discussion, "subject_url": part.way_to_subject(request, discussion.row.subject)}
    return render(request, "portal/discussions/discussion.html", context, status=status)
