"""Names that a language model drafts are read with care: a line each, short, none twice, none that somebody said."""

from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.needs import drafts


def test_a_numbered_answer_gives_its_lines():
    answer = "1. See results on the phone\n2) “Look at the numbers from home.”\n- be told before a night fails"
    assert drafts.read_answer(answer) == [
        "See results on the phone",
        "Look at the numbers from home",
        "Be told before a night fails",
    ]


def test_an_introduction_a_story_and_a_repetition_are_left_out():
    answer = (
        "Here are three names:\nSee results on the phone\nsee results on the phone.\nWe want it now, please!\n"
        + "This is a very long line that goes on and on and names nothing at all that anybody would want to read"
    )
    assert drafts.read_answer(answer, sentences=["We want it now please"]) == ["See results on the phone"]


@given(answer=st.text(max_size=600), sentences=st.lists(st.text(max_size=40), max_size=4))
def test_whatever_comes_back_few_short_lines_are_shown(answer: str, sentences: list[str]):
    names = drafts.read_answer(answer, sentences=sentences)
    assert len(names) <= drafts.MOST
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= drafts.LONGEST + 2 and "\n" not in name for name in names)


@given(sentences=st.lists(st.text(max_size=2_000), max_size=40))
def test_no_more_is_sent_than_a_dozen_short_sentences(sentences: list[str]):
    task, said = drafts.make_messages(sentences)
    assert task["role"] == "system"
    assert len(said["content"].splitlines()) <= drafts.SENTENCES
    assert len(said["content"]) <= drafts.SENTENCES * 303
