"""A house with Harrow Fell, where Ana speaks, and Luddon, where Kim does; and a way to let them say something."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.kit.tasks.worker import Worker
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.touchpoints.drafts import Line, Speaker
from closeknit.verbatims.models import Verbatim
from tests import imprint
from tests.conftest import NOW, Cast


@dataclass(frozen=True)
class Town:
    """Who is known: ids of accounts and contacts."""

    alice: Viewer
    ben: Viewer
    gita: Viewer
    harrow: str
    luddon: str
    ana: str
    kim: str


@pytest.fixture
@imprint.kept(at=NOW)
def town(cast: Cast) -> Town:
    harrow = account_operations.add_account(name="Harrow Fell", viewer=cast.ben, at=NOW)
    luddon = account_operations.add_account(name="Luddon Bakery", viewer=cast.ben, at=NOW)
    ana = account_operations.add_contact(account=harrow, name="Ana Costa", title="head of lab", viewer=cast.ben, at=NOW)
    kim = account_operations.add_contact(account=luddon, name="Kim Ray", viewer=cast.ben, at=NOW)
    return Town(cast.alice, cast.ben, cast.gita, harrow, luddon, ana, kim)


Tell = Callable[..., str]


@pytest.fixture
def tell(town: Town) -> Tell:
    """Store a conversation: `tell(text, …)` by Ana, or `tell([(speaker, text), …])`; nothing is cut or heard yet."""

    def tell(said: str | list[tuple[Speaker, str]], *, medium: str = "call", days_ago: int = 0, **more: object) -> str:
        pairs = [(Speaker(contact=town.ana), said)] if isinstance(said, str) else said
        return touchpoint_operations.record_touchpoint(
            medium=medium,
            started_at=more.pop("started_at", NOW - timedelta(days_ago)),  # type: ignore[arg-type]
            lines=[Line(text, place) for place, (_, text) in enumerate(pairs)],
            speakers=[speaker for speaker, _ in pairs],
            viewer=town.gita,
            at=NOW,
            **more,  # type: ignore[arg-type]
        )

    return tell


def work() -> None:
    """Let the house do all its background work."""
    Worker().run_until_idle()


def words(viewer: Viewer, **narrowed: object) -> list[Verbatim]:
    """Return the verbatims in the order of the stream."""
    return list(Verbatim.objects.visible_to(viewer).filter(**narrowed).order_by("position"))


def at(days_ago: int) -> datetime:
    return NOW - timedelta(days_ago)
