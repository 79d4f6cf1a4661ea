"""`closeknit thread` as a program: what it prints, and what it says where there is nothing to follow."""

import argparse
import json

import pytest

from closeknit.analysis.promises.thread import KINDS
from closeknit.cli import house, thread
from tests.conftest import Cast
from tests.operations.promises.telling import answer, keep, tell_story, write


@pytest.fixture(autouse=True)
def _opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own house is open already."""
    monkeypatch.setattr(house, "open_house", lambda arguments: None)


def _run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    thread.add_parser(parser.add_subparsers())
    known = parser.parse_args(["thread", *words])
    return int(known.run(known))


def test_any_prints_one_whole_path_as_an_object_and_each_of_its_ids_the_same(
    cast: Cast, capsys: pytest.CaptureFixture[str]
):
    story = tell_story(cast)
    keep(story)
    write(story, story.saskia)
    answer(story, story.saskia, "yes", "Yes, it does")
    assert _run("--any", "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert [step["kind"] for step in printed["steps"]] == [kind for kind in KINDS if kind != "idea"]
    assert {frozenset(step) for step in printed["steps"]} == {frozenset(("kind", "id", "at", "by", "text"))}
    for step in printed["steps"]:
        assert _run(step["id"], "--json") == 0
        assert json.loads(capsys.readouterr().out) == printed
    assert _run(story.promise) == 0
    assert "promise     Send the audit trail, Ben" in capsys.readouterr().out
    assert _run(story.promise, "--all", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)["steps"]) == 7


@pytest.mark.parametrize("words", [("promise_none",), ("--any",)])
def test_where_there_is_nothing_it_ends_with_one_and_a_sentence(
    cast: Cast, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
):
    assert _run(*words) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(("closeknit: There is nothing here called promise_none.", "closeknit: Nobody has said"))
