import numpy as np

from closeknit.analysis.needs.titles import ranking

ONES = np.ones(4, dtype=np.float32)


def best(texts: list[str], names: tuple[str, ...] = ()) -> list[str]:
    central = np.ones(len(texts), dtype=np.float32)
    return [one.phrase.text for one in ranking.rank_phrases(texts, central, {}, 0, names)]


def test_what_several_say_together_comes_first():
    texts = ["Please add a dark theme.", "I want a dark theme", "The dark theme is missing", "The fonts are tiny here"]
    assert best(texts)[0] == "dark theme"


def test_a_name_of_a_person_is_no_title():
    texts = ["I rang Bridget Ofori about invoices", "I want to see Bridget Ofori"]
    assert any("Bridget" in text for text in best(texts))
    assert not any("Bridget" in text for text in best(texts, ("bridget", "ofori")))


def test_numbers_are_no_title_unless_they_are_the_matter():
    assert "65 kitchens" not in best(["We bought 65 kitchens", "We like kitchens"])
    assert any("3" in text for text in best(["We want Python 3", "Upgrade to Python 3", "Migrate code to Python 3"]))


def test_words_are_written_as_most_write_them():
    assert "export as PDF" in best(["I want to export as pdf", "I want to export as PDF", "Print it as PDF"])


def test_a_text_in_capitals_does_not_shout():
    assert "transfer money" in best(["I WANT TO TRANSFER MONEY"])


def test_what_means_what_the_sentences_mean_is_preferred():
    ranked = ranking.rank_phrases(["I want to print labels", "I want to send letters"], ONES[:2], {}, 0)
    near = {"print labels": [1.0, 0.0], "send letters": [0.1, 1.0]}

    def embed(texts: list[str]) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
        return np.array([near[text] for text in texts], dtype=np.float32)

    toward = ranking.prefer_meaning(ranked, embed, np.array([[0.0, 1.0]], dtype=np.float32))
    assert toward[0].phrase.text == "send letters"
