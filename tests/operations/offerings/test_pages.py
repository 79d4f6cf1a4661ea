"""The pages: they show what stands, keep what was typed, and show both where two wrote at once."""

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.ideas import operations as ideas
from closeknit.kit.models import Mail
from closeknit.offerings import queries as offerings
from closeknit.offerings.fitting import operations as fitting
from closeknit.offerings.models import Help
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser
from tests.operations.circle.telling import NIGHT
from tests.operations.offerings.conftest import RIVAL, Shop


@pytest.fixture
def browser(shop: Shop) -> Client:
    return open_browser(shop.ben)


def _text(browser: Client, route: str, *arguments: str, query: str = "") -> str:
    answer = browser.get(f"{reverse(route, args=arguments)}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_map_shows_needs_offerings_and_gaps_for_all_and_for_one(browser: Client, shop: Shop):
    fitting.judge_fit(offering=shop.probe, need=shop.night, level="partly", base=0, viewer=shop.ben, at=NOW)
    for query in ("", f"?account={shop.lab.id}", "?account=rijnmond+waterlab", "?stage=engaged&kind=customer"):
        page = _text(browser, "offerings", query=query)
        assert "Leave the nights to a machine" in page
        assert "Night probe: partly met" in page
        assert "we meet it partly" in page
    assert "There is no account called" in _text(browser, "offerings", query="?account=nobody")


def test_a_cell_is_judged_with_words_and_leads_back(browser: Client, shop: Shop):
    url = f"{reverse('fit', args=[shop.probe, shop.night])}?account={shop.lab.id}"
    given = {"level": "well", "why": "It rings", "words": [shop.words[NIGHT]], "base": "0"}
    answer = browser.post(url, given | {"next": reverse("offerings")})
    assert (answer.status_code, answer["Location"]) == (302, reverse("offerings"))
    page = browser.get(url).content.decode()
    assert "Met well" in page
    # The second who judged it at once is shown what stands, and keeps what they typed.
    both = browser.post(url, given | {"level": "not", "why": "It sleeps"})
    assert both.status_code == 422
    assert "both stand below" in both.content.decode()
    assert "It sleeps" in both.content.decode()
    assert browser.post(url, {"level": "not", "base": "1"}).status_code == 302


def test_a_figure_on_the_map_judges_one_cell_and_offers_the_way_back(browser: Client, shop: Shop):
    url = reverse("fit", args=[shop.probe, shop.night])
    page = browser.post(url, {"level": "partly", "base": "0", "quick": "1"}).content.decode()
    assert f'id="cell-{shop.probe}-{shop.night}"' in page
    assert 'data-base="1"' in page
    assert "Undo" in page
    assert "Nothing is lost" in browser.post(url, {"level": "not", "base": "0", "quick": "1"}).content.decode()
    assert 'data-base="0"' in browser.post(url, {"level": "none", "base": "1", "quick": "1"}).content.decode()


def test_a_first_purpose_that_is_refused_is_still_the_first(browser: Client, shop: Shop):
    said = browser.post(reverse("purpose_writing"), {"lines": "A cook is proud.", "base": "0"}).content.decode()
    for words in ("The first version", "Keep the first version", "how we came to it", "A cook is proud."):
        assert words in said
    assert "Writing on version" not in said
    assert "why it changes" not in said


def test_the_purpose_is_written_compared_and_shown_to_the_second_who_wrote(browser: Client, shop: Shop):
    assert "one of five fields" in _text(browser, "purpose")
    url = reverse("purpose_writing")
    given = {"ideal": "pride", "lines": "No kitchen waits.\nA cook is proud.", "why": "We sat down", "base": "0"}
    assert browser.post(url, given).status_code == 302
    both = browser.post(url, given | {"lines": "Mine."})
    assert both.status_code == 422
    assert "wrote version 1 meanwhile" in both.content.decode()
    assert "Mine." in both.content.decode()
    assert browser.post(url, given | {"lines": "No kitchen waits.", "base": "1"}).status_code == 302
    assert "<del>A cook is proud.</del>" in _text(browser, "purpose_changes")
    assert "no decision ever served it" in _text(browser, "purpose")
    assert "A cook is proud." in _text(browser, "purpose", query="?version=1")
    assert browser.post(url, given | {"why": "", "base": "2"}).status_code == 422
    assert browser.get(f"{reverse('purpose')}?version=9").status_code == 404


def test_offerings_and_values_are_written_down_changed_and_archived(browser: Client, shop: Shop):
    browser.post(reverse("offerings_new"), {"name": "Loan probe", "values": "Here tomorrow\n\nNo deposit", "base": "0"})
    page = _text(browser, "offerings_shipped")
    assert "Here tomorrow" in page
    assert browser.post(reverse("offerings_new"), {"name": "loan PROBE", "base": "0"}).status_code == 422
    url = reverse("offering", args=[shop.probe])
    assert browser.post(url, {"name": "Night watch", "text": "", "base": "1"}).status_code == 302
    both = browser.post(url, {"name": "Night owl", "text": "", "base": "1"})
    assert (both.status_code, "Changed meanwhile" in both.content.decode()) == (422, True)
    value = offerings.get_offering(shop.probe, viewer=shop.ben).values[0].id
    browser.post(reverse("offering_values", args=[shop.probe]), {"text": "Quiet"})
    browser.post(reverse("offering_value", args=[value]), {"act": "change", "text": "Awake", "was": "Sleeps never"})
    browser.post(reverse("offering_value", args=[value]), {"act": "archive"})
    browser.post(reverse("offering_archive", args=[shop.service]))
    page = _text(browser, "offering", shop.probe)
    assert "Quiet" in page
    assert "One value of the past" in page
    assert "Bring it back" not in page
    assert "We ship it again" in _text(browser, "offering", shop.service)


def test_relevance_is_read_and_a_claim_without_words_is_a_hope(browser: Client, shop: Shop):
    page = _text(browser, "relevance")
    assert RIVAL in page
    assert "A guess, by “Hydrolab is quicker”" in page
    value = offerings.get_offering(shop.probe, viewer=shop.ben).values[0].id
    claim = {"value": value, "competitor": "Hydrolab", "text": "Ours never sleeps."}
    browser.post(reverse("relevance_advantages"), claim)
    assert "Hope: no customer has said so yet." in _text(browser, "relevance")
    said = {"verbatim": shop.words[RIVAL], "competitor": "Hydrolab", "reads": "worse", "value": value}
    browser.post(reverse("relevance_reading"), said)
    page = _text(browser, "relevance", query=f"?account={shop.lab.id}")
    assert "As Ben read it" in page
    assert "nobody had said so before" in page
    assert browser.post(reverse("relevance_advantages"), claim).status_code == 422


def test_an_answer_is_given_told_and_shown_to_the_second_who_answered(browser: Client, shop: Shop):
    page = _text(browser, "account_help", shop.lab.id)
    assert "One need of theirs without an answer from us." in page
    url = reverse("help_need", args=[shop.lab.id, shop.night])
    given = {"answer": "no", "why": "We have nobody for it", "base": "0"}
    assert browser.post(url, given).status_code == 302
    assert f'href="{url}">Rijnmond Waterlab</a>' in _text(browser, "need", shop.night)
    both = browser.post(url, given | {"answer": "yes", "why": "Of course"})
    assert (both.status_code, "wrote version 1 meanwhile" in both.content.decode()) == (422, True)
    assert "Of course" in both.content.decode()
    made = Mail.objects.unscoped(reason="test").count()
    page = browser.get(url).content.decode()
    assert "I am sorry" in page
    row = Help.objects.unscoped(reason="test").get().pk
    told = {"subject": "No", "body": "Sorry.", "how": "mail"}
    browser.post(reverse("help_telling", args=[row, shop.lab.saskia]), told)
    assert Mail.objects.unscoped(reason="test").count() == made + 1
    assert "it waits in the outbox" in browser.get(url).content.decode()
    assert browser.post(reverse("help_telling", args=[row, shop.lab.pieter]), {"how": "mail"}).status_code == 302
    assert Mail.objects.unscoped(reason="test").count() == made + 1


def test_an_answer_leads_on_to_what_carries_it_out(browser: Client, shop: Shop):
    url = reverse("help_need", args=[shop.lab.id, shop.night])
    assert "What carries it out" not in browser.get(url).content.decode()
    browser.post(url, {"answer": "partly", "why": "By night alone", "base": "0"})
    page = browser.get(url).content.decode()
    way = f"{reverse('promise_new')}?need={shop.night}&amp;account={shop.lab.id}"
    assert f'href="{way}"' in page
    promise = {"account": "Rijnmond Waterlab", "text": "A list by night", "need": shop.night, "next": url}
    assert browser.post(reverse("promise_new"), promise | {"direction": "ours"}).url == url
    ideas.give_idea(title="A lamp", needs=[shop.night], viewer=shop.ben, at=NOW)
    page = browser.get(url).content.decode()
    for words in ("A list by night", "A lamp", "waits for its answer"):
        assert words in page


def test_pages_of_what_is_not_there_are_not_found(browser: Client, shop: Shop):
    for route, arguments in (
        ("offering", ["offering_none"]),
        ("fit", [shop.probe, "need_none"]),
        ("account_help", ["account_none"]),
        ("help_need", [shop.lab.id, "need_none"]),
    ):
        assert browser.get(reverse(route, args=arguments)).status_code == 404
