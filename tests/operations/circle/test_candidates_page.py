"""The pages of candidates and of one account's marks: facts lead to what they rest on, and to the form that moves somebody."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from closeknit.accounts import operations as account_operations
from closeknit.accounts.models import Standing
from closeknit.analysis.circle.marks import Mark, Verdict
from closeknit.analysis.kinds import Stage
from closeknit.circle import operations as circle_operations
from closeknit.circle.marking import operations
from closeknit.kit import clock
from closeknit.touchpoints import operations as touchpoints
from closeknit.touchpoints.drafts import Speaker
from closeknit.web.candidates import rows
from tests.conftest import NOW, Cast
from tests.operations.circle.conftest import open_browser

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def account(cast: Cast) -> str:
    """Spoken with through two people, of whom one rang; a tally that speaks for trying it."""
    account = account_operations.add_account(name="Tarn", owner=cast.ben.id, viewer=cast.ben, at=NOW)
    for number, name in enumerate(("Ana", "Bob")):
        contact = account_operations.add_contact(account=account, name=name, viewer=cast.ben, at=NOW)
        touchpoints.log_touchpoint(
            account=account, medium="call", started_at=NOW - timedelta(number + 1),
            speakers=[Speaker(contact=contact)], lines=[], viewer=cast.ben, at=NOW,
        )  # fmt: skip
    several = [Mark(f"m{n}", "They", "so", Verdict.FOR) for n in range(3)]
    operations.keep_tallies(marks={account: several}, viewer=cast.ben, at=NOW)
    return account


def test_a_candidate_stands_with_what_speaks_and_the_way_to_move_it(cast: Cast, account: str):
    page = open_browser(cast.ben).get(reverse("circle_candidates")).content.decode()
    assert "Outside → acquainted" in page
    assert "2 of 2 whom we know in half a year" in page
    assert f"?account={account}&amp;to=acquainted" in page
    assert "from 10 on it is shown" in page


def test_marks_lead_to_the_people_they_rest_on(cast: Cast, account: str):
    page = open_browser(cast.ben).get(reverse("account_marks", args=[account])).content.decode()
    assert "They know us through more than one person" in page
    assert ">Ana</a>" in page
    assert "1 for · 0 against · 7 unknown" in page


def test_marks_that_say_nothing_either_way_are_counted_too():
    ways = (Verdict.FOR, Verdict.NEITHER, Verdict.UNKNOWN, Verdict.NEITHER)
    marks = [Mark("m", "They", "so", way) for way in ways]
    assert rows.note_of(marks) == "1 for · 0 against · 2 neither way · 1 unknown"


def test_the_circle_shows_the_marks_of_the_chosen_account(cast: Cast, account: str):
    page = open_browser(cast.ben).get(reverse("circle"), {"account": account}).content.decode()
    assert "Signs of an ally" in page
    assert "They start conversations" in page


def test_reviews_that_have_come_due_stand_in_the_circle_and_beside_the_candidates(cast: Cast, account: str):
    circle_operations.set_aim(account=account, aim="engaged", review_on=TODAY + timedelta(1), viewer=cast.ben, at=NOW)
    browser = open_browser(cast.ben)
    assert "to look at again" not in browser.get(reverse("circle")).content.decode()
    Standing.objects.unscoped(reason="test").filter(pk=account).update(review_on=TODAY)
    with clock.frozen(NOW + timedelta(minutes=11)):
        for route in ("circle", "circle_candidates"):
            assert "Outside, to become engaged" in browser.get(reverse(route)).content.decode()


def test_from_ten_decisions_on_the_rate_is_shown(cast: Cast):
    for number in range(10):
        one = account_operations.add_account(name=f"A{number}", viewer=cast.ben, at=NOW)
        circle_operations.move_account(
            account=one, to_stage=Stage.PARTNER, reason="so", decided_on=date(2024, 1, 1), viewer=cast.ben, at=NOW
        )
    page = open_browser(cast.ben).get(reverse("circle_candidates")).content.decode()
    assert "10 of 10; likely between 72% and 100%" in page


def test_an_empty_house_says_what_will_stand_here(cast: Cast):
    page = open_browser(cast.gita).get(reverse("circle_candidates")).content.decode()
    assert "Here will stand whom you might draw further in" in page
