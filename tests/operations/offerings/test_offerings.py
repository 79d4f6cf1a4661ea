"""Offerings and values: added, changed, archived, brought back; two who write at once."""

import pytest

from closeknit.kit import undo
from closeknit.kit.refusals import ChangedMeanwhile, NotAllowed
from closeknit.offerings import checks, operations, queries
from tests.conftest import NOW
from tests.operations.offerings.conftest import Shop


def test_an_offering_stands_with_its_values(shop: Shop):
    row = queries.get_offering(shop.probe, viewer=shop.ben)
    assert (row.name, [one.text for one in row.values]) == ("Night probe", ["Sleeps never", "Rings only when it must"])
    assert queries.list_offering_names(viewer=shop.ben) == [
        (shop.probe, "Night probe"),
        (shop.service, "Service visits"),
    ]


def test_what_is_archived_is_not_shipped_and_can_be_brought_back(shop: Shop):
    operations.archive_offering(offering=shop.service, viewer=shop.ben, at=NOW)
    assert queries.list_offering_names(viewer=shop.ben) == [(shop.probe, "Night probe")]
    with pytest.raises(checks.AlreadySo):
        operations.archive_offering(offering=shop.service, viewer=shop.ben, at=NOW)
    with pytest.raises(checks.BadOffering, match="do not ship any more"):
        operations.add_offering(name="service VISITS", viewer=shop.ben, at=NOW)
    operations.bring_back_offering(offering=shop.service, viewer=shop.ben, at=NOW)
    assert len(queries.list_offering_names(viewer=shop.ben)) == 2


def test_the_second_who_changes_an_offering_at_once_is_refused(shop: Shop):
    given = {"offering": shop.probe, "text": "", "viewer": shop.ben, "at": NOW}
    assert operations.change_offering(name="Night watch", base=1, **given) == 2
    with pytest.raises(ChangedMeanwhile):
        operations.change_offering(name="Night owl", base=1, **given)
    assert queries.get_offering(shop.probe, viewer=shop.ben).name == "Night watch"


def test_a_value_is_changed_archived_and_brought_back(shop: Shop):
    value = queries.get_offering(shop.probe, viewer=shop.ben).values[0]
    given = {"value": value.id, "viewer": shop.ben, "at": NOW}
    operations.change_value(text="Never sleeps", was="Sleeps never", **given)
    with pytest.raises(ChangedMeanwhile, match="Never sleeps"):
        operations.change_value(text="Wakes", was="Sleeps never", **given)
    operations.archive_value(**given)
    assert value.id not in [one[0] for one in queries.list_values(viewer=shop.ben)]
    operations.bring_back_value(**given)
    with pytest.raises(checks.BadValue, match="already"):
        operations.add_value(offering=shop.probe, text="never SLEEPS", viewer=shop.ben, at=NOW)


def test_adding_is_taken_back_whole(shop: Shop):
    made = operations.add_offering(name="Loan probe", values=["Here tomorrow"], viewer=shop.ben, at=NOW)
    step = undo.find_latest(viewer=shop.ben, since=NOW)
    assert step is not None
    assert step.subject == made
    undo.take_back(step=step.pk, viewer=shop.ben, at=NOW)
    assert [row.name for row in queries.list_offerings(viewer=shop.ben)] == ["Night probe", "Service visits"]


def test_whoever_only_hands_in_ships_nothing(shop: Shop):
    with pytest.raises(NotAllowed):
        operations.add_offering(name="A rumour", viewer=shop.gita, at=NOW)
