"""The pages about where an account is heading: reading, writing, citing, resolving, comparing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.circle.forecasts import operations as forecasts
from closeknit.circle.profiles import operations, queries
from closeknit.kit import clock
from tests import imprint
from tests.conftest import NOW, Cast
from tests.operations.circle.conftest import open_browser
from tests.operations.circle.telling import NIGHT, PLAN, Waterlab, found_waterlab, place_of, talk

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


@pytest.fixture
@imprint.kept(at=NOW)
def lab(cast: Cast) -> Waterlab:
    made = found_waterlab(cast)
    talk(made.id, f"{PLAN} {NIGHT}", made.saskia, by=cast.ben)
    return made


@pytest.fixture
def browser(cast: Cast) -> Client:
    return open_browser(cast.ben)


def _write(cast: Cast, lab: Waterlab, text: str, base: int = 0) -> None:
    operations.write_profile(account=lab.id, text=text, base=base, viewer=cast.ben, at=NOW)


def _url(lab: Waterlab, route: str = "direction") -> str:
    return reverse(route, args=[lab.id])


def test_an_empty_page_offers_a_draft(browser: Client, lab: Waterlab):
    page = browser.get(_url(lab)).content.decode()
    assert "Begin with a draft" in page
    draft = browser.get(f"{_url(lab, 'direction_writing')}?draft=1").content.decode()
    assert "## Who speaks for them" in draft


def test_a_guest_reads_and_is_offered_nothing_to_write(cast: Cast, lab: Waterlab):
    _write(cast, lab, "They save water.")
    page = open_browser(cast.gita).get(_url(lab)).content.decode()
    assert "They save water." in page
    assert "Write on" not in page
    assert open_browser(cast.gita).get(_url(lab, "direction_writing")).status_code == 404


def test_a_claim_shows_its_words_in_place_and_one_without_says_so(cast: Cast, browser: Client, lab: Waterlab):
    _write(cast, lab, f"They run *unattended*. [^{place_of(PLAN)}]\n\nThe audit frightens them.")
    page = browser.get(_url(lab)).content.decode()
    assert "They run <em>unattended</em>.<sup><a" in page
    assert 'id="note-1"' in page
    assert PLAN in page
    assert page.count("no words behind it") == 1
    assert "Two claims, 1 of them without their words." in page


def test_words_that_are_gone_are_said_to_be_there_and_not_shown(cast: Cast, browser: Client, lab: Waterlab):
    from closeknit.verbatims.models import Verbatim

    _write(cast, lab, f"They run unattended. [^{place_of(PLAN)}]")
    Verbatim.objects.unscoped(reason="test").filter(text=PLAN).delete()
    page = browser.get(_url(lab)).content.decode()
    assert "words that are not here for you" in page
    assert PLAN not in page


def test_what_is_written_can_never_run(cast: Cast, browser: Client, lab: Waterlab):
    _write(cast, lab, "<script>alert(1)</script> [x](javascript:alert(1)) ![y](https://spy.example/p.png)")
    page = browser.get(_url(lab)).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<img" not in page.partition('data-test="profile"')[2].partition("</section>")[0]


def test_keeping_a_version_leads_to_it_with_a_way_back(browser: Client, lab: Waterlab):
    answer = browser.post(
        _url(lab, "direction_writing"), {"text": f"They run. [^{place_of(PLAN)}]", "base": 0, "why": ""}, follow=True
    )
    assert answer.redirect_chain[-1][0] == _url(lab)
    assert "Kept as the first version." in answer.content.decode()
    assert "undo" in answer.content.decode()


def test_a_refusal_keeps_every_letter(browser: Client, lab: Waterlab):
    answer = browser.post(_url(lab, "direction_writing"), {"text": "They run. [^999999]", "base": 0})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "is not among the words here" in page
    assert "They run. [^999999]" in page


def test_who_writes_at_the_same_time_sees_both_and_can_keep_theirs_on_top(cast: Cast, browser: Client, lab: Waterlab):
    _write(cast, lab, "Of both, at first?")
    operations.write_profile(account=lab.id, text="Of alice, meanwhile?", base=1, viewer=cast.alice, at=NOW)
    answer = browser.post(_url(lab, "direction_writing"), {"text": "Of ben, later?", "base": 1})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Alice wrote version 2 meanwhile" in page
    assert "Of ben, later?" in page
    assert "Of alice, meanwhile?" in page
    assert 'name="base" value="2"' in page
    browser.post(_url(lab, "direction_writing"), {"text": "Of both, together?", "base": 2})
    assert [row.number for row in queries.list_versions(lab.id, viewer=cast.ben)] == [3, 2, 1]


def test_words_are_offered_to_cite_and_without_script_come_to_the_end(browser: Client, lab: Waterlab):
    offered = browser.get(_url(lab, "direction_words"), {"q": "night"}).content.decode()
    note = place_of(NIGHT)
    assert f'name="cite" value="{note}"' in offered
    assert PLAN not in offered
    page = browser.post(
        _url(lab, "direction_writing"), {"text": "They fear it.", "base": 0, "cite": note}
    ).content.decode()
    assert f"They fear it. [^{note}]" in page
    assert queries.find_profile(lab.id, viewer=browser_viewer(lab)) is None


def browser_viewer(lab: Waterlab):
    from closeknit.kit import viewer

    return viewer.house("test")


def test_forecasts_come_first(cast: Cast, browser: Client, lab: Waterlab):
    _write(cast, lab, "First?")
    forecast = forecasts.make_forecast(
        account=lab.id, text="Third site opens", percent=70, due_on=TODAY + timedelta(2), viewer=cast.ben, at=NOW
    )
    with clock.frozen(NOW + timedelta(3)):
        page = browser.get(_url(lab, "direction_writing")).content.decode()
        assert "First, how did it end?" in page
        assert '<textarea name="text"' not in page
        refused = browser.post(_url(lab, "direction_writing"), {"text": "Second?", "base": 1})
        assert refused.status_code == 422
        assert "Second?" in refused.content.decode()
        next_url = _url(lab, "direction_writing")
        answer = browser.post(
            reverse("forecast_outcome", args=[forecast]),
            {"outcome": "came_true", "proof": "We stood in it", "next": f"http://testserver{next_url}"},
        )
        assert answer["Location"].endswith(next_url)
        assert 'name="text"' in browser.get(next_url).content.decode()


def test_more_than_certain_is_refused_in_place(browser: Client, lab: Waterlab):
    due = (TODAY + timedelta(9)).isoformat()
    answer = browser.post(_url(lab, "direction_forecasts"), {"text": "It opens", "percent": 140, "due_on": due})
    assert answer.status_code == 422
    assert "140 % is more than certain. Choose a figure from 0 to 100." in answer.content.decode()
    assert 'value="It opens"' in answer.content.decode()


def test_an_outcome_without_what_shows_it_changes_nothing(cast: Cast, browser: Client, lab: Waterlab):
    forecast = forecasts.make_forecast(
        account=lab.id, text="It opens", percent=70, due_on=TODAY + timedelta(2), viewer=cast.ben, at=NOW
    )
    page = browser.post(reverse("forecast_outcome", args=[forecast]), {"outcome": "did_not", "proof": ""}, follow=True)
    assert "Say how one can see it" in page.content.decode()


def test_the_changes_show_who_is_cited_and_not_a_number(cast: Cast, browser: Client, lab: Waterlab):
    _write(cast, lab, "They run two sites?")
    _write(cast, lab, f"They run three sites. [^{place_of(PLAN)}]", 1)
    page = browser.get(_url(lab, "direction_changes")).content.decode()
    assert "<del>two </del><ins>three </ins>" in page
    assert "[Saskia de Boer, 2026-11-18]" in page
    assert browser.get(f"{_url(lab, 'direction_changes')}?to=9").status_code == 404


def test_it_still_holds_is_one_press_when_it_is_due(cast: Cast, browser: Client, lab: Waterlab):
    _write(cast, lab, "First?")
    with clock.frozen(NOW + timedelta(130)):
        assert "It still holds" in browser.get(_url(lab)).content.decode()
        browser.post(_url(lab, "direction_confirmation"))
        assert "It still holds" not in browser.get(_url(lab)).content.decode()


def test_an_earlier_version_says_that_it_no_longer_holds(cast: Cast, browser: Client, lab: Waterlab):
    _write(cast, lab, "First?")
    _write(cast, lab, "Second?", 1)
    assert "This is version 1." in browser.get(f"{_url(lab)}?version=1").content.decode()
    assert browser.get(f"{_url(lab)}?version=7").status_code == 404


def test_all_forecasts_stand_on_one_page_with_their_score(cast: Cast, browser: Client, lab: Waterlab):
    for number in range(10):
        made = forecasts.make_forecast(
            account=lab.id, text=f"Number {number}", percent=80, due_on=TODAY + timedelta(1), viewer=cast.ben, at=NOW
        )
        outcome = "came_true" if number < 8 else "did_not"
        forecasts.resolve_forecast(forecast=made, outcome=outcome, proof="Seen", viewer=cast.ben, at=NOW)
    page = browser.get(reverse("forecasts")).content.decode()
    assert 'data-test="brier">0.16<' in page
    assert "8 of 10 came true" in page


def test_the_house_sets_the_days_and_a_day_of_nought_is_refused(cast: Cast):
    browser = open_browser(cast.alice)
    days = {"ally": 30, "partner": 60, "engaged": 90, "acquainted": 180, "outside": 365}
    answer = browser.post(reverse("house_revisits"), days | {"ally": 0})
    assert answer.status_code == 422
    assert "0 days is no time to look again after" in answer.content.decode()
    browser.post(reverse("house_revisits"), days)
    assert queries.list_revisit_days(viewer=cast.alice)["ally"] == 30
