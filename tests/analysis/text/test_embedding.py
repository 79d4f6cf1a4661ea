import numpy as np
import pytest

from closeknit.analysis.text import embedding

TEXTS = ["The export is slow.", "Exporting takes far too long.", "We love the new colours.", "no", "", "ok " * 400]


@pytest.fixture(scope="module")
def embedder() -> embedding.Embedder:
    return embedding.Embedder()


def test_a_vector_does_not_depend_on_order_or_company(embedder: embedding.Embedder) -> None:
    together = embedder.embed(TEXTS)
    reversed_ = embedder.embed(TEXTS[::-1])
    assert np.array_equal(together.vectors, reversed_.vectors[::-1])
    assert np.array_equal(together.middles[2], embedder.embed([TEXTS[2]]).middles[0])


def test_like_sentences_are_nearer_than_unlike_ones(embedder: embedding.Embedder) -> None:
    vectors = embedder.embed(TEXTS).vectors
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.3


def test_vectors_have_unit_length_and_the_promised_shapes(embedder: embedding.Embedder) -> None:
    embedded = embedder.embed(TEXTS)
    assert embedded.vectors.shape == (6, 384)
    assert embedded.middles.shape == (6, 1152)
    assert np.allclose(np.linalg.norm(embedded.vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows(embedder: embedding.Embedder) -> None:
    assert embedder.embed([]).vectors.shape == (0, 384)


def test_the_tag_names_model_and_kernel(embedder: embedding.Embedder) -> None:
    assert embedder.tag == embedding.Embedder(threads=1).tag
    assert "minilm" in embedder.tag
