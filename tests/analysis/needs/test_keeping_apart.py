from threadpoolctl import threadpool_info, threadpool_limits

from closeknit.analysis.needs import lanes


def _count_threads() -> set[int]:
    return {one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"}


def test_lanes_have_a_core_each_whatever_numpy_was_told_before():
    with threadpool_limits(2, user_api="blas"):
        with lanes.keep_apart():
            assert _count_threads() == {1}
        assert _count_threads() == {2}
