"""The list of what was said, as it is asked for: newest first, or what is most about a question first."""

from typing import Any

from closeknit.accounts import queries as account_queries
from closeknit.kit.refusals import NotFound
from closeknit.needs import queries as need_queries
from closeknit.verbatims import finding, meaning, queries
from closeknit.verbatims.queries import Narrowing
from closeknit.web.heard import forms, rows
from closeknit.web.request import HouseRequest


def listing_of(request: HouseRequest) -> dict[str, Any]:
    """Return what the list needs to be shown."""
    form = forms.NarrowForm(request.GET)
    said = form.said()
    account = find_account(said.get("account", ""), request)
    narrowing = form.narrowing(account=account.id if account else "", at=request.at)
    is_nobody = "account" in said and account is None
    context: dict[str, Any] = {
        "form": form,
        "said": said,
        "kept": form.kept(),
        "query": narrowing.query,
        "account": account,
        "is_nobody": is_nobody,
        "is_narrowed": bool(said),
        "without_query": forms.address(said | {"q": "", "like": "", "order": ""}),
        "without_after": forms.address(said | {"after": ""}),
        "filters": forms.filters_of(said),
    }
    if is_nobody:
        return context | {"groups": [], "total": 0}
    if said.get("like") or (narrowing.query and said.get("order") != "newest"):
        return context | _best(said, narrowing, request)
    return context | _newest(said, narrowing, request)


def find_account(said: str, request: HouseRequest) -> account_queries.AccountRow | None:
    """Return the account that is meant by an id or a name, or by a part of one account's name alone."""
    if not said:
        return None
    if said.startswith("account_"):
        try:
            return account_queries.get_account(said, viewer=request.viewer)
        except NotFound:
            return None
    named = account_queries.find_account_by_name(said, viewer=request.viewer)
    if named is None:
        like = account_queries.list_accounts(viewer=request.viewer, containing=said, page=1)
        named = like[0] if len(like) == 1 else None
    return named


def _best(said: dict[str, str], narrowing: Narrowing, request: HouseRequest) -> dict[str, Any]:
    viewer, like = request.viewer, None
    if said.get("like"):
        like = queries.get_verbatim(said["like"], viewer=viewer)
        found = finding.find_like(like.id, narrowing, viewer=viewer)
    else:
        found = finding.find(narrowing, viewer=viewer)
    page = finding.list_best(found, viewer=viewer, first=_number(request))
    needs = need_queries.list_needs_of_words([row.id for row in page.rows], viewer=viewer)
    return {
        "like": like,
        "by_rank": True,
        "by_meaning": page.by_meaning,
        "is_coming": not page.by_meaning and meaning.is_coming(),
        "here": forms.address(said),
        "groups": rows.hits_of(page, needs, query=narrowing.query),
        "total": page.total,
        "n_by_words": page.n_by_words,
        "n_near": page.total - page.n_by_words,
        "is_capped": page.is_capped,
        "pager": rows.pager_of_hits(page, said),
    }


def _newest(said: dict[str, str], narrowing: Narrowing, request: HouseRequest) -> dict[str, Any]:
    viewer = request.viewer
    older, newer = request.GET.get("older", ""), request.GET.get("newer", "")
    page = queries.list_page(narrowing, viewer=viewer, older_than=older, newer_than=newer)
    needs = need_queries.list_needs_of_words([row.id for row in page.rows], viewer=viewer)
    return {
        "groups": rows.groups_of(page, needs, query=narrowing.query),
        "total": page.total,
        "is_capped": page.is_capped,
        "pager": rows.pager_of(page, said, _number(request)),
    }


def _number(request: HouseRequest) -> int:
    first = request.GET.get("n", "")
    return max(1, int(first)) if first.isdecimal() and len(first) < 9 else 1
