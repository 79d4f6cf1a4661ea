import itertools
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.promises.thread import KINDS, Graph, Step, find_path, is_whole, rank_path

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def _step(kind: str, name: str, day: int, **said: object) -> Step:
    return Step(kind, f"{kind}_{name}", START + timedelta(day), "", name, **said)


def _graph(*paths: list[Step], own: tuple[str, str] | None = None) -> Graph:
    steps = {step.id: step for path in paths for step in path}
    links: dict[str, set[str]] = {}
    for path in paths:
        for before, after in itertools.pairwise(path):
            links.setdefault(before.id, set()).add(after.id)
    return Graph(steps, {one: frozenset(two) for one, two in links.items()}, frozenset([own] if own else []))


def _whole(name: str, day: int = 0, skip: str = "") -> list[Step]:
    return [_step(kind, name, day + place) for place, kind in enumerate(KINDS) if kind != skip]


def test_the_most_complete_path_wins_over_an_older_one():
    short = [_step("verbatim", "a", 0), _step("need", "x", 0)]
    long = [_step("verbatim", "b", 3), _step("need", "x", 0), _step("promise", "x", 5)]
    assert [step.id for step in find_path(_graph(short, long), "need_x")] == ["verbatim_a", "need_x", "promise_x"]
    assert [step.id for step in find_path(_graph(short, long), "verbatim_b")] == ["verbatim_b", "need_x", "promise_x"]


def test_the_words_that_a_promise_was_made_for_win_over_older_words():
    need, promise = _step("need", "x", 0), _step("promise", "x", 9)
    graph = _graph(
        [_step("verbatim", "a", 0), need, promise],
        [_step("verbatim", "b", 3), need, promise],
        own=("promise_x", "verbatim_b"),
    )
    assert find_path(graph, "promise_x")[0].id == "verbatim_b"


def test_the_person_who_began_it_is_the_one_who_confirms_it():
    need, promise, end = _step("need", "x", 0), _step("promise", "x", 9), _step("settlement", "x", 10)
    tom, saskia = _step("told", "tom", 11, person="tom"), _step("told", "saskia", 12, person="saskia")
    words = _step("verbatim", "saskia", 3, person="saskia")
    older = _step("verbatim", "tom", 1, person="ann")
    graph = _graph([words, need, promise, end, tom], [older, need, promise, end, saskia])
    path = find_path(graph, "promise_x")
    assert (path[0].id, path[-1].id) == ("verbatim_saskia", "told_saskia")


def test_a_path_is_whole_with_or_without_an_idea():
    assert is_whole(_whole("x"))
    assert is_whole(_whole("x", skip="idea"))
    assert not is_whole(_whole("x", skip="told"))


@given(data=st.data(), names=st.lists(st.sampled_from("abc"), min_size=1, max_size=6))
def test_from_the_best_path_of_all_each_of_its_steps_leads_to_the_same(data: st.DataObject, names: list[str]):
    paths = []
    for _ in names:
        kinds = data.draw(
            st.lists(st.sampled_from(KINDS), min_size=2, unique=True).map(lambda some: sorted(some, key=KINDS.index))
        )
        paths.append([_step(kind, data.draw(st.sampled_from("xy")), KINDS.index(kind)) for kind in kinds])
    graph = _graph(*paths)
    best = min((find_path(graph, one) for one in graph.steps), key=lambda path: rank_path(path, graph))
    assert {find_path(graph, step.id) for step in best} == {best}
    assert [KINDS.index(step.kind) for step in best] == sorted({KINDS.index(step.kind) for step in best})
