"""A host that is not ours is answered nothing: no link and no way out is ever made of what a request says of itself."""

import pytest

from tests.security.asking import Asking, content_of
from tests.security.world import World

pytestmark = pytest.mark.django_db
HOSTS = (
    "evil.example",
    "testserver.evil.example",
    "testserver:80@evil.example",
    "evil.example:443",
    "[::ffff:203.0.113.9]",
)
ADDRESSES = ("/sign-in/", "/today/", "/shared/", "/shared/sign-in/")


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_that_is_not_ours_is_answered_nothing(host: str, world: World):
    asking = Asking(world)
    for address in ADDRESSES:
        for role in ("anonymous", "reader", "admin"):
            answer = asking.send(role, "get", address, HTTP_HOST=host)
            assert answer.status_code == 400, f"{role}: {address}"
            assert b"evil.example" not in content_of(answer)


def test_a_forwarded_host_is_not_believed(world: World):
    asking = Asking(world)
    for address in ADDRESSES:
        answer = asking.send(
            "reader", "get", address, HTTP_X_FORWARDED_HOST="evil.example", HTTP_FORWARDED="host=evil.example"
        )
        assert "evil.example" not in answer.get("Location", "")
        assert b"evil.example" not in content_of(answer)
