import numpy as np
import pytest

from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.text import hearing


@pytest.fixture(scope="module")
def hearer() -> hearing.Hearer:
    return hearing.Hearer()


def test_an_understood_text_has_a_vector_and_all_signals(hearer: hearing.Hearer) -> None:
    heard = hearer.hear(["We need to export the readings every week."])[0]
    assert heard.language == "en"
    assert heard.understood
    assert heard.vector is not None
    assert set(heard.signals) == set(SignalCode)
    assert heard.for_needs


def test_another_language_is_marked_and_kept_out_of_the_needs(hearer: hearing.Hearer) -> None:
    heard = hearer.hear(["Wir brauchen dringend eine bessere Anzeige."])[0]
    assert heard == hearing.Heard("de", False, None, {}, False)


def test_advice_to_other_customers_does_not_go_to_the_needs(hearer: hearing.Hearer) -> None:
    advice, wish = hearer.hear(["Ask for a room with a balcony.", "Could you put a balcony on the second floor?"])
    assert advice.signals[SignalCode.SUGGESTION] >= 0.5
    assert not advice.for_needs
    assert wish.for_needs


def test_small_talk_is_not_for_the_needs(hearer: hearing.Hearer) -> None:
    assert not hearer.hear(["Good morning, can you hear me?"])[0].for_needs


def test_a_short_text_takes_the_language_around_it(hearer: hearing.Hearer) -> None:
    assert hearer.hear(["Debugging"], languages_around=["de"])[0].language == "de"


def test_the_same_text_is_heard_alike_in_any_company(hearer: hearing.Hearer) -> None:
    texts = ["The pump leaks.", "Thanks.", "Das ist zu langsam für uns.", "The pump leaks."]
    together, alone = hearer.hear(texts), hearer.hear(texts[:1])[0]
    assert together[0].vector is not None
    assert alone.vector is not None
    assert np.array_equal(together[0].vector, alone.vector)
    assert together[0].signals == alone.signals == together[3].signals


def test_nothing_gives_nothing(hearer: hearing.Hearer) -> None:
    assert hearer.hear([]) == []


@pytest.mark.parametrize("text", ["", "👍", "\x00", "a" * 50_000, "\u202e\u0007"])
def test_odd_texts_are_heard_as_something(hearer: hearing.Hearer, text: str) -> None:
    assert not hearer.hear([text])[0].for_needs
