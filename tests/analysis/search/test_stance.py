import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.kinds import Stance
from closeknit.analysis.search import stance

OFFLINE = "Customers want offline mode"


@pytest.mark.parametrize(
    "statement", [OFFLINE, "offline mode", "The export is slow", "People would like a quicker export"]
)
def test_a_wish_a_fault_and_a_bare_matter_are_no_praise(statement: str):
    assert not stance.is_content(statement)


@pytest.mark.parametrize(
    "statement", ["Customers like the new export", "It is easy to invite colleagues", "Nobody needs offline mode"]
)
def test_praise_and_a_denied_wish_are_content(statement: str):
    assert stance.is_content(statement)


@pytest.mark.parametrize(
    ("text", "signals"),
    [
        ("We need the app to work offline.", {"need": 0.95}),
        ("Without a network the app is useless to us.", {"pain": 0.9}),
        ("Could you add an offline mode?", {"suggestion": 0.9}),
    ],
)
def test_wishes_and_laments_speak_for_a_wish(text: str, signals: dict[str, float]):
    assert stance.guess_stance(OFFLINE, text, signals, about=0.9).stance is Stance.SUPPORTS


@pytest.mark.parametrize(
    ("text", "signals"),
    [
        ("We don't need it offline, there is network everywhere.", {"need": 0.7}),
        ("The offline mode works great for us.", {"praise": 0.95}),
        ("Nobody here asks for offline.", {}),
    ],
)
def test_praise_and_denied_wishes_speak_against_a_wish(text: str, signals: dict[str, float]):
    assert stance.guess_stance(OFFLINE, text, signals, about=0.9).stance is Stance.CONTRADICTS


def test_the_sides_change_with_the_statement():
    praise = ("Exporting is quick and easy now.", {"praise": 0.9})
    assert stance.guess_stance("The export is slow", *praise, about=0.9).stance is Stance.CONTRADICTS
    assert stance.guess_stance("Customers like the new export", *praise, about=0.9).stance is Stance.SUPPORTS


def test_what_is_said_in_no_mood_is_left_open():
    assert stance.guess_stance(OFFLINE, "Offline mode is on page four of the manual.", {}, about=0.9).stance is None


def test_a_guess_says_which_words_made_it():
    guess = stance.guess_stance(OFFLINE, "We don't need it offline.", {}, about=0.9)
    assert any("need" in word for word in guess.because)


@given(st.text(max_size=200), st.dictionaries(st.sampled_from(["need", "pain", "praise", "plan"]), st.floats(0, 1)))
def test_any_text_gets_chances_that_add_up_to_one_at_most(text: str, signals: dict[str, float]):
    mood = stance.read_mood(text, signals)
    assert 0 <= mood.content <= 1
    assert 0 <= mood.lacking <= 1
    assert mood.content + mood.lacking <= 1 + 1e-9
    assert 0 <= stance.guess_stance("it is slow", text, signals, about=0.5).chance <= 1
