import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.analysis.search import signbits
from closeknit.analysis.search.signbits import SignBits


def _vectors(n: int, seed: int = 1) -> np.ndarray:
    vectors = np.random.default_rng(seed).standard_normal((n, signbits.DIMENSIONS)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def _filled(vectors: np.ndarray, first: int = 1) -> SignBits:
    bits = SignBits()
    bits.add(np.arange(first, first + len(vectors)), vectors)
    return bits


def test_a_vector_is_nearest_to_itself():
    vectors = _vectors(500)
    bits = _filled(vectors)
    assert [int(bits.list_nearest(vectors[place], 1)[0]) for place in (0, 77, 499)] == [1, 78, 500]


def test_what_is_near_comes_before_what_is_far():
    vectors = _vectors(300)
    asked = vectors[9] + 0.3 * _vectors(1, seed=2)[0]
    exact = np.argsort(-(vectors @ asked))
    assert int(_filled(vectors).list_nearest(asked, 5)[0]) == exact[0] + 1


def test_of_two_alike_the_newer_comes_first():
    vectors = np.repeat(_vectors(1), 4, axis=0)
    assert _filled(vectors).list_nearest(vectors[0], 3).tolist() == [4, 3, 2]


def test_only_those_that_are_asked_among_can_be_found():
    vectors = _vectors(400)
    among = np.array([7, 300, 99_999], dtype=np.int64)
    assert set(_filled(vectors).list_nearest(vectors[1], 10, among=among).tolist()) == {7, 300}


def test_nothing_is_near_in_an_empty_memory():
    assert SignBits().list_nearest(_vectors(1)[0], 10).tolist() == []


def test_numbers_that_do_not_rise_are_refused():
    bits = _filled(_vectors(3))
    with pytest.raises(ValueError, match="rise"):
        bits.add(np.array([3]), _vectors(1))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=8), st.integers(0, 1000))
def test_added_bit_by_bit_or_at_once_it_is_the_same(sizes: list[int], seed: int):
    vectors = _vectors(sum(sizes), seed)
    bits, first = SignBits(), 0
    for size in sizes:
        bits.add(np.arange(first + 1, first + size + 1), vectors[first : first + size])
        first += size
    whole = _filled(vectors)
    assert bits.list_nearest(vectors[0], 20).tolist() == whole.list_nearest(vectors[0], 20).tolist()


def test_more_than_one_block_is_searched_to_its_end():
    n = signbits.BLOCK + 10
    vectors = np.repeat(_vectors(1), n, axis=0)
    vectors[-3] = -vectors[-3]
    bits = _filled(vectors)
    assert (len(bits), bits.last) == (n, n)
    assert bits.list_nearest(vectors[-3], 1).tolist() == [n - 2]


def test_of_those_whose_signs_differ_alike_what_leans_with_the_question_comes_first():
    asked = np.linspace(0.01, 1, signbits.DIMENSIONS, dtype=np.float32)
    asked /= np.linalg.norm(asked)
    little, much = asked.copy(), asked.copy()
    little[:40], much[-40:] = -little[:40], -much[-40:]
    far = -asked
    bits = _filled(np.stack([much, little, far]))
    assert bits.list_nearest(asked, 2).tolist() == [2, 1]


def test_fewer_that_lean_with_the_question_hold_as_many_of_the_nearest_as_many_by_signs_alone():
    themes = _vectors(40, seed=3)
    vectors = themes[np.random.default_rng(4).integers(0, 40, 6000)] + 0.8 * _vectors(6000, seed=5)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    bits = _filled(vectors)
    held = []
    for asked in vectors[:30]:
        nearest = np.argsort(-(vectors @ asked))[:50] + 1
        held.append(np.isin(nearest, bits.list_nearest(asked, 200)).mean())
    assert np.mean(held) > 0.95
