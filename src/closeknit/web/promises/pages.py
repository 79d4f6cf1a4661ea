"""What the templates of promises are given."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from closeknit.accounts import queries as account_queries
from closeknit.analysis.kinds import Settlement
from closeknit.identity import queries as identity_queries
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Pager
from closeknit.kit.ways import find_way
from closeknit.needs import queries as need_queries
from closeknit.offerings.sessions import carrying
from closeknit.promises import checks, queries
from closeknit.promises.telling import queries as telling_queries
from closeknit.web import citing, quotes
from closeknit.web.promises import proposed, rows, told_rows
from closeknit.web.promises.asked import Asked
from closeknit.web.promises.forms import ConnectForm, CorrectForm, MoveForm, NewForm, RetellForm, RiskForm, SettleForm
from closeknit.web.request import HouseRequest

_A_YEAR = timedelta(days=365)
_ENDED_BESIDE = 6


def list_context(request: HouseRequest, asked: Asked) -> dict[str, Any]:
    """Return the list as asked for: open promises by where they stand, or a page of those that ended."""
    viewer, today = request.viewer, request.today
    account = account_queries.find_account_by_name(asked.account, viewer=viewer) if asked.account else None
    narrowed: dict[str, Any] = {
        "keeper": asked.keeper,
        "account": account.id if account else asked.account,
        "direction": asked.way,
    }
    members = [(row.id, row.name) for row in identity_queries.list_members(viewer=viewer) if row.id != viewer.id]
    kept = queries.get_kept_shares(
        viewer=viewer, since=today - _A_YEAR, as_of=today, account=narrowed["account"], keeper=asked.keeper
    )
    context: dict[str, Any] = {
        "asked": asked,
        "is_narrowed": bool(asked.keeper or asked.way or asked.account),
        "no_such_account": bool(asked.account and account is None),
        "mine": viewer.id,
        "members": members,
        "may_promise": viewer.can(Capability.MAKE_PROMISES),
        "form": NewForm(initial={"account": account.name if account else ""}, viewer=viewer),
        "everything_url": asked.url(keeper="", way="", account="", page=1),
        "here_url": reverse("promises_ended" if asked.show else "promises"),
        "ended_url": asked.url(show="ended", page=1),
        **({} if asked.show else proposed.read_waiting(request)),
        "kept": [rows.kept_of(kept[side], said) for side, said in (("ours", "We"), ("theirs", "They"))],
    }
    return context | (_ended if asked.show else _open)(viewer, asked, narrowed, today)


def promise_context(
    request: HouseRequest,
    promise: str,
    *,
    settle: SettleForm | None = None,
    move: MoveForm | None = None,
    correct: CorrectForm | None = None,
    risk: RiskForm | None = None,
    connect: ConnectForm | None = None,
    retell: RetellForm | None = None,
) -> dict[str, Any]:
    """Return one promise with its story, and what can be done with it; refused forms as they were typed."""
    story, today = queries.get_story(promise, viewer=request.viewer), request.today
    row = story.promise
    _, reason = rows.standing_of(row, today=today)
    possible = possible_ends(row.settlement)
    context: dict[str, Any] = {
        "promise": row,
        "reason": reason,
        "settlements": telling_queries.list_settlements(row.id, viewer=request.viewer),
        "told": told_rows.list_told(request, row.id),
        "standing": telling_queries.list_standings([(row.id, row.settlement)], viewer=request.viewer)[row.id],
        "risk": telling_queries.find_risk(row.id, viewer=request.viewer) if row.fear else None,
        "offer": rows.offer_of(row, today=today),
        "idea_url": find_way("idea", row.idea_id) if row.idea_id else "",
        "decided": carrying.get_decided(row.redesign_id, viewer=request.viewer) if row.redesign_id else None,
        "moves": story.moves,
        "words": quotes.quote_of(story.words) if story.words else None,
        "need": story.need,
        "may_promise": request.viewer.can(Capability.MAKE_PROMISES),
        **proposed.read_beside(request, row.id),
    }
    if context["may_promise"]:
        initial = SettleForm.initial_of(row, today=today)
        context |= {
            "settle": settle or (SettleForm(initial=initial, possible=possible) if possible else None),
            "move": move or MoveForm(),
            "risk_form": risk or RiskForm(),
            "connect": connect or (connect_form(request, row) if not (row.need_id and row.verbatim_id) else None),
            "correct": correct or CorrectForm(initial=CorrectForm.initial_of(row), **correct_choices(request, row)),
            "correct_is_open": correct is not None,
            **proposed.retelling_of(context["settlements"], context["told"], retell),
        }
    return context


def connect_form(request: HouseRequest, row: queries.PromiseRow, typed: Any = None) -> ConnectForm:
    """Return the form that says which words or which need a promise answers; it begins with what is known."""
    words = citing.list_words(row.account_id, viewer=request.viewer, today=request.today)
    needs = need_queries.list_named(viewer=request.viewer)
    initial = {"need": row.need_id, "verbatim": row.verbatim_id}
    return ConnectForm(typed, needs=needs, words=words, initial=initial)


def possible_ends(settlement: str) -> tuple[str, ...]:
    """Return how a promise that stands at `settlement` (empty: open) can end."""
    return tuple(one.value for one in Settlement if checks.can_settle(settlement, one))


def correct_choices(request: HouseRequest, row: queries.PromiseRow) -> dict[str, list[tuple[str, str]]]:
    """Return whom a promise can be between: the people at its account, and the members."""
    people = account_queries.list_contacts(viewer=request.viewer, account=row.account_id, with_left=True)
    members = identity_queries.list_members(viewer=request.viewer)
    return {
        "people": [(one.id, one.name) for one in people if one.until_on is None or one.id == row.contact_id],
        "members": [(one.id, one.name) for one in members],
    }


def _open(viewer: Any, asked: Asked, narrowed: dict[str, Any], today: date) -> dict[str, Any]:
    total = queries.count_open(viewer=viewer, **narrowed)
    open_ones = queries.list_open(viewer=viewer, page=asked.page, **narrowed)
    ended = queries.list_ended(viewer=viewer, **narrowed)
    return {
        "buckets": rows.buckets_of(open_ones, today=today),
        "n_open": total,
        "ended_lately": rows.lines_of(ended[:_ENDED_BESIDE], today=today, with_way=True),
        "pager": _pager(asked, len(open_ones), total),
    }


def _ended(viewer: Any, asked: Asked, narrowed: dict[str, Any], today: date) -> dict[str, Any]:
    total = queries.count_ended(viewer=viewer, **narrowed)
    ended = queries.list_ended(viewer=viewer, page=asked.page, **narrowed)
    return {
        "ended": rows.lines_of(ended, today=today, with_way=True),
        "n_ended": total,
        "pager": _pager(asked, len(ended), total),
    }


def _pager(asked: Asked, n_shown: int, total: int) -> Pager | None:
    if total <= queries.PAGE:
        return None
    first = (asked.page - 1) * queries.PAGE + 1
    last = first + n_shown - 1
    return Pager(
        first=first,
        last=last,
        total=total,
        unit="promises",
        previous_url=asked.url(page=asked.page - 1) if asked.page > 1 else "",
        next_url=asked.url(page=asked.page + 1) if last < total else "",
    )
