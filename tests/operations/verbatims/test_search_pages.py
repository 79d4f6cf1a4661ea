import re

import pytest
from django.test import Client

from closeknit.kit import undo
from closeknit.kit.refusals import NotFound
from closeknit.needs.models import Evidence, Need
from closeknit.touchpoints.drafts import Speaker
from closeknit.verbatims import meaning
from closeknit.verbatims.models import SavedSearch
from closeknit.verbatims.searches import checks, operations
from tests.conftest import NOW
from tests.operations.verbatims.conftest import Tell, Town, words, work
from tests.operations.verbatims.test_pages import _signed_in, _text

SAID = "The app is useless when there is no network. We need the report to work offline. The coffee was very good."


@pytest.fixture(autouse=True)
def ear() -> None:
    meaning._ear.wait(60)


@pytest.fixture
def page(town: Town) -> Client:
    return _signed_in("ben")


def test_the_best_comes_first_and_says_what_is_only_near(page: Client, tell: Tell):
    tell(SAID)
    work()
    text = _text(page.get("/heard/", {"q": "does it run offline"}))
    assert text.index("We need the report to work offline") < text.index("The app is useless")
    assert "near in meaning" in text
    assert "The coffee was" not in text


def test_the_newest_first_remains_a_choice(page: Client, tell: Tell):
    tell("The report is late.", days_ago=1)
    tell("The report about the reports is always the wrong report.", days_ago=9)
    work()
    text = _text(page.get("/heard/", {"q": "report", "order": "newest"}))
    assert text.index("The report is late.") < text.index("The report about")
    assert "near in meaning" not in text


def test_while_meaning_is_made_ready_the_page_says_so_and_asks_again(page: Client, tell: Tell, monkeypatch):
    tell(SAID)
    work()
    monkeypatch.setattr(meaning._ear, "embedder", None)
    monkeypatch.setattr(type(meaning._ear), "is_waking", property(lambda ear: True))
    html = page.get("/heard/", {"q": "offline"}).content.decode()
    assert "by words alone" in html
    assert 'hx-trigger="load delay:1s"' in html


def test_a_sentence_leads_to_its_likes(page: Client, town: Town, tell: Tell):
    tell("The bill of this month is wrong. The coffee was very good.")
    tell([(Speaker(contact=town.kim), "Your bill is wrong again.")])
    work()
    first = words(town.ben)[0]
    assert "Your bill is wrong again." in _text(page.get(f"/heard/{first.pk}/"))
    text = _text(page.get("/heard/", {"like": first.pk}))
    assert "Your bill is wrong again." in text
    assert "The coffee" not in text
    assert page.get("/heard/", {"like": "verbatim_none"}).status_code == 404


def test_a_kept_search_counts_what_came_in_since(page: Client, town: Town, tell: Tell):
    tell("The report is late.")
    work()
    answer = page.post("/heard/searches/", {"name": "Reports", "q": "report"}, follow=True)
    assert "Kept." in _text(answer)
    assert "new" not in _text(page.get("/heard/")).split("Kept")[1].split("From")[0]
    tell("Another report is late too. The coffee was very good.")
    work()
    assert "1 new" in _text(page.get("/heard/"))
    search = SavedSearch.objects.visible_to(town.ben).get()
    looked = _text(page.post(f"/heard/searches/{search.pk}/look/", follow=True))
    assert "Another report is late too." in looked
    assert "The report is late." not in looked
    assert "1 new" not in _text(page.get("/heard/"))


def test_what_a_member_keeps_is_their_own(town: Town, tell: Tell):
    one = operations.save_search(name="Mine", answers={"q": "report"}, viewer=town.ben, at=NOW)
    assert "Mine" not in _text(_signed_in("alice").get("/heard/"))
    with pytest.raises(NotFound):
        operations.remove_search(search=one, viewer=town.alice, at=NOW)
    with pytest.raises(NotFound):
        operations.look_at_search(search=one, viewer=town.alice, at=NOW)


def test_a_name_is_given_once_and_something_is_asked(town: Town):
    operations.save_search(name="Mine", answers={"q": "report"}, viewer=town.ben, at=NOW)
    operations.save_search(name="Mine", answers={"q": "report"}, viewer=town.alice, at=NOW)
    for name, answers, refusal in (
        ("mine ", {"q": "x"}, checks.BadName),
        ("", {"q": "x"}, checks.BadName),
        ("n" * 61, {"q": "x"}, checks.BadName),
        ("Other", {}, checks.NothingAsked),
    ):
        with pytest.raises(refusal):
            operations.save_search(name=name, answers=answers, viewer=town.ben, at=NOW)


