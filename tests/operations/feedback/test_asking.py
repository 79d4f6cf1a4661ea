from datetime import timedelta

import pytest

from closeknit.accounts.asks import AskedTooOften
from closeknit.accounts.models import Ask
from closeknit.kit import mail, typed, undo
from closeknit.kit.models import Mail
from closeknit.kit.refusals import NotAllowed, NotFound
from closeknit.kit.tasks.worker import Worker
from closeknit.promises.feedback import checks, operations, sending
from closeknit.promises.models import AskedFeedback, Promise
from closeknit.touchpoints.checks import Touched
from closeknit.touchpoints.models import Touchpoint
from closeknit.touchpoints.operations import remove_touchpoint
from closeknit.verbatims.models import Signal, Verbatim
from tests.conftest import NOW
from tests.operations.feedback.conftest import Town

LATER = NOW + timedelta(days=6)


def row(asked: str) -> AskedFeedback:
    return AskedFeedback.objects.unscoped(reason="test").get(pk=asked)


def letters() -> list[Mail]:
    return list(Mail.objects.unscoped(reason="test").order_by("created_at", "pk"))


def test_asking_by_mail_says_why_and_what_for_waits_in_the_outbox_and_counts_as_one_ask(town: Town):
    asked = town.ask(answer_by=NOW.date() + timedelta(9))
    (letter,) = letters()
    assert letter.to == ["saskia@rijnmond.example"]
    assert "Why we ask: We rebuild it." in letter.body
    assert "Half of it goes." in letter.body
    assert "28 November" in letter.body
    assert row(asked).state == "asked"
    (ask,) = Ask.objects.unscoped(reason="test")
    assert ask.about == row(asked).letter_id


@pytest.mark.parametrize("missing", ["about", "why", "use"])
def test_nobody_is_asked_without_a_why(town: Town, missing: str):
    with pytest.raises(typed.NothingSaid):
        town.ask(**{missing: "  "})
    assert letters() == []


def test_who_was_asked_often_enough_is_asked_again_only_for_a_reason_which_is_kept(town: Town):
    for _ in range(4):
        town.ask()
    with pytest.raises(AskedTooOften):
        town.ask()
    asked = town.ask(despite="She offered it herself.")
    assert Ask.objects.unscoped(reason="test").get(about=row(asked).letter_id).despite == "She offered it herself."


def test_what_is_noted_for_a_talk_asks_nobody_until_it_was_asked(town: Town):
    asked = town.ask(channel="talk")
    assert (row(asked).state, row(asked).asked_at, letters()) == ("noted", None, [])
    operations.mark_asked(asked=asked, viewer=town.ben, at=LATER)
    assert (row(asked).state, row(asked).asked_at) == ("asked", LATER)


def test_nobody_is_asked_by_mail_whose_address_is_not_known(town: Town):
    from closeknit.accounts import operations as account_operations

    nobody = account_operations.add_contact(account=town.account, name="No Mail", viewer=town.ben, at=NOW)
    with pytest.raises(sending.NoAddress):
        town.ask(contact=nobody)
    assert not AskedFeedback.objects.unscoped(reason="test").exists()


def test_there_is_one_reminder_not_too_soon_and_never_a_second(town: Town):
    asked = town.ask()
    with pytest.raises(checks.NotNow, match="days ago"):
        operations.remind(asked=asked, viewer=town.ben, at=NOW + timedelta(days=1))
    operations.remind(asked=asked, viewer=town.ben, at=LATER)
    with pytest.raises(checks.NotNow):
        operations.remind(asked=asked, viewer=town.ben, at=LATER + timedelta(days=9))
    assert [one.subject for one in letters()] == ["May we ask you about the order form?", "Once more: the order form"]
    assert Ask.objects.unscoped(reason="test").count() == 1


def test_their_answer_is_kept_as_their_words_and_heard_as_feedback(town: Town):
    asked = town.ask()
    kept = operations.record_feedback(
        asked=asked,
        words="The form asks twice for the address. That costs us ten minutes each time.",
        said_at=LATER,
        viewer=town.ben,
        at=LATER,
    )
    Worker().run_until_idle()
    words = Verbatim.objects.unscoped(reason="test").filter(touchpoint=kept)
    assert {one.contact_id for one in words} == {town.saskia}
    assert {one.wording for one in words} == {"exact"}
    heard = Signal.objects.unscoped(reason="test").filter(code="feedback", is_on=True, verbatim__in=words)
    assert heard.count() == words.count() == 2
    assert (row(asked).state, row(asked).is_marked) == ("answered", True)


