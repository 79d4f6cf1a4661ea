"""Building the demo company: its plain files, told in order through the operations that anyone's data go through."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from closeknit.demo import (
    asking,
    between,
    conversations,
    curating,
    days,
    directions,
    discussing,
    feedback,
    feelings,
    journeys,
    keeping,
    login,
    offerings,
    passing_on,
    plans,
    portal,
    redesign,
    relations,
    sharing,
    spaces,
    telling,
    worths,
)
from closeknit.demo import company as companies
from closeknit.demo.cast import Cast
from closeknit.demo.company import Company
from closeknit.demo.telling import Happening
from closeknit.identity import operations as identity_operations
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.refusals import Refused
from closeknit.kit.viewer import Viewer

# The first morning of the house, as the files count: two weeks before its first conversation.
_OPENED = "2025-11-17 08:00"


class NotTheDemo(Refused):
    """The house belongs to somebody."""


@dataclass(frozen=True)
class Built:
    """What a build came to: how many happenings it wrote, of how many in all."""

    n_new: int
    n_all: int


def check_can_build() -> None:
    """Raise NotTheDemo unless the house is empty or holds the demo already."""
    house = identity_queries.find_house()
    if house is not None and not house.is_demo:
        raise NotTheDemo(
            f"This house belongs to {house.name}, and the demo company does not move in with anybody. "
            "Nothing was changed; name an empty folder with --house."
        )


def build(*, at: datetime, folder: Path = companies.FOLDER) -> Built:
    """Build the demo company as of the day of `at`, or go on with a build that was stopped; or raise NotTheDemo.

    In a house that holds all of it nothing is added, on whatever day: its dates stay those of the first build. Background work (hearing) is
    left to the worker.
    """
    check_can_build()
    viewer = viewers.house("the demo company")
    today = telling.find_today(viewer) or clock.local_date(at, companies.read_zone(folder))
    company = companies.read(today=today, folder=folder)
    if identity_queries.find_house() is None:
        _make_house(company)
    if telling.find_today(viewer) is None:
        telling.begin(today=today, viewer=viewer, at=at)
    happenings = list(_list_happenings(company, viewer, at))
    n_new = telling.tell_all(happenings, viewer=viewer, at=at)
    # Its words are heard by the worker; only then can what our people made of them be written down.
    tasks.enqueue(curating.state_needs, viewer=viewer, key=curating.KEY, today=today.isoformat())
    tasks.enqueue(directions.write_profiles, viewer=viewer, key=directions.KEY, today=today.isoformat())
    tasks.enqueue(redesign.hold_sessions, viewer=viewer, key=redesign.KEY, today=today.isoformat())
    return Built(n_new, len(happenings))


def _make_house(company: Company) -> None:
    opened_at = company.calendar.moment(_OPENED)
    hannah = next(row for row in company.rows("members") if row["email"] == login.EMAIL)
    with clock.frozen(opened_at):
        identity_operations.make_house(
            name=company.house["name"],
            notice=company.house["notice"],
            zone=company.house["zone"],
            currency=company.house["currency"],
            member_name=hannah["name"],
            email=hannah["email"],
            password=login.PASSWORD,
            is_demo=True,
            at=opened_at,
        )


def _list_happenings(company: Company, viewer: Viewer, at: datetime) -> Iterator[Happening]:
    cast = Cast(company, viewer)
    yield from relations.list_happenings(company, cast, opened_at=company.calendar.moment(_OPENED))
    yield from conversations.list_happenings(company, cast, built_at=at)
    yield from plans.list_happenings(company, cast, built_at=at)
    yield from asking.list_happenings(company, cast)
    yield from directions.list_happenings(company, cast)
    yield from feelings.list_happenings(company, cast)
    yield from keeping.list_happenings(company, cast)
    yield from worths.list_happenings(company, cast)
    yield from feedback.list_happenings(company, cast)
    yield from passing_on.list_happenings(company, cast)
    yield from days.list_happenings(company, cast)
    yield from journeys.list_happenings(company, cast)
    yield from offerings.list_happenings(company, cast)
    yield from discussing.list_happenings(company, cast)
    yield from sharing.list_happenings(company, cast)
    yield from spaces.list_happenings(company, cast)
    yield from between.list_happenings(company, cast)
    yield from portal.list_happenings(company, cast)
