"""A small account with people and talks, for the tests of profiles, forecasts and the spread of the message."""

from dataclasses import dataclass
from datetime import timedelta

from closeknit.accounts import operations as account_operations
from closeknit.circle import operations as circle_operations
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import operations as touchpoints
from closeknit.touchpoints.drafts import Line, Speaker
from closeknit.verbatims.models import Verbatim
from tests.conftest import NOW, Cast
from tests.operations.verbatims.conftest import work

PLAN = "We plan to run our three sites unattended by next summer."
NIGHT = "Nobody wants to work the night, that is our biggest problem."
TRAIL = "That audit trail you built works well at night."


@dataclass(frozen=True)
class Waterlab:
    """An engaged account of ben's with three people: saskia leads the laboratory, pieter buys, ilse directs and was never met."""

    id: str
    saskia: str
    pieter: str
    ilse: str


def found_waterlab(cast: Cast, *, name: str = "Rijnmond Waterlab", domain: str = "rijnmond") -> Waterlab:
    """Add the account with its people and draw it in."""
    account = account_operations.add_account(name=name, owner=cast.ben.id, viewer=cast.ben, at=NOW)
    people = [
        account_operations.add_contact(
            account=account,
            name=who,
            title=title,
            email=f"{who.split()[0].lower()}@{domain}.example",
            viewer=cast.ben,
            at=NOW,
        )
        for who, title in (
            ("Saskia de Boer", "Head of laboratory"),
            ("Pieter Wolters", "Purchasing manager"),
            ("Ilse Maas", "Director"),
        )
    ]
    circle_operations.move_account(account=account, to_stage="engaged", reason="They rang", viewer=cast.ben, at=NOW)
    return Waterlab(account, *people)


def talk(account: str, words: str, *theirs: str, by: Viewer, days_ago: float = 1, medium: str = "call") -> str:
    """Record a talk in which the first of `theirs` said `words`, hear it, and return its id."""
    touchpoint = touchpoints.record_touchpoint(
        medium=medium,
        started_at=NOW - timedelta(days=days_ago),
        lines=[Line(words, 0)] if words else [],
        speakers=[*[Speaker(contact=one) for one in theirs], Speaker(member=by.id)],
        account=account,
        viewer=by,
        at=NOW,
    )
    work()
    return touchpoint


def place_of(words: str) -> int:
    """Return the number by which `words` are cited."""
    return Verbatim.objects.unscoped(reason="test").get(text=words).position