def test_an_answer_that_is_here_already_is_linked_not_written_twice(town: Town):
    asked = town.ask()
    there = operations.record_feedback(asked=asked, words="Too long.", said_at=LATER, viewer=town.ben, at=LATER)
    other = town.ask(contact=town.tom, at=NOW)
    operations.record_feedback(asked=other, touchpoint=there, viewer=town.ben, at=LATER)
    assert row(other).answer_id == there
    assert Touchpoint.objects.unscoped(reason="test").filter(medium="email", direction="theirs").count() == 1


def test_an_answer_from_before_the_question_is_refused_and_nothing_is_kept(town: Town):
    asked = town.ask()
    with pytest.raises(checks.BadDay):
        operations.record_feedback(
            asked=asked, words="Too long.", said_at=NOW - timedelta(days=3), viewer=town.ben, at=NOW
        )
    assert row(asked).state == "asked"
    assert not Touchpoint.objects.unscoped(reason="test").filter(direction="theirs").exists()


def test_a_promise_that_comes_of_it_stands_on_their_words_and_they_are_told(town: Town):
    asked = town.ask()
    operations.record_feedback(asked=asked, words="The form is too long.", said_at=LATER, viewer=town.ben, at=LATER)
    Worker().run_until_idle()
    operations.act_on_feedback(
        asked=asked, acted_by="promise", text="A form of one page", due_on=LATER.date() + timedelta(20),
        viewer=town.ben, at=LATER,
    )  # fmt: skip
    promise = Promise.objects.unscoped(reason="test").get()
    assert (promise.text, promise.contact_id) == ("A form of one page", town.saskia)
    assert promise.verbatim_id
    told = operations.tell_about_feedback(asked=asked, channel="mail", viewer=town.ben, at=LATER)
    assert (row(asked).state, row(asked).telling_id) == ("told", told)
    assert "A form of one page." in letters()[-1].body


def test_nothing_comes_of_it_only_for_a_reason(town: Town):
    asked = town.ask()
    operations.record_feedback(asked=asked, words="Make it blue.", said_at=LATER, viewer=town.ben, at=LATER)
    with pytest.raises(typed.NothingSaid, match="why nothing"):
        operations.act_on_feedback(asked=asked, acted_by="nothing", text=" ", viewer=town.ben, at=LATER)
    operations.act_on_feedback(asked=asked, acted_by="nothing", text="Blue is hard to read.", viewer=town.ben, at=LATER)
    operations.tell_about_feedback(
        asked=asked, channel="talk", medium="call", message="I told her why.", viewer=town.ben, at=LATER
    )
    assert row(asked).state == "told"


def test_an_idea_that_is_not_there_is_not_found(town: Town):
    asked = town.ask()
    operations.record_feedback(asked=asked, words="Make it blue.", said_at=LATER, viewer=town.ben, at=LATER)
    with pytest.raises(NotFound, match="no idea"):
        operations.act_on_feedback(asked=asked, acted_by="idea", text="Blue", idea="idea_x", viewer=town.ben, at=LATER)


def test_who_declined_can_still_answer(town: Town):
    asked = town.ask()
    operations.end_waiting(asked=asked, state="declined", why="No time now", viewer=town.ben, at=LATER)
    operations.record_feedback(asked=asked, words="Well, then.", said_at=LATER, viewer=town.ben, at=LATER)
    assert row(asked).state == "answered"


def test_what_is_taken_back_before_the_mail_went_out_is_not_sent(town: Town, monkeypatch: pytest.MonkeyPatch):
    asked = town.ask()
    about = letters()[0].about
    assert sending.find_reason_against(about) == ""
    step = undo.find_latest(viewer=town.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=town.ben, at=NOW)
    assert not AskedFeedback.objects.unscoped(reason="test").filter(pk=asked).exists()
    assert not Ask.objects.unscoped(reason="test").exists()
    assert sending.find_reason_against(about) == "It was taken back before it went out."
    assert sending.find_reason_against in mail._checks


def test_who_only_hands_in_asks_nobody(town: Town):
    with pytest.raises(NotAllowed):
        operations.mark_asked(asked="asked_feedback_x", viewer=town.gita, at=NOW)


def test_a_conversation_in_which_feedback_was_got_is_not_taken_out_from_under_it(town: Town):
    asked = town.ask()
    kept = operations.record_feedback(asked=asked, words="Too long.", said_at=LATER, viewer=town.ben, at=LATER)
    with pytest.raises(Touched, match="Ben got feedback in it"):
        remove_touchpoint(touchpoint=kept, viewer=town.ben, at=LATER)
    assert row(asked).answer_id == kept
