from datetime import timedelta

import pytest

from closeknit.identity import operations as identity_operations
from closeknit.kit.models import Mail
from closeknit.kit.refusals import ChangedMeanwhile, NotFound
from closeknit.promises.feedback import checks, operations, sending
from closeknit.promises.models import FeedbackVersion, GivenFeedback
from closeknit.touchpoints.models import Touchpoint
from tests.conftest import NOW
from tests.operations.feedback.conftest import FIT, Town


def row(feedback: str) -> GivenFeedback:
    return GivenFeedback.objects.unscoped(reason="test").get(pk=feedback)


def give(town: Town, feedback: str, **said: object) -> str:
    """Take a draft through its reader and give it."""
    operations.ask_reader(feedback=feedback, reader=town.alice.id, viewer=town.ben, at=NOW)
    operations.approve_draft(feedback=feedback, viewer=town.alice, at=NOW)
    return operations.give_feedback(feedback=feedback, viewer=town.ben, at=NOW, **said)  # type: ignore[arg-type]


def test_the_first_feedback_of_a_member_to_an_account_is_read_by_a_colleague_first(town: Town):
    feedback = town.draft()
    with pytest.raises(checks.ReaderFirst):
        operations.make_ready(feedback=feedback, viewer=town.ben, at=NOW)
    give(town, feedback)
    assert row(feedback).state == "given"
    second = town.draft(contact=town.tom)
    operations.make_ready(feedback=second, viewer=town.ben, at=NOW)
    assert row(second).state == "ready"


def test_the_reader_is_somebody_else_and_nobody_else_reads(town: Town):
    feedback = town.draft()
    with pytest.raises(checks.NotYours):
        operations.ask_reader(feedback=feedback, reader=town.ben.id, viewer=town.ben, at=NOW)
    operations.ask_reader(feedback=feedback, reader=town.alice.id, viewer=town.ben, at=NOW)
    with pytest.raises(checks.NotYours):
        operations.approve_draft(feedback=feedback, viewer=town.ben, at=NOW)
    assert Mail.objects.unscoped(reason="test").get().to == ["alice@arlund.example"]


def test_the_reader_suggests_and_the_author_keeps_the_pen(town: Town):
    feedback = town.draft()
    operations.ask_reader(feedback=feedback, reader=town.alice.id, viewer=town.ben, at=NOW)
    operations.suggest_words(feedback=feedback, text="Say it so.", note="Shorter.", viewer=town.alice, at=NOW)
    kept = row(feedback)
    assert (kept.state, kept.suggestion, kept.has_approved, kept.version) == ("draft", "Say it so.", False, 1)
    operations.make_ready(feedback=feedback, viewer=town.ben, at=NOW)
    assert row(feedback).state == "ready"


def test_what_a_check_is_not_content_with_is_ready_only_for_a_reason_which_is_kept(town: Town):
    give(town, town.draft())
    feedback = town.draft(text="You are always late.")
    with pytest.raises(checks.NotFit, match="checks are not content"):
        operations.make_ready(feedback=feedback, viewer=town.ben, at=NOW)
    operations.make_ready(feedback=feedback, despite="They asked for it bluntly.", viewer=town.ben, at=NOW)
    assert row(feedback).despite == "They asked for it bluntly."


def test_two_who_edit_one_draft_lose_nothing_and_the_second_is_told(town: Town):
    feedback = town.draft()
    assert operations.write_feedback(feedback=feedback, text="Alice's words.", base=1, viewer=town.alice, at=NOW) == 2
    with pytest.raises(ChangedMeanwhile, match="version 2"):
        operations.write_feedback(feedback=feedback, text="Ben's words.", base=1, viewer=town.ben, at=NOW)
    assert operations.write_feedback(feedback=feedback, text="Ben's words.", base=2, viewer=town.ben, at=NOW) == 3
    texts = FeedbackVersion.objects.unscoped(reason="test").filter(feedback=feedback).order_by("number")
    assert [one.text for one in texts] == [FIT, "Alice's words.", "Ben's words."]


