"""The ideas of the open portal: the list, one of them, giving one, voting, what one gave, and how we answer."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from closeknit.ideas.shared import operations, queries
from closeknit.ideas.shared.rows import IdeaRow
from closeknit.kit import markdown
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import NotFound
from closeknit.portal.discussions import part
from closeknit.portal.ideas.forms import IdeaForm
from closeknit.portal.ideas.opened import FIRST, lead_back, while_open
from closeknit.portal.ideas.told import body_of
from closeknit.portal.joining.limits import allow
from closeknit.portal.request import PortalRequest
from closeknit.portal.trying import try_act, try_form

# No number that people say is greater, and no database takes much greater ones.
_MOST = 2_000_000_000
# A vote given and taken back again and again is still one vote, and counting it is work.
MOST_PRESSED = 200


@require_safe
@while_open
def ideas(request: PortalRequest) -> HttpResponse:
    """Show the ideas: the newest, the most wanted, those answered last, or those with the words that were looked for."""
    sort = request.GET.get("sort", "")
    sort = sort if sort in queries.SORTS else queries.SORTS[0]
    words, asked = request.GET.get("words", "").strip()[:200], request.GET.get("page", "1")
    page = queries.list_ideas(
        viewer=request.viewer, sort=sort, words=words, page=int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    )
    portal = queries.get_portal()
    context = {
        "portal": portal,
        "welcome": markdown.render(portal.welcome),
        "kept": queries.get_kept(today=request.today),
        "found": page,
        "rows": [_card(row, request) for row in page.rows],
        "ideas_url": reverse("portal:ideas"),
        "sort": sort,
        "words": words,
        "newer_url": _page_url(sort, words, page.page - 1) if page.page > 1 else "",
        "older_url": _page_url(sort, words, page.page + 1) if page.page < page.n_pages else "",
        "here": request.get_full_path(),
        "sign_in_url": sign_in_url(request.get_full_path()),
    }
    return render(request, "portal/ideas/ideas.html", context)


@require_safe
@while_open
def idea(request: PortalRequest, number: int) -> HttpResponse:
    """Show one idea with our answer, whose it is, and what is said about it."""
    row = queries.get_idea(check_number(number), viewer=request.viewer)
    speaks = row.is_shown and not row.is_merged and (request.viewer.can(Capability.TAKE_PART) or row.thread)
    context = {
        "row": row,
        "text": markdown.render(row.text),
        "sentence": markdown.render(row.answer.sentence) if row.answer else "",
        "discussion": part.of(row.idea, request, back=request.path) if speaks else None,
        "ideas_url": reverse("portal:ideas"),
        "vote_url": reverse("portal:idea_vote", args=[row.number]),
        "merged_url": reverse("portal:idea", args=[row.merged_into]) if row.merged_into else "",
        "here": request.path,
        "sign_in_url": sign_in_url(request.path),
    }
    return render(request, "portal/ideas/idea.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@while_open
def vote(request: PortalRequest, number: int) -> HttpResponse:
    """Vote for an idea, or take one's vote back."""
    page = reverse("portal:idea", args=[check_number(number)])
    if request.method != "POST":
        # Whoever had to sign in first comes back to here.
        return redirect(page)
    row = queries.get_idea(number, viewer=request.viewer)
    if not allow(request, "vote", most=MOST_PRESSED, seconds=3600, by=request.viewer.id):
        messages.warning(request, _("That were many votes in an hour. Nothing was changed; come back later."))
        return lead_back(request, request.POST.get("back", ""), page)
    by: dict[str, Any] = {"idea": row.idea, "viewer": request.viewer, "at": request.at}
    if request.POST.get("act") == "withdraw":
        try_act(request, lambda: operations.withdraw_vote(**by), _("Your vote is taken back."))
    else:
        try_act(request, lambda: operations.cast_vote(**by), _("Your vote counts."))
    return lead_back(request, request.POST.get("back", ""), page)


