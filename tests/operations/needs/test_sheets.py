"""A survey with columns of figures becomes ratings: proposed, said by a person, read, and taken back as a whole."""

import pytest
from django.urls import reverse

from closeknit.accounts import operations as account_operations
from closeknit.accounts.models import Contact
from closeknit.kit import files
from closeknit.kit.refusals import Refused
from closeknit.kit.viewer import Viewer
from closeknit.needs import operations as needs
from closeknit.needs import queries
from closeknit.needs.models import Rating
from closeknit.needs.sheets import operations
from closeknit.needs.sheets import queries as sheets
from closeknit.needs.sheets.reading import RatedBy
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.verbatims.models import Verbatim
from tests import imprint
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser
from tests.operations.verbatims.conftest import Tell, Town, tell, town, work

__all__ = ["tell", "town"]

IMPORTANT, MET = "How important is it to see the results on the phone?", "Satisfaction: see the results on the phone"
HEAD = f"email,date,{IMPORTANT},{MET},What else?\n"
ROWS = (
    "ana@harrow.example,2026-11-10,5,2,The pump is loud.",
    "kim@luddon.example,2026-11-11,4 - important,1,Nothing.",
    "stranger@nowhere.example,2026-11-11,5,1,Nothing.",
    "ana@harrow.example,2026-11-12,often,3,Nothing.",
    "kim@luddon.example,2026-11-13,3,,Nothing.",
    "kim@luddon.example,2026-11-14,,,Nothing.",
)


@pytest.fixture
@imprint.kept(at=NOW)
def phone(town: Town, tell: Tell) -> str:
    for account, name, address in (
        (town.harrow, "Ana Lima", "ana@harrow.example"),
        (town.luddon, "Kim Lee", "kim@luddon.example"),
    ):
        account_operations.add_contact(account=account, name=name, email=address, viewer=town.ben, at=NOW)
    tell("We need to see the results on the phone.")
    work()
    words = [Verbatim.objects.visible_to(town.ben).get().pk]
    return needs.state_need(statement="See the results on the phone", verbatims=words, viewer=town.ben, at=NOW)


def _bring_in(viewer: Viewer, *rows: str) -> str:
    kept = files.store([(HEAD + "\n".join(rows)).encode()])
    return touchpoint_operations.start_import(file=kept, file_name="survey.csv", viewer=viewer, at=NOW)


def _take(source: str, need: str, viewer: Viewer) -> None:
    columns = [RatedBy(need, IMPORTANT, MET, "1-5")]
    operations.take_ratings(source=source, columns=columns, viewer=viewer, at=NOW)
    work()


def test_columns_are_proposed_for_the_need_that_they_name(town: Town, phone: str):
    page = sheets.get_sheet_page(_bring_in(town.ben, *ROWS[:3]), viewer=town.ben)
    assert [(one.meaning, one.need, one.scale) for one in page.columns] == [
        ("importance", phone, "1-5"),
        ("satisfaction", phone, "1-5"),
    ]


def test_what_people_gave_becomes_ratings_stretched_and_dated(town: Town, phone: str):
    _take(_bring_in(town.ben, *ROWS), phone, town.ben)
    kept = {one.who: one for one in queries.list_ratings(phone, viewer=town.ben)}
    assert (kept["Ana Lima"].importance, kept["Ana Lima"].satisfaction) == (10, 2.5)
    assert (kept["Kim Lee"].importance, kept["Kim Lee"].satisfaction) == (7.5, 0)
    assert kept["Kim Lee"].scale == "1-5"
    assert kept["Kim Lee"].rated_on.isoformat() == "2026-11-11"


