"""What stands behind a promise that is being written: words, a need, an idea or a verdict, and whose they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from closeknit.accounts import queries as account_queries
from closeknit.ideas import queries as idea_queries
from closeknit.needs import queries as need_queries
from closeknit.offerings.sessions import carrying
from closeknit.promises import queries as promise_queries
from closeknit.verbatims import queries as verbatim_queries
from closeknit.web import quotes
from closeknit.web.promises.forms import NewForm
from closeknit.web.request import HouseRequest

_NAMED = ("text", "verbatim", "need", "idea", "redesign")
_MOST = 6


@dataclass(frozen=True)
class Behind:
    """What the form begins with, and the accounts whose words stand behind it: (id, name), those first that spoke last."""

    text: str = ""
    verbatim: str = ""
    need: str = ""
    idea: str = ""
    redesign: str = ""
    account: str = ""
    accounts: tuple[tuple[str, str], ...] = ()


def begin(request: HouseRequest) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return what the form begins with, as its address says and what that leads to; and (name, address) of each it could be promised."""
    asked = {name: request.GET.get(name, "") for name in (*_NAMED, "account")}
    text, verbatim, need, idea, redesign, account = asked.values()
    found = Behind(text, verbatim, need, idea, redesign, account)
    if found.redesign:
        found = _of_verdict(request, found)
    if found.idea and not found.need:
        found = _of_idea(request, found)
    if found.need:
        found = _of_need(request, found)
    initial = {name: getattr(found, name) for name in _NAMED}
    if found.account:
        initial["account"] = account_queries.get_account(found.account, viewer=request.viewer).name
    way = reverse("promise_new")
    several = found.accounts if len(found.accounts) > 1 else ()
    return initial, [(name, f"{way}?{urlencode(asked | {'account': pk})}") for pk, name in several]


def read(request: HouseRequest, form: NewForm) -> dict[str, Any]:
    """Return what the page says of what stands behind; what is not there is not found."""
    said = form.data if form.is_bound else form.initial
    viewer = request.viewer
    words, need, idea, redesign = (str(said.get(name) or "") for name in _NAMED[1:])
    return {
        "words": quotes.quote_of(verbatim_queries.get_verbatim(words, viewer=viewer)) if words else None,
        "need": (need, promise_queries.say_need(need, viewer=viewer)) if need else None,
        "idea": idea_queries.get_idea(idea, viewer=viewer) if idea else None,
        "decided": carrying.get_decided(redesign, viewer=viewer) if redesign else None,
    }


def _of_verdict(request: HouseRequest, found: Behind) -> Behind:
    """Add the wish, the need and the words that changed, and the idea that carries it out already."""
    decided = carrying.get_decided(found.redesign, viewer=request.viewer)
    account = found.account or (decided.accounts[0][0] if len(decided.accounts) == 1 else "")
    made = idea_queries.list_ideas_of_session(decided.session_id, viewer=request.viewer).get(decided.entry_id, [])
    return replace(
        found,
        account=account,
        accounts=decided.accounts,
        need=found.need or _theirs(decided.needs, account),
        verbatim=found.verbatim or _theirs(decided.words, account, or_any=False),
        text=found.text or (decided.text if decided.entry_id else ""),
        idea=found.idea or (made[0].id if made else ""),
    )


def _of_idea(request: HouseRequest, found: Behind) -> Behind:
    """Add the need that the idea answers, and who voted for it."""
    story = idea_queries.get_story(found.idea, viewer=request.viewer)
    voters = dict.fromkeys((one.account_id, one.account) for one in story.votes if one.account_id)
    return replace(
        found,
        need=story.needs[0].id if story.needs else "",
        accounts=tuple(dict.fromkeys([*found.accounts, *voters]))[:_MOST],
    )


def _of_need(request: HouseRequest, found: Behind) -> Behind:
    """Add the accounts that voiced the need, and of one account its newest words."""
    page = need_queries.get_need(found.need, viewer=request.viewer, at=request.at, n_accounts=_MOST)
    voiced = [(one.account_id, one.account) for one in page.accounts if one.account_id]
    accounts = found.accounts if found.redesign else tuple(dict.fromkeys([*found.accounts, *voiced]))[:_MOST]
    account = found.account or (accounts[0][0] if len(accounts) == 1 else "")
    words = [one.words for one in page.accounts if one.account_id == account and one.words]
    verbatim = found.verbatim or (words[0][0].words.id if words else "")
    return replace(found, account=account, accounts=accounts, verbatim=verbatim)


def _theirs(several: Sequence[carrying.Behind], account: str, *, or_any: bool = True) -> str:
    """Return the first that this account said, else the first that nobody's account is named for, or that any said."""
    own = [one.id for one in several if account and one.account_id == account]
    general = [one.id for one in several if not one.account_id]
    return next(iter(own or general or ([one.id for one in several] if or_any else [])), "")
