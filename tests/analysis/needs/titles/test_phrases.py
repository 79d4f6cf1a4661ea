import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.needs.titles import phrases, things
from closeknit.analysis.needs.titles.phrases import Cue, Kind


def texts_of(sentence: str, kind: Kind | None = None) -> list[str]:
    return [one.text for one in phrases.list_phrases(sentence) if kind in (None, one.kind)]


@pytest.mark.parametrize(
    ("sentence", "wish"),
    [
        ("How can I top-up my card?", "top-up the card"),
        ("Please add an option to export notebooks as PDF", "export notebooks as PDF"),
        ("I want to know where my card is", "know where the card is"),
        ("can't collapse cells", "collapse cells"),
        ("I'd like to top the card up", "top up the card"),
    ],
)
def test_what_somebody_wants_to_do_is_a_wish_without_the_person(sentence: str, wish: str):
    assert wish in texts_of(sentence, Kind.WISH)


@pytest.mark.parametrize(
    "sentence", ["Why do you charge a fee?", "It used to show the time.", "She is going to ring you."]
)
def test_what_others_do_is_no_wish(sentence: str):
    assert texts_of(sentence, Kind.WISH) == []


def test_what_should_be_built_is_a_thing():
    assert "dark theme" in texts_of("Please add a dark theme.", Kind.THING)
    assert texts_of("Please add a dark theme.", Kind.WISH) == []


@pytest.mark.parametrize(
    ("sentence", "trouble"),
    [
        ("The refund doesn't show up.", "refund not showing up"),
        ("My card hasn't arrived", "card not arriving"),
        ("The kernel crashes all the time", "kernel crashing"),
        ("The conveyor is too loud.", "conveyor too loud"),
    ],
)
def test_what_a_thing_does_or_does_not_is_a_trouble(sentence: str, trouble: str):
    assert trouble in texts_of(sentence, Kind.TROUBLE)


def test_what_happened_to_a_thing_stands_before_it():
    assert "stolen phone" in texts_of("My phone has been stolen.")
    assert "outdated documentation" in texts_of("The documentation is outdated.")


def test_what_was_not_done_is_not_said_to_be_done():
    assert "verified identity" not in texts_of("My identity was not verified.")
    assert "supported cards" not in texts_of("Which cards can be supported?")


def test_whose_it_is_stays_as_it_is_written():
    assert "students' own computers" in texts_of("It relies on students' own computers.")


def test_a_noun_with_a_gerund_is_one_thing():
    assert "text editing" in texts_of("The text editing is poor", Kind.THING)


def test_a_time_is_no_matter():
    assert texts_of("It took ten days last month.") == []


def test_phrases_have_no_person_in_them():
    assert texts_of("Give it to me and tell them.") == []


def test_what_stands_around_gives_a_direction():
    (doing,) = [one for one in phrases.list_phrases("exporting readings takes far too long") if one.kind is Kind.DOING]
    assert doing.text == "export readings"
    assert Cue.SLOW in doing.cues


SMALL = ["I", "want", "to", "the", "a", "of", "export", "data", "card", "not", "is", "too", "my"]


@given(st.text(max_size=200) | st.lists(st.sampled_from(SMALL)).map(" ".join))
def test_any_text_has_phrases_of_two_to_seven_words(text: str):
    for one in phrases.list_phrases(text):
        assert phrases.FEWEST_WORDS <= len(one.words) <= things.MOST_WORDS
        assert one.content
        assert not {"i", "me", "my", "we", "us", "our", "you", "your"} & {word.lower() for word in one.words}
