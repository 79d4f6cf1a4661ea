"""Names that customers compare us with are proposed once, decided by a person, and then heard in what was said before."""

import pytest
from django.urls import reverse

from closeknit.accounts import operations as account_operations
from closeknit.accounts import queries as account_queries
from closeknit.kit import undo
from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.drafts import Speaker
from closeknit.verbatims import operations as verbatim_operations
from closeknit.verbatims.models import Rival, Signal, Verbatim
from closeknit.verbatims.rivals import operations, queries
from tests import imprint
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser
from tests.operations.verbatims.conftest import Tell, Town, tell, town, work

__all__ = ["tell", "town"]

LEFT = "We had a quote from Brandt on the table."
PLAIN = "The Brandt stands in the cellar."


@pytest.fixture
@imprint.kept(at=NOW)
def compared(town: Town, tell: Tell) -> Town:
    tell(LEFT)
    tell([(Speaker(contact=town.kim), "It is a lot cheaper than Brandt. The weather was fine.")])
    tell("We went over to Kestrel last year. Luddon Bakery have quoted. Better than Kim, she says.")
    tell(PLAIN)
    work()
    return town


def _heard_as_competitor(viewer: Viewer) -> set[str]:
    rows = Signal.objects.visible_to(viewer).filter(code="competitor", is_on=True)
    return set(rows.values_list("verbatim__text", flat=True))


def _rival(viewer: Viewer, name: str) -> str:
    return Rival.objects.visible_to(viewer).get(name=name).pk


def test_names_are_proposed_with_their_words_those_of_most_accounts_first(compared: Town):
    first, second = queries.list_rivals(viewer=compared.ben)
    assert (first.name, first.n_accounts, second.name) == ("Brandt", 2, "Kestrel")
    assert LEFT in {words.text for words in first.words}


def test_whom_we_know_is_not_proposed(compared: Town):
    names = {one.name for one in queries.list_rivals(viewer=compared.ben)}
    assert not names & {"Luddon Bakery", "Kim"}


def test_an_accepted_name_is_heard_in_what_was_said_before_and_no_longer_when_it_is_taken_back(compared: Town):
    before = _heard_as_competitor(compared.ben)
    assert PLAIN not in before
    operations.accept_rival(rival=_rival(compared.ben, "Brandt"), kind="competitor", viewer=compared.alice, at=NOW)
    work()
    assert PLAIN in _heard_as_competitor(compared.ben)
    assert [one.name for one in queries.list_rivals(viewer=compared.ben)] == ["Kestrel"]
    step = undo.find_latest(viewer=compared.alice, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=compared.alice, at=NOW)
    work()
    assert _heard_as_competitor(compared.ben) == before
    assert len(queries.list_rivals(viewer=compared.ben)) == 2


def test_what_a_person_said_of_a_sentence_outlives_the_name(compared: Town):
    pk = Verbatim.objects.visible_to(compared.ben).get(text=PLAIN).pk
    verbatim_operations.correct_signal(verbatim=pk, code="competitor", is_on=False, viewer=compared.ben, at=NOW)
    operations.accept_rival(rival=_rival(compared.ben, "Brandt"), kind="competitor", viewer=compared.alice, at=NOW)
    work()
    assert PLAIN not in _heard_as_competitor(compared.ben)


def test_a_spelling_goes_to_the_competitor_that_it_is_of(compared: Town):
    account_operations.set_competitors(names={"Brandtner": ["BN"]}, viewer=compared.alice, at=NOW)
    rival = _rival(compared.ben, "Brandt")
    operations.accept_rival(rival=rival, kind="spelling", of="Brandtner", viewer=compared.alice, at=NOW)
    assert account_queries.list_competitors(viewer=compared.ben) == {"Brandtner": ["BN", "Brandt"]}


def test_one_of_our_own_things_is_no_competitor(compared: Town):
    operations.accept_rival(rival=_rival(compared.ben, "Kestrel"), kind="product", viewer=compared.alice, at=NOW)
    assert "Kestrel" in account_queries.list_product_names(viewer=compared.ben)
    assert "Kestrel" not in account_queries.list_competitors(viewer=compared.ben)


def test_a_dismissed_name_never_comes_again(compared: Town, tell: Tell):
    operations.dismiss_rival(rival=_rival(compared.ben, "Kestrel"), viewer=compared.alice, at=NOW)
    tell("We had a quote from Kestrel as well.")
    work()
    assert "Kestrel" not in {one.name for one in queries.list_rivals(viewer=compared.ben)}
    with pytest.raises(Refused):
        operations.dismiss_rival(rival=_rival(compared.ben, "Kestrel"), viewer=compared.alice, at=NOW)


def test_only_who_runs_the_house_decides_and_only_of_what_is_there(compared: Town):
    with pytest.raises(NotAllowed):
        operations.dismiss_rival(rival=_rival(compared.ben, "Kestrel"), viewer=compared.ben, at=NOW)
    with pytest.raises(NotFound):
        operations.accept_rival(rival="rival_none", kind="competitor", viewer=compared.alice, at=NOW)
    with pytest.raises(NotFound):
        operations.accept_rival(
            rival=_rival(compared.ben, "Kestrel"), kind="spelling", of="Nobody", viewer=compared.alice, at=NOW
        )


def test_the_page_of_the_house_leads_to_the_names_and_there_they_are_decided(compared: Town):
    browser = open_browser(compared.alice)
    assert "Two more names that customers compare us with" in browser.get(reverse("house_listening")).text
    page = browser.get(reverse("rivals"))
    assert "Brandt" in page.text
    page = browser.post(reverse("rival", args=[_rival(compared.ben, "Brandt")]), {"kind": "competitor"}, follow=True)
    assert "Brandt is a competitor now." in page.text
    assert (
        "mood"
        not in browser.post(
            reverse("rival", args=[_rival(compared.ben, "Kestrel")]), {"kind": "mood"}, follow=True
        ).request["PATH_INFO"]
    )
    assert Rival.objects.visible_to(compared.ben).get(name="Kestrel").state == "open"


def test_who_does_not_run_the_house_reads_the_names_and_is_offered_nothing(compared: Town):
    page = open_browser(compared.ben).get(reverse("rivals"))
    assert "Brandt" in page.text
    assert "A competitor" not in page.text
