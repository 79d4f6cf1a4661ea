"""A part of the house's settings as a page, and the way back to a section of it."""

from collections.abc import Mapping

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from closeknit.web.house import sections
from closeknit.web.request import HouseRequest


def show(request: HouseRequest, section: str, typed: Mapping[str, forms.BaseForm] | None = None) -> HttpResponse:
    """Show the part in which `section` stands; forms that were refused (`typed`) stand in it as they were typed."""
    part, refused = sections.find_part(section), typed or {}
    shown = [make(request, refused) for make in part.sections.values()]
    is_refused = any(form.errors for form in refused.values())
    return render(
        request, "web/house/house.html", {"sections": shown, "route": part.route}, status=422 if is_refused else 200
    )


def lead_to(section: str) -> HttpResponse:
    """Lead to a section of the settings."""
    return redirect(f"{reverse(sections.find_part(section).route)}#{section}")
