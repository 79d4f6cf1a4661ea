"""Which sentence model a house hears with is its keeper's choice."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytest_django.fixtures import Settings

from closeknit.analysis.text import packaged
from closeknit.analysis.text.hearing import Hearer
from closeknit.analysis.text.models import UnreadableModelError
from closeknit.kit.outbound import Unreachable
from closeknit.kit.tasks.worker import Worker
from closeknit.verbatims import ear, meaning, queries, tasks
from closeknit.verbatims.models import Vector
from tests.analysis.text.test_models import _model
from tests.operations.verbatims.conftest import Tell, Town, words, work


class _Handler(BaseHTTPRequestHandler):
    """An embeddings endpoint: numbers made of the letters of a text, in an order of its own."""

    answer: Any = None
    asked: list[dict[str, Any]]
    keys: list[str]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append(body)
        self.keys.append(self.headers["Authorization"])
        rows = [
            {"index": place, "embedding": [float(text.count(letter)) + 0.1 for letter in "aeiourst"]}
            for place, text in enumerate(body["input"])
        ]
        sent = json.dumps({"data": rows[::-1]} if self.answer is None else self.answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def endpoint(settings: Settings) -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    _Handler.answer, _Handler.asked, _Handler.keys = None, [], []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/v1/embeddings"
    settings.SENTENCE_MODEL = {"model": address, "name": "small", "key": "secret", "languages": "en, de"}
    yield server
    server.shutdown()
    server.server_close()


def _choose() -> ear.Endpoint:
    model = ear.choose_model()
    assert isinstance(model, ear.Endpoint)
    return model


def test_without_a_choice_the_packaged_model_hears() -> None:
    assert ear.choose_model() is None


@pytest.mark.parametrize(
    ("written", "codes"),
    [("en", {"en"}), ("en de", {"en", "de"}), ("en,de", {"en", "de"}), ("", {"en"}), ("all", None)],
)
def test_languages_are_written_as_codes(written: str, codes: set[str] | None) -> None:
    assert ear.read_languages(written) == codes


def test_an_endpoint_gives_vectors_in_the_order_of_the_texts(endpoint: ThreadingHTTPServer) -> None:
    model = _choose()
    texts = [f"sentence number {number} {'a' * number}" for number in range(70)]
    vectors = model.embed([*texts, texts[0]])
    assert vectors.shape == (71, 384)
    assert np.array_equal(vectors[0], vectors[70])
    assert vectors[60, 0] > vectors[1, 0]
    assert [len(body["input"]) for body in _Handler.asked] == [64, 6]
    assert _Handler.asked[0]["model"] == "small"
    assert set(_Handler.keys) == {"Bearer secret"}


@pytest.mark.parametrize(
    "answer",
    [
        {"data": []},
        {"error": "no"},
        [],
        {"data": [{"index": 0, "embedding": []}]},
        {"data": [{"index": 0, "embedding": [float("nan")]}]},
        {"data": [{"index": 0, "embedding": ["x"]}]},
    ],
)
def test_an_answer_of_another_kind_is_refused(endpoint: ThreadingHTTPServer, answer: Any) -> None:
    _Handler.answer = answer
    with pytest.raises(Unreachable, match="did not answer"):
        _choose().embed(["one"])


def test_another_address_or_name_has_another_tag(endpoint: ThreadingHTTPServer, settings: Settings) -> None:
    first = _choose().tag
    settings.SENTENCE_MODEL = {**settings.SENTENCE_MODEL, "name": "large"}
    assert _choose().tag != first
    assert "secret" not in first


def test_a_folder_with_a_model_and_its_tokenizer_is_read(tmp_path: Path, settings: Settings) -> None:
    settings.SENTENCE_MODEL = {"model": str(tmp_path), "name": "", "key": "", "languages": "all"}
    with pytest.raises(UnreadableModelError, match=r"holds no model\.onnx"):
        ear.choose_model()
    (tmp_path / "onnx").mkdir()
    (tmp_path / "onnx" / "model.onnx").write_bytes(_model())
    (tmp_path / "tokenizer.json").write_bytes(packaged.read_weights("tokenizer.json"))
    model = ear.choose_model()
    assert model is not None
    assert model.languages is None
    assert model.embed(["The pump leaks."]).shape == (1, 384)


@pytest.fixture
def by_endpoint(endpoint: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> Hearer:
    hearer = Hearer(ear.hearer()._embedder, meaning=ear.choose_model())
    monkeypatch.setattr(ear.the_ear, "embedder", hearer)
    return hearer


def test_words_are_heard_by_the_endpoint_and_found_by_it(town: Town, tell: Tell, by_endpoint: Hearer) -> None:
    tell("The app is useless when there is no network. Die Kalibrierung frisst uns jeden Montag zwei Stunden weg.")
    work()
    assert set(Vector.objects.visible_to(town.ben).values_list("tag", flat=True)) == {by_endpoint.model_tag}
    assert Vector.objects.visible_to(town.ben).count() == 2
    assert meaning.find_vector("network") is not None


def test_words_wait_while_an_endpoint_is_away_and_words_alone_answer(
    town: Town, tell: Tell, by_endpoint: Hearer
) -> None:
    _Handler.answer = {"error": "away"}
    tell("The app is useless when there is no network.")
    Worker().run_next()
    Worker().run_next()
    assert {one.state for one in words(town.ben)} == {"waiting"}
    assert meaning.find_vector("network") is None
    _Handler.answer = None
    work()
    assert {one.state for one in words(town.ben)} == {"heard"}


def test_what_waits_is_heard_after_the_task_was_given_up(town: Town, tell: Tell, by_endpoint: Hearer) -> None:
    _Handler.answer = {"error": "away"}
    tell("The app is useless when there is no network.")
    work()
    assert queries.count_waiting(viewer=town.ben) == 1
    _Handler.answer = None
    tasks.tasks.enqueue(tasks.look_after_hearing, viewer=town.ben)
    work()
    assert queries.count_waiting(viewer=town.ben) == 0


def test_who_asks_hears_and_types_shares_one_model() -> None:
    assert tasks.hearer() is ear.hearer() is ear.the_ear.get()
    assert meaning._ear is ear.the_ear
