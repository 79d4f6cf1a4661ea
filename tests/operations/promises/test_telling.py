from datetime import timedelta

import pytest

from closeknit.accounts import asks
from closeknit.accounts import operations as account_operations
from closeknit.accounts.models import Ask
from closeknit.circle.models import Telling
from closeknit.kit import typed
from closeknit.kit import viewer as viewers
from closeknit.kit.models import Mail
from closeknit.kit.refusals import Refused
from closeknit.needs import operations as need_operations
from closeknit.needs.models import Evidence, Need
from closeknit.promises import checks as promise_checks
from closeknit.promises import ending
from closeknit.promises.models import Confirmation, Promise, SettlementRow, Told, Unlaid
from closeknit.promises.telling import checks, people
from closeknit.promises.telling import operations as telling
from closeknit.touchpoints.models import Touchpoint
from tests import imprint
from tests.conftest import NOW, Cast
from tests.operations.promises.telling import (
    TODAY,
    WORDS,
    Story,
    answer,
    cut,
    keep,
    reply,
    send_all,
    take_back,
    tell_story,
    write,
)


@pytest.fixture
@imprint.kept(at=NOW)
def story(cast: Cast) -> Story:
    return tell_story(cast)


def _behind(story: Story) -> dict[str, people.Behind]:
    row = Promise.objects.visible_to(story.ben).get(pk=story.promise)
    return {one.name: one for one in people.list_behind([row], viewer=story.ben)[row.pk]}


def _evidence(story: Story) -> list[tuple[str, str]]:
    rows = Evidence.objects.visible_to(story.ben).filter(need=story.need).order_by("pk")
    return list(rows.values_list("verbatim__text", "stance"))


def _all(story: Story) -> tuple[object, ...]:
    need = Need.objects.visible_to(story.ben).get(pk=story.need)
    words = Confirmation.objects.visible_to(story.ben).count()
    return _evidence(story), words, need.state, Touchpoint.objects.visible_to(story.ben).count()


def test_everyone_whose_words_stood_behind_it_is_listed_with_their_words(story: Story):
    keep(story)
    saskia, tom = _behind(story).values()
    assert (saskia.name, saskia.reasons, saskia.verbatims) == (
        "Saskia de Wit",
        ("promised", "said", "need"),
        (story.words,),
    )
    assert (tom.account, tom.reasons, tom.is_there, tom.address) == ("Veltra", ("need",), False, "tom@veltra.example")


def test_of_a_missed_promise_nobody_at_another_account_is_told(story: Story):
    keep(story, settlement="missed")
    assert list(_behind(story)) == ["Saskia de Wit"]
    with pytest.raises(checks.NotToTell, match="Nothing that Tom Baker said"):
        write(story, story.tom)


def test_telling_by_mail_puts_it_into_the_outbox_with_the_question_and_counts_as_an_ask(story: Story):
    keep(story)
    told = write(story, story.saskia)
    posted = Mail.objects.visible_to(story.ben).get(about=told)
    assert posted.to == ["saskia@rijnmond.example"]
    assert posted.body.startswith("Hello, it is done.\n\nDid that settle it?")
    assert Ask.objects.visible_to(story.ben).get(about=told).contact_id == story.saskia
    assert Telling.objects.visible_to(story.ben).get(promise=story.promise).contact_id == story.saskia
    row = Told.objects.visible_to(story.ben).get(pk=told)
    talk = Touchpoint.objects.visible_to(story.ben).get(pk=row.touchpoint_id)
    assert (talk.direction, talk.medium) == ("ours", "email")


def test_without_the_question_nothing_is_asked_for(story: Story):
    keep(story)
    told = write(story, story.saskia, with_question=False)
    assert "settle it" not in Mail.objects.visible_to(story.ben).get(about=told).body
    assert not Ask.objects.visible_to(story.ben).filter(about=told).exists()


def test_who_was_asked_often_enough_is_not_asked_unless_somebody_says_why(story: Story):
    keep(story)
    asks.change_limit(most=1, days=30, viewer=story.cast.alice, at=NOW)
    asks.record_ask(contact=story.saskia, kind="survey", on=TODAY, about="survey_1", viewer=story.ben, at=NOW)
    with pytest.raises(asks.AskedTooOften, match="Saskia de Wit has been asked often enough"):
        write(story, story.saskia)
    assert not Told.objects.visible_to(story.ben).exists()
    assert not Mail.objects.visible_to(story.ben).exists()
    assert write(story, story.saskia, despite="She asked us to.")


