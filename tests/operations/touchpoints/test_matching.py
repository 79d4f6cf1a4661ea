import pytest

from closeknit.accounts import directory as directories
from closeknit.accounts import matching
from closeknit.accounts import operations as account_operations
from closeknit.accounts.matching import Why, Written
from tests.conftest import NOW
from tests.operations.touchpoints.conftest import Town


def _match(town: Town, name: str = "", address: str = "", *, account: str | None = None, account_name: str = ""):
    return matching.match_speaker(name, address, account=account, account_name=account_name, viewer=town.ben)


def test_an_exact_address_is_that_person_whatever_its_case(town: Town):
    found = _match(town, "A. Costa", "Ana@HARROW.example")
    assert (found.contact, found.account, found.is_unsure) == (town.ana, town.harrow, False)


def test_an_unknown_address_of_a_known_domain_tells_the_account_and_waits(town: Town):
    found = _match(town, "Mo Farr", "mo@mail.harrow.example")
    assert (found.contact, found.account, found.is_unsure, found.why) == (None, town.harrow, True, Why.DOMAIN)


def test_an_address_of_our_own_domain_is_one_of_ours(town: Town):
    assert _match(town, "Support", "support@arlund.example").is_ours
    assert _match(town, "Ben", "ben@arlund.example").member == town.ben.id


def test_a_full_name_is_certain_only_at_its_account(town: Town):
    assert _match(town, "ana  COSTA", account=town.harrow).contact == town.ana
    assert _match(town, "Costa, Ana", account=town.harrow).contact == town.ana
    assert _match(town, "Ana Costa", account=town.luddon).is_unsure
    assert _match(town, "Ana Costa").is_unsure


def test_a_first_name_is_certain_where_only_one_there_has_it(town: Town):
    assert _match(town, "Ana", account=town.harrow).contact == town.ana
    account_operations.add_contact(account=town.harrow, name="Ana Dale", viewer=town.ben, at=NOW)
    assert _match(town, "Ana", account=town.harrow).is_unsure


def test_the_account_may_stand_in_the_row_or_in_brackets_behind_the_name(town: Town):
    assert _match(town, "Ana Costa", account_name="harrow fell").contact == town.ana
    assert _match(town, "Ana Costa (Harrow Fell)").contact == town.ana


def test_a_member_is_recognised_by_name_unless_somebody_there_is_called_so_too(town: Town):
    assert _match(town, "Ben", account=town.harrow).member == town.ben.id
    account_operations.add_contact(account=town.harrow, name="Ben", viewer=town.ben, at=NOW)
    assert _match(town, "Ben", account=town.harrow).is_unsure


def test_a_name_that_is_only_alike_is_proposed_and_never_taken(town: Town):
    assert _match(town, "Derrick Lumb", account=town.harrow).is_unsure
    proposed = matching.propose(directories.load(town.ben), "Derrick Lumb", account=town.harrow)
    assert [one.contact for one in proposed][:1] == [town.derek]


def test_a_decision_about_a_name_holds_at_its_account_alone(town: Town):
    account_operations.decide_spelling(
        written="Degsy", account=town.harrow, contact=town.derek, member=None, viewer=town.ben, at=NOW
    )
    assert _match(town, "degsy", account=town.harrow).contact == town.derek
    assert _match(town, "degsy", account=town.luddon).is_unsure


def test_who_left_is_who_they_were_on_the_day_of_the_words(town: Town):
    person = _match(town, "", "ana@harrow.example").contact
    account_operations.end_contact(contact=person, until_on=NOW.date(), successor=None, viewer=town.ben, at=NOW)
    now_at = account_operations.add_contact(
        account=town.luddon, name="Ana Costa", email="ana@harrow.example", viewer=town.ben, at=NOW
    )
    before, after = NOW.date().replace(year=2025), NOW.date().replace(year=2027)
    directory = directories.load(town.ben)
    assert matching.match(directory, Written(address="ana@harrow.example", on=before)).contact == person
    assert matching.match(directory, Written(address="ana@harrow.example", on=after)).contact == now_at


def test_an_address_that_is_known_at_two_accounts_is_at_that_of_its_domain(town: Town):
    account_operations.add_contact(
        account=town.luddon, name="Ana Costa", email="ana@harrow.example", viewer=town.ben, at=NOW
    )
    assert _match(town, "", "ana@harrow.example").contact == town.ana
    assert _match(town, "", "ana@harrow.example", account=town.luddon).account == town.luddon
    for account in (town.harrow, town.luddon):
        account_operations.add_contact(account=account, name="Mo", email="mo@gmail.com", viewer=town.ben, at=NOW)
    assert _match(town, "", "mo@gmail.com").is_unsure


def test_a_name_without_anything_is_nobody_and_waits_for_nobody(town: Town):
    assert not _match(town).is_unsure


@pytest.mark.parametrize("label", ["Speaker 2", "SPEAKER_00", "Unknown", "Interviewer", "Sprecher 1"])
def test_a_label_that_names_nobody_is_generic(label: str):
    assert matching.is_generic(label)


def test_a_directory_is_good_until_somebody_becomes_known(town: Town):
    before = directories.state_of(town.ben)
    assert directories.state_of(town.ben) == before
    account_operations.add_contact(account=town.harrow, name="Mo", viewer=town.ben, at=NOW)
    assert directories.state_of(town.ben) != before
