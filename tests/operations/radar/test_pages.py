from datetime import timedelta

import pytest
from django.urls import reverse

from closeknit.circle.radar import queries
from closeknit.kit import clock
from closeknit.kit.tables import reading
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser
from tests.operations.radar.conftest import COST, RIVAL, Say, Town


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


def page(town: Town, route: str, *arguments: str, **asked: str) -> str:
    answer = open_browser(town.ben).get(reverse(route, args=arguments), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_radar_says_what_will_stand_there(named: Town):
    assert page(named, "radar").count("Here will stand who says so") == 2


def test_every_place_shows_its_words_and_what_was_done(named: Town, say: Say):
    say(COST, code="cost_cut", days_ago=2)
    say(RIVAL, code="competitor", days_ago=1, contact=named.kim)
    shown = page(named, "radar")
    assert COST in shown
    assert "One account speaks of cutting cost, 1 in the last ten weeks; too few to say which way it goes." in shown
    assert shown.count("Nobody has said what was done.") == 2
    open_browser(named.ben).post(
        reverse("radar_acts", args=[named.harrow]),
        {"certainty": "cost", "kind": "saving_offered", "note": "One visit less", "was_unasked": "1"},
    )
    shown = page(named, "radar")
    assert "offered a saving: One visit less" in shown
    assert "<b>1 before it was asked for</b>" in shown


def test_one_competitor_narrows_the_ranking(named: Town, say: Say):
    say(RIVAL, code="competitor")
    say("Bryce is fine.", code="competitor", contact=named.kim)
    shown = page(named, "radar", rival="Bryce")
    ranked = shown.partition('id="rivals-head"')[2]
    assert "Luddon Bakery" in ranked
    assert "Shown: only who names <b>Bryce</b>" in ranked
    assert "Harrow Fell" not in ranked.partition("radar-foot")[0]


def test_mine_leaves_out_what_others_look_after(named: Town, say: Say):
    say(COST, code="cost_cut")
    assert COST in page(named, "radar", whose="mine")
    answer = open_browser(named.alice).get(reverse("radar"), {"whose": "mine"})
    assert COST not in answer.content.decode()


def test_one_account_opens_all_that_its_figures_rest_on(named: Town, say: Say):
    say(COST, code="cost_cut", days_ago=90)
    shown = page(named, "account_radar", named.harrow)
    assert COST in shown
    assert "50% of it left" in shown
    assert "Nobody has ever asked them about the economy" in shown
    assert "Nothing was heard of it. That is no proof of anything: ask." in shown


def test_the_account_page_says_it_in_a_line(named: Town, say: Say):
    assert "speaks of" not in page(named, "account", named.harrow)
    say(RIVAL, code="competitor", days_ago=3)
    assert "speaks of a competitor (Korvath), last Mon 16 Nov</a>" in page(named, "account", named.harrow)


def test_what_is_wrong_with_an_act_is_said(named: Town):
    browser, address = open_browser(named.ben), reverse("radar_acts", args=[named.harrow])
    for typed, said in (
        ({"certainty": "cost", "kind": "matched"}, "Say what was offered or done"),
        ({"certainty": "cost", "kind": "talked", "acted_on": "soon"}, "Give the day as 2026-11-23"),
        ({"certainty": "cost", "kind": "talked", "acted_on": "2027-01-01"}, "That day is still to come"),
        ({}, "Choose what it was about"),
    ):
        assert said in browser.post(address, typed, follow=True).content.decode()
    assert queries.list_acts(named.harrow, viewer=named.ben) == []


def test_the_table_can_be_taken_along(named: Town, say: Say, tmp_path):
    say("=We cut every budget", code="cost_cut", days_ago=2)
    answer = open_browser(named.ben).get(reverse("radar_table"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    file = tmp_path / "radar.csv"
    file.write_bytes(answer.content)
    table = reading.open_table(file, name=file.name)
    (row,) = table.rows()
    cells = dict(zip(table.columns, row.values, strict=True))
    assert (cells["account"], cells["occasions"], cells["last on"]) == (
        "Harrow Fell",
        "1",
        (NOW - timedelta(2)).date().isoformat(),
    )
    assert "We cut every budget" in cells["words"]


def test_mails_are_switched_on_the_page(named: Town):
    browser = open_browser(named.ben)
    browser.post(reverse("radar_mails"), {"is_on": "0"})
    assert "Mail me again" in page(named, "radar")
    browser.post(reverse("radar_mails"), {"is_on": "1"})
    assert "No such mails" in page(named, "radar")


def test_a_guest_reads_and_does_not_act(named: Town):
    browser = open_browser(named.gita)
    assert browser.get(reverse("account_radar", args=[named.harrow])).status_code == 200
    assert browser.post(reverse("radar_acts", args=[named.harrow]), {"certainty": "cost"}).status_code == 404


def test_an_alarm_on_today_leads_to_where_one_says_what_was_done(named: Town, say: Say):
    say(COST, code="cost_cut", days_ago=1)
    shown = page(named, "today", whose="all")
    assert f'<a href="{reverse("account_radar", args=[named.harrow])}">yesterday</a>' in shown
