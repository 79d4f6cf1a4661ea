from datetime import datetime, timedelta

import pytest

from closeknit.accounts.models import Contact, Spelling, Standing
from closeknit.analysis.kinds import Medium
from closeknit.kit import undo
from closeknit.kit.refusals import NotAllowed, NotFound
from closeknit.kit.tasks.worker import Worker
from closeknit.touchpoints import bookkeeping, checks, holds, operations, placing, removal, unanswered
from closeknit.touchpoints.drafts import Line, Speaker
from closeknit.touchpoints.models import Appointment, Owed, Participation, Touchpoint, Turn
from tests.conftest import NOW
from tests.operations.touchpoints.conftest import Town


def _standing(town: Town, account: str) -> Standing:
    return Standing.objects.visible_to(town.ben).get(pk=account)


def _touchpoint(town: Town, pk: str) -> Touchpoint:
    return Touchpoint.objects.visible_to(town.ben).get(pk=pk)


def _capture(town: Town, words: str = "We need it by May.", **more):
    given = {"account": town.harrow, "contact": town.ana, "wording": "reported", "said_at": NOW} | more
    return operations.capture_words(words=words, viewer=town.gita, at=NOW, **given)


def _talk(town: Town, days_ago: int, medium: str = "call", **more):
    given = {"account": town.harrow, "speakers": [Speaker(contact=town.ana)]} | more
    return operations.record_touchpoint(
        medium=medium, started_at=NOW - timedelta(days_ago), lines=(), viewer=town.ben, at=NOW, **given
    )


def test_whoever_only_hands_in_can_hand_in_a_sentence(town: Town):
    touchpoint = _touchpoint(town, _capture(town))
    turn = Turn.objects.visible_to(town.ben).get(touchpoint=touchpoint)
    assert (turn.text, turn.is_ours, turn.speaker.contact_id) == ("We need it by May.", False, town.ana)
    assert (touchpoint.wording, touchpoint.direction, touchpoint.member_id) == ("reported", "theirs", town.gita.id)


def test_words_without_a_letter_are_refused(town: Town):
    with pytest.raises(checks.NothingSaid):
        _capture(town, "…")


def test_words_of_next_week_are_refused(town: Town):
    with pytest.raises(checks.StillToCome):
        _capture(town, said_at=NOW + timedelta(7))


def test_a_name_that_nobody_knows_waits(town: Town):
    touchpoint = _capture(town, contact=None, said_by="Mo Farr")
    waiting = Participation.objects.visible_to(town.ben).get(touchpoint=touchpoint)
    assert (waiting.is_unsure, waiting.contact_id, waiting.written) == (True, None, "Mo Farr")


def test_a_call_puts_us_in_touch_and_taking_it_back_undoes_that(town: Town):
    _talk(town, 9)
    _talk(town, 2)
    assert _standing(town, town.harrow).two_way_at == NOW - timedelta(2)
    assert Contact.objects.visible_to(town.ben).get(pk=town.ana).two_way_at == NOW - timedelta(2)
    step = undo.find_latest(viewer=town.ben, since=NOW)
    undo.take_back(step=step.pk, viewer=town.ben, at=NOW)
    assert _standing(town, town.harrow).two_way_at == NOW - timedelta(9)
    assert bookkeeping.list_wrong(viewer=town.ben, at=NOW) == []


def test_their_message_is_owed_until_ours_answers_it(town: Town):
    theirs = _talk(town, 6, "email", direction="theirs")
    assert _standing(town, town.harrow).owed_since == NOW - timedelta(6)
    assert _standing(town, town.harrow).two_way_at is None
    assert _waiting(town) == [(theirs, "Ana Costa")]
    conversation = _touchpoint(town, theirs).conversation
    _talk(town, 5, "email", direction="ours", conversation=conversation)
    after = _standing(town, town.harrow)
    assert (after.owed_since, after.two_way_at) == (None, NOW - timedelta(5))
    assert _waiting(town) == []


def test_of_two_messages_in_one_conversation_the_newer_one_waits(town: Town):
    first = _talk(town, 6, "email", direction="theirs")
    second = _talk(town, 4, "email", direction="theirs", conversation=_touchpoint(town, first).conversation)
    assert _waiting(town) == [(second, "Ana Costa")]
    assert bookkeeping.list_wrong(viewer=town.ben, at=NOW) == []


