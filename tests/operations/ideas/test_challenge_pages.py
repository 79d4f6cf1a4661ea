"""The screens of challenges and of adjacent needs, asked for as a browser would; how many statements each sends."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closeknit.ideas.challenges import operations, queries
from closeknit.ideas.models import Challenge
from closeknit.kit import clock
from closeknit.kit.models import Mail
from closeknit.offerings.adjacent import operations as adjacent
from closeknit.offerings.cases import operations as cases
from closeknit.offerings.cases import queries as case_queries
from closeknit.offerings.models import AdjacentNeed, Offering, Spend
from closeknit.offerings.purpose import operations as purpose
from tests import imprint
from tests.conftest import NOW, Cast
from tests.operations.circle.conftest import open_browser
from tests.operations.offerings import market as markets
from tests.operations.offerings.market import Market

TODAY = NOW.date()
SOON = TODAY + timedelta(10)
# The most statements that a page may send: signing in (2) and the house (1) included.
MOST = {"challenges": 9, "challenge": 20, "challenge, told": 20, "adjacent": 14, "adjacent_group": 20, "case": 20}


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


@pytest.fixture
@imprint.kept(at=NOW)
def market(cast: Cast) -> Market:
    market = markets.build(cast)
    market.voice("Be rid of grease", 0, "Ash", "Birch")
    return market


@pytest.fixture
def browser(cast: Cast) -> Client:
    return open_browser(cast.alice)


def test_a_challenge_is_prepared_sent_answered_decided_and_told_by_its_pages(market: Market, browser: Client):
    words = market.say("Ash", "It smells on Fridays.")
    made = browser.post(
        reverse("challenge_new"),
        {
            "title": "Grease",
            "wish": "What would you want?",
            "closes_on": SOON,
            "needs": [market.needs["Be rid of grease"]],
        },
    )
    challenge = Challenge.objects.visible_to(market.cast.alice).get().pk
    assert made.headers["Location"] == reverse("challenge", args=[challenge])
    _post(browser, "challenge_criteria", challenge, text="It is quiet", weight="7", named_by=market.speakers["Ash"])
    _post(browser, "challenge_words", challenge, words=words)
    assert "has not allowed us to show it" in _page(browser, challenge)
    line = _whole(market, challenge).brief.lines[0].id
    _post(browser, "brief_line_consent", line, medium="call", said_on=TODAY, is_named="on")
    assert "Pat Ash, Ash Ltd" in _page(browser, challenge)
    _post(browser, "challenge_guests", challenge, kind="supplier")
    _post(browser, "challenge_opening", challenge)
    assert "10 days left" not in _page(browser, challenge)
    assert "eleven days left" in _page(browser, challenge)
    assert Mail.objects.unscoped(reason="test").get().to == ["pat@steel.example"]
    _post(browser, "challenge_answers", challenge, how="mail", contact=market.speakers["Steel"], text="A warm trap.")
    answer, criterion = _whole(market, challenge).answers[0].id, _whole(market, challenge).criteria[0].id
    _post(browser, "challenge_scores", answer, **{f"points-{criterion}": "8"})
    _post(browser, "challenge_closing", challenge, act="close")
    decision = {"answers": answer, "reason": "It drains.", "base": "0"}
    _post(browser, "challenge_decision", challenge, **decision)
    assert "Decided" in _page(browser, challenge)
    _post(browser, "challenge_telling", challenge, everyone="1")
    assert _whole(market, challenge).row.state == "told"


def test_an_answer_that_is_refused_stays_in_the_form(market: Market, browser: Client):
    challenge = _made(market)
    operations.open_challenge(challenge=challenge, viewer=market.cast.alice, at=NOW)
    refused = browser.post(
        reverse("challenge_answers", args=[challenge]), {"how": "mail", "contact": "", "text": "We make one of these."}
    )
    assert refused.status_code == 422
    assert "Whose answer is it?" in refused.content.decode()
    assert "We make one of these." in refused.content.decode()


def test_who_changes_a_draft_second_sees_what_stands_and_keeps_what_they_wrote(market: Market, browser: Client):
    challenge = _made(market)
    sent = {"title": "Fat", "wish": "Mine?", "closes_on": SOON, "base": "1"}
    browser.post(reverse("challenge_text", args=[challenge]), {**sent, "title": "Grease, again"})
    second = browser.post(reverse("challenge_text", args=[challenge]), sent)
    assert second.status_code == 422
    page = second.content.decode()
    assert "What stands now" in page
    assert "Grease, again" in page
    assert 'value="Fat"' in page
    assert browser.post(reverse("challenge_text", args=[challenge]), {**sent, "base": "2"}).status_code == 302


def test_who_decides_second_sees_the_first_decision_and_keeps_their_reason(market: Market, browser: Client):
    challenge = _made(market)
    operations.open_challenge(challenge=challenge, viewer=market.cast.alice, at=NOW)
    operations.close_challenge(challenge=challenge, viewer=market.cast.alice, at=NOW)
    for reason in ("Hers.", "His."):
        last = browser.post(reverse("challenge_decision", args=[challenge]), {"reason": reason, "base": "0"})
    assert last.status_code == 422
    page = last.content.decode()
    assert "Hers." in page
    assert "His." in page
    assert re.search(r'name="base" value="1"', page)


def test_who_may_not_run_challenges_reads_them_and_answers(market: Market):
    challenge = _made(market)
    operations.open_challenge(challenge=challenge, viewer=market.cast.alice, at=NOW)
    guest = open_browser(market.cast.gita)
    page = guest.get(reverse("challenge", args=[challenge])).content.decode()
    assert "Hand in an answer" in page
    assert "Choose people" not in page
    assert (
        guest.post(reverse("challenge_answers", args=[challenge]), {"how": "self", "text": "Mine."}).status_code == 302
    )


def test_a_group_is_named_sized_and_made_a_case_that_prints(market: Market, browser: Client):
    adjacent.group_needs(viewer=market.cast.alice, at=NOW)
    group = AdjacentNeed.objects.visible_to(market.cast.alice).get().group_id
    _post(browser, "adjacent_name", group, name="Grease, looked after")
    spent = {"account": market.accounts["Ash"], "amount": "1250.50", "confidence": "told", "said_on": TODAY}
    refused = browser.post(reverse("adjacent_spend", args=[group]), spent)
    assert refused.status_code == 422
    assert 'value="1250.50"' in refused.content.decode()
    _post(browser, "adjacent_spend", group, source="Pat", **spent)
    assert Spend.objects.visible_to(market.cast.alice).get().yearly_minor == 125_050
    assert "Customers heard that say it" in browser.get(reverse("adjacent_group", args=[group])).content.decode()
    draft = browser.get(reverse("case_writing", args=[group])).content.decode()
    assert "Be rid of grease" in draft
    _post(browser, "case_writing", group, title="Grease care", why="- They ask.", base="0")
    case = case_queries.find_case_of(group, viewer=market.cast.alice)
    assert case is not None
    second = browser.post(reverse("case_writing", args=[group]), {"title": "Trap watch", "why": "Mine.", "base": "0"})
    assert second.status_code == 422
    assert "Trap watch" in second.content.decode()
    assert "Nothing is lost" in second.content.decode()
    pdf = browser.get(reverse("case_pdf", args=[case.id]))
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    _post(browser, "case_offering", case.id)
    assert Offering.objects.visible_to(market.cast.alice).get().name == "Grease care"
    begun = browser.get(f"{reverse('challenge_new')}?case={case.id}").content.decode()
    assert 'value="Grease care"' in begun


def test_empty_pages_say_what_to_do_next(cast: Cast, browser: Client):
    assert "Begin one" in browser.get(reverse("challenges")).content.decode()
    page = browser.get(reverse("adjacent")).content.decode()
    assert "Say what we ship first" in page


def test_no_page_sends_more_statements_for_more_rows(market: Market, browser: Client):
    purpose.write_purpose(ideal="pride", lines=["So."], why="So.", base=0, viewer=market.cast.alice, at=NOW)
    before = _count(market, browser)
    for name in ("Dale", "Elm", "Fir"):
        market.settle(name, email=f"pat@{name.lower()}.example", worth_minor=5)
    for number, degrees in enumerate((1, 40, 41, 80)):
        market.voice(f"Need {number}", degrees, "Dale", "Elm", "Fir")
    after = _count(market, browser)
    assert after == before
    assert {name: n for name, n in after.items() if n > MOST[name]} == {}


def _count(market: Market, browser: Client) -> dict[str, int]:
    alice = market.cast.alice
    adjacent.group_needs(viewer=alice, at=NOW)
    group = AdjacentNeed.objects.visible_to(alice).get(pk=market.needs["Be rid of grease"]).group_id
    found = case_queries.find_case_of(group, viewer=alice)
    base = found.current if found else 0
    said = [market.say(name, f"{name} said so {base}.") for name in market.speakers]
    cases.write_case(group=group, title="Grease", parts={}, base=base, words=said, viewer=alice, at=NOW)
    for account in market.accounts.values():
        adjacent.say_spend(
            group=group,
            account=account,
            yearly_minor=5,
            confidence="told",
            source="So",
            said_on=TODAY,
            viewer=alice,
            at=NOW,
        )
    told = _answered(market, said)
    operations.close_challenge(challenge=told, viewer=alice, at=NOW)
    operations.decide(challenge=told, answers=[], reason="So.", base=0, viewer=alice, at=NOW)
    case = case_queries.find_case_of(group, viewer=alice)
    assert case is not None
    pages = {
        "challenges": reverse("challenges"),
        "challenge": reverse("challenge", args=[_answered(market, said)]),
        "challenge, told": reverse("challenge", args=[told]),
        "adjacent": reverse("adjacent"),
        "adjacent_group": reverse("adjacent_group", args=[group]),
        "case": reverse("case", args=[case.id]),
    }
    return {name: _statements(browser, address) for name, address in pages.items()}


def _answered(market: Market, said: list[str]) -> str:
    challenge, given = _made(market), {"viewer": market.cast.alice, "at": NOW}
    criteria = [
        operations.add_criterion(challenge=challenge, text=f"By {name}", weight=5, named_by=contact, **given)
        for name, contact in market.speakers.items()
    ]
    operations.lay_words(challenge=challenge, verbatims=said, **given)
    for one in _whole(market, challenge).brief.lines:
        operations.say_in_our_words(line=one.id, text="So.", **given)
    operations.choose_guests(challenge=challenge, is_everyone=True, **given)
    operations.open_challenge(challenge=challenge, **given)
    for contact in market.speakers.values():
        answer = operations.hand_in_answer(challenge=challenge, text="So.", how="mail", contact=contact, **given)
        operations.score_answer(answer=answer, points=dict.fromkeys(criteria, 5), **given)
    return challenge


def _statements(browser: Client, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(
        connection,
    ) as sent:
        assert browser.get(address).status_code == 200
    return len(sent)


def _made(market: Market) -> str:
    return operations.make_challenge(
        title="Grease",
        closes_on=SOON,
        needs=[market.needs["Be rid of grease"]],
        viewer=market.cast.alice,
        at=NOW,
    )


def _whole(market: Market, challenge: str) -> queries.ChallengePage:
    return queries.get_challenge(challenge, viewer=market.cast.alice, today=TODAY)


def _page(browser: Client, challenge: str) -> str:
    return browser.get(reverse("challenge", args=[challenge])).content.decode()


def _post(browser: Client, route: str, one: str, **said: object) -> None:
    answer = browser.post(reverse(route, args=[one]), said)
    assert answer.status_code == 302, answer.content.decode()[:2000]
