from closeknit.accounts import operations as account_operations
from closeknit.touchpoints import guessing, operations
from closeknit.touchpoints.models import Participation, Touchpoint
from tests.conftest import NOW
from tests.operations.touchpoints.conftest import Town


def _guess(words: str, town: Town) -> tuple[list[str], list[str]]:
    guess = guessing.guess(words, viewer=town.gita)
    return [one.id for one in guess.accounts], [one.id for one in guess.contacts]


def test_a_name_and_an_account_that_are_named_are_proposed(town: Town):
    assert _guess("Derek Lumb at Harrow Fell wants the readings by mail", town) == ([town.harrow], [town.derek])


def test_the_only_one_of_a_first_name_tells_the_account_too(town: Town):
    assert _guess("Kim says the bill came twice", town) == ([town.luddon], [town.kim])


def test_of_two_with_one_first_name_the_one_at_the_named_account_comes_first(town: Town):
    accounts, contacts = _guess("Ana from Luddon is annoyed", town)
    assert (accounts[0], contacts[0]) == (town.luddon, town.ana_brook)


def test_an_address_is_the_surest_of_all(town: Town):
    assert _guess("from ana@harrow.example: when is it fixed?", town) == ([town.harrow], [town.ana])


def test_a_small_word_is_no_name(town: Town):
    account_operations.add_contact(account=town.harrow, name="May Bell", viewer=town.ben, at=NOW)
    assert _guess("we may need it in spring", town) == ([], [])


def test_a_number_tells_one_account_from_another(town: Town):
    five = account_operations.add_account(name="Depot 5", viewer=town.ben, at=NOW)
    account_operations.add_account(name="Depot 6", viewer=town.ben, at=NOW)
    assert _guess("Depot 5 is out of filters", town)[0] == [five]


def test_who_becomes_known_is_proposed_at_once(town: Town):
    assert _guess("Wendell wants a louder beep", town) == ([], [])
    wendell = account_operations.add_contact(account=town.harrow, name="Wendell Pryce", viewer=town.ben, at=NOW)
    assert _guess("Wendell wants a louder beep", town) == ([town.harrow], [wendell])


def test_what_is_mostly_in_quotation_marks_is_exact(town: Town):
    assert guessing.guess("“It has never been this loud before, honestly.”", viewer=town.gita).wording == "exact"
    assert guessing.guess("Kim said it is “loud” at night and she hates it", viewer=town.gita).wording == "reported"


def test_handing_in_without_a_look_takes_what_would_have_been_proposed(town: Town):
    touchpoint = operations.hand_in_words(words="Kim says the bill came twice", viewer=town.gita, at=NOW)
    row = Touchpoint.objects.visible_to(town.ben).get(pk=touchpoint)
    assert (row.account_id, row.wording) == (town.luddon, "reported")
    assert Participation.objects.visible_to(town.ben).get(touchpoint=touchpoint).contact_id == town.kim


def test_what_a_person_left_empty_stays_empty(town: Town):
    touchpoint = operations.hand_in_words(
        words="Kim says the bill came twice", is_chosen=True, wording="reported", viewer=town.gita, at=NOW
    )
    assert Touchpoint.objects.visible_to(town.ben).get(pk=touchpoint).account_id is None
