"""The list of accounts, one account, and what is known of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from closeknit.accounts import details, operations, queries
from closeknit.identity import queries as identity_queries
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Pager
from closeknit.kit.refusals import Refused
from closeknit.web import answers
from closeknit.web.accounts import rows, sections
from closeknit.web.accounts.forms import AddForm, DetailsForm, NarrowForm
from closeknit.web.request import HouseRequest


def accounts(request: HouseRequest) -> HttpResponse:
    """Show the accounts, narrowed by what is asked, or add one by its name."""
    form = AddForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            # Whoever adds an account is taken to look after it; a slip of the tongue is one undo away.
            account = operations.add_account(owner=request.viewer.id, viewer=request.viewer, at=request.at, **said)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, f"Added {said['name']}.")
            return redirect("account", account)
    listing = _listing(request)
    if request.htmx and request.method == "GET" and not request.htmx.boosted:
        return render(request, "web/accounts/_list.html", listing)
    return render(request, "web/accounts/accounts.html", listing | {"form": form}, status=422 if form.errors else 200)


def account(request: HouseRequest, account: str) -> HttpResponse:
    """Show one account: who they are, how they stand, and what every screen has to say of them."""
    row = queries.get_account(account, viewer=request.viewer)
    team, served = queries.list_beside(account, viewer=request.viewer)
    head = rows.head_of(row, team=team, served=served, zone=request.zone)
    context = {
        "head": head,
        "facts": sections.facts_of(request, row),
        "acts": sections.acts_of(request, row),
        "columns": sections.sections_of(request, row),
        "may_keep": request.viewer.can(Capability.KEEP_ACCOUNTS),
    }
    return render(request, "web/accounts/account.html", context)


def account_details(request: HouseRequest, account: str) -> HttpResponse:
    """Change what is known of an account."""
    row = queries.get_account(account, viewer=request.viewer)
    form = _details_form(request, row)
    if form.is_valid():
        try:
            details.change_details(account=account, details=form.details(), viewer=request.viewer, at=request.at)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, f"Changed what is known of {form.cleaned_data['name']}.")
            return redirect("account", account)
    context = {"account": row, "form": form}
    return render(request, "web/accounts/details.html", context, status=422 if form.errors else 200)


def _listing(request: HouseRequest) -> dict[str, Any]:
    members = identity_queries.list_members(viewer=request.viewer)
    narrow = NarrowForm(request.GET, auto_id="narrow_%s", owners=[(member.id, member.name) for member in members])
    # An answer that the list does not know (a member who left, an old address) narrows nothing.
    asked = {name: value for name, value in narrow.cleaned_data.items() if value} if narrow.is_valid() else {}
    page = max(1, int(number)) if (number := request.GET.get("page", "")).isdecimal() and len(number) < 9 else 1
    by: dict[str, str] = {("containing" if name == "name" else name): value for name, value in asked.items()}
    found = queries.list_accounts(viewer=request.viewer, page=page, **by)
    total = queries.count_matching(viewer=request.viewer, **by)
    return {
        "narrow": narrow,
        "is_narrowed": bool(asked),
        "lines": [rows.line_of(row, zone=request.zone) for row in found],
        "total": total,
        "pager": _pager(page, len(found), total, asked) if total > queries.PAGE else None,
        "sees_worth": request.viewer.can(Capability.SEE_WORTH),
        "keeps": request.viewer.can(Capability.KEEP_ACCOUNTS),
    }


def _pager(page: int, n_shown: int, total: int, asked: dict[str, str]) -> Pager:
    first = (page - 1) * queries.PAGE + 1

    def address(number: int) -> str:
        return f"{reverse('accounts')}?{urlencode(asked | {'page': number})}"

    last = first + n_shown - 1
    return Pager(
        first, last, total, "accounts", address(page - 1) if page > 1 else "", address(page + 1) if last < total else ""
    )


def _details_form(request: HouseRequest, row: queries.AccountRow) -> DetailsForm:
    viewer = request.viewer
    return DetailsForm(
        request.POST or None,
        initial=DetailsForm.initial_of(
            row,
            team=queries.list_core_team(row.id, viewer=viewer),
            served=queries.list_served(row.id, viewer=viewer),
            domains=queries.list_domains(row.id, viewer=viewer),
        ),
        members=[(member.id, member.name) for member in identity_queries.list_members(viewer=viewer)],
        find_account=lambda name: queries.find_account_by_name(name, viewer=viewer),
        currency=identity_queries.get_house().currency,
        sees_worth=viewer.can(Capability.SEE_WORTH),
        has_money=queries.has_money(row.kind),
    )
