"""People and their places: coming, changing, leaving, turning up elsewhere; and undo of each."""

from datetime import date

import pytest
from tests.conftest import NOW

from closeknit.accounts import checks, operations, queries, viewers
from closeknit.kit import undo
from closeknit.kit.refusals import NotFound


@pytest.fixture
def lab(cast):
    return operations.add_account(name="Rijnmond", viewer=cast.ben, at=NOW)


@pytest.fixture
def mill(cast):
    return operations.add_account(name="Mill", viewer=cast.ben, at=NOW)


@pytest.fixture
def saskia(cast, lab):
    return operations.introduce(
        account=lab,
        name="Saskia",
        emails=["Saskia@rijnmond.example", "s@home.example"],
        phones=["+31 6 1"],
        title="Head",
        role="champion",
        note="Rings early.",
        from_on=date(2021, 4, 12),
        viewer=cast.ben,
        at=NOW,
    )


def _take_back(viewer):
    step = undo.find_latest(viewer=viewer, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=viewer, at=NOW)


def _person(contact, viewer):
    return queries.get_person(queries.get_contact(contact, viewer=viewer).person_id, viewer=viewer)


def test_somebody_is_introduced_with_all_that_is_known(cast, saskia):
    person = _person(saskia, cast.ben)
    assert person.emails == ("saskia@rijnmond.example", "s@home.example")
    assert (person.phones, person.note) == (("+31 6 1",), "Rings early.")
    assert queries.get_contact(saskia, viewer=cast.ben).role == "champion"


def test_introducing_can_be_taken_back(cast, lab, saskia):
    _take_back(cast.ben)
    assert queries.list_contacts(viewer=cast.ben, account=lab, with_left=True) == []


def test_somebody_with_a_known_address_is_the_same_person_at_another_account(cast, mill, saskia):
    there = operations.add_contact(
        account=mill, name="S. de Boer", email="saskia@RIJNMOND.example", viewer=cast.ben, at=NOW
    )
    person = queries.get_contact(saskia, viewer=cast.ben).person_id
    assert queries.get_contact(there, viewer=cast.ben).person_id == person


def test_no_two_people_share_an_address(cast, lab, saskia):
    amara = operations.introduce(account=lab, name="Amara", emails=["amara@rijnmond.example"], viewer=cast.ben, at=NOW)
    with pytest.raises(checks.AddressTaken):
        operations.change_contact(
            contact=amara, name="Amara", title="", role="", emails=["s@home.example"], viewer=cast.ben, at=NOW
        )
    assert _person(amara, cast.ben).emails == ("amara@rijnmond.example",)


def test_changing_somebody_can_be_taken_back(cast, saskia):
    before = (queries.get_contact(saskia, viewer=cast.ben), _person(saskia, cast.ben))
    operations.change_contact(
        contact=saskia, name="Saskia de Boer", title="Director", role="", emails=["new@rijnmond.example"], phones=[],
        language="nl", note="", viewer=cast.ben, at=NOW,
    )  # fmt: skip
    assert _person(saskia, cast.ben).emails == ("new@rijnmond.example",)
    _take_back(cast.ben)
    assert (queries.get_contact(saskia, viewer=cast.ben), _person(saskia, cast.ben)) == before


def test_somebody_leaves_and_another_comes_after_them(cast, lab, saskia):
    amara = operations.add_contact(account=lab, name="Amara", viewer=cast.ben, at=NOW)
    operations.end_contact(contact=saskia, until_on=date(2026, 10, 1), successor=amara, viewer=cast.ben, at=NOW)
    row = queries.get_contact(saskia, viewer=cast.ben)
    assert (row.until_on, row.successor) == (date(2026, 10, 1), "Amara")
    assert [one.name for one in queries.list_contacts(viewer=cast.ben, account=lab)] == ["Amara"]


def test_leaving_can_be_taken_back(cast, lab, saskia):
    operations.end_contact(contact=saskia, until_on=date(2026, 10, 1), successor=None, viewer=cast.ben, at=NOW)
    _take_back(cast.ben)
    assert queries.get_contact(saskia, viewer=cast.ben).until_on is None


def test_nobody_leaves_twice_or_before_they_came(cast, saskia):
    with pytest.raises(checks.BadDates):
        operations.end_contact(contact=saskia, until_on=date(2020, 1, 1), successor=None, viewer=cast.ben, at=NOW)
    operations.end_contact(contact=saskia, until_on=date(2026, 10, 1), successor=None, viewer=cast.ben, at=NOW)
    with pytest.raises(checks.AlreadyLeft):
        operations.end_contact(contact=saskia, until_on=date(2026, 10, 2), successor=None, viewer=cast.ben, at=NOW)


def test_who_left_turns_up_elsewhere_and_is_the_same_person(cast, mill, saskia):
    operations.end_contact(contact=saskia, until_on=date(2026, 10, 1), successor=None, viewer=cast.ben, at=NOW)
    person = _person(saskia, cast.ben).id
    operations.add_place(
        person=person, account=mill, title="Advisor", from_on=date(2026, 11, 1), viewer=cast.ben, at=NOW
    )
    assert [place.account for place in queries.list_places(person, viewer=cast.ben)] == ["Mill", "Rijnmond"]
    assert viewers.of_person(person).accounts == {mill}
    with pytest.raises(checks.AlreadyThere):
        operations.add_place(person=person, account=mill, viewer=cast.ben, at=NOW)


def test_a_place_elsewhere_can_be_taken_back(cast, mill, saskia):
    person = _person(saskia, cast.ben).id
    operations.add_place(person=person, account=mill, viewer=cast.ben, at=NOW)
    _take_back(cast.ben)
    assert [place.account for place in queries.list_places(person, viewer=cast.ben)] == ["Rijnmond"]


def test_who_stands_outside_does_not_find_people_of_other_accounts(cast, mill, saskia):
    eve = operations.add_contact(account=mill, name="Eve", viewer=cast.ben, at=NOW)
    outside = viewers.of_person(queries.get_contact(eve, viewer=cast.ben).person_id)
    assert queries.get_contact(eve, viewer=outside).name == "Eve"
    with pytest.raises(NotFound) as theirs:
        queries.get_contact(saskia, viewer=outside)
    with pytest.raises(NotFound) as nobody:
        queries.get_contact("contact_nobody", viewer=outside)
    assert str(theirs.value) == str(nobody.value)
