import numpy as np
import pytest

from closeknit.analysis.needs import naming
from closeknit.analysis.text import embedding

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


def name(embedder: embedding.Embedder, texts: list[str], taken: tuple[str, ...] = ()) -> naming.Named:
    return naming.name_need(texts, embedder.embed(texts).vectors, naming.Background.of(texts + OTHER), taken)


def test_the_title_says_what_it_is_about(embedder: embedding.Embedder) -> None:
    title = name(embedder, EXPORT).title
    assert "xport" in title
    assert title[0].isupper()
    assert 2 <= len(title.split()) <= 8


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
