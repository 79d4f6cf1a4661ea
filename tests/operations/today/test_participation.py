from datetime import date, timedelta

import pytest
from django.urls import reverse

from closeknit.accounts import pictures
from closeknit.accounts.models import KeptPicture
from closeknit.identity import operations as identity_operations
from closeknit.kit import clock
from closeknit.kit.tasks.worker import Worker
from closeknit.today.participation import queries
from closeknit.touchpoints import operations as touchpoints
from closeknit.touchpoints.drafts import Line, Speaker
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser
from tests.operations.touchpoints.conftest import Town

# A Thursday; its week began on the 16th.
MONDAY = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def departments(town: Town) -> dict[str, str]:
    """Ben sells, Gita serves; alice has no department."""
    found = {}
    for viewer, role, name in ((town.ben, "member", "Sales"), (town.gita, "guest", "Service")):
        found[name] = identity_operations.add_department(name=name, viewer=town.alice, at=NOW)
        identity_operations.change_member(
            member=viewer.id, role=role, department=found[name], viewer=town.alice, at=NOW
        )
    return found


def _call(town: Town, days_ago: int, account: str | None = None) -> None:
    touchpoints.record_touchpoint(
        medium="call", started_at=NOW - timedelta(days_ago), lines=[Line("Fine so far.", 0)],
        speakers=[Speaker(contact=town.ana)], account=account or town.harrow, viewer=town.ben, at=NOW,
    )  # fmt: skip


def _hand_in(town: Town, account: str) -> None:
    touchpoints.capture_words(
        words="The invoices come late.", account=account, contact=None, wording="reported", said_at=NOW,
        viewer=town.gita, at=NOW,
    )  # fmt: skip


def _get(town: Town, **said) -> dict[str, queries.DepartmentWeek]:
    week = queries.get_participation(viewer=town.alice, at=NOW, **said)
    return {one.name: one for one in week.departments}


def test_a_call_serves_an_account_and_so_does_what_was_handed_in(town: Town, departments: dict[str, str]):
    _call(town, 1)
    _call(town, 2)
    _hand_in(town, town.luddon)
    found = _get(town)
    assert (found["Sales"].people, found["Sales"].in_touch, found["Sales"].n_served) == (("Ben",), (town.harrow,), 1)
    assert (found["Service"].handed_in, found["Service"].in_touch) == ((town.luddon,), ())
    assert (found[""].people, found[""].n_members) == ((), 1)


def test_a_small_department_has_no_share_and_a_large_one_has(town: Town, departments: dict[str, str]):
    _call(town, 1)
    assert _get(town)["Sales"].share is None
    for number in range(4):
        identity_operations.add_member(
            name=f"Cy {number}", email=f"cy{number}@arlund.example", role="member", department=departments["Sales"],
            viewer=town.alice, at=NOW,
        )  # fmt: skip
    assert _get(town)["Sales"].share == pytest.approx(0.2)


def test_weeks_begin_on_monday_where_the_house_is_and_the_past_can_be_looked_at(
    town: Town, departments: dict[str, str]
):
    _call(town, 4)
    assert _get(town)["Sales"].people == ()
    assert _get(town, week_on=MONDAY - timedelta(3))["Sales"].people == ("Ben",)
    assert _get(town, week_on=MONDAY + timedelta(400))["Sales"].people == ()
    assert _get(town)["Sales"].history[-2:] == (1, 0)


def test_what_a_file_brought_counts_for_who_spoke_and_not_for_who_brought_it(town: Town, departments: dict[str, str]):
    from closeknit.kit import files
    from closeknit.touchpoints.models import Import

    table = f"date,email,text\n{NOW.date().isoformat()},ana@harrow.example,The invoices come late.\n"
    from django.conf import settings

    settings.HOUSE_FOLDER.make()
    kept = files.store([table.encode()])
    touchpoints.bring_in(file=kept, file_name="x.csv", account=town.harrow, viewer=town.ben, at=NOW)
    Worker().run_until_idle()
    assert Import.objects.visible_to(town.ben).get().n_new == 1
    assert _get(town)["Sales"].people == ()


def test_ones_own_week_is_a_line_on_ones_page(town: Town):
    browser = open_browser(town.ben)
    assert "Press c on any page" in browser.get(reverse("member_self")).content.decode()
    _call(town, 1)
    own = queries.get_own_week(viewer=town.ben, at=NOW)
    assert (own.n_in_touch, own.n_handed_in, own.n_needs) == (1, 0, 0)
    assert "in touch with 1 account" in browser.get(reverse("member_self")).content.decode()


def test_the_page_names_accounts_and_people_and_no_numbers_of_a_person(town: Town, departments: dict[str, str]):
    _call(town, 1)
    page = open_browser(town.gita).get(reverse("participation")).content.decode()
    for part in ("Sales", "1 of 1: Ben", "Harrow Fell", "Accounts served in each of 12 weeks"):
        assert part in page
    assert open_browser(town.ben).get(reverse("participation"), {"week": "no day"}).status_code == 200


def test_a_large_house_shows_what_was_kept_and_has_it_made_anew(town: Town, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pictures, "SMALL", 0)
    _call(town, 1)
    queries.get_participation(viewer=town.ben, at=NOW)
    Worker().run_until_idle()
    kept = KeptPicture.objects.visible_to(town.ben).get(pk="participation")
    assert kept.data["all"][MONDAY.isoformat()] == 1
    _call(town, 2, town.luddon)
    later = NOW + timedelta(minutes=9)
    assert queries.get_participation(viewer=town.ben, at=later).served[-1] == 1
    queries.get_participation(viewer=town.ben, at=NOW + timedelta(minutes=11))
    Worker().run_until_idle()
    assert queries.get_participation(viewer=town.ben, at=later).served[-1] == 2
