"""The page of the circle: the picture, the table beside it, and the decisions that are made there."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client

from closeknit.accounts import operations as account_operations
from closeknit.accounts import queries as account_queries
from closeknit.circle import drawing, operations, queries
from closeknit.circle.readings import operations as readings
from closeknit.circle.readings.queries import read_accounts
from closeknit.kit import clock
from closeknit.kit import viewer as viewers
from tests.conftest import NOW, Cast
from tests.operations.circle.conftest import open_browser

PARTS = {"HX-Request": "true", "HX-Target": "circle-side"}


@pytest.fixture(autouse=True)
def _at_nine():
    drawing._seen.clear()
    with clock.frozen(NOW):
        yield


@pytest.fixture
def browser(cast: Cast) -> Client:
    return open_browser(cast.ben)


def _add(cast: Cast, name: str, stage: str = "partner", **more: object) -> str:
    account = account_operations.add_account(
        name=name, owner=more.pop("owner", cast.ben.id), viewer=cast.ben, at=NOW, **more
    )
    if stage != "outside":
        operations.move_account(account=account, to_stage=stage, reason="so", viewer=cast.ben, at=NOW)
    return account


def _text(response: HttpResponse) -> str:
    return response.content.decode()


def _stage(cast: Cast, account: str) -> str:
    return account_queries.get_account(account, viewer=cast.ben).stage


def test_an_empty_circle_says_what_will_stand_here_and_how_to_begin(browser: Client):
    text = _text(browser.get("/circle/"))
    assert "Here every account will stand around you" in text
    assert '<svg class="circle' not in text


def test_a_circle_in_which_nobody_was_drawn_inward_says_how(browser: Client, cast: Cast):
    _add(cast, "Rijnmond", "outside")
    assert "Everybody stands outside until you draw them in" in _text(browser.get("/circle/"))


def test_picture_and_table_walk_the_same_accounts_in_the_same_order(browser: Client, cast: Cast):
    for number, stage in enumerate(("engaged", "ally", "outside", "partner", "ally")):
        _add(cast, f"Account {number}", stage)
    text = _text(browser.get("/circle/"))
    in_picture = re.findall(r'data-node="([^"]+)"', text)
    assert len(in_picture) == 5
    assert in_picture == re.findall(r'data-row="([^"]+)"', text)
    assert in_picture == re.findall(r'data-row="([^"]+)"', _text(browser.get("/circle/?show=table")))


def test_a_mark_is_a_link_that_says_name_ring_and_lateness(browser: Client, cast: Cast):
    _add(cast, "Rijnmond & Sons")
    assert 'aria-label="Rijnmond &amp; Sons, partner, no two-way contact on record yet"' in _text(
        browser.get("/circle/")
    )


def test_the_picture_has_a_text_that_says_it(browser: Client, cast: Cast):
    _add(cast, "Rijnmond")
    _add(cast, "Veltra", "ally")
    assert "1 allies, 1 partners." in _text(browser.get("/circle/"))


def test_the_chosen_account_tells_why_it_stands_there_and_how_it_got_there(browser: Client, cast: Cast):
    account = _add(cast, "Rijnmond")
    text = _text(browser.get(f"/circle/?account={account}"))
    assert "No two-way contact on record yet" in text
    assert "We know nobody there by name yet" in text
    assert "Outside → partner" in text


def test_a_part_is_answered_where_htmx_asks_for_one_and_the_address_follows(browser: Client, cast: Cast):
    account = _add(cast, "Rijnmond")
    response = browser.get(f"/circle/?account={account}&to=ally", headers=PARTS)
    assert response["HX-Push-Url"] == f"/circle/?account={account}&to=ally"
    assert "<html" not in _text(response)
    assert 'class="ghost"' in _text(response)


def test_a_move_with_its_reason_is_made_and_can_be_taken_back_from_the_toast(browser: Client, cast: Cast):
    account = _add(cast, "Rijnmond")
    said = {"to": "ally", "reason": "They asked us first", "aim": "", "review_on": "2027-11-19"}
    shown = _text(browser.post(f"/circle/{account}/decisions/", said, follow=True))
    assert "Moved Rijnmond to ally." in shown
    assert _stage(cast, account) == "ally"
    browser.post(re.search(r'action="(/steps/[^"]+)"', shown)[1])  # type: ignore[index]  # the test fails where it is missing
    assert _stage(cast, account) == "partner"
    assert len(queries.list_decisions(account, viewer=cast.ben)) == 1


def test_a_move_by_htmx_answers_with_the_panel_the_picture_and_the_toast(browser: Client, cast: Cast):
    account = _add(cast, "Rijnmond")
    response = browser.post(
        f"/circle/{account}/decisions/", {"to": "ally", "reason": "They asked us first"}, headers=PARTS
    )
    text = _text(response)
    assert all(part in text for part in ('id="circle-side"', 'id="circle-picture"', "Moved Rijnmond to ally."))
    assert response["HX-Push-Url"] == f"/circle/?account={account}"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"to": "ally", "reason": " "}, "Say why it moves"),
        ({"to": "partner", "reason": "why"}, "is partner already"),
        ({"to": "ally", "reason": "why", "review_on": "2020-01-01"}, "Choose a later day"),
    ],
)
def test_a_move_that_is_refused_says_why_and_keeps_what_was_typed(
    browser: Client, cast: Cast, said: dict[str, str], sentence: str
):
    account = _add(cast, "Rijnmond")
    response = browser.post(f"/circle/{account}/decisions/", said, headers=PARTS)
    assert response.status_code == 422
    assert sentence in _text(response)
    assert _stage(cast, account) == "partner"


def test_an_aim_is_kept_with_the_day_to_look_again(browser: Client, cast: Cast):
    account = _add(cast, "Rijnmond")
    later = NOW.date() + timedelta(200)
    shown = _text(browser.post(f"/circle/{account}/aim/", {"aim": "ally", "review_on": later.isoformat()}, follow=True))
    assert "The aim for Rijnmond is kept." in shown
    row = account_queries.get_account(account, viewer=cast.ben)
    assert (row.aim, row.review_on) == ("ally", later)


def test_narrowing_moves_nobody_and_lists_only_those_asked_for(browser: Client, cast: Cast):
    mine, other = _add(cast, "Mine"), _add(cast, "Not mine", owner=cast.alice.id)
    whole, narrowed = (_text(browser.get(f"/circle/{query}")) for query in ("", f"?owner={cast.ben.id}"))
    places = [re.findall(r'id="at-([^"]+)"[^>]*?transform="([^"]+)"', text) for text in (whole, narrowed)]
    assert places[0] == places[1]
    assert re.findall(r'data-row="([^"]+)"', narrowed) == [mine]
    assert re.search(rf'class="node [^"]*stands-back[^"]*" id="at-{other}"', narrowed)


def test_beyond_three_hundred_accounts_the_rest_share_a_mark_that_opens_as_a_table(browser: Client, cast: Cast):
    from closeknit.accounts.models import Account, Standing

    ids = [f"account_{number:04}" for number in range(330)]
    Account.objects.add_many(Account(id=one, name=one, created_at=NOW) for one in ids)
    Standing.objects.add_many(Standing(account_id=one) for one in ids)
    text = _text(browser.get("/circle/"))
    n_more = int(re.search(r'aria-label="(\d+) more, outside', text)[1])  # type: ignore[index]  # the test fails where it is missing
    assert text.count("data-node=") + n_more == 330
    opened = _text(browser.get("/circle/?show=table&stage=outside&page=7"))
    assert "301–330 of 330" in opened


def test_who_only_reads_sees_the_circle_and_no_way_to_move_anybody(cast: Cast):
    account = _add(cast, "Rijnmond", worth_minor=41_200_000)
    gita = open_browser(cast.gita)
    text = _text(gita.get(f"/circle/?account={account}&to=ally"))
    assert "Rijnmond" in text
    assert "Move to ally" not in text
    # Written as an amount: three digits alone can stand in any id or token.
    assert "€412k" in _text(open_browser(cast.ben).get(f"/circle/?account={account}"))
    assert not re.search("€412|412,000|41200000", text)
    assert gita.post(f"/circle/{account}/decisions/", {"to": "ally", "reason": "why"}).status_code == 404
    assert _stage(cast, account) == "partner"


@pytest.mark.parametrize("query", ["?page=-1", "?page=999999", "?to=friend", "?stage=x&kind=y", "?account="])
def test_an_address_that_means_nothing_shows_the_circle(browser: Client, cast: Cast, query: str):
    _add(cast, "Rijnmond")
    assert browser.get(f"/circle/{query}").status_code == 200


def test_an_account_that_is_not_there_is_not_found(browser: Client, cast: Cast):
    _add(cast, "Rijnmond")
    assert browser.get("/circle/?account=account_none").status_code == 404


def test_looking_writes_nothing_and_asks_the_same_for_few_and_many(
    browser: Client, cast: Cast, django_assert_max_num_queries
):
    for number in range(8):
        _add(cast, f"Account {number}")
    browser.get("/circle/")
    drawing._seen.clear()
    with django_assert_max_num_queries(16):
        browser.get("/circle/")


def test_the_account_page_tells_why_the_account_stands_where_it_does(browser: Client, cast: Cast):
    account = _add(cast, "Rijnmond", "outside")
    operations.move_account(
        account=account, to_stage="partner", reason="They rang first", aim="ally", viewer=cast.ben, at=NOW
    )
    text = _text(browser.get(f"/accounts/{account}/"))
    assert all(said in text for said in ("They rang first", "To become ally.", f"/circle/?account={account}"))


def _raise_alarm(cast: Cast, account: str) -> None:
    past, house = (NOW - timedelta(3)).date(), viewers.house("test")
    with clock.frozen(NOW + timedelta(seconds=1)):
        account_operations.change_standing(account=account, renewal_on=past, viewer=cast.ben, at=NOW)
        readings.keep_alarms(reads=read_accounts([account], viewer=house, at=NOW), viewer=house, at=NOW)


def test_the_circle_is_coloured_by_lateness_or_by_alarm_and_never_by_both(browser: Client, cast: Cast):
    ill, unread = _add(cast, "Rijnmond"), _add(cast, "Veltra")
    assert "by=alarm" not in _text(browser.get("/circle/")), "nobody can choose before readings exist"
    _raise_alarm(cast, ill)
    by_lateness = _text(browser.get("/circle/"))
    assert "by=alarm" in by_lateness
    assert "raised-" not in by_lateness
    by_alarm = _text(browser.get("/circle/?by=alarm"))
    assert f'class="node is-raised-alarm" id="at-{ill}"' in by_alarm.replace(" unplaced", "")
    assert f'class="node is-raised-unknown" id="at-{unread}"' in by_alarm.replace(" unplaced", "")
    assert "1 alarm." in by_alarm
    assert not re.search(r"is-(late|cooling|neglected|paused)\b", by_alarm)
    assert 'aria-label="Rijnmond, partner, alarm: The renewal was due 3 days ago' in by_alarm


def test_the_table_says_what_the_colours_of_the_picture_say_and_the_choice_is_remembered(browser: Client, cast: Cast):
    _raise_alarm(cast, _add(cast, "Rijnmond"))
    browser.get("/circle/?by=alarm")
    table = _text(browser.get("/circle/?show=table"))
    assert "What to worry about" in table
    assert "The renewal was due 3 days ago and nobody has written down the next" in table
    browser.get("/circle/?by=lateness")
    assert "What to worry about" not in _text(browser.get("/circle/?show=table"))


def test_the_panel_says_what_the_alarm_of_the_chosen_account_is_about(browser: Client, cast: Cast):
    account = _add(cast, "Rijnmond")
    _raise_alarm(cast, account)
    panel = _text(browser.get(f"/circle/?by=alarm&account={account}", headers=PARTS))
    assert "The renewal was due 3 days ago" in panel
    assert f"/accounts/{account}/readings/" in panel


def test_an_alarm_that_was_taken_since_shows_at_once(browser: Client, cast: Cast):
    account = _add(cast, "Rijnmond")
    assert "node is-raised-alarm" not in _text(browser.get("/circle/?by=alarm"))
    _raise_alarm(cast, account)
    assert "node is-raised-alarm" in _text(browser.get("/circle/?by=alarm"))


def test_who_may_not_see_worth_reads_of_money_only_that_there_is_something(cast: Cast):
    account = _add(cast, "Rijnmond")
    _raise_alarm(cast, account)
    page = _text(open_browser(cast.gita).get("/circle/?by=alarm&show=table"))
    assert "renewal was due" not in page
    assert "Something about the money there" in page


def test_while_somebody_gathers_the_circle_others_see_the_one_before_with_what_changed(browser: Client, cast: Cast):
    _add(cast, "Rijnmond")
    browser.get("/circle/")
    with clock.frozen(NOW + timedelta(minutes=11)), drawing._gathering:
        _add(cast, "Veltra")
        text = _text(browser.get("/circle/"))
    assert "as of 09:00" in text
    assert len(re.findall(r'data-node="', text)) == 2


def test_a_large_circle_is_gathered_anew_beside_whoever_looks(
    browser: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    begun: list[Callable[[], object]] = []
    monkeypatch.setattr(drawing, "LARGE", 2)
    monkeypatch.setattr(drawing, "_begin", begun.append)
    for name in ("Rijnmond", "Veltra"):
        _add(cast, name)
    browser.get("/circle/")
    assert begun == []
    with clock.frozen(NOW + timedelta(hours=3)):
        assert "as of 09:00" in _text(browser.get("/circle/"))
        # Whoever looks while that is under way waits for nothing and begins nothing.
        assert "as of 09:00" in _text(browser.get("/circle/"))
        (gather,) = begun
        gather()
        assert "as of 12:00" in _text(browser.get("/circle/"))


def test_a_process_that_begins_to_serve_has_seen_a_large_circle_before_anybody_asks(
    browser: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries
):
    monkeypatch.setattr(drawing, "LARGE", 1)
    monkeypatch.setattr(drawing, "_begin", lambda work: work())
    _add(cast, "Rijnmond")
    browser.get("/")
    drawing.look_ahead()
    with django_assert_max_num_queries(6):
        assert "Rijnmond" in _text(browser.get("/circle/"))


def test_a_store_that_cannot_be_read_keeps_no_process_from_serving(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fail() -> None:
        raise OperationalError("no such table")

    monkeypatch.setattr(drawing, "_begin", lambda work: work())
    monkeypatch.setattr(drawing.identity_queries, "find_house", fail)
    drawing.look_ahead()
    assert "not looked at ahead" in caplog.text
