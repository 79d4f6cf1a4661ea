from datetime import timedelta

import pytest

from closeknit.kit import undo
from closeknit.kit.refusals import NotFound
from closeknit.verbatims.consents import checks, operations, queries
from closeknit.verbatims.models import Consent, Verbatim
from tests.conftest import NOW
from tests.operations.verbatims.conftest import Tell, Town, words, work

TODAY = NOW.date()


def test_what_a_speaker_allows_is_kept_with_how_they_said_so_and_the_wall_reads_it(town: Town, tell: Tell):
    said = _said(town, tell)
    _allow(town, said.pk, "portal", is_named=True)
    kept = queries.list_consents([said.pk], viewer=town.ben)[said.pk]
    assert (kept.audience, kept.is_named, kept.medium, kept.recorded_by) == ("portal", True, "call", "Ben")
    assert words(town.ben)[0].audience == "portal"


def test_allowing_again_replaces_what_was_allowed_before_and_undo_brings_it_back(town: Town, tell: Tell):
    said = _said(town, tell)
    _allow(town, said.pk, "account")
    _allow(town, said.pk, "public")
    assert words(town.ben)[0].audience == "public"
    step = undo.find_latest(viewer=town.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=town.ben, at=NOW)
    assert words(town.ben)[0].audience == "account"
    assert queries.list_consents([said.pk], viewer=town.ben)[said.pk].audience == "account"


def test_a_consent_that_is_withdrawn_leaves_the_words_internal(town: Town, tell: Tell):
    said = _said(town, tell)
    _allow(town, said.pk, "public")
    operations.withdraw_consent(verbatim=said.pk, viewer=town.ben, at=NOW)
    assert words(town.ben)[0].audience == "internal"
    assert not queries.list_consents([said.pk], viewer=town.ben)
    with pytest.raises(NotFound):
        operations.withdraw_consent(verbatim=said.pk, viewer=town.ben, at=NOW)


def test_nobody_can_have_allowed_what_nobody_is_known_to_have_said(town: Town, tell: Tell):
    said = _said(town, tell)
    Verbatim.objects.visible_to(town.ben).update(contact_id=None)
    with pytest.raises(checks.NobodyToAsk):
        _allow(town, said.pk, "public")


def test_a_yes_of_tomorrow_or_to_nobody_is_refused_and_nothing_is_kept(town: Town, tell: Tell):
    said = _said(town, tell)
    with pytest.raises(checks.BadConsent, match="still to come"):
        operations.record_consent(
            verbatims=[said.pk],
            audience="public",
            medium="call",
            said_on=TODAY + timedelta(1),
            viewer=town.ben,
            at=NOW,
        )
    with pytest.raises(checks.BadConsent, match="who may read it"):
        _allow(town, said.pk, "internal")
    assert not Consent.objects.visible_to(town.ben).exists()


@pytest.mark.parametrize(
    ("wording", "audience", "to", "may"),
    [
        ("exact", "portal", "portal", True),
        ("exact", "public", "portal", True),
        ("exact", "account", "portal", False),
        ("reported", "public", "account", False),
    ],
)
def test_only_their_own_words_are_quoted_and_only_as_far_as_they_allowed(
    wording: str, audience: str, to: str, *, may: bool
):
    allowed = queries.ConsentRow("verbatim_1", audience, False, "call", TODAY, "Ben")
    assert queries.can_quote(wording, allowed, to=to) is may
    assert not queries.can_quote(wording, None, to=to)


def _said(town: Town, tell: Tell) -> Verbatim:
    tell("We wait for weeks.")
    work()
    return words(town.ben)[0]


def _allow(town: Town, verbatim: str, audience: str, *, is_named: bool = False) -> None:
    operations.record_consent(
        verbatims=[verbatim],
        audience=audience,
        medium="call",
        said_on=TODAY,
        is_named=is_named,
        viewer=town.ben,
        at=NOW,
    )
