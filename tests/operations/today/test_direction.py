"""What Today and the brief say of profiles and forecasts: on their day, no earlier, and never of another account."""

from datetime import timedelta

import pytest

from closeknit.circle.forecasts import operations as forecasts
from closeknit.circle.profiles import operations as profiles
from closeknit.circle.spread import operations as spread
from closeknit.kit import clock
from closeknit.promises import operations as promises
from closeknit.today import brief, gathering
from closeknit.verbatims.models import Verbatim
from tests import imprint
from tests.conftest import NOW, Cast
from tests.operations.circle.telling import PLAN, Waterlab, found_waterlab, place_of, talk

TODAY = NOW.date()
ZONE = "Europe/London"


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


@pytest.fixture
@imprint.kept(at=NOW)
def lab(cast: Cast) -> Waterlab:
    made = found_waterlab(cast)
    talk(made.id, PLAN, made.saskia, by=cast.ben)
    text = f"They *mean* to run unattended. [^{place_of(PLAN)}]\n\nThey save water."
    profiles.write_profile(account=made.id, text=text, base=0, revisit_on=TODAY + timedelta(3), viewer=cast.ben, at=NOW)
    forecasts.make_forecast(
        account=made.id, text="Third site opens", percent=70, due_on=TODAY + timedelta(2), viewer=cast.ben, at=NOW
    )
    return made


def _facts(cast: Cast, days: int):
    found = gathering.gather_facts("", viewer=cast.ben, at=NOW + timedelta(days), zone=ZONE).facts
    return [(one.forecasts, one.revisits) for one in found]


def test_a_forecast_is_a_reason_from_its_day_on(cast: Cast, lab: Waterlab):
    assert all(not due for due, _ in _facts(cast, 1))
    ((due, _),) = _facts(cast, 2)
    assert [(one.text, one.due_on) for one in due] == [("Third site opens", TODAY + timedelta(2))]


def test_a_profile_to_be_looked_at_again_is_a_reason_from_its_day_on(cast: Cast, lab: Waterlab):
    ((_, revisits),) = _facts(cast, 3)
    assert [(one.version, one.due_on) for one in revisits] == [(1, TODAY + timedelta(3))]
    assert all(not revisits for _, revisits in _facts(cast, 2))


def test_what_was_noted_as_told_is_no_good_news_to_tell_any_more(cast: Cast, lab: Waterlab):
    promise = promises.make_promise(
        account=lab.id, text="Send the trail", made_on=TODAY, due_on=TODAY, viewer=cast.ben, at=NOW
    )
    promises.settle_promise(promise=promise, settlement="kept", settled_on=TODAY, proof="Sent", viewer=cast.ben, at=NOW)
    assert _told_on(cast, promise) is None
    spread.note_telling(account=lab.id, contacts=[lab.ilse], promises=[promise], viewer=cast.ben, at=NOW)
    assert _told_on(cast, promise) == TODAY


def _told_on(cast: Cast, promise: str):
    found = gathering.gather_facts("", viewer=cast.ben, at=NOW, zone=ZONE).facts
    return next(one.told_on for facts in found for one in facts.promises if one.id == promise)


def test_the_brief_says_where_they_are_heading_with_the_words_and_what_we_expect(cast: Cast, lab: Waterlab):
    found = brief.get_brief(lab.id, viewer=cast.ben, at=NOW, zone=ZONE)
    (part,) = [part for part in found.parts if part.name == "direction"]
    assert [line.text for line in part.lines] == [
        "They mean to run unattended.",
        "They save water.",
        "Third site opens",
    ]
    assert part.lines[0].verbatim == Verbatim.objects.unscoped(reason="test").get(text=PLAN).pk
    assert part.lines[1].verbatim == ""
    assert (part.lines[2].fact, part.lines[2].is_due) == ("70 %", False)


def test_the_brief_of_an_account_without_a_profile_says_nothing_of_it(cast: Cast, lab: Waterlab):
    other = found_waterlab(cast, name="Fjordmiljø", domain="fjord")
    assert "direction" not in [
        part.name for part in brief.get_brief(other.id, viewer=cast.ben, at=NOW, zone=ZONE).parts
    ]
