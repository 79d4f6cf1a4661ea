from dataclasses import replace

import pytest

from closeknit.kit.viewer import Viewer, ViewerKind
from closeknit.touchpoints.drafts import Speaker
from closeknit.verbatims import meaning
from closeknit.verbatims.models import Stream, Vector, Verbatim
from closeknit.verbatims.queries import Narrowing
from tests.operations.verbatims.conftest import Tell, Town, words, work


@pytest.fixture(scope="session", autouse=True)
def ear() -> None:
    """The ear is made in a thread; without it every question is answered by words alone."""
    meaning._ear.wait(60)


def _near(question: str, viewer: Viewer, **narrowed: str) -> list[str]:
    vector = meaning.find_vector(question)
    assert vector is not None
    rows = Verbatim.objects.visible_to(viewer)
    found = meaning.list_near(vector, Narrowing(**narrowed), viewer=viewer, most=10)
    texts = dict(rows.values_list("pk", "text"))
    return [texts[one.verbatim] for one in found]


def test_what_means_the_same_is_near_without_a_common_word(town: Town, tell: Tell):
    tell(
        "The app is useless when there is no network. The coffee was very good. Your invoices always come too late for us."
    )
    work()
    assert _near("work without internet", town.ben)[0] == "The app is useless when there is no network."


def test_what_is_heard_later_is_found_at_once(town: Town, tell: Tell):
    tell("Your invoices always come too late for us.")
    work()
    assert len(_near("billing", town.ben)) == 1
    tell("The bill is wrong every month.")
    work()
    assert set(_near("billing", town.ben)) == {
        "Your invoices always come too late for us.",
        "The bill is wrong every month.",
    }


def test_what_is_gone_is_found_no_more(town: Town, tell: Tell):
    tell("Your invoices always come too late for us. The bill is wrong every month.")
    work()
    assert len(_near("billing", town.ben)) == 2
    Verbatim.objects.visible_to(town.ben).filter(text__startswith="Your invoices").delete()
    assert _near("billing", town.ben) == ["The bill is wrong every month."]


def test_numbers_rise_in_the_order_of_writing(town: Town, tell: Tell):
    tell("Your invoices always come too late for us. The bill is wrong.")
    work()
    tell("The third one.")
    work()
    numbers = list(Vector.objects.visible_to(town.ben).order_by("number").values_list("number", flat=True))
    assert numbers == [1, 2, 3]
    assert Stream.objects.visible_to(town.ben).get().last_number == 3


def test_a_filter_comes_first(town: Town, tell: Tell):
    tell("Your invoices always come too late for us.", medium="email")
    tell("The bill is wrong every month.")
    work()
    assert _near("billing", town.ben, medium="email") == ["Your invoices always come too late for us."]


def test_a_contact_gets_only_what_it_may_see(town: Town, tell: Tell):
    tell("Your invoices always come too late for us.")
    tell([(Speaker(contact=town.kim), "The bill is wrong every month.")])
    work()
    Verbatim.objects.visible_to(town.ben).update(audience="account")
    kim = Viewer(ViewerKind.CONTACT, "person_kim", "Kim", frozenset(), frozenset({town.luddon}))
    assert _near("billing", kim) == ["The bill is wrong every month."]
    assert _near("billing", replace(kim, accounts=frozenset())) == []


def test_many_rows_of_a_contact_are_chosen_by_bits_among_its_own(town: Town, tell: Tell, monkeypatch):
    monkeypatch.setattr(meaning, "FEW", 1)
    monkeypatch.setattr(meaning, "CHOSEN", 1)
    tell("Your invoices always come too late for us. The bill is wrong every month. The coffee was very good.")
    tell([(Speaker(contact=town.kim), "Billing is billing.")])
    work()
    Verbatim.objects.visible_to(town.ben).update(audience="account")
    ana = Viewer(ViewerKind.CONTACT, "person_ana", "Ana", frozenset(), frozenset({town.harrow}))
    assert _near("billing", ana) in (["Your invoices always come too late for us."], ["The bill is wrong every month."])


def test_a_house_that_went_back_in_time_is_read_anew(town: Town, tell: Tell):
    tell("Your invoices always come too late for us. The bill is wrong every month.")
    work()
    _near("billing", town.ben)
    # As after a backup was restored: the numbers are given again to other words.
    Vector.objects.visible_to(town.ben).filter(number=2).delete()
    left = Vector.objects.visible_to(town.ben).get(number=1)
    Stream.objects.visible_to(town.ben).update(last_number=1)
    assert _near("billing", town.ben) == [left.verbatim.text]
    tell("The bill of May was wrong.")
    work()
    assert "The bill of May was wrong." in _near("billing", town.ben)


def test_words_of_another_model_are_not_compared(town: Town, tell: Tell):
    tell("Your invoices always come too late for us.")
    work()
    Vector.objects.visible_to(town.ben).update(tag="another-model", number=7)
    Stream.objects.visible_to(town.ben).update(last_number=7)
    assert meaning.find_vector("billing") is None


def test_the_vector_of_a_sentence_leads_to_its_likes(town: Town, tell: Tell):
    tell("Your invoices always come too late for us. The bill is wrong every month. The coffee was very good.")
    work()
    vector = meaning.find_vector_of(words(town.ben)[0].pk, viewer=town.ben)
    assert vector is not None
    near = meaning.list_near(vector, Narrowing(), viewer=town.ben, most=3)
    assert near[0].verbatim == words(town.ben)[0].pk
    assert near[0].nearness == pytest.approx(1, abs=0.01)
    assert meaning.find_vector_of("verbatim_none", viewer=town.ben) is None
