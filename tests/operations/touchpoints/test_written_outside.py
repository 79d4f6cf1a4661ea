"""What people outside write is theirs, and a name that they gave themselves makes them nobody else."""

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.accounts.models import Person
from closeknit.kit import ids
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import gathering
from closeknit.kit.viewer import Viewer, ViewerKind
from closeknit.touchpoints import shared
from closeknit.touchpoints.models import Participation, Touchpoint
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def test_a_guest_who_calls_themselves_like_a_contact_is_not_that_contact(cast):
    mill = account_operations.add_account(name="Mill", viewer=cast.ben, at=NOW)
    account_operations.add_contact(account=mill, name="Saskia de Vries", viewer=cast.ben, at=NOW)
    guest = Person.objects.add(
        Person(id=ids.new("person"), name="Saskia de Vries", first_word="saskia", created_at=NOW)
    )
    viewer = Viewer(ViewerKind.CONTACT, guest.pk, guest.name, frozenset({Capability.TAKE_PART}), frozenset())
    with gathering():
        made = shared.record_written(
            text="Make it lighter.", person=guest.pk, account=None, at=NOW, about="comment_1", viewer=viewer
        )
    part = Participation.objects.visible_to(cast.ben).get(touchpoint=made)
    assert (part.contact_id, part.is_unsure, part.written) == (None, False, "Saskia de Vries")
    assert Touchpoint.objects.visible_to(cast.ben).get(pk=made).account_id is None