@require_http_methods(["GET", "HEAD", "POST"])
@while_open
def giving(request: PortalRequest) -> HttpResponse:
    """Give an idea. Those that say the same are shown before it is kept: once, and whoever sends it again has seen them."""
    form = IdeaForm(request.POST or None)
    alike = []
    if request.method == "POST" and form.is_valid() and not request.POST.get("seen"):
        said = f"{form.cleaned_data['title']} {form.cleaned_data['text']}"
        alike = queries.list_alike(said, viewer=request.viewer)
    if request.method == "POST" and not alike:
        by: dict[str, Any] = {"viewer": request.viewer, "at": request.at}
        if try_form(form, lambda: _give(form.cleaned_data | by)):
            messages.success(request, _("Thank you. Here it stands, and here you see what becomes of it."))
            return redirect("portal:given")
    context = {
        "form": form,
        "alike": _linked(alike),
        "ideas_url": reverse("portal:ideas"),
        "alike_url": reverse("portal:ideas_alike"),
        "has_seen": bool(alike) or bool(request.POST.get("seen")),
        "portal": queries.get_portal(),
    }
    return render(request, "portal/ideas/giving.html", context, status=422 if form.errors else 200)


@require_GET
@while_open
def alike(request: PortalRequest) -> HttpResponse:
    """Show, while somebody writes, the ideas that say the same."""
    found = queries.list_alike(request.GET.get("title", ""), viewer=request.viewer)
    return render(request, "portal/ideas/_alike.html", {"alike": _linked(found)})


@require_safe
@while_open
def given(request: PortalRequest) -> HttpResponse:
    """Show what one gave, and what became of it."""
    context = {"given": queries.list_mine(viewer=request.viewer), "portal": queries.get_portal()}
    return render(request, "portal/ideas/given.html", context)


@require_POST
@while_open
def taking_back(request: PortalRequest, submission: str) -> HttpResponse:
    """Take back what one gave while it waits."""
    try_act(
        request,
        lambda: operations.take_back_idea(submission=submission, viewer=request.viewer, at=request.at),
        _("Taken back. Nobody reads it."),
    )
    return redirect("portal:given")


@require_safe
@while_open
def answering(request: PortalRequest) -> HttpResponse:
    """Show how we keep our word to answer."""
    kept = queries.get_kept(today=request.today)
    context = {
        "kept": kept,
        "percent": round(kept.in_time * 100) if kept.in_time is not None else None,
        "portal": queries.get_portal(),
    }
    return render(request, "portal/ideas/answering.html", context)


def check_number(number: int) -> int:
    """Return a number that somebody typed into the address, or raise NotFound."""
    if number > _MOST:
        raise NotFound
    return number


def sign_in_url(back: str = FIRST) -> str:
    """Return where to sign in, coming back to `back`."""
    return f"{reverse('portal:sign_in')}?{urlencode({'next': back})}"


def _card(row: IdeaRow, request: PortalRequest) -> tuple[IdeaRow, SafeString, str, tuple[()]]:
    """Return an idea as the list draws it, with where one votes for it."""
    url = reverse("portal:idea", args=[row.number])
    body = body_of(row, request.house.name if request.house else "", url)
    return row, body, reverse("portal:idea_vote", args=[row.number]), ()


def _linked(rows: Sequence[IdeaRow]) -> list[tuple[IdeaRow, str]]:
    return [(row, reverse("portal:idea", args=[row.number])) for row in rows]


def _page_url(sort: str, words: str, page: int) -> str:
    said = {"sort": sort, "words": words, "page": page}
    return f"{reverse('portal:ideas')}?{urlencode({name: one for name, one in said.items() if one})}"


def _give(given: dict[str, Any]) -> None:
    """A button that is pressed twice gives once; the second press leads where the first one led."""
    with suppress(operations.GivenAlready):
        operations.give_idea(**given)
