"""Profiles: versions, citations, two who write at once, and looking again."""

from datetime import timedelta

import pytest

from closeknit.circle.forecasts import operations as forecasts
from closeknit.circle.profiles import checks, citing, evidence, operations, queries
from closeknit.kit import clock, undo
from closeknit.kit.models import EventRow
from closeknit.kit.refusals import ChangedMeanwhile, NotAllowed, NotFound
from closeknit.kit.viewer import NOBODY, Viewer, ViewerKind
from closeknit.verbatims.models import Verbatim
from tests import imprint
from tests.conftest import NOW, Cast
from tests.operations.circle.telling import NIGHT, PLAN, Waterlab, found_waterlab, place_of, talk

TODAY = NOW.date()
LATER = NOW + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


@pytest.fixture
@imprint.kept(at=NOW)
def lab(cast: Cast) -> Waterlab:
    made = found_waterlab(cast)
    talk(made.id, f"{PLAN} {NIGHT}", made.saskia, by=cast.ben)
    return made


def _write(cast: Cast, lab: Waterlab, text: str, base: int = 0, **more: object) -> int:
    given = {"viewer": cast.ben, "at": NOW} | more
    return operations.write_profile(account=lab.id, text=text, base=base, **given)


def _page(cast: Cast, lab: Waterlab, number: int | None = None) -> queries.ProfilePage:
    page = queries.find_profile(lab.id, viewer=cast.ben, number=number)
    assert page is not None
    return page


def _contact_of(lab: Waterlab) -> Viewer:
    return Viewer(ViewerKind.CONTACT, lab.saskia, "Saskia", frozenset(), frozenset({lab.id}))


def test_a_claim_stands_beside_the_words_that_it_cites(cast: Cast, lab: Waterlab):
    note = place_of(PLAN)
    _write(cast, lab, f"They mean to run unattended. [^{note}]\n\nThe audit frightens them.")
    page = _page(cast, lab)
    assert page.cited[note].text == PLAN
    assert [block.is_unsupported for block in page.blocks] == [False, True]
    assert (page.n_claims, page.n_unsupported) == (2, 1)


def test_every_version_stays_and_the_newest_holds(cast: Cast, lab: Waterlab):
    _write(cast, lab, "First thought?")
    _write(cast, lab, "Second thought?", 1, why="They said otherwise", at=LATER)
    assert [(row.number, row.why, row.written_by) for row in queries.list_versions(lab.id, viewer=cast.ben)] == [
        (2, "They said otherwise", "Ben"),
        (1, "", "Ben"),
    ]
    assert (_page(cast, lab).text, _page(cast, lab, 1).text) == ("Second thought?", "First thought?")


def test_what_changed_between_two_versions_is_shown_word_by_word(cast: Cast, lab: Waterlab):
    _write(cast, lab, "Two sites by May?")
    _write(cast, lab, "Three sites by May?", 1)
    page = queries.get_changes(lab.id, before=1, after=2, viewer=cast.ben)
    assert [(change.kind, change.text) for change in page.changes] == [
        ("gone", "Two "),
        ("new", "Three "),
        ("same", "sites by May?"),
    ]


def test_a_version_that_is_not_there_is_not_found(cast: Cast, lab: Waterlab):
    _write(cast, lab, "First?")
    with pytest.raises(NotFound):
        queries.get_changes(lab.id, before=1, after=7, viewer=cast.ben)


def test_who_wrote_at_the_same_time_is_told_and_nothing_is_lost(cast: Cast, lab: Waterlab):
    _write(cast, lab, "Of both?")
    _write(cast, lab, "Of alice?", 1, viewer=cast.alice)
    with pytest.raises(ChangedMeanwhile, match="Nothing is lost: both stand below"):
        _write(cast, lab, "Of ben?", 1)
    assert _page(cast, lab).text == "Of alice?"
    assert _write(cast, lab, "Of both, put together?", 2) == 3


def test_two_first_versions_at_once_are_told_apart_as_well(cast: Cast, lab: Waterlab):
    _write(cast, lab, "Of alice?", viewer=cast.alice)
    with pytest.raises(ChangedMeanwhile):
        _write(cast, lab, "Of ben?")


def test_words_that_are_not_there_cannot_be_cited(cast: Cast, lab: Waterlab):
    with pytest.raises(checks.UnknownWords, match=r"^\[\^990001\] and \[\^990002\] are not among the words here"):
        _write(cast, lab, f"A claim. [^990001] [^{place_of(PLAN)}] [^990002]")
    assert queries.find_profile(lab.id, viewer=cast.ben) is None


def test_words_that_a_viewer_may_not_see_are_not_cited_to_them(cast: Cast, lab: Waterlab):
    note = place_of(PLAN)
    assert citing.list_cited([note], viewer=cast.ben)[note].text == PLAN
    assert citing.list_cited([note], viewer=_contact_of(lab)) == {}
    assert citing.list_cited([note], viewer=NOBODY) == {}
    assert citing.list_places([Verbatim.objects.unscoped(reason="test").get(text=PLAN).pk], viewer=NOBODY) == {}


def test_a_profile_is_nothing_for_the_other_side(cast: Cast, lab: Waterlab):
    _write(cast, lab, "Ours alone?")
    assert queries.find_profile(lab.id, viewer=_contact_of(lab)) is None
    assert queries.list_versions(lab.id, viewer=_contact_of(lab)) == []


def test_cited_words_that_were_taken_out_leave_a_claim_that_says_so(cast: Cast, lab: Waterlab):
    note = place_of(PLAN)
    _write(cast, lab, f"They mean to run unattended. [^{note}]")
    Verbatim.objects.unscoped(reason="test").filter(position=note).delete()
    page = _page(cast, lab)
    assert page.blocks[0].notes == (note,)
    assert page.cited == {}