def test_nobody_waits_for_an_answer_after_a_quarter_even_before_the_night_has_looked(town: Town):
    _talk(town, 6, "email", direction="theirs")
    assert _waiting(town, NOW + timedelta(90 - 6)) != []
    assert _waiting(town, NOW + timedelta(91 - 6)) == []


def test_a_house_in_which_nobody_kept_which_message_waits_is_looked_at_anew(town: Town):
    theirs = _talk(town, 6, "email", direction="theirs")
    Owed.objects.visible_to(town.ben).all().delete()
    assert bookkeeping.list_outlived(viewer=town.ben, at=NOW) == [town.harrow]
    bookkeeping.recompute_contact([town.harrow], viewer=town.ben, at=NOW)
    assert _waiting(town) == [(theirs, "Ana Costa")]


def _waiting(town: Town, at: datetime = NOW) -> list[tuple[str, str]]:
    rows = unanswered.list_waiting([town.harrow], viewer=town.ben, at=at, zone="Europe/London")
    return [(row.id, row.who) for row in rows if not row.is_planned]


def test_our_message_alone_is_only_a_try(town: Town):
    _talk(town, 4, "email", direction="ours")
    standing = _standing(town, town.harrow)
    assert (standing.tried_at, standing.two_way_at) == (NOW - timedelta(4), None)


def test_a_talk_with_people_of_two_accounts_counts_for_both(town: Town):
    _talk(town, 3, speakers=[Speaker(contact=town.ana), Speaker(contact=town.kim)])
    assert _standing(town, town.luddon).two_way_at == NOW - timedelta(3)
    assert bookkeeping.list_wrong(viewer=town.ben, at=NOW) == []


def test_removing_a_talk_opens_its_appointment_again_and_can_be_taken_back(town: Town):
    planned = operations.plan_appointment(
        account=town.harrow, contact=town.ana, starts_at=NOW - timedelta(1), viewer=town.ben, at=NOW
    )
    touchpoint = operations.log_appointment(
        appointment=planned, lines=[Line("Fine so far.", 0)], viewer=town.ben, at=NOW
    )
    operations.remove_touchpoint(touchpoint=touchpoint, viewer=town.ben, at=NOW)
    appointment = Appointment.objects.visible_to(town.ben).get(pk=planned)
    assert (appointment.state, _standing(town, town.harrow).two_way_at) == ("planned", None)
    step = undo.find_latest(viewer=town.ben, since=NOW)
    undo.take_back(step=step.pk, viewer=town.ben, at=NOW)
    assert Turn.objects.visible_to(town.ben).filter(touchpoint=touchpoint).count() == 1
    assert _standing(town, town.harrow).two_way_at == NOW - timedelta(1)
    assert Appointment.objects.visible_to(town.ben).get(pk=planned).touchpoint_id == touchpoint


def test_a_conversation_that_somebody_built_on_stays(town: Town, monkeypatch: pytest.MonkeyPatch):
    touchpoint = _capture(town)
    monkeypatch.setattr(holds, "_finders", [lambda ids, viewer: {one: holds.Held("Ben", "promised it") for one in ids}])
    with pytest.raises(checks.Touched, match="Ben promised it"):
        operations.remove_touchpoint(touchpoint=touchpoint, viewer=town.ben, at=NOW)
    assert _touchpoint(town, touchpoint).pk == touchpoint


def test_rooms_above_clean_up_before_the_rows_go(town: Town, monkeypatch: pytest.MonkeyPatch):
    touchpoint = _capture(town)
    seen = []
    monkeypatch.setattr(
        removal, "_cleaners", [lambda ids: seen.extend(Touchpoint.objects.visible_to(town.ben).filter(pk__in=ids))]
    )
    operations.remove_touchpoint(touchpoint=touchpoint, viewer=town.ben, at=NOW)
    assert [row.key for row in seen] != []


def test_taking_back_what_was_handed_in_lets_rooms_above_clean_up_first(town: Town, monkeypatch: pytest.MonkeyPatch):
    touchpoint = _capture(town)
    seen: list[str] = []
    monkeypatch.setattr(removal, "_cleaners", [seen.extend])
    step = undo.find_latest(viewer=town.gita, since=NOW)
    undo.take_back(step=step.pk, viewer=town.gita, at=NOW)
    assert seen == [touchpoint]
    assert not Touchpoint.objects.visible_to(town.ben).exists()
    assert not Turn.objects.visible_to(town.ben).exists()


