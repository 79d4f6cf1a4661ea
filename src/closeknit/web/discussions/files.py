"""Handing out a file of a discussion: asked for by who is signed in, fetched from an address that takes no cookie."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from closeknit.discussions import operations
from closeknit.discussions.shared import handing
from closeknit.kit import outgoing
from closeknit.research import operations as research_operations
from closeknit.web.request import HouseRequest


@require_POST
def asked(request: HouseRequest, attachment: str) -> HttpResponse:
    """Lead to where the file is fetched in the next minutes."""
    token = operations.ask_for_file(attachment=attachment, viewer=request.viewer, at=request.at)
    return redirect("file", token=token)


@require_POST
def photo(request: HouseRequest, photo: str) -> HttpResponse:
    """Lead to where a picture of what somebody outside saw is fetched in the next minutes."""
    return redirect("file", token=research_operations.ask_for_photo(photo=photo, viewer=request.viewer, at=request.at))


@require_GET
def fetched(request: HouseRequest, token: str) -> HttpResponse:
    """Hand out a file to whoever has its token, as long as the person it was given to may read it."""
    handed = handing.fetch_file(token, at=request.at)
    return outgoing.hand_out(handed.path, name=handed.name, kind=handed.kind)


@require_GET
def thumbnail(request: HouseRequest, token: str) -> HttpResponse:
    """Show the thumbnail of a picture to whoever has its token, as long as the person it was made for may read the file."""
    return outgoing.show(handing.fetch_thumbnail(token, at=request.at))
