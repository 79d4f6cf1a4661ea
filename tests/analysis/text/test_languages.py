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