def test_what_is_ready_and_written_anew_is_a_draft_again(town: Town):
    give(town, town.draft())
    feedback = town.draft()
    operations.make_ready(feedback=feedback, viewer=town.ben, at=NOW)
    operations.write_feedback(feedback=feedback, text=f"{FIT} Thanks.", base=1, viewer=town.ben, at=NOW)
    assert row(feedback).state == "draft"
    with pytest.raises(checks.NotNow):
        operations.give_feedback(feedback=feedback, viewer=town.ben, at=NOW)


def test_nobody_writes_while_it_is_with_the_reader(town: Town):
    feedback = town.draft()
    operations.ask_reader(feedback=feedback, reader=town.alice.id, viewer=town.ben, at=NOW)
    with pytest.raises(checks.NotNow, match="Alice is reading"):
        operations.write_feedback(feedback=feedback, text="Other.", base=1, viewer=town.ben, at=NOW)
    operations.take_back_draft(feedback=feedback, viewer=town.ben, at=NOW)
    operations.write_feedback(feedback=feedback, text="Other.", base=1, viewer=town.ben, at=NOW)


def test_by_mail_it_is_sent_and_kept_as_our_message_to_them(town: Town):
    touchpoint = give(town, town.draft())
    letter = Mail.objects.unscoped(reason="test").get(about=touchpoint)
    assert letter.to == ["saskia@rijnmond.example"]
    assert letter.body.startswith("Dear Saskia,")
    assert FIT in letter.body
    kept = Touchpoint.objects.unscoped(reason="test").get(pk=touchpoint)
    assert (kept.medium, kept.direction) == ("email", "ours")


def test_in_a_talk_the_talk_is_kept_and_no_mail_is_sent(town: Town):
    feedback = town.draft(channel="talk")
    touchpoint = give(town, feedback, medium="coffee")
    assert Touchpoint.objects.unscoped(reason="test").get(pk=touchpoint).medium == "coffee"
    assert not Mail.objects.unscoped(reason="test").filter(about=touchpoint).exists()
    another = town.draft(channel="talk")
    operations.make_ready(feedback=another, viewer=town.ben, at=NOW)
    with pytest.raises(sending.NoTalk):
        operations.give_feedback(feedback=another, medium="review", viewer=town.ben, at=NOW)


def test_only_the_author_gives_it(town: Town):
    feedback = town.draft()
    operations.ask_reader(feedback=feedback, reader=town.alice.id, viewer=town.ben, at=NOW)
    operations.approve_draft(feedback=feedback, viewer=town.alice, at=NOW)
    with pytest.raises(checks.NotYours, match="keeps the pen"):
        operations.give_feedback(feedback=feedback, viewer=town.alice, at=NOW)


def test_their_answer_is_kept_with_its_day(town: Town):
    feedback = town.draft()
    give(town, feedback)
    later = NOW + timedelta(days=3)
    operations.record_reply(
        feedback=feedback,
        words="Yes please.",
        wording="reported",
        medium="call",
        said_at=later,
        viewer=town.ben,
        at=later,
    )
    assert (row(feedback).state, row(feedback).answered_at) == ("answered", later)


def test_it_can_be_left_unsaid_until_it_is_given(town: Town):
    feedback = town.draft()
    operations.withdraw_feedback(feedback=feedback, why="He left.", viewer=town.ben, at=NOW)
    assert (row(feedback).state, row(feedback).withdrawn_why) == ("withdrawn", "He left.")
    with pytest.raises(checks.NotNow):
        operations.write_feedback(feedback=feedback, text="Other.", base=1, viewer=town.ben, at=NOW)


def test_feedback_that_is_not_there_is_not_found(town: Town):
    with pytest.raises(NotFound):
        operations.make_ready(feedback="given_feedback_x", viewer=town.ben, at=NOW)


def test_what_a_member_who_leaves_was_writing_or_reading_goes_on_without_them(town: Town):
    written = town.draft()
    operations.ask_reader(feedback=written, reader=town.alice.id, viewer=town.ben, at=NOW)
    identity_operations.leave(member=town.ben.id, successor=town.alice.id, viewer=town.alice, at=NOW)
    kept = row(written)
    assert (kept.author_id, kept.state) == (town.alice.id, "draft")
