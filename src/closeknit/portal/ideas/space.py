"""The ideas of a shared site: those between its account and us, one of them with what came of it, giving, wanting and taking back."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from closeknit.ideas.shared import challenges, operations, queries, spaces
from closeknit.ideas.shared.rows import IdeaRow
from closeknit.kit import markdown
from closeknit.portal.discussions import part
from closeknit.portal.ideas.forms import EVERYBODY, SpaceIdeaForm
from closeknit.portal.ideas.opened import lead_back
from closeknit.portal.ideas.told import body_of
from closeknit.portal.ideas.views import MOST_PRESSED
from closeknit.portal.joining.limits import allow
from closeknit.portal.promises import rows as promise_rows
from closeknit.portal.promises.rows import Line
from closeknit.portal.request import PortalRequest
from closeknit.portal.trying import try_act, try_form
from closeknit.promises.shared.queries import promises
from closeknit.promises.shared.queries.promises import Outcome


@require_safe
def ideas(request: PortalRequest, account: str) -> HttpResponse:
    """Show the ideas that concern this account: the newest, the most wanted, those answered last, or those with the words looked for."""
    viewer, sort = request.viewer, request.GET.get("sort", "")
    sort = sort if sort in spaces.SORTS else spaces.SORTS[0]
    words, asked = request.GET.get("words", "").strip()[:200], request.GET.get("page", "1")
    page = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    found = spaces.list_ideas(account, viewer=viewer, sort=sort, words=words, page=page)
    led = promises.list_of_ideas([row.idea for row in found.rows], viewer=viewer)
    context = {
        "portal": queries.get_portal(),
        "found": found,
        "rows": [
            (row, _body(row, request, account), _vote_url(row, account), _led(led.get(row.idea, ()), request, account))
            for row in found.rows
        ],
        "on_the_way": spaces.list_on_the_way(viewer=viewer),
        "has_challenges": challenges.has_any(viewer=viewer),
        "sort": sort,
        "words": words,
        "ideas_url": reverse("portal:space_ideas", args=[account]),
        "giving_url": reverse("portal:space_idea_giving", args=[account]),
        "newer_url": _page_url(sort, words, found.page - 1) if found.page > 1 else "",
        "older_url": _page_url(sort, words, found.page + 1) if found.page < found.n_pages else "",
        "here": request.get_full_path(),
    }
    return render(request, "portal/ideas/space_ideas.html", context)


@require_safe
def idea(request: PortalRequest, account: str, idea: str) -> HttpResponse:
    """Show one idea with our answer, what came of it, and what both sides say about it."""
    row = spaces.get_idea(idea, account, viewer=request.viewer)
    # What stands on the open portal is discussed there, before everybody: nobody is to say here what they mean for us alone.
    speaks = row.is_between and row.is_shown and not row.is_merged
    led = promises.list_of_ideas([row.idea], viewer=request.viewer)
    context = {
        "row": row,
        "text": markdown.render(row.text),
        "sentence": markdown.render(row.answer.sentence) if row.answer else "",
        "led": _led(led.get(row.idea, ()), request, account),
        "discussion": part.of(row.idea, request, back=request.path) if speaks else None,
        "ideas_url": reverse("portal:space_ideas", args=[account]),
        "vote_url": _vote_url(row, account),
        "merged_url": _merged_url(row, account),
        "taking_back_url": reverse("portal:space_idea_taking_back", args=[account, row.idea]),
        "here": request.path,
    }
    return render(request, "portal/ideas/idea.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: PortalRequest, account: str, idea: str) -> HttpResponse:
    """Want an idea too, or no longer."""
    row = spaces.get_idea(idea, account, viewer=request.viewer)
    page = reverse("portal:space_idea", args=[account, row.idea])
    if request.method != "POST":
        # Whoever had to sign in first comes back to here.
        return redirect(page)
    if not allow(request, "vote", most=MOST_PRESSED, seconds=3600, by=request.viewer.id):
        messages.warning(request, _("That were many votes in an hour. Nothing was changed; come back later."))
        return redirect(page)
    by: dict[str, Any] = {"idea": row.idea, "viewer": request.viewer, "at": request.at}
    if request.POST.get("act") == "withdraw":
        try_act(request, lambda: operations.withdraw_vote(**by), _("Your vote is taken back."))
    else:
        try_act(request, lambda: operations.cast_vote(**by), _("Your vote counts."))
    own = reverse("portal:space_ideas", args=[account])
    return lead_back(request, request.POST.get("back", ""), page, own)


@require_http_methods(["GET", "HEAD", "POST"])
def giving(request: PortalRequest, account: str) -> HttpResponse:
    """Give an idea. Those that say the same are shown before it is kept: once, and whoever sends it again has seen them."""
    portal = queries.get_portal()
    names = {
        "account": request.space.account if request.space else "",
        "house": request.house.name if request.house else "",
    }
    form = SpaceIdeaForm(request.POST or None, is_portal_open=portal.is_open, **names)
    alike: list[IdeaRow] = []
    if request.method == "POST" and form.is_valid() and not request.POST.get("seen"):
        said = f"{form.cleaned_data['title']} {form.cleaned_data['text']}"
        alike = spaces.list_alike(said, account, viewer=request.viewer)
    if request.method == "POST" and not alike:
        given: list[str] = []
        if try_form(form, lambda: given.extend(_give(request, account, form.cleaned_data))):
            return _thank(request, account, given)
    context = {
        "form": form,
        "alike": _linked(alike, request, account),
        "has_seen": bool(alike) or bool(request.POST.get("seen")),
        "portal": portal,
        "ideas_url": reverse("portal:space_ideas", args=[account]),
        "alike_url": reverse("portal:space_ideas_alike", args=[account]),
    }
    return render(request, "portal/ideas/giving.html", context, status=422 if form.errors else 200)


@require_GET
def alike(request: PortalRequest, account: str) -> HttpResponse:
    """Show, while somebody writes, the ideas that say the same."""
    found = spaces.list_alike(request.GET.get("title", ""), account, viewer=request.viewer)
    return render(request, "portal/ideas/_alike.html", {"alike": _linked(found, request, account)})


@require_POST
def taking_back(request: PortalRequest, account: str, idea: str) -> HttpResponse:
    """Take back what one gave while it has no answer."""
    row = spaces.get_idea(idea, account, viewer=request.viewer)
    by: dict[str, Any] = {"idea": row.idea, "viewer": request.viewer, "at": request.at}
    try_act(request, lambda: operations.take_back_between(**by), _("Taken back. Nobody answers it."))
    return redirect("portal:space_ideas", account)


def _give(request: PortalRequest, account: str, said: dict[str, Any]) -> list[str]:
    """Keep it where it is for, and return its id where it is between us; a button that is pressed twice gives once."""
    by: dict[str, Any] = {"title": said["title"], "text": said["text"], "viewer": request.viewer, "at": request.at}
    with suppress(operations.GivenAlready):
        if said.get("audience") == EVERYBODY:
            operations.give_idea(is_named=said["is_named"], **by)
        else:
            return [operations.give_between(account=account, **by)]
    return []


def _thank(request: PortalRequest, account: str, given: Sequence[str]) -> HttpResponse:
    """Say the number and the day at once, or that it is on its way to the portal; and lead to where it stands."""
    if not given:
        messages.success(request, _("Thank you. Here it stands, and here you see what becomes of it."))
        return redirect("portal:space_ideas", account)
    row = spaces.get_idea(given[0], account, viewer=request.viewer)
    receipt = _("Thank you. It is idea %(n)d between us, and has its answer by %(day)s.")
    messages.success(request, receipt % {"n": row.number, "day": date_format(row.answer_by, "DATE_FORMAT")})
    return redirect("portal:space_idea", account, row.idea)


def _body(row: IdeaRow, request: PortalRequest, account: str) -> SafeString:
    reach = "" if row.is_between else _("on the open portal")
    house = request.house.name if request.house else ""
    return body_of(row, house, reverse("portal:space_idea", args=[account, row.idea]), reach)


def _led(came: Sequence[Outcome], request: PortalRequest, account: str) -> list[tuple[Line, Outcome]]:
    return [(promise_rows.line(one.promise, account, request.today), one) for one in came]


def _linked(rows: Sequence[IdeaRow], request: PortalRequest, account: str) -> list[tuple[IdeaRow, str]]:
    """Return ideas with their pages: in this shared site where they have one, else on the open portal."""
    return [
        (row, reverse("portal:space_idea", args=[account, row.idea]) if row.is_between else reverse("portal:idea", args=[row.number]))
        for row in rows
    ]  # fmt: skip


def _vote_url(row: IdeaRow, account: str) -> str:
    return reverse("portal:space_idea_vote", args=[account, row.idea])


def _merged_url(row: IdeaRow, account: str) -> str:
    if row.merged_id:
        return reverse("portal:space_idea", args=[account, row.merged_id])
    return reverse("portal:idea", args=[row.merged_into]) if row.merged_into else ""


def _page_url(sort: str, words: str, page: int) -> str:
    said = {"sort": sort, "words": words, "page": page}
    return "?" + urlencode({name: one for name, one in said.items() if one})
