from django.db.models import Q

from closeknit.kit.scoping import NOTHING, Internal, OfAccount, Shared
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


class TestShared:
    scope = Shared("audience", account="account_id", speaker="person_id", chosen="chosen__account_id")
    wide = Shared("audience", account="account_id", is_wide=True)

    def test_ours_see_everything(self):
        assert self.scope.rows(OURS) == Q()
        assert self.wide.rows(OURS) == Q()

    def test_an_audience_of_one_account_never_reaches_another_whatever_its_code(self):
        own = Q(audience__in=("account", "portal", "public")) & Q(account_id__in=["account_1"])
        said = Q(audience="speaker", person_id="person_1") & Q(account_id__in=["account_1"])
        chosen = Q(audience="chosen", chosen__account_id__in=["account_1"])
        assert self.scope.rows(THEIRS) == NOTHING | said | own | chosen

    def test_nobody_sees_only_what_is_public_and_wide(self):
        assert self.scope.rows(NOBODY) == NOTHING
        assert self.wide.rows(NOBODY) == Q(audience="public")

    def test_who_is_signed_in_without_an_account_sees_what_is_for_the_portal(self):
        assert self.wide.rows(HOMELESS) == Q(audience="public") | Q(audience="portal")
        assert self.scope.rows(HOMELESS) == NOTHING | (
            Q(audience="speaker", person_id="person_2") & Q(account_id__in=[])
        )
