"""The way back to an account's plan after something was done to it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


def to_plan(account: str, plan: str = "", part: str = "") -> HttpResponse:
    """Lead to the page of an account's plan, to `part` of it."""
    query = f"?plan={plan}" if plan else ""
    return redirect(f"{reverse('account_plan', args=[account])}{query}{f'#{part}' if part else ''}")
