import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.needs.test_joining import make_theme

from closeknit.analysis.needs import agreement, clusters
from closeknit.analysis.needs.likeness import to_grid


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=20, max_size=200), st.integers(0, 99))
def test_information_is_one_for_the_same_groups_and_about_none_for_shuffled_ones(labels: list[int], seed: int) -> None:
    ones = np.array(labels)
    if len(set(labels)) < 2:
        return
    assert agreement.adjust_information(ones, ones) == pytest.approx(1.0)
    assert agreement.adjust_information(ones, 7 - ones) == pytest.approx(1.0)
    shuffled = np.random.default_rng(seed).permutation(np.repeat(np.arange(4), 300))
    assert abs(agreement.adjust_information(shuffled, np.repeat(np.arange(4), 300))) < 0.05


def test_few_rows_have_no_halves() -> None:
    with pytest.raises(ValueError, match="40 rows"):
        agreement.halve(to_grid(np.concatenate([make_theme(seed, 10) for seed in range(4)])))


def test_halves_are_different_rows() -> None:
    one, other = agreement.halve(to_grid(np.concatenate([make_theme(seed, 40) for seed in range(8)]))).rows
    assert sorted([*one.tolist(), *other.tolist()]) == list(range(320))


def test_the_level_that_halves_agree_on_finds_the_themes() -> None:
    vectors = to_grid(np.concatenate([make_theme(seed, 60) for seed in range(8)]))
    groups = clusters.group_vectors(vectors, level=agreement.find_level(agreement.halve(vectors)))
    assert len(groups) == 8


def test_the_same_rows_give_the_same_level_and_a_level_that_was_good_stays() -> None:
    vectors = to_grid(np.concatenate([make_theme(seed, 50, noise=1.2) for seed in range(8)]))
    level = agreement.find_level(agreement.halve(vectors))
    assert agreement.find_level(agreement.halve(vectors)) == level
    assert agreement.find_level(agreement.halve(vectors), level) == level
    beside = level + 0.05
    assert agreement.find_level(agreement.halve(vectors), beside) in (level, beside)
