import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.peer import measure_in_peers

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


def test_the_same_line_a_million_times_is_heard_once(hearer: hearing.Hearer) -> None:
    heard: list[hearing.Heard] = []
    # Heard a million times it would be twenty thousand.
    assert measure_in_peers(lambda: heard.extend(hearer.hear(["The pump leaks."] * 1_000_000))) < 1_500
    assert len(heard) == 1_000_000
    assert heard[0] is heard[-1]


FORTY_LANGUAGES = [
    "Ons het dit nodig.", "نحتاج إلى تصدير أسرع.", "Имаме нужда от това.", "আমাদের এটা দরকার।",
    "Potřebujeme rychlejší export.", "Vi har brug for det.", "Wir brauchen das schneller.",
    "Το χρειαζόμαστε πιο γρήγορα.", "Ni bezonas tion.", "Lo necesitamos más rápido.",
    "Meil on seda vaja.", "ما به این نیاز داریم.", "Tarvitsemme tämän nopeammin.",
    "Nous en avons besoin plus vite.", "Teastaíonn sé uainn.", "Necesitámolo axiña.",
    "אנחנו צריכים את זה.", "हमें यह चाहिए।", "Trebamo to brže.", "Szükségünk van rá.",
    "Kami membutuhkannya.", "Við þurfum þetta.", "Ci serve più veloce.", "もっと速くしてください。",
    "ჩვენ ეს გვჭირდება.", "우리는 이것이 필요합니다.", "Mums reikia šito.", "Mums to vajag.",
    "Kami memerlukannya.", "We hebben dat sneller nodig.", "Potrzebujemy tego szybciej.",
    "Precisamos disso mais rápido.", "Avem nevoie de asta.", "Нам это нужно быстрее.",
    "To potrebujeme.", "To potrebujemo hitreje.", "Vi behöver det snabbare.", "เราต้องการสิ่งนี้",
    "Buna ihtiyacımız var.", "我们需要更快的导出。",
]  # fmt: skip


def test_forty_languages_are_heard_the_same_alone_and_together(hearer: hearing.Hearer) -> None:
    together = hearer.hear(FORTY_LANGUAGES)
    assert [one.language for one in together] == [hearer.hear([text])[0].language for text in FORTY_LANGUAGES]
    # Three words of a rare language say too little, so that the language around them (English here) is taken.
    assert sum(one.understood for one in together) < 15
    assert all(one.signals == {} and not one.for_needs for one in together if not one.understood)


@given(st.lists(st.text(max_size=60), max_size=4))
@settings(max_examples=40, deadline=None)
def test_any_text_gives_probabilities_and_a_language(hearer: hearing.Hearer, texts: list[str]) -> None:
    for one in hearer.hear(texts):
        assert all(0 <= chance <= 1 for chance in one.signals.values())
        assert 0 <= one.to_others <= 1
        assert one.language
