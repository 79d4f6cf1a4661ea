"""Standing questions that were put through the year, and what was done about the two certainties, as happenings."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import groupby

from closeknit.analysis.kinds import Medium
from closeknit.circle.radar import operations as radar_operations
from closeknit.demo.cast import Cast
from closeknit.demo.company import Company, TableRow
from closeknit.demo.telling import Happening, key_of
from closeknit.kit.refusals import NotFound
from closeknit.research import queries
from closeknit.today import logging
from closeknit.today.answering import Answered


def list_happenings(company: Company, cast: Cast) -> Iterator[Happening]:
    """Yield each call in which questions were put, and each thing that was done about cost or a competitor, on its day."""
    moment = company.calendar.moment
    for parts, several in groupby(company.rows("questions"), key=_call):
        asked = list(several)
        key = key_of("questions", *parts, *(row["question"] for row in asked))
        yield Happening(key, moment(asked[0]["asked_at"]), partial(_ask, asked, company, cast))
    for row in company.rows("radar"):
        key = key_of("radar", row["account"], row["acted_on"], row["certainty"])
        yield Happening(key, moment(row["acted_on"]), partial(_act, row, company, cast))


def _call(row: TableRow) -> tuple[str, str, str]:
    return row["asked_at"], row["account"], row["person email"]


def _ask(rows: list[TableRow], company: Company, cast: Cast, at: datetime) -> None:
    first = rows[0]
    contact = cast.contact(first["account"], first["person email"])
    logging.log_call(
        account=cast.account(first["account"]),
        medium=Medium.CALL,
        started_at=company.calendar.moment(first["asked_at"]),
        contacts=[contact],
        answers=[_answered(row, contact, cast) for row in rows],
        viewer=cast.viewer_of(first["member email"]),
        at=at,
    )


def _answered(row: TableRow, contact: str, cast: Cast) -> Answered:
    for question in queries.list_bank(viewer=cast.viewer, with_retired=True):
        if question.text == row["question"]:
            said = (row["answer"], row["outcome"], row["line"], row["signal"])
            return Answered(question.version_id, contact, *said)
    raise NotFound(f"No question of the bank says: {row['question']}")


def _act(row: TableRow, company: Company, cast: Cast, at: datetime) -> None:
    radar_operations.act_on_it(
        account=cast.account(row["account"]),
        certainty=row["certainty"],
        kind=row["kind"],
        note=row["note"],
        acted_on=company.calendar.day(row["acted_on"]),
        was_unasked=row["unasked"] == "yes",
        viewer=cast.viewer_of(row["member email"]),
        at=at,
    )
