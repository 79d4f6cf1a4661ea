"""Names of a need may be drafted by a language model that the keeper set: a person chooses, and nothing breaks where it is silent."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from closeknit.needs.models import Need
from tests.operations.circle.conftest import open_browser
from tests.operations.needs.conftest import PHONE, Heard


class _Handler(BaseHTTPRequestHandler):
    """A chat endpoint that names whatever it is asked about."""

    said = "1. See results on the phone\n2. Look at the numbers away from the lab"
    asked: list[dict[str, Any]]

    def do_POST(self) -> None:
        self.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        sent = json.dumps({"choices": [{"message": {"content": self.said}}]} if self.said else {"no": 1}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def model(settings: Settings) -> Iterator[type[_Handler]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    _Handler.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/v1/chat/completions"
    settings.LANGUAGE_MODEL = {"address": address, "name": "small", "key": "secret"}
    yield _Handler
    _Handler.said = "1. See results on the phone\n2. Look at the numbers away from the lab"
    server.shutdown()
    server.server_close()


def test_drafted_names_are_offered_and_one_is_taken(heard: Heard, model: type[_Handler]):
    browser = open_browser(heard.ben)
    assert 'data-test="draft"' in browser.get(reverse("need", args=[heard.phone])).text
    page = browser.post(reverse("need_drafts", args=[heard.phone]))
    assert page.context["names"] == ["See results on the phone", "Look at the numbers away from the lab"]
    browser.post(reverse("need_statement", args=[heard.phone]), {"statement": page.context["names"][1]})
    assert Need.objects.visible_to(heard.ben).get(pk=heard.phone).statement == "Look at the numbers away from the lab"


def test_only_sentences_leave_the_machine_and_nobodys_name(heard: Heard, model: type[_Handler]):
    open_browser(heard.ben).post(reverse("need_drafts", args=[heard.phone]))
    (asked,) = model.asked
    sent = asked["messages"][1]["content"]
    lines = [line.removeprefix("- ") for line in sent.splitlines()]
    assert set(lines) <= set(PHONE)
    assert "Dairy" not in json.dumps(asked)


def test_an_answer_that_is_none_is_said_and_changes_nothing(heard: Heard, model: type[_Handler]):
    model.said = ""
    before = Need.objects.visible_to(heard.ben).get(pk=heard.phone).statement
    page = open_browser(heard.ben).post(reverse("need_drafts", args=[heard.phone]))
    assert "did not answer as a chat endpoint does. Nothing was changed." in page.text
    assert Need.objects.visible_to(heard.ben).get(pk=heard.phone).statement == before


def test_without_a_model_nothing_is_offered(heard: Heard):
    browser = open_browser(heard.ben)
    assert 'data-test="draft"' not in browser.get(reverse("need", args=[heard.phone])).text
    assert "No language model is set" in browser.post(reverse("need_drafts", args=[heard.phone])).text
