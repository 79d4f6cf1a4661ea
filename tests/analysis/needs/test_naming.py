import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.analysis.needs import naming
from closeknit.analysis.text import embedding

WORDS = [
    "I",
    "we",
    "want",
    "to",
    "export",
    "the",
    "data",
    "is",
    "not",
    "slow",
    "card",
    "was",
    "lost",
    "3",
    "(",
    "👍",
    "Ana",
    "so",
]
EXPORT = [
    "We would like to export the readings to Excel.",
    "Please add an export of the readings.",
    "Exporting readings takes far too long.",
    "I can't export the readings without calling you.",
]
OTHER = [
    "The pump leaks.",
    "Our hotline is slow.",
    "We need a spare key.",
    "It is too loud.",
    "The door does not close.",
]


@pytest.fixture(scope="module")
def embedder() -> embedding.Embedder:
    return embedding.Embedder()


def name(
    embedder: embedding.Embedder,
    texts: list[str],
    taken: tuple[str, ...] = (),
    *,
    names: tuple[str, ...] = (),
    current: str = "",
) -> naming.Named:
    background, vectors = naming.Background.of(texts + OTHER), embedder.embed(texts).vectors
    return naming.name_need(texts, vectors, background, taken, names=names, embed=embed_with(embedder), current=current)


def embed_with(embedder: embedding.Embedder) -> naming.Embed:
    return lambda texts: embedder.embed(texts).vectors


def test_the_title_says_what_it_is_about(embedder: embedding.Embedder) -> None:
    title = name(embedder, EXPORT).title
    assert "xport" in title
    assert title[0].isupper()
    assert 2 <= len(title.split()) <= 12


def test_the_subtitle_is_one_of_the_sentences(embedder: embedding.Embedder) -> None:
    assert name(embedder, EXPORT).subtitle in EXPORT


def test_a_title_that_is_taken_is_not_given_again(embedder: embedding.Embedder) -> None:
    first = name(embedder, EXPORT).title
    second = name(embedder, EXPORT, (first.upper(),)).title
    assert second.casefold() != first.casefold()


def test_a_sentence_that_hangs_on_another_does_not_stand_for_a_need() -> None:
    texts = ["It does that too.", "So please remove this restriction.", "The limit of ten probes is too low for us."]
    assert naming.pick_sentence(texts, np.array([0.9, 0.8, 0.7], dtype=np.float32)) == texts[2]


@pytest.mark.parametrize("text", ["no", "👍", "?", "a" * 500, "(((", "the of and"])
def test_even_odd_words_have_a_name(embedder: embedding.Embedder, text: str) -> None:
    assert name(embedder, [text, text], ()).title != ""


def test_names_stay_unique_when_all_texts_are_the_same(embedder: embedding.Embedder) -> None:
    taken: list[str] = []
    for _ in range(12):
        taken.append(name(embedder, ["Leaks again", "Leaks again"], tuple(taken)).title)
    assert len({title.casefold() for title in taken}) == 12


def test_a_title_is_stated_as_an_outcome_and_tells_how(embedder: embedding.Embedder) -> None:
    texts = [
        "Exporting readings takes far too long.",
        "It takes too long to export readings",
        "Exporting readings is slow",
    ]
    named = name(embedder, texts)
    assert (named.title, named.phrase) == ("Minimise the time it takes to export readings", "export readings")
    assert named.form == "minimise"


def test_stories_leave_no_person_in_the_title(embedder: embedding.Embedder) -> None:
    texts = [
        "I've never understood why the cook goes to the rack.",
        "Jean says I should ask you why the rack is so far from the cook.",
        "You said we could have the rack nearer, and we have not got it.",
    ]
    title = name(embedder, texts, names=("jean",)).title.lower()
    assert not {"i", "i've", "you", "we", "jean"} & set(title.split())
    assert "rack" in title


def test_a_name_that_is_there_stays_while_it_is_nearly_the_best(embedder: embedding.Embedder) -> None:
    first = name(embedder, EXPORT[:2]).title
    assert name(embedder, EXPORT, current=first).title == first


def test_a_name_is_given_up_when_the_words_are_about_something_else(embedder: embedding.Embedder) -> None:
    texts = ["The hotline is slow.", "We wait for the hotline", "I want a faster hotline"]
    assert (
        name(embedder, texts, current="Be able to export the readings to Excel").title
        != "Be able to export the readings to Excel"
    )


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), min_size=1, max_size=6))
@settings(max_examples=60)
def test_whatever_is_said_there_is_a_name_that_is_unique_and_the_same_again(texts: list[str]) -> None:
    vectors = np.ones((len(texts), 384), dtype=np.float32) / np.float32(384**0.5)
    background = naming.Background.of(texts)
    first = naming.name_need(texts, vectors, background)
    assert first == naming.name_need(texts, vectors, background)
    assert first.title.strip()
    assert first.subtitle in texts
    second = naming.name_need(texts, vectors, background, (first.title,))
    assert second.title.casefold() != first.title.casefold()


def test_a_name_carries_where_most_sentences_say_its_words() -> None:
    texts = [
        "The invoice references do not match.",
        "We need invoice references on every invoice.",
        "Please put our references on the invoice.",
    ]
    named = naming.name_need(texts, np.eye(3, 384, dtype=np.float32), naming.Background.of(texts))
    assert named.carries
    assert "nvoice" in named.title


@pytest.mark.parametrize(
    "texts",
    [
        ["Nobody rang back.", "But I didn't sleep.", "It was not gardening."],
        ["It was only the once.", "This is the fourth time.", "It was not me."],
    ],
)
def test_what_has_no_matter_in_common_has_no_name_that_carries(texts: list[str]) -> None:
    assert not naming.name_need(texts, np.eye(3, 384, dtype=np.float32), naming.Background.of(texts)).carries
