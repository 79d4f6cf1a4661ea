"""The demo company in a house: one world for all of these, for it takes seconds to build."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from closeknit.accounts import queries as account_queries
from closeknit.accounts.models import Contact
from closeknit.accounts.shared import comings
from closeknit.analysis.promises import thread
from closeknit.circle.forecasts import queries as forecast_queries
from closeknit.circle.models import StageDecision
from closeknit.circle.profiles import queries as profile_queries
from closeknit.demo import company, curating, drawing, loading, login
from closeknit.demo.company import Company
from closeknit.discussions.models import Attachment
from closeknit.identity import queries as identity_queries
from closeknit.identity.models import Login
from closeknit.kit import viewer as viewers
from closeknit.kit.models import EventRow, Mail
from closeknit.kit.tasks.worker import Worker
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Evidence, Need
from closeknit.portal.selfcheck import checking
from closeknit.promises import queries as promise_queries
from closeknit.promises.models import Confirmation, Promise, Review
from closeknit.research.models import Photo
from closeknit.today.thread import queries as threads
from closeknit.touchpoints import unanswered
from closeknit.touchpoints.models import Appointment, Import, Participation, Touchpoint, Turn

# A Wednesday in spring, months after the anchor: dates, weekdays and the hour of the day all differ from those in the files.
AT = datetime(2027, 4, 14, 10, 30, tzinfo=UTC)

# Each test runs in a savepoint of the one transaction that holds the world.
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class World:
    """The house that was built, how it looks on the files' side, and who looks."""

    viewer: Viewer
    company: Company
    built: loading.Built


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        built = loading.build(at=AT)
        _gather_statistics()
        yield World(viewers.house("test"), company.read(today=AT.date()), built)
        transaction.set_rollback(True)


