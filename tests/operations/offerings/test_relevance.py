"""The relevance sheet: guesses, what people read, and what we only hope."""

import pytest

from closeknit.kit.refusals import NotFound
from closeknit.offerings import queries as offerings
from closeknit.offerings.relevance import checks, operations, queries
from closeknit.offerings.relevance.queries import Sheet
from closeknit.verbatims import operations as verbatims
from tests.conftest import NOW
from tests.operations.offerings.conftest import RIVAL, Shop, say


def _sheet(shop: Shop, account: str = "") -> Sheet:
    return queries.get_sheet(viewer=shop.ben, at=NOW, zone="Europe/London", account=account)


def _value(shop: Shop) -> str:
    return offerings.get_offering(shop.probe, viewer=shop.ben).values[0].id


def _read(shop: Shop, reads: str, **more: object) -> str:
    given = {"verbatim": shop.words[RIVAL], "competitor": "Hydrolab", "viewer": shop.ben, "at": NOW} | more
    return operations.read_comparison(reads=reads, **given)


def test_a_sentence_that_names_a_rival_is_guessed_until_somebody_reads_it(shop: Shop):
    (rival,) = _sheet(shop, shop.lab.id).rivals
    (said,) = rival.topics[0].worse
    assert (rival.name, said.said.is_read, said.said.why) == ("Hydrolab", False, "by “Hydrolab is quicker”")
    _read(shop, "worse", value=_value(shop))
    sheet = _sheet(shop)
    (topic,) = sheet.rivals[0].topics
    assert (topic.topic.text, topic.weighed.n_worse, topic.worse[0].said.is_read) == ("Sleeps never", 1, True)
    assert (sheet.n, sheet.n_guessed) == (1, 0)
    assert [(one.topic, one.is_new) for one in sheet.learned] == [("Sleeps never", True)]


def test_a_name_is_found_in_words_that_were_heard_as_something_else_as_it_is_spelled(shop: Shop):
    say(shop.lab.saskia, "The Hydro Lab people answer on Sundays. Their hydrolab is a mess.", "exact", shop.ben)
    (rival,) = _sheet(shop).rivals
    said = [one.words.text for one in rival.unclear]
    assert said == ["The Hydro Lab people answer on Sundays."]
    assert _sheet(shop, shop.lab.id).n == 2
    (words,) = [one.words.id for one in rival.unclear]
    verbatims.correct_signal(verbatim=words, code="competitor", is_on=True, viewer=shop.ben, at=NOW)
    verbatims.correct_signal(verbatim=words, code="competitor", is_on=False, viewer=shop.ben, at=NOW)
    assert _sheet(shop).n == 1


def test_what_compares_nothing_leaves_the_sheet(shop: Shop):
    _read(shop, "")
    assert _sheet(shop).rivals == ()


def test_what_we_say_of_ourselves_is_hope_until_customers_say_so(shop: Shop):
    given = {"value": _value(shop), "competitor": "Hydrolab", "viewer": shop.ben, "at": NOW}
    made = operations.claim_advantage(text="Ours never sleeps, theirs is read by hand.", **given)
    assert [(one.standing, one.why[:4]) for one in _sheet(shop).advantages] == [("hope", "Hope")]
    _read(shop, "better", value=_value(shop))
    assert [one.standing for one in _sheet(shop).advantages] == ["heard"]
    _read(shop, "worse", value=_value(shop))
    assert [one.standing for one in _sheet(shop).advantages] == ["disputed"]
    with pytest.raises(checks.BadAdvantage, match="already"):
        operations.claim_advantage(text="Again.", **given)
    operations.drop_advantage(advantage=made, viewer=shop.ben, at=NOW)
    assert _sheet(shop).advantages == ()


def test_a_guess_is_no_evidence_for_what_we_say(shop: Shop):
    operations.claim_advantage(value=_value(shop), competitor="Hydrolab", text="So.", viewer=shop.ben, at=NOW)
    assert _sheet(shop).advantages[0].standing == "hope"


def test_another_reading_or_a_rival_that_nobody_knows_is_refused(shop: Shop):
    with pytest.raises(checks.BadComparison):
        _read(shop, "brilliant")
    with pytest.raises(NotFound):
        _read(shop, "better", competitor="Nobody Ltd")