def test_what_cannot_be_taken_is_said_row_by_row(town: Town, phone: str):
    source = _bring_in(town.ben, *ROWS)
    _take(source, phone, town.ben)
    sheet = sheets.get_sheet_page(source, viewer=town.ben).sheet
    assert sheet is not None
    assert (sheet.n_ratings, sheet.n_read, sheet.is_done) == (2, 6, True)
    assert [row for row, _ in sheet.problems] == [3, 4, 5]
    assert "nobody we know is “stranger@nowhere.example”" in sheet.problems[0][1]
    assert "“often” is no figure from 1 to 5" in sheet.problems[1][1]
    assert "one figure alone rates nothing" in sheet.problems[2][1]


def test_reading_the_file_anew_leaves_the_same_ratings(town: Town, phone: str):
    source = _bring_in(town.ben, *ROWS)
    for _ in range(2):
        _take(source, phone, town.ben)
    assert Rating.objects.visible_to(town.ben).count() == 2


def test_what_somebody_entered_by_hand_stays(town: Town, phone: str):
    lima = Contact.objects.visible_to(town.ben).get(person__name="Ana Lima").pk
    day = NOW.date().replace(day=10)
    needs.rate_need(need=phone, contact=lima, importance=1, satisfaction=9, rated_on=day, viewer=town.ben, at=NOW)
    _take(_bring_in(town.ben, *ROWS), phone, town.ben)
    kept = {one.who: one.importance for one in queries.list_ratings(phone, viewer=town.ben)}
    assert kept["Ana Lima"] == 1


def test_taken_back_the_ratings_go_and_those_by_hand_stay(town: Town, phone: str):
    needs.rate_need(need=phone, contact=town.ana, importance=1, satisfaction=9, viewer=town.ben, at=NOW)
    source = _bring_in(town.ben, *ROWS)
    _take(source, phone, town.ben)
    assert operations.take_back_ratings(source=source, viewer=town.ben, at=NOW) == 2
    assert Rating.objects.visible_to(town.ben).count() == 1


@pytest.mark.parametrize(
    "columns",
    [
        [],
        [("", IMPORTANT, MET, "1-5")],
        [("", IMPORTANT, IMPORTANT, "1-5")],
        [("", "no such column", MET, "1-5")],
        [("", IMPORTANT, MET, "1-3")],
    ],
)
def test_columns_that_do_not_fit_are_refused(town: Town, phone: str, columns: list[tuple[str, str, str, str]]):
    rated = [RatedBy(need or phone, *rest) for need, *rest in columns]
    if rated == [RatedBy(phone, IMPORTANT, MET, "1-5")]:
        rated *= 2
    with pytest.raises(Refused):
        operations.take_ratings(source=_bring_in(town.ben, *ROWS), columns=rated, viewer=town.ben, at=NOW)


def test_the_pages_lead_from_the_file_to_its_ratings_and_back_to_the_landscape(town: Town, phone: str):
    browser, source = open_browser(town.ben), _bring_in(town.ben, *ROWS[:3])
    assert reverse("ratings", args=[source]) in browser.get(reverse("imports_file", args=[source])).text
    page = browser.get(reverse("ratings", args=[source]))
    assert "1 to 5 is stretched to 0 to 10" in page.text
    said = {}
    for line in page.context["lines"]:
        said |= {f"meaning_{line.place}": line.meaning, f"need_{line.place}": line.need}
        said[f"scale_{line.place}"] = line.scale
    page = browser.post(reverse("ratings_taking", args=[source]), said, follow=True)
    assert "The ratings of one need are being read." in page.text
    work()
    page = browser.get(reverse("ratings", args=[source]))
    assert "nobody we know is" in page.text
    assert "asked on 1-5" in browser.get(reverse("need_weight", args=[phone])).text
    browser.post(reverse("ratings_withdrawal", args=[source]))
    assert not Rating.objects.visible_to(town.ben).exists()


def test_a_need_with_one_column_is_refused_in_words(town: Town, phone: str):
    browser, source = open_browser(town.ben), _bring_in(town.ben, *ROWS[:3])
    said = {"meaning_0": "importance", "need_0": phone, "scale_0": "1-5"}
    page = browser.post(reverse("ratings_taking", args=[source]), said, follow=True)
    assert "has one column. It takes two" in page.text