def _gather_statistics() -> None:
    """All of this is one transaction that is never committed: PostgreSQL gathers nothing of it by itself, and would plan in the dark."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _account(world: World, name: str) -> account_queries.AccountRow:
    found = account_queries.find_account_by_name(name, viewer=world.viewer)
    assert found is not None
    return found


def test_the_house_says_that_it_is_invented_and_is_the_demo(world: World):
    house = identity_queries.get_house()
    assert house.is_demo
    assert "invention" in house.notice


def test_the_printed_login_opens_it(world: World):
    hannah = Login.objects.get(email=login.EMAIL)
    assert hannah.check_password(login.PASSWORD)
    viewer = identity_queries.find_viewer_of_login(hannah.pk)
    assert viewer is not None
    assert viewer.name == "Hannah Birtwistle"


def test_every_account_stands_where_its_file_says(world: World):
    rows = {row["name"]: row for row in world.company.rows("accounts")}
    found = account_queries.list_accounts(viewer=world.viewer)
    assert {(one.name, one.kind, one.stage, one.aim) for one in found} == {
        (row["name"], row["kind"], row["stage"], row["aim"]) for row in rows.values()
    }


def test_worth_is_kept_in_pence(world: World):
    assert _account(world, "Saltmarsh & Pike").worth_minor == 21_000_000


def test_a_renewal_lies_as_far_ahead_as_it_did_from_the_anchor(world: World):
    renewal = _account(world, "Strandlijn Ferries").renewal_on
    assert renewal == AT.date() + timedelta(days=28)


def test_whoever_has_moved_is_one_person_with_two_places(world: World):
    for name in ("Lucas Thorne", "Mick Staveley", "Yvonne Clegg"):
        places = Contact.objects.visible_to(world.viewer).filter(person__name=name)
        assert places.count() == 2, name
        assert len({place.person_id for place in places}) == 1, name


def test_every_decision_of_the_histories_is_there_with_its_own_date(world: World):
    found = StageDecision.objects.visible_to(world.viewer)
    said = {
        (row["account"], world.company.calendar.day(row["decided_on"]), row["from_stage"], row["to_stage"])
        for row in world.company.rows("stage_history")
    }
    assert {(one.account.name, one.decided_on, one.from_stage, one.to_stage) for one in found} == said


def test_every_promise_is_there_and_settled_as_its_file_says(world: World):
    found = Promise.objects.visible_to(world.viewer)
    said = {(row["text"], row["direction"], row["settlement"]) for row in world.company.rows("promises")}
    # What somebody there asked of us and one of ours accepted is a promise as well.
    shared = tomllib.loads((world.company.folder / "sharing.toml").read_text(encoding="utf-8"))
    said |= {(row["text"], row["direction"], "") for row in shared["proposed"] if row.get("accepted")}
    # And what carries out an idea that they gave there.
    given = tomllib.loads((world.company.folder / "spaces.toml").read_text(encoding="utf-8"))
    said |= {(row["promise"]["text"], "ours", "") for row in given["idea"] if "promise" in row}
    assert {(one.text, one.direction, one.settlement) for one in found} == said


def test_photos_are_drawn_and_seen_where_the_files_say(world: World):
    found = [*Photo.objects.visible_to(world.viewer), *Attachment.objects.visible_to(world.viewer)]
    assert sorted(one.name for one in found) == sorted(drawing.NAMES)
    assert all(max(one.width or 0, one.height or 0) == 480 for one in found)


def test_the_promise_to_strandlijn_is_due_today(world: World):
    account = _account(world, "Strandlijn Ferries").id
    due = [
        one.text for one in promise_queries.list_open(viewer=world.viewer, account=account) if one.due_on == AT.date()
    ]
    assert due == ["A plan for the nights by next Friday"]


def test_every_file_was_read_to_its_end_and_nothing_was_rejected(world: World):
    for source in Import.objects.visible_to(world.viewer):
        assert (source.state, source.n_rejected, source.n_same) == ("done", 0, 0), (source.file_name, source.problem)


def test_every_conversation_of_the_index_took_place_when_it_says(world: World):
    talks = Touchpoint.objects.visible_to(world.viewer)
    for row in world.company.rows("conversations"):
        found = talks.filter(
            account=_account(world, row["account"]).id, started_at=world.company.calendar.moment(row["started_at"])
        )
        assert [one.wording for one in found] == [row["wording"]], row["file"]


def test_nothing_has_happened_later_than_the_day_of_the_build(world: World):
    assert not Touchpoint.objects.visible_to(world.viewer).filter(started_at__gt=AT + timedelta(hours=14)).exists()
    assert not EventRow.objects.visible_to(world.viewer).filter(at__gt=AT).exists()


def test_events_carry_the_past_in_which_they_took_place(world: World):
    first = EventRow.objects.visible_to(world.viewer).order_by("at").first()
    assert first is not None
    assert (AT - first.at).days > 360


def test_a_note_keeps_its_scene_apart_from_what_was_told(world: World):
    walk = Touchpoint.objects.visible_to(world.viewer).get(subject="Two wards at dinner time")
    assert walk.summary.startswith("Ward 7 and Ward 11")
    told = Turn.objects.visible_to(world.viewer).filter(touchpoint=walk).order_by("position")
    assert told[0].text.startswith("Jean says the trolley pulls")
    assert not any(turn.is_ours for turn in told)


def test_only_those_who_are_unknown_on_purpose_wait_for_a_person(world: World):
    unsure = Participation.objects.visible_to(world.viewer).filter(is_unsure=True)
    assert set(unsure.values_list("written", flat=True)) == {"Speaker 4", "iPhone (2)", "nightchef_lds", "panhandler"}


def test_an_open_ticket_waits_and_a_solved_one_does_not(world: World):
    accounts = [one.id for one in account_queries.list_accounts(viewer=world.viewer)]
    waiting = unanswered.list_waiting(accounts, viewer=world.viewer, at=AT, zone="UTC")
    who = {one.who for one in waiting if not one.is_planned}
    assert {"Dr Farida Rahmani", "Joost Verhagen", "Bridget Ofori", "Hamza El Idrissi", "Mathilde Garnier"} <= who
    assert "Gail Fenwick" in who
    assert not who & {"Graham Ottley", "Rosa Delgado", "Winston Barrow", "Yannick Le Goff"}


def test_appointments_are_planned_for_the_days_to_come(world: World):
    planned = Appointment.objects.visible_to(world.viewer).filter(state="planned")
    reviews = Review.objects.visible_to(world.viewer).filter(state="planned")
    assert planned.count() == len(world.company.rows("appointments")) + reviews.count()
    assert all(one.starts_at.date() >= AT.date() for one in planned)


def test_building_again_on_a_later_day_adds_nothing(world: World):
    before = EventRow.objects.visible_to(world.viewer).count()
    again = loading.build(at=AT + timedelta(days=9))
    assert again == loading.Built(0, world.built.n_all)
    assert EventRow.objects.visible_to(world.viewer).count() == before


@pytest.mark.one_engine
def test_where_hearing_never_ends_the_stated_needs_still_stand(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(curating.verbatim_queries, "count_waiting", lambda **_: 1)
    _gather_statistics()
    Worker().run_until_idle()
    stated = Need.objects.visible_to(world.viewer).filter(statement_by__isnull=False)
    assert stated.count() == len({row["statement"] for row in world.company.rows("needs")})


def test_enough_forecasts_are_decided_for_a_score_and_one_waits(world: World):
    assert forecast_queries.get_score(viewer=world.viewer).brier is not None
    assert len(forecast_queries.list_due(viewer=world.viewer, by=AT.date())) == 1


def test_its_shared_pages_hold_nothing_that_is_not_theirs(world: World):
    looker = checking.Looker(world.viewer)
    everybody = comings.list_comings(after_at=None, after="", most=100, viewer=world.viewer)
    looked = {one.contact: looker.look(one) for one in everybody}
    assert len(looked) >= 5
    assert {contact: found for contact, (_n_pages, found) in looked.items() if found} == {}
    assert min(n_pages for n_pages, _found in looked.values()) > 20


@pytest.fixture(scope="module")
def heard(world: World, django_db_blocker) -> Iterator[World]:
    """The same after everything was heard, which takes longer than building it. What is asked before it is heard stands above."""
    with django_db_blocker.unblock(), transaction.atomic():
        _gather_statistics()
        Worker().run_until_idle()
        yield world
        transaction.set_rollback(True)


@pytest.mark.one_engine
def test_what_our_people_stated_stands_on_the_words_that_they_named(heard: World):
    rows = heard.company.rows("needs")
    stated = Need.objects.visible_to(heard.viewer).filter(statement_by__isnull=False)
    assert set(stated.values_list("statement", flat=True)) == {row["statement"] for row in rows}
    laid = Evidence.objects.visible_to(heard.viewer).filter(confirmed_at__isnull=False, need__in=stated)
    # What they said when they were told that a promise was kept is evidence too, and stands in another file.
    words = Confirmation.objects.visible_to(heard.viewer).values("turn")
    laid = laid.exclude(verbatim__turn__in=words)
    found = {(row.need.statement, row.stance, row.verbatim.text) for row in laid.select_related("need", "verbatim")}
    assert found == {(row["statement"], row["stance"], row["sentence"]) for row in rows}


def test_the_year_holds_whole_threads_and_others_at_every_stage(heard: World):
    said = Confirmation.objects.visible_to(heard.viewer).exclude(answer="").order_by("pk")
    paths = [threads.get_path(pk, viewer=heard.viewer) for pk in said.values_list("pk", flat=True)]
    assert sum(thread.is_whole(path) for path in paths) >= 4
    assert {step.kind for path in paths for step in path} == set(thread.KINDS)
    assert Confirmation.objects.visible_to(heard.viewer).filter(answer="").exists()
    assert not Mail.objects.visible_to(heard.viewer).filter(about__startswith="told_", sent_at__isnull=True).exists()


@pytest.mark.one_engine
def test_profiles_stand_in_their_versions_each_claim_on_the_words_that_the_file_names(heard: World):
    written = tomllib.loads((heard.company.folder / "profiles.toml").read_text(encoding="utf-8"))["version"]
    assert len({version["account"] for version in written}) == 3
    for name in {version["account"] for version in written}:
        texts = [version["text"] for version in written if version["account"] == name]
        page = profile_queries.find_profile(_account(heard, name).id, viewer=heard.viewer)
        assert page is not None
        assert page.current == len(texts) == 2
        assert {row.text for row in page.cited.values()} == set(re.findall(r"\{([^{}]+)\}", texts[-1]))
