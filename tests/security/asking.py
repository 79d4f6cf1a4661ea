"""Asking the house as somebody, and looking through the answer: each request is counted and rolled back."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import HttpResponse

from tests.security.world import World

_FORM_TOKEN = re.compile(rb'(csrfmiddlewaretoken" value="|x-csrftoken": ?")[^"]*|(x-csrftoken&quot;: ?&quot;)[^&]*')


@dataclass
class Asking:
    """Requests of one test, with what was seen that should not have been."""

    world: World
    requests: int = 0
    foreign: list[str] = field(default_factory=list)

    def ask(self, role: str, method: str, address: str, **given: Any) -> HttpResponse:
        """Return the answer that `role` gets; whatever it wrote is undone, and its tokens are looked for."""
        client = self.world.client(role)
        if method == "post":
            # A browser always sends the form's token along, so no form is ever quite empty.
            given = {"data": {"csrfmiddlewaretoken": "none"}} | given
        with transaction.atomic():
            answer: Any = getattr(client, method)(address, **given)
            content = content_of(answer)
            transaction.set_rollback(True)
        self.requests += 1
        heads = "\n".join(f"{name}: {value}" for name, value in answer.items())
        text = content.decode("utf-8", "replace") + heads
        for canary in self.world.canaries:
            if role not in canary.may_see and canary.token in text:
                self.foreign.append(f"{role} reads {canary.where} at {method} {address}")
        return answer

    def report(self, record: Callable[[str, object], None]) -> None:
        """Hand the counts to the run's summary, and fail where anything foreign was seen."""
        record("wall_requests", self.requests)
        record("wall_foreign", len(self.foreign))
        assert not self.foreign, "\n".join(self.foreign)


def content_of(answer: Any) -> bytes:
    """Return the whole body, streamed or not."""
    if getattr(answer, "streaming", False):
        return b"".join(answer.streaming_content)
    return bytes(answer.content)


def likeness_of(answer: HttpResponse, *addresses: str) -> tuple[int, bytes]:
    """Return what an answer says, without what differs between any two: form tokens, and the address that was asked for."""
    body = _FORM_TOKEN.sub(b"", content_of(answer))
    for address in addresses:
        body = body.replace(address.encode(), b"")
        for part in address.strip("/").split("/"):
            if "_" in part:
                body = body.replace(part.encode(), b"")
    return answer.status_code, body
