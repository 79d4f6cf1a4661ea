import itertools

import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs import clusters, joining

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def make_theme(seed: int, n: int, *, toward: Floats | None = None, noise: float = 0.8) -> Floats:
    draw = np.random.default_rng(seed)
    middle = draw.normal(size=384) + (0 if toward is None else 2 * toward)
    vectors = middle + noise * draw.normal(size=(n, 384))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def join(vectors: Floats, labels: Ints, owners: Ints | None = None, *, near: float = 0.6, level: float = 0.65) -> Ints:
    return joining.join_groups(labels, joining.link_groups(vectors, labels, near, owners), level)


def test_halves_of_one_theme_are_joined_and_themes_are_not() -> None:
    vectors = np.concatenate([make_theme(seed, 40) for seed in range(6)])
    joined = join(vectors, np.repeat(np.arange(12), 20))
    assert len(set(joined.tolist())) == 6
    assert all(len(set(joined[theme * 40 : theme * 40 + 40].tolist())) == 1 for theme in range(6))


def test_what_all_have_in_common_does_not_join_them() -> None:
    common = np.random.default_rng(99).normal(size=384).astype(np.float32)
    vectors = np.concatenate([make_theme(seed, 40, toward=common) for seed in range(8)])
    joined = join(vectors, np.repeat(np.arange(8), 40), near=0.88)
    assert len(set(joined.tolist())) == 8


def test_a_higher_level_never_gives_fewer_groups() -> None:
    vectors = np.concatenate([make_theme(seed, 30, noise=1.3) for seed in range(10)])
    counts = [len(clusters.group_vectors(vectors, level=at)) for at in (0.3, 0.5, 0.7, 0.9)]
    assert counts == sorted(counts)


def test_links_come_with_the_nearest_first() -> None:
    vectors = np.concatenate([make_theme(seed, 30) for seed in range(8)])
    links = joining.link_groups(vectors, np.repeat(np.arange(24), 10), 0.6)
    assert len(links) == 23
    assert all(one.nearness >= two.nearness - 1e-9 for one, two in itertools.pairwise(links))


def test_rows_of_no_group_stay_in_none() -> None:
    vectors = np.concatenate([make_theme(seed, 10) for seed in range(3)])
    labels = np.repeat(np.arange(3), 10)
    labels[[0, 15]] = -1
    assert np.flatnonzero(join(vectors, labels) < 0).tolist() == [0, 15]


def test_what_was_together_is_held_together() -> None:
    common = np.random.default_rng(5).normal(size=384).astype(np.float32)
    near = [make_theme(seed, 40, toward=common * 0.8) for seed in range(2)]
    vectors = np.concatenate([*near, *[make_theme(seed, 40) for seed in range(10, 16)]])
    labels = np.repeat(np.arange(8), 40)
    level = joining.link_groups(vectors, labels, 0.6)[0].nearness + 0.05
    assert len(set(join(vectors, labels, level=level).tolist())) == 8
    together = np.where(labels < 2, 0, labels)
    assert len(set(join(vectors, labels, together, level=level).tolist())) == 7
