"""What a build does to a house that is not empty."""

from datetime import UTC, datetime

import pytest

from closeknit.accounts.models import Account, Contact
from closeknit.demo import loading, telling
from closeknit.demo.telling import Happening
from closeknit.identity import queries as identity_queries
from closeknit.kit import viewer as viewers
from closeknit.kit.models import EventRow
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Promise
from closeknit.touchpoints.models import Touchpoint

AT = datetime(2027, 4, 14, 10, 30, tzinfo=UTC)


class PowerCut(Exception):
    """The build stops in the middle of something."""


def test_a_house_of_somebody_else_is_refused_and_left_as_it_was(house: Viewer):
    before = EventRow.objects.visible_to(house).count()
    with pytest.raises(loading.NotTheDemo, match="This house belongs to Arlund"):
        loading.build(at=AT)
    assert EventRow.objects.visible_to(house).count() == before
    assert identity_queries.get_house().name == "Arlund"


def test_a_build_that_was_stopped_goes_on_and_ends_with_everything_once(db: None, monkeypatch: pytest.MonkeyPatch):
    n_before = 0

    def stop_after_a_while(*, happening: Happening, viewer: Viewer, at: datetime) -> None:
        nonlocal n_before
        n_before += 1
        if n_before > 150:
            raise PowerCut
        tell(happening=happening, viewer=viewer, at=at)

    tell = telling.tell
    with monkeypatch.context() as patched:
        patched.setattr(telling, "tell", stop_after_a_while)
        with pytest.raises(PowerCut):
            loading.build(at=AT)
    built = loading.build(at=AT.replace(day=20))
    assert built.n_new == built.n_all - 150
    viewer = viewers.house("test")
    for model in (Account, Contact, Promise, Touchpoint):
        names = list(model.objects.visible_to(viewer).values_list("pk", flat=True))
        assert len(names) == len(set(names))
    assert telling.find_today(viewer) == AT.date()
    assert Promise.objects.visible_to(viewer).filter(due_on=AT.date(), settlement="").exists()
