"""What stands behind a promise that is being written: the words, the need, the idea or the verdict that it came from."""

from collections.abc import Sequence
from typing import Any

from closeknit.accounts import queries as account_queries
from closeknit.ideas import queries as idea_queries
from closeknit.offerings.sessions import carrying
from closeknit.promises import queries as promise_queries
from closeknit.verbatims import queries as verbatim_queries
from closeknit.web import quotes
from closeknit.web.promises.forms import NewForm
from closeknit.web.request import HouseRequest

_NAMED = ("text", "verbatim", "need", "idea", "redesign")


def begin(request: HouseRequest) -> dict[str, str]:
    """Return what the form begins with, as its address says; of a verdict also the wish, the need and the account where there is one."""
    initial = {name: request.GET.get(name, "") for name in _NAMED}
    account = request.GET.get("account", "")
    if initial["redesign"]:
        decided = carrying.get_decided(initial["redesign"], viewer=request.viewer)
        account = account or (decided.accounts[0][0] if len(decided.accounts) == 1 else "")
        initial["need"] = initial["need"] or _theirs(decided.needs, account)
        initial["verbatim"] = initial["verbatim"] or _theirs(decided.words, account, or_any=False)
        initial["text"] = initial["text"] or (decided.text if decided.entry_id else "")
        made = idea_queries.list_ideas_of_session(decided.session_id, viewer=request.viewer)
        carried = made.get(decided.entry_id, [])
        initial["idea"] = initial["idea"] or (carried[0].id if carried else "")
    if account:
        initial["account"] = account_queries.get_account(account, viewer=request.viewer).name
    return initial


def _theirs(several: Sequence[carrying.Behind], account: str, *, or_any: bool = True) -> str:
    """Return the first that this account said, else the first that nobody's account is named for, or that any said."""
    own = [one.id for one in several if account and one.account_id == account]
    general = [one.id for one in several if not one.account_id]
    return next(iter(own or general or ([one.id for one in several] if or_any else [])), "")


def read(request: HouseRequest, form: NewForm) -> dict[str, Any]:
    """Return what the page says of what stands behind; what is not there is not found."""
    said = form.data if form.is_bound else form.initial
    viewer = request.viewer
    words, need, idea, redesign = (str(said.get(name) or "") for name in _NAMED[1:])
    decided = carrying.get_decided(redesign, viewer=viewer) if redesign else None
    return {
        "words": quotes.quote_of(verbatim_queries.get_verbatim(words, viewer=viewer)) if words else None,
        "need": (need, promise_queries.say_need(need, viewer=viewer)) if need else None,
        "idea": idea_queries.get_idea(idea, viewer=viewer) if idea else None,
        "decided": decided,
        "accounts": decided.accounts if decided and len(decided.accounts) > 1 else (),
    }
