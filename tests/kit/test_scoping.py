from django.db.models import Q

from closeknit.kit.scoping import NOTHING, Internal, OfAccount
from closeknit.kit.viewer import NOBODY, Viewer, ViewerKind, house

OURS = house("test")
THEIRS = Viewer(ViewerKind.CONTACT, "person_1", "Saskia", frozenset(), frozenset({"account_1"}))
HOMELESS = Viewer(ViewerKind.CONTACT, "person_2", "Gone", frozenset(), frozenset())


def test_internal_rows_are_for_our_side_alone():
    scope = Internal("what they are worth")
    assert scope.rows(OURS) == Q()
    assert scope.rows(THEIRS) == NOTHING
    assert scope.rows(NOBODY) == NOTHING


def test_a_contact_reaches_rows_of_its_own_account_only():
    scope = OfAccount("account_id")
    assert scope.rows(THEIRS) == Q(account_id__in=["account_1"])
    assert scope.rows(HOMELESS) == NOTHING


def test_words_reach_a_contact_by_audience_or_because_they_said_them():
    scope = OfAccount("account_id", audience="audience", speaker="contact__person_id")
    released = Q(audience__in=("account", "portal", "public"))
    own = Q(audience="speaker", contact__person_id="person_1")
    assert scope.rows(THEIRS) == Q(account_id__in=["account_1"]) & (released | own)
