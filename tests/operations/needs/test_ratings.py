from datetime import date, timedelta

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.accounts.models import Contact
from closeknit.analysis.needs.opportunity import Basis
from closeknit.kit import undo
from closeknit.kit.refusals import NotAllowed, NotFound
from closeknit.needs import checks, operations, queries
from closeknit.verbatims.models import Verbatim
from tests.conftest import NOW
from tests.operations.needs.conftest import COPIES, PHONE, Heard
from tests.operations.verbatims.conftest import work


def _people(heard: Heard, n: int) -> list[str]:
    """So many people, in turn at five accounts."""
    accounts = sorted(set(Contact.objects.visible_to(heard.ben).values_list("account_id", flat=True)))[:5]
    return [
        account_operations.add_contact(account=accounts[one % 5], name=f"Rater {one}", viewer=heard.ben, at=NOW)
        for one in range(n)
    ]


def _rate(heard: Heard, need: str, n: int, importance: int = 9, satisfaction: int = 3) -> None:
    for contact in _people(heard, n):
        operations.rate_need(
            need=need, contact=contact, importance=importance, satisfaction=satisfaction, viewer=heard.ben, at=NOW
        )


def test_enough_ratings_rank_a_need_and_the_others_are_only_estimated(heard: Heard):
    _rate(heard, heard.copies, 12)
    seen = queries.get_landscape(viewer=heard.ben, at=NOW)
    assert [(one.need.id, one.n_ratings) for one in seen.ranked] == [(heard.copies, 12)]
    assert seen.ranked[0].opportunity.basis == Basis.RATINGS
    assert seen.ranked[0].opportunity.score.value == pytest.approx(15)
    assert heard.phone in {one.need.id for one in seen.unranked}
    assert {one.opportunity.basis for one in seen.unranked} == {Basis.EVIDENCE}


def test_a_few_ratings_are_shown_and_rank_nothing(heard: Heard):
    _rate(heard, heard.copies, 3)
    place, few = queries.get_opportunity(heard.copies, viewer=heard.ben, at=NOW)
    assert place.basis == Basis.EVIDENCE
    assert few is not None
    assert (few.n, few.is_ranked) == (3, False)
    row = next(one for one in queries.get_landscape(viewer=heard.ben, at=NOW).unranked if one.need.id == heard.copies)
    assert row.n_ratings == 3


def test_a_person_counts_once_with_the_newest_of_their_ratings(heard: Heard):
    (contact,) = _people(heard, 1)
    for days, importance in ((40, 2), (0, 9), (20, 5)):
        operations.rate_need(
            need=heard.copies,
            contact=contact,
            importance=importance,
            satisfaction=4,
            viewer=heard.ben,
            at=NOW,
            rated_on=(NOW - timedelta(days)).date(),
        )
    assert [one.importance for one in queries.list_ratings(heard.copies, viewer=heard.ben)] == [9]


def test_a_second_rating_on_one_day_takes_the_place_of_the_first_and_is_taken_back_to_it(heard: Heard):
    (contact,) = _people(heard, 1)
    for minute, importance in enumerate((2, 9)):
        operations.rate_need(
            need=heard.copies,
            contact=contact,
            importance=importance,
            satisfaction=4,
            viewer=heard.ben,
            at=NOW + timedelta(minutes=minute),
        )
    assert [one.importance for one in queries.list_ratings(heard.copies, viewer=heard.ben)] == [9]
    step = undo.find_latest(viewer=heard.ben, since=NOW + timedelta(minutes=1))
    assert step is not None
    undo.take_back(step=step.pk, viewer=heard.ben, at=NOW)
    assert [one.importance for one in queries.list_ratings(heard.copies, viewer=heard.ben)] == [2]


