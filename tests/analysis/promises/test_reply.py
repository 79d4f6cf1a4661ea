import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.promises.kinds import Word
from closeknit.analysis.promises.reply import guess_word


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("Yes, that settles it, thank you.", Word.YES),
        ("Hi Hannah,\n\nyes! The auditors were happy.", Word.YES),
        ("No. The export still leaves out the night shift.", Word.NO),
        ("Dear Ben, unfortunately it is only half of it.", Word.NO),
        ("Nee, helaas niet.", Word.NO),
        ("No problem, it works now.", None),
        ("Thank you for telling me.", None),
        ("", None),
        ("123 !!", None),
    ],
)
def test_the_first_word_is_read_behind_a_greeting(said: str, word: Word | None):
    assert guess_word(said) is word


@given(said=st.text(max_size=300))
def test_no_reply_is_too_strange_to_be_read(said: str):
    assert guess_word(said) in (None, Word.YES, Word.NO)