def test_what_was_handed_in_is_not_taken_back_over_what_somebody_made_of_it(
    town: Town, monkeypatch: pytest.MonkeyPatch
):
    touchpoint = _capture(town)
    monkeypatch.setattr(holds, "_finders", [lambda ids, viewer: {one: holds.Held("Ben", "promised it") for one in ids}])
    step = undo.find_latest(viewer=town.gita, since=NOW)
    with pytest.raises(checks.Touched):
        undo.take_back(step=step.pk, viewer=town.gita, at=NOW)
    assert _touchpoint(town, touchpoint).pk == touchpoint


def test_logging_a_call_can_plan_the_next(town: Town):
    operations.log_touchpoint(
        account=town.harrow, medium="call", started_at=NOW, speakers=[Speaker(contact=town.ana)], lines=(),
        next_at=NOW + timedelta(9), next_why="the trial", viewer=town.ben, at=NOW,
    )  # fmt: skip
    planned = Appointment.objects.visible_to(town.ben).get()
    assert (planned.contact_id, planned.why, planned.state) == (town.ana, "the trial", "planned")


def test_an_appointment_is_called_off_once(town: Town):
    planned = operations.plan_appointment(account=town.harrow, starts_at=NOW, viewer=town.ben, at=NOW)
    operations.call_off_appointment(appointment=planned, viewer=town.ben, at=NOW)
    with pytest.raises(NotFound):
        operations.call_off_appointment(appointment=planned, viewer=town.ben, at=NOW)


def test_placing_a_speaker_gives_all_that_waited_its_contact_and_account(town: Town):
    touchpoints = [_capture(town, f"Number {n}.", account=None, contact=None, said_by="Degsy") for n in range(3)]
    told: list[str] = []
    before = list(placing._followers)
    placing.after_placing(lambda ids, viewer, at: told.extend(ids))
    n = operations.place_speaker(
        written="degsy", address="", who="contact", contact=town.derek, viewer=town.ben, at=NOW
    )
    placing._followers[:] = before
    assert (n, sorted(told)) == (3, sorted(touchpoints))
    assert {_touchpoint(town, one).account_id for one in touchpoints} == {town.harrow}
    again = _capture(town, "Once more.", account=None, contact=None, said_by="Degsy")
    assert Participation.objects.visible_to(town.ben).get(touchpoint=again).contact_id == town.derek


def test_placing_is_taken_back_whole(town: Town):
    touchpoint = _capture(town, account=None, contact=None, said_by="Degsy", medium="call")
    operations.place_speaker(written="Degsy", address="", who="contact", contact=town.derek, viewer=town.ben, at=NOW)
    assert _standing(town, town.harrow).two_way_at == NOW
    step = undo.find_latest(viewer=town.ben, since=NOW)
    undo.take_back(step=step.pk, viewer=town.ben, at=NOW)
    Worker().run_until_idle()
    waiting = Participation.objects.visible_to(town.ben).get(touchpoint=touchpoint)
    assert (waiting.is_unsure, waiting.contact_id, _touchpoint(town, touchpoint).account_id) == (True, None, None)
    assert not Spelling.objects.visible_to(town.ben).exists()
    assert bookkeeping.list_wrong(viewer=town.ben, at=NOW) == []


def test_placing_somebody_new_is_taken_back_with_the_person(town: Town):
    touchpoint = _capture(town, account=None, contact=None, said_by="Mo Farr")
    operations.place_speaker(
        written="Mo Farr", address="", who="new", account=town.luddon, name="Mo Farr", viewer=town.ben, at=NOW
    )
    assert _touchpoint(town, touchpoint).account_id == town.luddon
    step = undo.find_latest(viewer=town.ben, since=NOW)
    undo.take_back(step=step.pk, viewer=town.ben, at=NOW)
    assert Participation.objects.visible_to(town.ben).get(touchpoint=touchpoint).is_unsure
    assert _touchpoint(town, touchpoint).account_id is None
    assert not Contact.objects.visible_to(town.ben).filter(person__name="Mo Farr").exists()