def test_a_rating_can_be_taken_out_and_that_taken_back(heard: Heard):
    (contact,) = _people(heard, 1)
    rating = operations.rate_need(
        need=heard.copies, contact=contact, importance=7, satisfaction=4, viewer=heard.ben, at=NOW
    )
    taken_at = NOW + timedelta(seconds=5)
    assert operations.withdraw_rating(rating=rating, viewer=heard.ben, at=taken_at) == heard.copies
    assert queries.list_ratings(heard.copies, viewer=heard.ben) == []
    step = undo.find_latest(viewer=heard.ben, since=taken_at)
    assert step is not None
    undo.take_back(step=step.pk, viewer=heard.ben, at=taken_at)
    assert len(queries.list_ratings(heard.copies, viewer=heard.ben)) == 1


def test_ratings_of_a_merged_need_count_for_the_one_it_went_into(heard: Heard):
    _rate(heard, heard.copies, 12)
    operations.merge_needs(need=heard.copies, into=heard.phone, viewer=heard.ben, at=NOW)
    work()
    assert [one.need.id for one in queries.get_landscape(viewer=heard.ben, at=NOW).ranked] == [heard.phone]
    (late,) = _people(heard, 1)
    operations.rate_need(need=heard.copies, contact=late, importance=1, satisfaction=1, viewer=heard.ben, at=NOW)
    assert len(queries.list_ratings(heard.phone, viewer=heard.ben)) == 13


@pytest.mark.parametrize(("importance", "satisfaction"), [(11, 0), (-1, 5), (5, 11)])
def test_a_rating_off_the_scale_is_refused(heard: Heard, importance: int, satisfaction: int):
    with pytest.raises(checks.BadRating, match="0 to 10"):
        operations.rate_need(
            need=heard.copies,
            contact=heard.town.ana,
            importance=importance,
            satisfaction=satisfaction,
            viewer=heard.ben,
            at=NOW,
        )


def test_nobody_rates_in_the_future(heard: Heard):
    with pytest.raises(checks.BadRating, match="still to come"):
        operations.rate_need(
            need=heard.copies,
            contact=heard.town.ana,
            importance=5,
            satisfaction=5,
            viewer=heard.ben,
            at=NOW,
            rated_on=date(2030, 1, 1),
        )


def test_a_rating_of_nobody_or_of_no_need_is_not_found(heard: Heard):
    with pytest.raises(NotFound):
        operations.rate_need(
            need=heard.copies, contact="contact_none", importance=5, satisfaction=5, viewer=heard.ben, at=NOW
        )
    with pytest.raises(NotFound):
        operations.withdraw_rating(rating=999, viewer=heard.ben, at=NOW)


def test_who_only_hands_in_rates_nothing(heard: Heard):
    with pytest.raises(NotAllowed):
        operations.rate_need(
            need=heard.copies,
            contact=heard.town.ana,
            importance=5,
            satisfaction=5,
            viewer=heard.town.gita,
            at=NOW,
        )


def test_words_that_say_it_is_settled_raise_the_estimate_of_satisfaction(heard: Heard):
    before, _ = queries.get_opportunity(heard.phone, viewer=heard.ben, at=NOW)
    words = [Verbatim.objects.visible_to(heard.ben).get(text=text).pk for text in (PHONE[0], PHONE[1], PHONE[2])]
    operations.confirm_evidence(need=heard.phone, verbatims=words, stance="settles", viewer=heard.ben, at=NOW)
    after, _ = queries.get_opportunity(heard.phone, viewer=heard.ben, at=NOW)
    assert after.satisfaction.value > before.satisfaction.value


def test_who_only_says_otherwise_does_not_make_it_broader(heard: Heard):
    before, _ = queries.get_opportunity(heard.copies, viewer=heard.ben, at=NOW)
    accounts = Verbatim.objects.visible_to(heard.ben).filter(text__in=COPIES)
    words = list(accounts.filter(account_id=accounts.first().account_id).values_list("pk", flat=True))  # type: ignore[union-attr]
    operations.confirm_evidence(need=heard.copies, verbatims=words, stance="contradicts", viewer=heard.ben, at=NOW)
    after, _ = queries.get_opportunity(heard.copies, viewer=heard.ben, at=NOW)
    assert after.n == before.n - 1
    assert after.importance.value < before.importance.value