def test_letting_a_search_go_can_be_taken_back(town: Town):
    one = operations.save_search(name="Mine", answers={"q": "report"}, viewer=town.ben, at=NOW)
    operations.follow_search(search=one, is_followed=True, viewer=town.ben, at=NOW)
    operations.remove_search(search=one, viewer=town.ben, at=NOW)
    step = undo.find_latest(viewer=town.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=town.ben, at=NOW)
    assert SavedSearch.objects.visible_to(town.ben).get().is_followed


def test_a_search_of_an_account_that_is_gone_finds_nothing(page: Client, town: Town, tell: Tell):
    tell("The report is late.")
    operations.save_search(name="Mine", answers={"account": "Nobody GmbH"}, viewer=town.ben, at=NOW)
    work()
    assert "new" not in _text(page.get("/heard/")).split("Kept")[1].split("From")[0]


def test_what_is_new_in_a_followed_search_stands_on_today(page: Client, town: Town, tell: Tell):
    one = operations.save_search(name="Good coffee", answers={"q": "coffee"}, viewer=town.ben, at=NOW)
    tell("The coffee was very good.", days_ago=30)
    work()
    assert "The coffee was very good." not in _text(page.get("/today/beside/"))
    operations.follow_search(search=one, is_followed=True, viewer=town.ben, at=NOW)
    text = _text(page.get("/today/beside/"))
    assert "The coffee was very good." in text
    assert "Good coffee" in text


def test_an_empty_claim_says_what_will_stand_here(page: Client):
    assert "Here will stand who says so" in _text(page.get("/evidence/"))


def test_words_for_and_against_a_claim_stand_apart_by_account(page: Client, town: Town, tell: Tell):
    tell("We need the app to work offline. Please add an offline mode.")
    tell([(Speaker(contact=town.kim), "We do not need offline at all, there is network everywhere.")])
    work()
    html = page.get("/evidence/", {"claim": "customers want offline mode"}).content.decode()
    supports, _, rest = html.partition('id="contradicts"')
    assert "Harrow Fell" in supports.partition('id="supports"')[2]
    assert "Luddon Bakery" in rest
    assert "a guess" in html


def test_a_claim_nobody_spoke_of_says_so(page: Client, tell: Tell):
    tell(SAID)
    work()
    assert "Nobody has said anything about this" in _text(page.get("/evidence/", {"claim": "the tax declaration"}))


@pytest.mark.parametrize(
    "query", ["claim=%00", "claim=%22*", "claim=the", "need=nothing", "claim=x&account=nobody", "since=x"]
)
def test_any_address_of_a_claim_is_answered(page: Client, tell: Tell, query: str):
    tell(SAID)
    work()
    assert page.get(f"/evidence/?{query}").status_code in (200, 404)


def test_one_act_makes_a_need_of_the_chosen_words_with_what_speaks_against_it(page: Client, town: Town, tell: Tell):
    tell(SAID)
    work()
    network, report, _ = words(town.ben)
    chosen = {f"stance_{report.pk}": "supports", f"stance_{network.pk}": "contradicts"}
    answer = page.post("/evidence/need/", {"claim": "Work offline", **chosen}, follow=True)
    assert "Work offline" in _text(answer)
    need = Need.objects.visible_to(town.ben).get(statement="Work offline")
    links = Evidence.objects.visible_to(town.ben).filter(need=need).values_list("verbatim_id", "stance")
    assert dict(links) == {report.pk: "supports", network.pk: "contradicts"}
    step = undo.find_latest(viewer=town.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=town.ben, at=step.at)
    assert not Need.objects.visible_to(town.ben).filter(statement="Work offline").exists()


def test_a_need_without_words_is_refused_and_nothing_is_lost(page: Client, town: Town, tell: Tell):
    tell(SAID)
    work()
    answer = page.post("/evidence/need/", {"claim": "Work offline"}, follow=True)
    assert "Choose at least one sentence" in _text(answer)
    assert 'value="Work offline"' in answer.content.decode()
    assert not Need.objects.visible_to(town.ben).filter(statement="Work offline").exists()


def test_words_are_laid_beside_the_need_that_one_came_from(page: Client, town: Town, tell: Tell):
    tell(SAID)
    work()
    network, report, _ = words(town.ben)
    page.post("/evidence/need/", {"claim": "Work offline", f"stance_{report.pk}": "supports"})
    need = Need.objects.visible_to(town.ben).get(statement="Work offline")
    html = page.get("/evidence/", {"need": need.pk}).content.decode()
    assert re.search(r'value="Work offline"', html)
    page.post("/evidence/need/", {"need": need.pk, f"stance_{network.pk}": "supports"})
    assert Evidence.objects.visible_to(town.ben).filter(need=need, stance="supports").count() == 2


def test_who_only_hands_in_weighs_and_makes_nothing(town: Town, tell: Tell):
    tell(SAID)
    work()
    gita = _signed_in("gita")
    assert "Make a need" not in _text(gita.get("/evidence/", {"claim": "work offline"}))
    assert gita.post("/evidence/need/", {"claim": "Work offline"}).status_code == 404
