from closeknit.kit import search, undo
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.touchpoints.drafts import Line, Speaker
from closeknit.verbatims import operations
from closeknit.verbatims.models import Uncut
from tests.conftest import NOW
from tests.operations.verbatims.conftest import Tell, Town, words, work


def test_what_a_customer_says_becomes_sentences_with_their_places(town: Town, tell: Tell):
    text = "It stops at night.  We find out at seven, and the batch is waste."
    tell(text)
    work()
    cut = words(town.ben)
    assert [one.text for one in cut] == ["It stops at night.", "We find out at seven, and the batch is waste."]
    assert [text[one.start : one.end] for one in cut] == [one.text for one in cut]
    assert {(one.contact_id, one.account_id) for one in cut} == {(town.ana, town.harrow)}


def test_what_our_own_people_say_is_never_a_verbatim(town: Town, tell: Tell):
    tell([(Speaker(name="Ben", is_ours=True), "How was the week?"), (Speaker(contact=town.ana), "Bad, honestly.")])
    work()
    assert [one.text for one in words(town.ben)] == ["Bad, honestly."]


def test_of_a_mail_only_what_its_writer_wrote_is_theirs(town: Town, tell: Tell):
    mail = "The export loses the units.\n\nBest,\nAna\n\nOn 3 Nov 2026, Ben wrote:\n> Does the export work for you?\n"
    tell(mail, medium="email")
    work()
    assert [one.text for one in words(town.ben)] == ["The export loses the units."]


def test_the_same_marks_in_a_call_are_words_like_any_other(town: Town, tell: Tell):
    tell("Quote:\n> it never worked\nthat is what he said.", medium="call")
    work()
    assert "it never worked" in " ".join(one.text for one in words(town.ben))


def test_words_that_a_member_retold_are_reported(town: Town):
    touchpoint_operations.capture_words(
        words="They look at Kelvora.",
        account=town.harrow,
        contact=None,
        wording="reported",
        said_at=NOW,
        viewer=town.gita,
        at=NOW,
    )
    work()
    (one,) = words(town.ben)
    assert (one.wording, one.account_id, one.contact_id) == ("reported", town.harrow, None)


def test_words_of_somebody_whom_nobody_has_placed_belong_to_no_account(town: Town, tell: Tell):
    tell([(Speaker(name="Mo Farr"), "Nobody told us."), (Speaker(contact=town.ana), "True.")], account=town.harrow)
    work()
    assert [(one.text, one.account_id) for one in words(town.ben)] == [
        ("Nobody told us.", None),
        ("True.", town.harrow),
    ]


def test_cutting_again_adds_nothing(town: Town, tell: Tell):
    touchpoint = tell("It stops at night. We lose the batch.")
    work()
    before = [one.pk for one in words(town.ben)]
    operations.wait_to_be_cut(first=touchpoint, last=touchpoint, source=None)
    operations.cut_next(viewer=town.alice, at=NOW)
    assert [one.pk for one in words(town.ben)] == before
    assert not Uncut.objects.visible_to(town.ben).exists()


def test_a_queue_cut_in_small_pieces_gives_the_same_places(town: Town, tell: Tell):
    for number in range(3):
        tell([(Speaker(contact=town.ana), f"Line {number} {part}.") for part in range(4)])
    while operations.cut_next(viewer=town.alice, at=NOW, size=3):
        pass
    assert [one.text for one in words(town.ben)] == [f"Line {n} {part}." for n in range(3) for part in range(4)]
    assert [one.position for one in words(town.ben)] == list(range(1, 13))


def test_a_place_in_the_stream_is_never_given_twice(town: Town, tell: Tell):
    first = tell("One. Two.")
    work()
    touchpoint_operations.remove_touchpoint(touchpoint=first, viewer=town.ben, at=NOW)
    tell("Three.")
    work()
    assert [one.position for one in words(town.ben)] == [3]


def test_what_waits_is_cut_and_nothing_beside_it(town: Town, tell: Tell):
    here, _ = tell("Here."), tell("There.")
    Uncut.objects.visible_to(town.ben).all().delete()
    operations.wait_to_be_cut(first=here, last=here, source=None)
    work()
    assert [one.touchpoint_id for one in words(town.ben)] == [here]


def test_words_that_are_gone_are_found_no_more(town: Town, tell: Tell):
    touchpoint = tell("The zeppelin docks at noon.")
    work()
    assert search.find("zeppelin", kind="verbatim")
    touchpoint_operations.remove_touchpoint(touchpoint=touchpoint, viewer=town.ben, at=NOW)
    assert search.find("zeppelin", kind="verbatim") == []


def test_words_whose_removal_is_taken_back_are_there_again(town: Town, tell: Tell):
    touchpoint = tell("The zeppelin docks at noon.")
    work()
    touchpoint_operations.remove_touchpoint(touchpoint=touchpoint, viewer=town.ben, at=NOW)
    step = undo.find_latest(viewer=town.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=town.ben, at=NOW)
    work()
    assert [one.text for one in words(town.ben)] == ["The zeppelin docks at noon."]
    assert search.find("zeppelin", kind="verbatim") == [words(town.ben)[0].pk]


def test_words_get_their_speaker_when_somebody_says_who_it_was(town: Town, tell: Tell):
    tell([(Speaker(name="Mo Farr"), "Nobody told us.")], account=town.harrow)
    work()
    touchpoint_operations.place_speaker(
        written="Mo Farr",
        address="",
        at_account=town.harrow,
        who="new",
        account=town.luddon,
        name="Mo Farr",
        viewer=town.ben,
        at=NOW,
    )
    work()
    (one,) = words(town.ben)
    assert (one.account_id, one.contact is not None) == (town.luddon, True)
    assert search.find("nobody told", kind="verbatim") == [one.pk]


def test_a_speaker_who_turns_out_to_be_ours_said_no_verbatim(town: Town, tell: Tell):
    tell([(Speaker(name="Mo Farr"), "Nobody told us.")], account=town.harrow)
    work()
    touchpoint_operations.place_speaker(
        written="Mo Farr", address="", at_account=town.harrow, who="ours", member=town.gita.id, viewer=town.ben, at=NOW
    )
    work()
    assert words(town.ben) == []
    step = undo.find_latest(viewer=town.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=town.ben, at=NOW)
    work()
    assert [one.text for one in words(town.ben)] == ["Nobody told us."]


def test_a_turn_of_ten_thousand_sentences_is_cut_whole(town: Town, tell: Tell):
    tell("It broke again. " * 10_000)
    operations.cut_next(viewer=town.alice, at=NOW)
    assert len(words(town.ben)) == 10_000


def test_an_empty_line_is_nothing_to_cut(town: Town):
    touchpoint_operations.record_touchpoint(
        medium="call", started_at=NOW, lines=[Line("…")], account=town.harrow, viewer=town.ben, at=NOW
    )
    work()
    assert words(town.ben) == []