def test_who_was_somebody_else_in_one_conversation_is_that_again_when_taken_back(town: Town):
    touchpoint = _capture(town, contact=None, said_by="Ana Costa")
    operations.place_speaker(
        written="Ana Costa", address="", who="contact", contact=town.derek, touchpoint=touchpoint, viewer=town.ben,
        at=NOW,
    )  # fmt: skip
    parts = Participation.objects.visible_to(town.ben)
    assert parts.get(touchpoint=touchpoint).contact_id == town.derek
    step = undo.find_latest(viewer=town.ben, since=NOW)
    undo.take_back(step=step.pk, viewer=town.ben, at=NOW)
    assert parts.get(touchpoint=touchpoint).contact_id == town.ana


def test_the_same_name_at_another_account_goes_on_waiting(town: Town):
    here = _capture(town, contact=None, said_by="Mo")
    there = _capture(town, contact=None, said_by="Mo", account=town.luddon)
    operations.place_speaker(
        written="Mo", address="", at_account=town.harrow, who="new", account=town.harrow, name="Mo Farr",
        viewer=town.ben, at=NOW,
    )  # fmt: skip
    parts = Participation.objects.visible_to(town.ben)
    assert parts.get(touchpoint=here).contact.person.name == "Mo Farr"
    assert parts.get(touchpoint=there).is_unsure


def test_a_speaker_who_is_one_of_ours_turns_the_words_into_ours(town: Town):
    touchpoint = _capture(town, contact=None, said_by="Gitta", medium=Medium.EMAIL)
    operations.place_speaker(
        written="Gitta", address="", at_account=town.harrow, who="ours", member=town.gita.id, viewer=town.ben, at=NOW
    )
    assert Turn.objects.visible_to(town.ben).get(touchpoint=touchpoint).is_ours
    assert _touchpoint(town, touchpoint).direction == "ours"


def test_a_label_that_names_nobody_is_not_remembered(town: Town):
    one, other = (_capture(town, contact=None, said_by="Speaker 1") for _ in range(2))
    operations.place_speaker(
        written="Speaker 1", address="", who="contact", contact=town.ana, touchpoint=one, viewer=town.ben, at=NOW
    )
    assert not Spelling.objects.visible_to(town.ben).exists()
    assert Participation.objects.visible_to(town.ben).get(touchpoint=other).is_unsure


def test_who_may_only_hand_in_does_not_place_speakers(town: Town):
    with pytest.raises(NotAllowed):
        operations.place_speaker(written="x", address="", who="nobody", viewer=town.gita, at=NOW)


def test_what_was_answered_already_is_not_answered_again(town: Town):
    with pytest.raises(operations.NobodyWaits):
        operations.place_speaker(written="x", address="", who="nobody", viewer=town.ben, at=NOW)


def test_a_conversation_that_was_nobodys_is_given_its_account_and_whoever_is_surely_there_is_placed(town: Town):
    pk = _talk(town, 1, account=None, speakers=[Speaker(name="Ana"), Speaker(name="Mo Farr")])
    operations.give_touchpoint(touchpoint=pk, account=town.harrow, viewer=town.ben, at=NOW)
    assert _touchpoint(town, pk).account_id == town.harrow
    parts = Participation.objects.visible_to(town.ben).filter(touchpoint=pk).order_by("pk")
    assert [(part.contact_id, part.is_unsure) for part in parts] == [(town.ana, False), (None, True)]
    assert _standing(town, town.harrow).two_way_at == NOW - timedelta(1)
    assert bookkeeping.list_wrong(viewer=town.ben, at=NOW) == []
    with pytest.raises(checks.KnownAlready):
        operations.give_touchpoint(touchpoint=pk, account=town.luddon, viewer=town.ben, at=NOW)


def test_giving_a_conversation_its_account_can_be_taken_back(town: Town):
    pk = _talk(town, 1, account=None, speakers=[Speaker(name="Ana")])
    operations.give_touchpoint(touchpoint=pk, account=town.harrow, viewer=town.ben, at=NOW)
    step = undo.find_latest(viewer=town.ben, since=NOW)
    undo.take_back(step=step.pk, viewer=town.ben, at=NOW)
    Worker().run_until_idle()
    assert _touchpoint(town, pk).account_id is None
    assert Participation.objects.visible_to(town.ben).get(touchpoint=pk).is_unsure
    assert _standing(town, town.harrow).two_way_at is None
    assert bookkeeping.list_wrong(viewer=town.ben, at=NOW) == []