@pytest.mark.parametrize(
    ("said", "refusal"),
    [({"text": " "}, typed.NothingSaid), ({"subject": ""}, typed.NothingSaid)],
)
def test_a_mail_without_words_is_refused(story: Story, said: dict[str, str], refusal: type[Exception]):
    keep(story)
    with pytest.raises(refusal):
        write(story, story.saskia, **said)


def test_nobody_is_told_of_what_is_still_open_and_nobody_twice(story: Story):
    with pytest.raises(promise_checks.NotSettled, match="still open"):
        write(story, story.saskia)
    keep(story)
    write(story, story.saskia)
    with pytest.raises(checks.ToldAlready, match="was told of this on 19 November 2026"):
        telling.mark_told(promise=story.promise, contacts=[story.saskia], told_on=TODAY, viewer=story.ben, at=NOW)


def test_who_has_no_address_is_told_in_a_talk(story: Story):
    keep(story)
    pia = account_operations.add_contact(account=story.account, name="Pia Vos", viewer=story.ben, at=NOW)
    with pytest.raises(checks.NoAddress, match="Nobody knows a mail address of Pia Vos"):
        write(story, pia)
    telling.mark_told(promise=story.promise, contacts=[pia], told_on=TODAY, viewer=story.ben, at=NOW)
    assert _behind(story)["Saskia de Wit"].told_id == ""
    assert Told.objects.visible_to(story.ben).get().way == "talk"


def test_telling_can_be_taken_back_until_the_mail_has_gone_out(story: Story):
    keep(story)
    write(story, story.saskia)
    take_back(story.ben)
    assert not Told.objects.visible_to(story.ben).exists()
    assert not Telling.objects.visible_to(story.ben).exists()
    assert telling.find_reason_against(Mail.objects.visible_to(story.ben).get().about) == telling.TAKEN_BACK
    write(story, story.saskia)
    send_all(story)
    with pytest.raises(Refused, match="a sent mail cannot be unsent"):
        take_back(story.ben)
    assert Told.objects.visible_to(story.ben).count() == 1


def test_an_answer_of_somebody_who_was_not_told_is_refused(story: Story):
    keep(story)
    write(story, story.saskia)
    before = Touchpoint.objects.visible_to(story.ben).count()
    with pytest.raises(checks.NotTold, match="Tom Baker was not told how this ended"):
        answer(story, story.tom, "yes", "Yes, it does")
    assert Touchpoint.objects.visible_to(story.ben).count() == before


def test_a_yes_settles_the_need_for_their_account_in_their_words(story: Story):
    keep(story)
    write(story, story.saskia)
    answer(story, story.saskia, "yes", "Yes. The auditor was happy with it.")
    assert Unlaid.objects.visible_to(story.ben).count() == 1
    cut(story.cast)
    telling.lay_words(viewer=story.ben, at=NOW)
    assert _evidence(story)[-1] == ("The auditor was happy with it.", "settles")
    assert not Unlaid.objects.visible_to(story.ben).exists()


def test_a_no_brings_the_need_back_with_their_words(story: Story):
    need_operations.settle_need(need=story.need, note="The trail is there", viewer=story.ben, at=NOW)
    keep(story)
    write(story, story.saskia)
    answer(story, story.saskia, "no")
    cut(story.cast)
    telling.lay_words(viewer=story.ben, at=NOW)
    assert Need.objects.visible_to(story.ben).get(pk=story.need).state == "open"
    assert _evidence(story)[-1] == ("It leaves out the night shift", "supports")


