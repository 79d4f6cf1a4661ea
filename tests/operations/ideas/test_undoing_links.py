"""Taking back that a link was taken away, after the same link was made anew: a sentence, and nothing lost."""

import pytest

from closeknit.ideas import operations
from closeknit.ideas.models import IdeaOffering
from closeknit.kit import undo
from closeknit.offerings import operations as offerings
from tests.conftest import NOW, Cast
from tests.operations.ideas.conftest import Give


def test_what_was_made_anew_since_is_left_alone(cast: Cast, give: Give):
    probe = offerings.add_offering(name="Night probe", viewer=cast.ben, at=NOW)
    idea = give()
    operations.link_offering(idea=idea, offering=probe, viewer=cast.ben, at=NOW)
    operations.unlink_offering(idea=idea, offering=probe, viewer=cast.ben, at=NOW)
    step = undo.find_latest(viewer=cast.ben, since=NOW)
    assert step is not None
    operations.link_offering(idea=idea, offering=probe, viewer=cast.ben, at=NOW)
    with pytest.raises(undo.TouchedSince, match="made anew since"):
        undo.take_back(step=step.pk, viewer=cast.ben, at=NOW)
    links = IdeaOffering.objects.unscoped(reason="test").filter(idea=idea)
    assert [link.offering_id for link in links] == [probe]
    operations.unlink_offering(idea=idea, offering=probe, viewer=cast.ben, at=NOW)
    undo.take_back(step=step.pk, viewer=cast.ben, at=NOW)
    assert links.count() == 1
