"""Promises of both sides and what is planned, as happenings."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from closeknit.demo.cast import Cast
from closeknit.demo.company import Company, TableRow
from closeknit.demo.telling import Happening, key_of
from closeknit.kit.refusals import NotFound
from closeknit.promises import operations as promise_operations
from closeknit.promises import queries as promise_queries
from closeknit.touchpoints import operations as touchpoint_operations


def list_happenings(company: Company, cast: Cast, *, built_at: datetime) -> Iterator[Happening]:
    """Yield each promise on the day it was made, how it ended on the day it did, and the appointments as they stand now."""
    moment = company.calendar.moment
    for row in company.rows("promises"):
        parts = (row["account"], row["made_on"], row["text"])
        yield Happening(key_of("promise", *parts), moment(row["made_on"]), partial(_make, row, company, cast))
        if row["settlement"]:
            write = partial(_settle, row, company, cast)
            yield Happening(key_of("settlement", *parts), moment(row["settled_on"]), write)
    for row in company.rows("appointments"):
        key = key_of("appointment", row["account"], row["starts_at"])
        yield Happening(key, built_at, partial(_plan, row, company, cast))


def _make(row: TableRow, company: Company, cast: Cast, at: datetime) -> None:
    promise_operations.make_promise(
        account=cast.account(row["account"]),
        contact=cast.contact(row["account"], row["person email"]),
        direction=row["direction"],
        text=row["text"],
        made_on=company.calendar.day(row["made_on"]),
        due_on=company.calendar.find_day(row["due_on"]),
        viewer=cast.viewer,
        at=at,
    )


def _settle(row: TableRow, company: Company, cast: Cast, at: datetime) -> None:
    promise_operations.settle_promise(
        promise=_find_promise(row, company, cast),
        settlement=row["settlement"],
        settled_on=company.calendar.day(row["settled_on"]),
        proof=row["note"],
        told=row["told"] or "",
        viewer=cast.viewer,
        at=at,
    )


def _find_promise(row: TableRow, company: Company, cast: Cast) -> str:
    made_on = company.calendar.day(row["made_on"])
    for promise in promise_queries.list_open(viewer=cast.viewer, account=cast.account(row["account"])):
        if promise.text == row["text"] and promise.made_on == made_on:
            return promise.id
    raise NotFound(f"No open promise to {row['account']} says: {row['text']}")


def _plan(row: TableRow, company: Company, cast: Cast, at: datetime) -> None:
    touchpoint_operations.plan_appointment(
        account=cast.account(row["account"]),
        contact=cast.contact(row["account"], row["person email"]),
        member=cast.member(row["member email"]),
        starts_at=company.calendar.moment(row["starts_at"]),
        medium=row["medium"],
        why=row["why"],
        viewer=cast.viewer_of(row["member email"]),
        at=at,
    )
