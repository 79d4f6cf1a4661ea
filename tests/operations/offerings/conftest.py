"""A house that ships two things, and an account that needs one of them."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.needs import operations as needs
from closeknit.offerings import operations
from closeknit.touchpoints import operations as touchpoints
from closeknit.touchpoints.drafts import Line, Speaker
from closeknit.verbatims import operations as verbatims
from closeknit.verbatims.models import Verbatim
from tests import imprint
from tests.conftest import NOW, Cast
from tests.operations.circle.telling import NIGHT, PLAN, Waterlab, found_waterlab

EITHER = "Nobody here likes the night either."
RIVAL = "Hydrolab is quicker with the results than you are."


@dataclass(frozen=True)
class Shop:
    """What there is: a probe and a service, a need for the night that Saskia and Pieter say, and words about a rival."""

    ben: Viewer
    gita: Viewer
    lab: Waterlab
    probe: str
    service: str
    night: str
    words: dict[str, str]


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


@pytest.fixture
@imprint.kept(at=NOW)
def shop(cast: Cast) -> Shop:
    account_operations.set_competitors(names={"Hydrolab": ["Hydro Lab"]}, viewer=cast.alice, at=NOW)
    lab = found_waterlab(cast)
    say(lab.saskia, f"{PLAN} {NIGHT} {RIVAL}", "exact", cast.ben)
    say(lab.pieter, EITHER, "reported", cast.ben)
    words = dict(Verbatim.objects.unscoped(reason="test").values_list("text", "pk"))
    verbatims.correct_signal(verbatim=words[RIVAL], code="competitor", is_on=True, viewer=cast.ben, at=NOW)
    said = [words[NIGHT], words[EITHER]]
    night = needs.state_need(statement="Leave the nights to a machine", verbatims=said, viewer=cast.ben, at=NOW)
    probe = operations.add_offering(
        name="Night probe",
        text="It watches.",
        values=["Sleeps never", "Rings only when it must"],
        viewer=cast.ben,
        at=NOW,
    )
    service = operations.add_offering(name="Service visits", viewer=cast.ben, at=NOW)
    return Shop(cast.ben, cast.gita, lab, probe, service, night, words)


def say(contact: str, text: str, wording: str, by: Viewer) -> None:
    """Record a call and cut it into sentences; nothing is heard, which is what would take long."""
    touchpoints.record_touchpoint(
        medium="call",
        started_at=NOW - timedelta(days=1),
        lines=[Line(text, 0)],
        speakers=[Speaker(contact=contact), Speaker(member=by.id)],
        wording=wording,
        viewer=by,
        at=NOW,
    )
    verbatims.cut_next(viewer=by, at=NOW)
