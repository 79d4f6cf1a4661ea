"""Doing what a form asks: a refusal is said on the form, with all that was typed."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from closeknit.kit import clock
from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.web import answers
from closeknit.web.request import HouseRequest


def try_form(form: forms.Form, act: Callable[[], object]) -> bool:
    """Return whether a form holds and its act was done; why not is said on the form."""
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


def try_act(request: HouseRequest, act: Callable[[], object], sentence: str) -> bool:
    """Do an act that has no form; say in a toast that it was done, or why not."""
    try:
        act()
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
        return False
    answers.done(request, sentence)
    return True


def given(request: HouseRequest, **about: str) -> dict[str, Any]:
    """Return what an operation is given beside what the form says: what it is about, who acts, and when."""
    return {**about, "viewer": request.viewer, "at": request.at}


def to_plan(account: str, plan: str = "", part: str = "") -> HttpResponse:
    """Lead to the page of an account's plan, to `part` of it."""
    query = f"?plan={plan}" if plan else ""
    return redirect(f"{reverse('account_plan', args=[account])}{query}{f'#{part}' if part else ''}")


def today_of(request: HouseRequest) -> date:
    """Return the house's local day of the request."""
    return clock.local_date(request.at, request.zone)
