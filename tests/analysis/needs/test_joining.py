import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs import clusters, joining

Floats = npt.NDArray[np.float32]


def make_theme(seed: int, n: int, *, toward: Floats | None = None, noise: float = 0.8) -> Floats:
    draw = np.random.default_rng(seed)
    middle = draw.normal(size=384) + (0 if toward is None else 2 * toward)
    vectors = middle + noise * draw.normal(size=(n, 384))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def test_halves_of_one_theme_are_joined_and_themes_are_not() -> None:
    vectors = np.concatenate([make_theme(seed, 40) for seed in range(6)])
    labels = np.repeat(np.arange(12), 20)
    joined = joining.join_groups(vectors, labels)
    assert len(set(joined.tolist())) == 6
    assert all(len(set(joined[theme * 40 : theme * 40 + 40].tolist())) == 1 for theme in range(6))


def test_what_all_have_in_common_does_not_join_them() -> None:
    common = np.random.default_rng(99).normal(size=384).astype(np.float32)
    vectors = np.concatenate([make_theme(seed, 40, toward=common) for seed in range(8)])
    joined = joining.join_groups(vectors, np.repeat(np.arange(8), 40))
    assert len(set(joined.tolist())) == 8


def test_a_higher_granularity_never_gives_fewer_groups() -> None:
    vectors = np.concatenate([make_theme(seed, 30, noise=1.3) for seed in range(10)])
    counts = [len(clusters.group_vectors(vectors, granularity=at)) for at in (0.3, 0.5, 0.7, 0.9)]
    assert counts == sorted(counts)


def test_what_was_together_is_held_together() -> None:
    common = np.random.default_rng(5).normal(size=384).astype(np.float32)
    near = [make_theme(seed, 40, toward=common * 0.8) for seed in range(2)]
    vectors = np.concatenate([*near, *[make_theme(seed, 40) for seed in range(10, 16)]])
    labels = np.repeat(np.arange(8), 40)
    alone = joining.score_pairs(*_sums(vectors, labels))[0, 1]
    together = np.where(labels < 2, 0, labels)
    knob = float(alone) + 0.05
    assert len(set(joining.join_groups(vectors, labels, granularity=knob).tolist())) == 8
    assert len(set(joining.join_groups(vectors, labels, together, granularity=knob).tolist())) == 7


def _sums(vectors: Floats, labels: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    sums = joining.sum_groups(vectors, labels, 8)
    return sums @ sums.T, np.bincount(labels).astype(np.float64)
