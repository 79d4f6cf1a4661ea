from datetime import timedelta

import pytest

from closeknit.accounts import viewers
from closeknit.accounts.models import Contact
from closeknit.kit.refusals import NotFound
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.verbatims import operations, queries
from closeknit.verbatims.queries import Narrowing
from tests import imprint
from tests.conftest import NOW
from tests.operations.verbatims.conftest import Tell, Town, at, words, work


@pytest.fixture
@imprint.kept(at=NOW)
def ten(town: Town, tell: Tell) -> list[str]:
    """Ten sentences on ten days, ids newest first; cut and not heard."""
    for day in range(10):
        tell(f"Sentence number {day} about the pump.", days_ago=day)
    while operations.cut_next(viewer=town.alice, at=NOW):
        pass
    return [one.pk for one in sorted(words(town.ben), key=lambda one: one.said_at, reverse=True)]


def _ids(page: queries.Page) -> list[str]:
    return [row.id for row in page.rows]


def test_the_newest_comes_first(town: Town, ten: list[str]):
    assert [row.id for row in queries.list_newest(viewer=town.ben)] == ten


def test_pages_follow_one_another_without_a_gap_or_a_repeat(town: Town, ten: list[str]):
    first = queries.list_page(Narrowing(), viewer=town.ben, size=4)
    second = queries.list_page(Narrowing(), viewer=town.ben, size=4, older_than=first.older)
    third = queries.list_page(Narrowing(), viewer=town.ben, size=4, older_than=second.older)
    assert _ids(first) + _ids(second) + _ids(third) == ten
    assert (first.newer, third.older) == ("", "")
    assert _ids(queries.list_page(Narrowing(), viewer=town.ben, size=4, newer_than=third.newer)) == _ids(second)
    assert _ids(queries.list_page(Narrowing(), viewer=town.ben, size=4, newer_than=second.newer)) == _ids(first)


def test_pages_hold_when_something_new_is_said_meanwhile(town: Town, tell: Tell, ten: list[str]):
    first = queries.list_page(Narrowing(), viewer=town.ben, size=4)
    tell("Something new.", started_at=NOW)
    while operations.cut_next(viewer=town.alice, at=NOW):
        pass
    second = queries.list_page(Narrowing(), viewer=town.ben, size=4, older_than=first.older)
    assert _ids(second) == ten[4:8]


def test_words_of_the_same_moment_are_each_on_one_page(town: Town, tell: Tell):
    tell("One. Two. Three. Four. Five.")
    operations.cut_next(viewer=town.alice, at=NOW)
    first = queries.list_page(Narrowing(), viewer=town.ben, size=2)
    second = queries.list_page(Narrowing(), viewer=town.ben, size=2, older_than=first.older)
    third = queries.list_page(Narrowing(), viewer=town.ben, size=2, older_than=second.older)
    assert len({*_ids(first), *_ids(second), *_ids(third)}) == 5


def test_search_finds_all_words_and_the_beginning_of_the_last(town: Town, ten: list[str]):
    page = queries.list_page(Narrowing(query="number pum"), viewer=town.ben, size=3)
    assert (page.total, len(page.rows)) == (10, 3)
    assert queries.list_page(Narrowing(query="number pumpkin"), viewer=town.ben).rows == ()


def test_a_list_is_narrowed_by_what_is_asked(town: Town, tell: Tell):
    tell("We need to see the results on the phone.", days_ago=40, medium="email")
    tell("Die Kalibrierung frisst uns jeden Montag zwei Stunden weg.", days_ago=2)
    touchpoint_operations.capture_words(
        words="They may leave us for Kelvora.", account=town.luddon, contact=town.kim, wording="reported", said_at=NOW,
        viewer=town.gita, at=NOW,
    )  # fmt: skip
    work()
    for narrowing, beginning in (
        (Narrowing(account=town.luddon), "They"),
        (Narrowing(medium="email"), "We need"),
        (Narrowing(wording="reported"), "They"),
        (Narrowing(language="de"), "Die"),
        (Narrowing(signal="need", medium="email"), "We need"),
        (Narrowing(since=at(1)), "They"),
    ):
        rows = queries.list_page(narrowing, viewer=town.ben).rows
        assert [row.text.startswith(beginning) for row in rows] == [True], narrowing


def test_a_signal_is_listed_newest_first_for_the_accounts_of_one_owner(town: Town, tell: Tell):
    tell("We need an export to our own system.", days_ago=3)
    tell("We need the report in German.", days_ago=1)
    work()
    heard = queries.list_with_signal("need", viewer=town.ben, since=at(10))
    assert [row.text for row in heard] == ["We need the report in German.", "We need an export to our own system."]
    assert queries.list_with_signal("need", viewer=town.ben, since=at(2)) == heard[:1]
    assert queries.list_with_signal("need", viewer=town.ben, since=at(10), owner=town.ben.id) == []


def test_a_row_says_who_where_and_as_told_by_whom(town: Town, tell: Tell):
    tell("It stops.", days_ago=1)
    touchpoint_operations.capture_words(
        words="They will open a third site.", account=town.harrow, contact=town.ana, wording="reported",
        said_at=NOW - timedelta(2), viewer=town.gita, at=NOW, medium="coffee",
    )  # fmt: skip
    work()
    exact, told = queries.list_newest(viewer=town.ben)
    assert (exact.speaker, exact.speaker_role, exact.account, exact.told_by) == (
        "Ana Costa",
        "head of lab",
        "Harrow Fell",
        "",
    )
    assert (told.wording, told.told_by, told.medium) == ("reported", "Gita", "coffee")


def test_verbatims_come_in_the_order_in_which_they_are_asked_for(town: Town, ten: list[str]):
    asked = [ten[5], ten[0], "verbatim_none", ten[3]]
    assert [row.id for row in queries.list_verbatims(asked, viewer=town.ben)] == [ten[5], ten[0], ten[3]]


def test_a_contact_sees_none_of_the_words_that_are_internal(town: Town, ten: list[str]):
    person = Contact.objects.visible_to(town.ben).get(pk=town.ana).person_id
    outside = viewers.of_person(person)
    assert queries.list_newest(viewer=outside) == []
    with pytest.raises(NotFound):
        queries.get_verbatim(ten[0], viewer=outside)


def test_a_page_costs_the_same_few_queries_however_many_rows(town: Town, ten: list[str], django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        queries.list_page(Narrowing(), viewer=town.ben)
    with django_assert_max_num_queries(7):
        queries.list_page(Narrowing(query="pump"), viewer=town.ben, older_than=ten[2])
