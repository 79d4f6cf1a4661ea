from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.analysis.text import languages


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The export takes twenty minutes every Friday.", "en"),
        ("too slow", "en"),
        ("nbconvert to pdf", "en"),
        ("Das Gerät ist seit Montag kaputt.", "de"),
        ("Le rapport est toujours trop lent pour nous.", "fr"),
        ("Wij willen graag een export.", "nl"),
        ("Nosotros necesitamos los datos muy pronto.", "es"),
        ("これは遅いです", "ja"),
        ("это слишком медленно", "ru"),
    ],
)
def test_knows_the_language(text: str, code: str) -> None:
    assert languages.guess_language(text).code == code


@pytest.mark.parametrize("text", ["posgreSQL", "profiling", "OK", "4711", "", "👍"])
def test_what_says_too_little_takes_the_default(text: str) -> None:
    assert languages.guess_language(text, default="nl") == languages.Language("nl", sure=False)


# The first text that says too little loads the letter statistics.
@settings(deadline=None)
@given(st.text())
def test_any_text_has_a_language(text: str) -> None:
    assert 2 <= len(languages.guess_language(text).code) <= 3


SHORT = [
    line.split("\t") for line in Path("benchmarks/short_sentences.tsv").read_text(encoding="utf-8").splitlines() if line
]


@pytest.mark.parametrize("text", [text for code, text in SHORT if code == "en"])
def test_a_short_english_sentence_is_english_though_it_holds_a_foreign_word(text: str) -> None:
    assert languages.guess_language(text).code == "en"


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, text in SHORT if code != "en"])
def test_a_short_sentence_stays_in_the_language_around_it(code: str, text: str) -> None:
    assert languages.guess_language(text, default=code).code == code


def test_six_in_ten_short_foreign_sentences_are_known_even_among_english_ones() -> None:
    others = [(code, text) for code, text in SHORT if code != "en"]
    right = sum(languages.guess_language(text).code == code for code, text in others)
    assert right / len(others) >= 0.6


@pytest.mark.parametrize("text", ["bring back per-notebook settings", "los angeles 90001", "maria gonzalez", "see ya"])
def test_names_and_parts_of_words_tell_no_language(text: str) -> None:
    assert languages.guess_language(text).code == "en"


@pytest.mark.parametrize("text", ["https://docs.example.com/il/per/non", "il@per.it", "A_B/c 75450"])
def test_addresses_and_numbers_are_in_no_language(text: str) -> None:
    assert languages.guess_language(text, default="sv") == languages.Language("sv", sure=False)
