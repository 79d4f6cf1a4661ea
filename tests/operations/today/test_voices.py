from datetime import timedelta

import pytest
from django.urls import reverse

from closeknit.accounts import asks
from closeknit.accounts import operations as account_operations
from closeknit.kit import clock
from closeknit.kit.tasks.worker import Worker
from closeknit.today.voices import queries
from closeknit.touchpoints import operations as touchpoints
from closeknit.touchpoints.drafts import Line, Speaker
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser
from tests.operations.touchpoints.conftest import Town


@pytest.fixture(autouse=True)
def _heard(town: Town):
    """Harrow Fell, an engaged account of much worth in Japan, was heard a week ago; Luddon, of little, never."""
    with clock.frozen(NOW):
        account_operations.change_standing(
            account=town.harrow, stage="engaged", worth_minor=900_000, viewer=town.alice, at=NOW
        )
        account_operations.change_standing(account=town.luddon, worth_minor=1_000, viewer=town.alice, at=NOW)
        account_operations.change_account(
            account=town.harrow, name="Harrow Fell", kind="prospect", sector="food", zone="Asia/Tokyo",
            viewer=town.alice, at=NOW,
        )  # fmt: skip
        touchpoints.capture_words(
            words="The invoices come late.", account=town.harrow, contact=town.ana, wording="exact",
            said_at=NOW - timedelta(days=7), viewer=town.ben, at=NOW,
        )  # fmt: skip
        Worker().run_until_idle()
        yield


def _groups(town: Town, name: str, viewer=None, days: int = 90) -> dict[str, tuple[int, int]]:
    picture = queries.get_silence_map(viewer=viewer or town.ben, at=NOW, days=days)
    return {one.code: (one.n_heard, one.n_all) for one in picture.groups[name]}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("stage", {"engaged": (1, 1), "outside": (0, 1)}),
        ("kind", {"prospect": (1, 1), "customer": (0, 1)}),
        ("worth", {"largest": (1, 1), "middle": (0, 1)}),
        ("region", {"Asia/Tokyo": (1, 1), "Europe/London": (0, 1)}),
        ("sector", {"food": (1, 1), "": (0, 1)}),
        ("role", {"": (1, 4)}),
    ],
)
def test_who_was_heard_is_told_by_what_they_are(town: Town, name: str, expected: dict[str, tuple[int, int]]):
    assert _groups(town, name) == expected


def test_what_was_said_longer_ago_counts_for_nothing(town: Town):
    touchpoints.capture_words(
        words="It works.", account=town.luddon, contact=None, wording="exact", said_at=NOW - timedelta(days=40),
        viewer=town.ben, at=NOW,
    )  # fmt: skip
    Worker().run_until_idle()
    assert _groups(town, "stage", days=30)["outside"] == (0, 1)
    assert _groups(town, "stage", days=90)["outside"] == (1, 1)


def test_an_account_that_was_let_go_is_missed_by_nobody(town: Town):
    account_operations.change_standing(account=town.luddon, stage="let_go", viewer=town.alice, at=NOW)
    assert queries.get_silence_map(viewer=town.ben, at=NOW).n_all == 1


def test_bands_of_worth_are_not_for_who_may_not_see_worth(town: Town):
    assert "worth" not in queries.get_silence_map(viewer=town.gita, at=NOW).groups
    found = queries.list_silent(viewer=town.gita, at=NOW, days=90, name="worth", code="largest")
    assert [row.name for row in found.rows] == ["Luddon Bakery"]


def test_from_each_number_one_walks_to_the_accounts_behind_it(town: Town):
    for name, code in (
        ("", ""),
        ("stage", "outside"),
        ("region", "Europe/London"),
        ("sector", ""),
        ("worth", "middle"),
    ):
        found = queries.list_silent(viewer=town.ben, at=NOW, days=90, name=name, code=code)
        assert ([row.id for row in found.rows], found.n_all) == ([town.luddon], 1)
    # Of the people without a part Derek was not heard, at an account that was.
    found = queries.list_silent(viewer=town.ben, at=NOW, days=90, name="role", code="")
    assert {row.id for row in found.rows} == {town.harrow, town.luddon}
    assert queries.list_silent(viewer=town.ben, at=NOW, days=90, name="stage", code="engaged").rows == ()


def test_the_pages_say_it(town: Town):
    asks.change_limit(most=1, days=30, viewer=town.alice, at=NOW)
    touchpoints.record_touchpoint(
        medium="call", started_at=NOW, lines=[Line("Fine.", 0)], speakers=[Speaker(contact=town.ana)],
        viewer=town.ben, at=NOW,
    )  # fmt: skip
    browser = open_browser(town.ben)
    page = browser.get(reverse("voices")).content.decode()
    for part in ("1 of 2 accounts were heard", "By revenue", "Ana Costa", "asked one time"):
        assert part in page
    silent = browser.get(reverse("voices_silent"), {"days": "90", "by": "stage", "group": "outside"}).content.decode()
    assert "Luddon Bakery" in silent
    for bad in ({"days": "x"}, {"by": "nothing"}, {"by": "stage", "group": "'; --"}, {"page": "-1"}):
        assert browser.get(reverse("voices_silent"), bad).status_code == 200
    assert "By revenue" not in open_browser(town.gita).get(reverse("voices")).content.decode()
