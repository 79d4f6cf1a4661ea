import numpy as np
import numpy.typing as npt
from tests.analysis.needs.test_joining import make_theme

from closeknit.analysis.needs import agreement, clusters, refinding
from closeknit.analysis.needs.likeness import to_grid

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def choose(vectors: Floats, level: float, owners: Ints | None = None) -> Ints:
    halves = agreement.halve(vectors)
    return refinding.choose_groups(clusters.part_finely(vectors, owners), halves, level, owners)


def count(labels: Ints) -> int:
    return len(set(labels[labels >= 0].tolist()))


def make_themes(n: int, *, noise: float = 0.8) -> Floats:
    return to_grid(np.concatenate([make_theme(seed, 60, noise=noise) for seed in range(n)]))


def test_themes_are_found_at_any_level_near_the_usual() -> None:
    vectors, themes = make_themes(8), np.repeat(np.arange(8), 60)
    for level in (0.5, 0.65, 0.8):
        labels = choose(vectors, level)
        assert count(labels) == 8
        assert len(set(zip(labels.tolist(), themes.tolist(), strict=True))) == 8


def test_what_is_not_found_again_is_not_parted() -> None:
    """A level far too high parts what belongs together; only what halves find again is taken apart there."""
    vectors = make_themes(8, noise=1.2)
    assert count(choose(vectors, 0.95)) <= len(clusters.group_vectors(vectors, level=0.95))


def test_a_higher_level_gives_as_many_groups_or_more() -> None:
    vectors = make_themes(10, noise=1.3)
    counts = [count(choose(vectors, level)) for level in (0.3, 0.6, 0.9, 1.2)]
    assert counts == sorted(counts)


def test_the_same_rows_give_the_same_groups() -> None:
    vectors = make_themes(6, noise=1.2)
    assert np.array_equal(choose(vectors, 0.7), choose(vectors, 0.7))


def test_needs_of_before_count() -> None:
    """Eight themes said in two ways each: where it can be told either way, what was a need stays one."""
    draws = [np.random.default_rng(theme).normal(size=384).astype(np.float32) * 0.8 for theme in range(8)]
    ways = [make_theme(100 + way, 40, toward=draws[way // 2]) for way in range(16)]
    vectors, way_of = to_grid(np.concatenate(ways)), np.repeat(np.arange(16), 40)
    together, nobody_knows, apart = (count(choose(vectors, 0.5, owners)) for owners in (way_of // 2, None, way_of))
    assert 8 <= together <= nobody_knows <= apart <= 16
    assert together < apart
