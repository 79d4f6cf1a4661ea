from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from closeknit.kit import clock, ids
from tests.conftest import NOW


def test_an_id_carries_its_kind_and_has_the_shape_of_a_ulid():
    made = ids.new("need")
    assert ids.kind_of(made) == "need"
    assert len(made.removeprefix("need_")) == 26


@given(st.lists(st.integers(min_value=-5_000, max_value=5_000), min_size=2, max_size=30))
def test_ids_of_one_stream_only_rise_even_when_the_clock_steps_back(steps):
    made = []
    for step in steps:
        with clock.frozen(NOW + timedelta(milliseconds=step)):
            made.append(ids.new("x", "stream-of-this-test"))
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_the_same_seed_at_the_same_moment_tells_the_same_story():
    def tell() -> list[str]:
        with clock.frozen(NOW), ids.seeded("story"):
            return [ids.new("a", "one"), ids.new("a", "two"), ids.new("b", "one")]

    assert tell() == tell()


def test_what_happens_at_one_account_never_moves_the_ids_of_another():
    with clock.frozen(NOW), ids.seeded("story"):
        alone = ids.new("note", "a")
    with clock.frozen(NOW), ids.seeded("story"):
        ids.new_many("note", 5, "b")
        beside = ids.new("note", "a")
    assert alone == beside