def test_nothing_and_too_much_are_refused(cast: Cast, lab: Waterlab):
    with pytest.raises(checks.NothingWritten, match="Say in a sentence"):
        _write(cast, lab, "  \n ")
    with pytest.raises(checks.NothingWritten, match="20,001 letters"):
        _write(cast, lab, "a" * 20_001)


def test_who_only_hands_in_writes_no_profile(cast: Cast, lab: Waterlab):
    with pytest.raises(NotAllowed):
        _write(cast, lab, "Mine?", viewer=cast.gita)


def test_a_profile_is_looked_at_again_after_the_days_of_its_stage(cast: Cast, lab: Waterlab):
    _write(cast, lab, "First?")
    assert _page(cast, lab).revisit_on == TODAY + timedelta(120)


def test_the_house_sets_those_days_and_the_writer_the_day(cast: Cast, lab: Waterlab):
    operations.change_revisits(days={"engaged": 10}, viewer=cast.alice, at=NOW)
    _write(cast, lab, "First?")
    assert _page(cast, lab).revisit_on == TODAY + timedelta(10)
    _write(cast, lab, "Second?", 1, revisit_on=TODAY + timedelta(3))
    assert _page(cast, lab).revisit_on == TODAY + timedelta(3)


@pytest.mark.parametrize("days", [0, -1, 9999])
def test_days_that_are_no_time_to_look_again_are_refused_and_all_stay_as_they_were(cast: Cast, days: int):
    with pytest.raises(checks.BadRevisit):
        operations.change_revisits(days={"ally": 30, "partner": days}, viewer=cast.alice, at=NOW)
    assert queries.list_revisit_days(viewer=cast.alice)["ally"] == 90


def test_a_day_that_is_past_is_no_day_to_look_again(cast: Cast, lab: Waterlab):
    with pytest.raises(checks.BadRevisit):
        _write(cast, lab, "First?", revisit_on=TODAY)


def test_saying_that_it_still_holds_moves_the_day_and_makes_no_version(cast: Cast, lab: Waterlab):
    _write(cast, lab, "First?")
    later = NOW + timedelta(100)
    again = operations.confirm_profile(account=lab.id, viewer=cast.ben, at=later)
    assert again == later.date() + timedelta(120)
    assert len(queries.list_versions(lab.id, viewer=cast.ben)) == 1


def test_a_forecast_whose_day_has_come_is_resolved_before_anybody_writes_on(cast: Cast, lab: Waterlab):
    _write(cast, lab, "First?")
    forecast = forecasts.make_forecast(
        account=lab.id, text="Third site opens", percent=70, due_on=TODAY + timedelta(5), viewer=cast.ben, at=NOW
    )
    then = NOW + timedelta(5)
    for act in (
        lambda: _write(cast, lab, "Second?", 1, at=then),
        lambda: operations.confirm_profile(account=lab.id, viewer=cast.ben, at=then),
    ):
        with pytest.raises(checks.ForecastsFirst, match="Say first how it ended"):
            act()
    forecasts.resolve_forecast(forecast=forecast, outcome="came_true", proof="It did", viewer=cast.ben, at=then)
    assert _write(cast, lab, "Second?", 1, at=then) == 2


def test_taking_a_version_back_brings_the_one_before(cast: Cast, lab: Waterlab):
    _write(cast, lab, "First?")
    _write(cast, lab, "Second?", 1, at=LATER)
    step = undo.find_latest(viewer=cast.ben, since=LATER)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.ben, at=LATER)
    assert (_page(cast, lab).current, _page(cast, lab).text) == (1, "First?")


def test_the_event_holds_numbers_and_never_a_word(cast: Cast, lab: Waterlab):
    _write(cast, lab, "Their secret direction?", why="A secret reason")
    event = EventRow.objects.unscoped(reason="test").get(kind="profile.written")
    assert "secret" not in str(event.data)
    assert event.data["version"] == 1


def test_profiles_that_are_due_are_listed_for_today(cast: Cast, lab: Waterlab):
    _write(cast, lab, "First?", revisit_on=TODAY + timedelta(3))
    due = queries.list_to_revisit([lab.id], by=TODAY + timedelta(3), viewer=cast.ben)
    assert due == [(lab.id, 1, TODAY + timedelta(3))]
    assert queries.list_to_revisit([lab.id], by=TODAY + timedelta(2), viewer=cast.ben) == []


def test_words_to_cite_are_found_by_what_was_said_and_only_of_this_account(cast: Cast, lab: Waterlab):
    other = found_waterlab(cast, name="Fjordmiljø", domain="fjord")
    talk(other.id, "We run a ferry by night.", other.saskia, by=cast.ben)
    found = citing.find_words(lab.id, "night", viewer=cast.ben)
    assert [(note, row.text) for note, row in found] == [(place_of(NIGHT), NIGHT)]
    assert {row.account_id for _, row in citing.find_words(lab.id, "", viewer=cast.ben)} == {lab.id}


def test_a_first_draft_claims_nothing_without_words_and_can_be_kept_as_it_is(cast: Cast, lab: Waterlab):
    draft = evidence.draft_profile(lab.id, viewer=cast.ben, at=NOW)
    assert "Saskia de Boer, Head of laboratory, said 2 sentences to us" in draft
    _write(cast, lab, draft)
    page = _page(cast, lab)
    assert page.n_unsupported == 0
    assert page.n_claims >= 1


def test_a_draft_of_an_account_that_is_not_there_is_not_found(cast: Cast):
    with pytest.raises(NotFound):
        evidence.draft_profile("account_none", viewer=cast.ben, at=NOW)
