"""The ideas that hang together with one account or one person: whole on a page of their own, the newest on theirs once it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from closeknit.accounts import queries as account_queries
from closeknit.accounts.queries import AccountRow
from closeknit.analysis.ideas.kinds import IdeaState
from closeknit.ideas import queries
from closeknit.ideas.challenges import putting
from closeknit.ideas.queries import Concerning, ConcerningRow
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Act, Choice, Filter, Pager, PromiseRow
from closeknit.kit.ways import find_way
from closeknit.promises import queries as promise_queries
from closeknit.promises.queries import CarryingOut
from closeknit.web.accounts.section import Section
from closeknit.web.challenges import labels as challenge_labels
from closeknit.web.ideas import labels, rows
from closeknit.web.promises import rows as promise_rows
from closeknit.web.request import HouseRequest

# So many stand on the page of the account or the person itself.
_NEWEST = 5
_MOST_PAGES = 4


@dataclass(frozen=True)
class ConcerningLine:
    """One idea: how it came here, where it stands, what carries it out, who of them knows our answer."""

    row: ConcerningRow
    url: str
    giver: str
    from_account: str
    reach: str
    standing: rows.Standing
    reason: str
    promises: tuple[PromiseRow, ...]
    n_elsewhere: int
    telling_url: str


def section(request: HouseRequest, account: AccountRow) -> Section:
    """Return where the ideas with an account come: they are asked for once the page stands."""
    url = reverse("account_ideas", args=[account.id])
    return Section("ideas", "Ideas", "web/ideas/_later.html", {"url": url}, link="all, and challenges", link_url=url)


@require_GET
def of_account(request: HouseRequest, account: str) -> HttpResponse:
    """Show the ideas of an account, and the challenges that were put to it; to its own page the newest ideas alone."""
    # An account that is not there must not read like one without ideas.
    row = account_queries.get_account(account, viewer=request.viewer)
    why, page = _asked(request)
    most = _NEWEST if _is_part(request) else queries.CONCERNING_PAGE
    found = queries.list_of_account(row.id, viewer=request.viewer, why=why, page=page, most=most)
    context = _context(request, found, [row.id], why, page) | {"account": row, "give": _give_act(request, row)}
    if _is_part(request):
        return render(request, "web/ideas/_concerning_part.html", context)
    put_page = _number(request, "challenges")
    put = putting.list_put_to(row.id, viewer=request.viewer, today=request.today, page=put_page)
    context |= {
        "put": [(one, challenge_labels.STATES[one.state]) for one in put.rows],
        "put_newer": f"?{urlencode({'challenges': put_page - 1})}" if put_page > 1 else "",
        "put_older": f"?{urlencode({'challenges': put_page + 1})}" if put.has_more else "",
    }
    return render(request, "web/ideas/of_account.html", context)


@require_GET
def of_person(request: HouseRequest, person: str) -> HttpResponse:
    """Show the ideas of one person; to their own page the newest alone."""
    row = account_queries.get_person(person, viewer=request.viewer)
    places = account_queries.list_places(person, viewer=request.viewer)
    why, page = _asked(request)
    most = _NEWEST if _is_part(request) else queries.CONCERNING_PAGE
    found = queries.list_of_person(person, viewer=request.viewer, why=why, page=page, most=most)
    accounts = list(dict.fromkeys(place.account_id for place in places))
    context = _context(request, found, accounts, why, page) | {"person": row, "is_person": True}
    here = next((place for place in places if place.until_on is None), None)
    context["give"] = _give_act(request, contact=here.id) if here else None
    template = "_concerning_part" if _is_part(request) else "of_person"
    return render(request, f"web/ideas/{template}.html", context)


def _context(request: HouseRequest, found: Concerning, accounts: Sequence[str], why: str, page: int) -> dict[str, Any]:
    viewer = request.viewer
    roots = list(dict.fromkeys(row.root_id for row in found.rows))
    carried = promise_queries.list_of_ideas(roots, accounts=accounts, viewer=viewer)
    n = found.counts.get(why, 0) if why else found.total
    first = (page - 1) * queries.CONCERNING_PAGE + 1
    return {
        "lines": [_line(row, carried, request, accounts) for row in found.rows],
        "total": found.total,
        "n_more": found.total - len(found.rows),
        "url": request.path,
        "filters": _filters(found.counts, why) if len(found.counts) > 1 or why else [],
        "pager": Pager(
            first,
            first + len(found.rows) - 1,
            n,
            "ideas",
            _address(why, page - 1) if page > 1 else "",
            _address(why, page + 1) if page * queries.CONCERNING_PAGE < n else "",
        ),
    }


def _line(
    row: ConcerningRow, carried: Mapping[str, CarryingOut], request: HouseRequest, accounts: Sequence[str]
) -> ConcerningLine:
    can_tell = row.answer is not None and not row.told and request.viewer.can(Capability.ANSWER_IDEAS)
    one = carried.get(row.root_id, CarryingOut())
    return ConcerningLine(
        row=row,
        url=find_way("idea", row.id),
        giver=rows.giver_words(row.giver),
        from_account=row.giver.account if row.giver.account_id not in accounts else "",
        reach=labels.reach_of(row.audience, row.giver.account),
        standing=_standing(row, request),
        reason=labels.reason_of(row.answer.reason) if row.answer else "",
        promises=promise_rows.lines_of(one.here, today=request.today, with_account=len(accounts) > 1, with_way=True),
        n_elsewhere=one.n_elsewhere,
        telling_url=find_way("idea_telling", row.root_id) if can_tell else "",
    )


def _standing(row: ConcerningRow, request: HouseRequest) -> rows.Standing:
    is_open = row.state == IdeaState.OPEN
    revisit_on = row.answer.revisit_on if row.answer and row.state == IdeaState.NOT_NOW else None
    return rows.Standing(
        is_open=is_open,
        days_late=max(0, (request.today - row.answer_by).days) if is_open else 0,
        answer_by=row.answer_by,
        reader=row.reader,
        state_words=labels.state_of(row.state),
        revisit_on=revisit_on,
        is_revisit_due=revisit_on is not None and revisit_on <= request.today,
        sentence=row.answer.sentence if row.answer else "",
    )


def _filters(counts: Mapping[str, int], why: str) -> list[Filter]:
    every = Choice("All", _address("", 1), not why, sum(counts.values()))
    several = (
        Choice(labels.WHYS[code], _address(code, 1), why == code, counts.get(code, 0))
        for code in queries.WHYS
        if counts.get(code) or why == code
    )
    return [Filter("Which", (every, *several))]


def _give_act(request: HouseRequest, account: AccountRow | None = None, contact: str = "") -> Act | None:
    if not request.viewer.can(Capability.HAND_IN):
        return None
    asked = {"account": account.id} if account else {"contact": contact}
    return Act("Write down an idea of theirs", f"{reverse('idea_giving')}?{urlencode(asked)}", name="give-idea")


def _asked(request: HouseRequest) -> tuple[str, int]:
    """Return why and which page, each a value that is known."""
    why = request.GET.get("which", "")
    return why if why in queries.WHYS else "", _number(request, "page")


def _number(request: HouseRequest, name: str) -> int:
    said = request.GET.get(name, "")
    return int(said) if said.isdecimal() and len(said) <= _MOST_PAGES and int(said) else 1


def _address(why: str, page: int) -> str:
    return "?" + urlencode({name: one for name, one in (("which", why), ("page", page if page > 1 else "")) if one})


def _is_part(request: HouseRequest) -> bool:
    return bool(request.htmx and not request.htmx.boosted)
