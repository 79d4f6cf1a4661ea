"""Two joint plans that are lived by, and the ledger of what came of them, as happenings."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from closeknit.analysis.ledger.lines import Amount
from closeknit.demo.cast import Cast
from closeknit.demo.company import Company
from closeknit.demo.telling import Happening, key_of
from closeknit.kit.refusals import NotFound
from closeknit.kit.tables import values
from closeknit.promises.ledger import operations as ledger_operations
from closeknit.promises.ledger import queries as ledger_queries
from closeknit.promises.plans import operations, queries
from closeknit.promises.plans.rows import GoalRow, PlanRow, ReviewRow

Told = Mapping[str, Any]


def list_happenings(company: Company, cast: Cast) -> Iterator[Happening]:
    """Yield each part of the plans and each line of the ledgers on its own day; what was done and answered comes in its turn."""
    told = tomllib.loads((company.folder / "journeys.toml").read_text(encoding="utf-8"))
    moment = company.calendar.moment
    for noun, write in _WRITES.items():
        for one in told.get(noun, ()):
            key = key_of(
                f"journey-{noun}", one["account"], one["on"], one.get("text", one.get("value", "")), one.get("goal", "")
            )
            yield Happening(key, moment(one.get("noted_on", one["on"])), partial(write, one, company, cast))
    for noun, day, write in (("action", "done_on", _finish), ("line", "answered_on", _answer)):
        for one in told[noun]:
            if day in one:
                key = key_of(f"journey-{noun}-{day}", one["account"], one["on"], one["text"])
                yield Happening(key, moment(f"{one[day]} 18:30"), partial(write, one, company, cast))


def _begin(one: Told, company: Company, cast: Cast, at: datetime) -> None:
    operations.make_plan(
        account=cast.account(one["account"]),
        begins_on=company.calendar.day(one["on"]),
        ends_on=company.calendar.day(one["ends_on"]),
        **_purpose(one, cast),
        **_given(one, cast, at),
    )


def _say_anew(one: Told, company: Company, cast: Cast, at: datetime) -> None:
    plan = _plan(one, cast)
    operations.change_purpose(
        plan=plan.id, base=plan.version, why=one["why"], **_purpose(one, cast), **_given(one, cast, at)
    )


def _set(one: Told, company: Company, cast: Cast, at: datetime) -> None:
    operations.set_goal(
        plan=_plan(one, cast).id,
        text=one["text"],
        unit=one["unit"],
        measure=one.get("measure", ""),
        start_value=Decimal(one["start"]),
        start_on=company.calendar.day(one["start_on"]),
        target_value=Decimal(one["target"]),
        target_on=company.calendar.day(one["target_on"]),
        keeper=cast.member(one["keeper"]),
        contact=cast.contact(one["account"], one["contact"]),
        **_given(one, cast, at),
    )


def _read(one: Told, company: Company, cast: Cast, at: datetime) -> None:
    operations.read_goal(
        goal=_goal(one, cast).id,
        value=Decimal(one["value"]),
        read_on=_day(one, company),
        source=one["source"],
        contact=_contact(one, "contact", cast),
        **_given(one, cast, at),
    )


def _end(one: Told, company: Company, cast: Cast, at: datetime) -> None:
    operations.end_goal(
        goal=_goal(one, cast).id,
        state=one["state"],
        ended_on=_day(one, company),
        why=one["why"],
        **_given(one, cast, at),
    )


def _name(one: Told, company: Company, cast: Cast, at: datetime) -> None:
    on = company.calendar.day(one["falls_on"])
    operations.name_day(plan=_plan(one, cast).id, name=one["name"], on=on, **_given(one, cast, at))


def _add(one: Told, company: Company, cast: Cast, at: datetime) -> None:
    plan = _plan(one, cast)
    anchors = {anchor.name: anchor.id for anchor in queries.list_anchors(plan.id, viewer=cast.viewer)}
    operations.add_action(
        plan=plan.id,
        text=one["text"],
        anchor=anchors[one["anchor"]] if "anchor" in one else None,
        offset_days=one.get("offset", 0),
        due_on=company.calendar.find_day(one.get("due_on", "")),
        goal=_goal(one, cast).id if "goal" in one else None,
        **_owner(one, cast),
        **_given(one, cast, at),
    )


def _finish(one: Told, company: Company, cast: Cast, at: datetime) -> None:
    actions = queries.list_actions(_plan(one, cast).id, viewer=cast.viewer)
    action = next(row.id for row in actions if row.text == one["text"])
    operations.finish_action(action=action, done_on=company.calendar.day(one["done_on"]), **_given(one, cast, at))


def _plan_review(one: Told, company: Company, cast: Cast, at: datetime) -> None:
    operations.plan_review(
        plan=_plan(one, cast).id,
        starts_at=company.calendar.moment(one["starts_at"]),
        contact=cast.contact(one["account"], one["contact"]),
        **_given(one, cast, at),
    )


def _hold(one: Told, company: Company, cast: Cast, at: datetime) -> None:
    review = _review(one, cast)
    operations.write_notes(review=review.id, notes=one["notes"].strip(), base=review.version, **_given(one, cast, at))
    operations.hold_review(
        review=review.id, held_on=_day(one, company), present=one["present"], **_given(one, cast, at)
    )


def _decide(one: Told, company: Company, cast: Cast, at: datetime) -> None:
    owner = _owner(one, cast) if "side" in one else {}
    due_on = company.calendar.find_day(one.get("due_on", ""))
    operations.note_decision(
        review=_review(one, cast).id, text=one["text"], due_on=due_on, **owner, **_given(one, cast, at)
    )


def _agree(one: Told, company: Company, cast: Cast, at: datetime) -> None:
    ledger_operations.agree_baseline(
        account=cast.account(one["account"]),
        text=one["text"],
        value=Decimal(one["value"]),
        unit=one["unit"],
        agreed_on=_day(one, company),
        contact=cast.contact(one["account"], one["contact"]),
        how=one["how"],
        **_given(one, cast, at),
    )


def _propose(one: Told, company: Company, cast: Cast, at: datetime) -> None:
    ledger_operations.propose_entry(
        account=cast.account(one["account"]),
        kind=one["kind"],
        side=one["side"],
        text=one["text"],
        amount=_amount(one["amount"]),
        period_from=company.calendar.day(one["from"]),
        period_until=company.calendar.day(one["until"]),
        baseline=_baseline(one, company, cast),
        contact=_contact(one, "contact", cast),
        how=one["how"],
        **_given(one, cast, at),
    )


def _answer(one: Told, company: Company, cast: Cast, at: datetime) -> None:
    entries = ledger_queries.get_ledger(cast.account(one["account"]), viewer=cast.viewer).entries
    ledger_operations.answer_entry(
        entry=next(row.id for row in entries if row.text == one["text"]),
        state=one["state"],
        answered_on=company.calendar.day(one["answered_on"]),
        contact=_contact(one, "answered_by", cast),
        how=one.get("answered_how", ""),
        reason=one.get("reason", ""),
        amount=_amount(one["corrected"]) if "corrected" in one else None,
        **_given(one, cast, at),
    )


# In this order within one moment: a plan stands before its goals, a review before what is counted from it.
_WRITES = {
    "plan": _begin,
    "purpose": _say_anew,
    "goal": _set,
    "reading": _read,
    "end": _end,
    "day": _name,
    "review": _plan_review,
    "action": _add,
    "held": _hold,
    "decision": _decide,
    "baseline": _agree,
    "line": _propose,
}


def _given(one: Told, cast: Cast, at: datetime) -> dict[str, Any]:
    return {"viewer": cast.viewer_of(one["by"]), "at": at}


def _day(one: Told, company: Company) -> date:
    return company.calendar.day(one["on"][:10])


def _purpose(one: Told, cast: Cast) -> dict[str, Any]:
    by = cast.contact(one["account"], one["theirs_by"])
    return {"ours": one["ours"], "theirs": one["theirs"], "theirs_by": by}


def _owner(one: Told, cast: Cast) -> dict[str, Any]:
    if one["side"] == "ours":
        return {"side": "ours", "keeper": cast.member(one["who"])}
    return {"side": "theirs", "contact": cast.contact(one["account"], one["who"])}


def _contact(one: Told, name: str, cast: Cast) -> str | None:
    return cast.contact(one["account"], one[name]) if name in one else None


def _plan(one: Told, cast: Cast) -> PlanRow:
    plan = queries.find_plan(cast.account(one["account"]), viewer=cast.viewer)
    if plan is None:
        raise NotFound(f"There is no plan of {one['account']}.")
    return plan


def _goal(one: Told, cast: Cast) -> GoalRow:
    goals = queries.list_goals(_plan(one, cast).id, viewer=cast.viewer)
    return next(goal for goal in goals if goal.text == one["goal"])


def _review(one: Told, cast: Cast) -> ReviewRow:
    return queries.list_reviews(_plan(one, cast).id, viewer=cast.viewer)[0]


def _baseline(one: Told, company: Company, cast: Cast) -> str | None:
    if "baseline" not in one:
        return None
    told = tomllib.loads((company.folder / "journeys.toml").read_text(encoding="utf-8"))["baseline"]
    text = next(row["text"] for row in told if row["key"] == one["baseline"])
    known = ledger_queries.list_baselines(cast.account(one["account"]), viewer=cast.viewer)
    return next(row.id for row in known if row.text == text)


def _amount(text: str) -> Amount:
    try:
        money = values.parse_money(text)
    except ValueError:
        number, _, unit = text.partition(" ")
        return Amount(value=Decimal(number), unit=unit)
    return Amount(money.minor, money.currency)