def test_taking_back_what_they_said_puts_all_of_it_back(story: Story):
    need_operations.settle_need(need=story.need, note="The trail is there", viewer=story.ben, at=NOW)
    keep(story)
    write(story, story.saskia)
    before = _all(story)
    answer(story, story.saskia, "no")
    cut(story.cast)
    telling.lay_words(viewer=viewers.house("laying words"), at=NOW)
    assert _all(story) != before
    take_back(story.ben)
    assert _all(story) == before


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"words": "  "}, typed.NothingSaid),
        ({"said_on": TODAY + timedelta(1)}, promise_checks.BadDay),
        ({"said_on": TODAY - timedelta(1)}, promise_checks.BadDay),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(story: Story, said: dict[str, object], refusal: type[Exception]):
    keep(story)
    write(story, story.saskia)
    with pytest.raises(refusal):
        answer(story, story.saskia, "yes", **said)
    assert not Confirmation.objects.visible_to(story.ben).exists()


def test_who_says_the_same_again_is_told_so_and_who_changes_their_mind_is_heard(story: Story):
    keep(story)
    write(story, story.saskia)
    answer(story, story.saskia, "yes", "Yes")
    with pytest.raises(checks.SaidAlready, match="has said yes to this already"):
        answer(story, story.saskia, "yes", "Yes again")
    assert answer(story, story.saskia, "no", "No, not after all")


def test_a_reply_of_who_was_told_waits_for_a_member_and_then_counts(story: Story):
    keep(story)
    told = write(story, story.saskia)
    reply(story, told, "Saskia de Wit <saskia@rijnmond.example>", "No. It leaves out the night shift entirely.")
    row = Confirmation.objects.visible_to(story.ben).get()
    assert (row.told_id, row.guess, row.answer, row.source) == (told, "no", "", "mail")
    talk = Touchpoint.objects.visible_to(story.ben).get(pk=row.turn.touchpoint_id)
    sent = Touchpoint.objects.visible_to(story.ben).get(
        pk=Told.objects.visible_to(story.ben).get(pk=told).touchpoint_id
    )
    assert (talk.direction, talk.account_id, talk.conversation) == ("theirs", story.account, sent.conversation)
    telling.read_word(confirmation=row.pk, word="no", viewer=story.ben, at=NOW)
    assert _evidence(story)[-1] == ("It leaves out the night shift entirely.", "supports")
    with pytest.raises(checks.SaidAlready):
        telling.read_word(confirmation=row.pk, word="yes", viewer=story.ben, at=NOW)
    take_back(story.ben)
    assert Confirmation.objects.visible_to(story.ben).get().answer == ""
    assert WORDS in _evidence(story)[0]
    assert len(_evidence(story)) == 2


def test_a_reply_of_somebody_else_confirms_nothing(story: Story):
    keep(story)
    told = write(story, story.saskia)
    reply(story, told, "Tom Baker <tom@veltra.example>", "Yes, that settles it.")
    assert not Confirmation.objects.visible_to(story.ben).exists()


def test_an_automatic_reply_confirms_nothing_and_what_is_no_answer_is_put_aside(story: Story):
    keep(story)
    told = write(story, story.saskia)
    reply(story, told, "saskia@rijnmond.example", "Thank you, I will look at it on Monday.")
    row = Confirmation.objects.visible_to(story.ben).get()
    assert row.guess == ""
    telling.put_word_aside(confirmation=row.pk, viewer=story.ben, at=NOW)
    assert not Confirmation.objects.visible_to(story.ben).exists()
    take_back(story.ben)
    assert Confirmation.objects.visible_to(story.ben).get().pk == row.pk


def test_what_is_opened_again_and_kept_anew_can_be_told_anew(story: Story):
    first = keep(story, settlement="missed")
    write(story, story.saskia)
    second = keep(story)
    assert first != second
    assert _behind(story)["Saskia de Wit"].told_id == ""
    assert write(story, story.saskia)
    assert SettlementRow.objects.visible_to(story.ben).filter(over_at__isnull=True).get().pk == second


def test_a_settlement_keeps_its_link_and_refuses_one_that_is_none(story: Story):
    with pytest.raises(promise_checks.BadLink, match="begins with https"):
        keep(story, link="javascript:alert(1)")
    assert not SettlementRow.objects.visible_to(story.ben).exists()
    shown = ending.Shown("ab" * 32, "trail.pdf", 12)
    made = keep(story, link="https://arlund.example/trail", shown=shown)
    row = SettlementRow.objects.visible_to(story.ben).get(pk=made)
    assert (row.link, row.file_name, row.n_bytes) == ("https://arlund.example/trail", "trail.pdf", 12)
