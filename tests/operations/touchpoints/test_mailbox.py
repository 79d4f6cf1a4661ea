"""Mails that come to the house's own address, over a real IMAP server."""

import email
import email.policy
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.conf import settings

from closeknit.accounts.models import Standing
from closeknit.identity import mailboxes
from closeknit.kit import clock, files, mailbox, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.tasks.worker import Worker
from closeknit.touchpoints import bookkeeping, operations, waiting
from closeknit.touchpoints.mailbox import letters, polling
from closeknit.touchpoints.mailbox import operations as mailing_operations
from closeknit.touchpoints.models import Letter, Participation, Touchpoint, Turn
from tests import imap_server
from tests.conftest import NOW
from tests.imap_server import Mailbox
from tests.operations.touchpoints.conftest import Town
from tests.operations.touchpoints.mailing import HEARD, OURS, forward, mail

WORDS = "We cannot tell at night whether the run has stopped."
ANA = "Ana Costa <ana@harrow.example>"
BEN = "Ben <ben@arlund.example>"


@pytest.fixture
def box(town: Town) -> Iterator[Mailbox]:
    settings.HOUSE_FOLDER.make()
    with clock.frozen(NOW), imap_server.serving(Mailbox()) as served:
        keep(town, served)
        # Setting a mailbox is followed by a first look into it.
        Worker().run_until_idle()
        yield served


def keep(town: Town, box: Mailbox, **other: str) -> None:
    said = {
        "address": HEARD, "host": "127.0.0.1", "port": box.port, "security": "none", "login": box.login,
        "folder": "INBOX", "receiver": OURS, "proof": "any", "password": box.password,
    }  # fmt: skip
    mailboxes.change_mailbox(**(said | other), viewer=town.alice, at=NOW)


def look() -> None:
    tasks.enqueue(polling.read_mailbox, viewer=viewers.house("test"), key="test")
    Worker().run_until_idle()


def _rows(town: Town, *fields: str) -> list[tuple]:
    return list(Touchpoint.objects.visible_to(town.ben).order_by("pk").values_list(*fields))


def _only(town: Town) -> Letter:
    (letter,) = Letter.objects.visible_to(town.ben)
    return letter


def test_what_a_member_passes_on_is_their_customers_words_and_the_remark_a_note_of_ours(town: Town, box: Mailbox):
    box.put(forward(WORDS, remark="She rang about it as well."))
    look()
    fields = ("medium", "direction", "account", "member", "wording", "started_at__date")
    assert _rows(town, *fields) == [("email", "theirs", town.harrow, town.ben.id, "exact", date(2026, 11, 18))]
    said = ("text", "is_ours", "speaker__contact", "speaker__member")
    assert list(Turn.objects.visible_to(town.ben).order_by("position").values_list(*said)) == [
        (WORDS, False, town.ana, None),
        ("She rang about it as well.", True, None, town.ben.id),
    ]
    assert (_only(town).state, _only(town).reason, _only(town).proof) == ("taken", "passed_on", "dmarc")
    # They wait for an answer: a note about it is none, and no attempt of ours either.
    assert Standing.objects.visible_to(town.ben).get(pk=town.harrow).tried_at is None
    assert Standing.objects.visible_to(town.ben).get(pk=town.harrow).owed_since is not None
    assert bookkeeping.list_wrong(viewer=town.ben, at=NOW) == []


def test_the_same_mail_passed_on_by_two_is_one_and_both_remarks_stay(town: Town, box: Mailbox):
    box.put(forward(WORDS, remark="She rang about it as well."))
    box.put(forward(WORDS, remark="I heard this too.", sender="Gita <gita@arlund.example>"))
    look()
    assert _rows(town, "medium") == [("email",)]
    texts = Turn.objects.visible_to(town.ben).order_by("position").values_list("text", flat=True)
    assert list(texts) == [WORDS, "She rang about it as well.", "I heard this too."]


def test_a_mail_that_was_brought_in_before_is_not_doubled_by_passing_it_on(town: Town, box: Mailbox):
    original = mail(WORDS, sender=ANA, to=BEN, message="1")
    box.put(original)
    look()
    passing = email.message_from_bytes(mail("See below.", sender=BEN), policy=email.policy.default)
    passing.make_mixed()
    passing.add_attachment(email.message_from_bytes(original, policy=email.policy.default))
    box.put(passing.as_bytes())
    look()
    assert _rows(town, "medium") == [("email",)]
    assert Turn.objects.visible_to(town.ben).count() == 2


def test_what_a_member_writes_is_handed_in_at_the_account_it_names(town: Town, box: Mailbox):
    box.put(mail("Derek at Harrow Fell said: the invoices come late.", sender="Gita <gita@arlund.example>"))
    look()
    assert _rows(town, "medium", "account", "member", "wording") == [("note", town.harrow, town.gita.id, "reported")]


def test_a_copy_of_what_a_member_writes_to_a_customer_is_our_mail_to_them(town: Town, box: Mailbox):
    box.put(mail("We will send a message from Monday on.", sender=BEN, to=f"{ANA}, {HEARD}"))
    look()
    assert _rows(town, "medium", "direction", "account", "member") == [("email", "ours", town.harrow, town.ben.id)]


def test_a_proven_customers_mail_is_theirs(town: Town, box: Mailbox):
    box.put(mail(WORDS, sender=ANA))
    look()
    assert _rows(town, "account", "direction") == [(town.harrow, "theirs")]
    assert waiting.list_waiting(viewer=town.ben) == []


def test_a_known_address_that_nothing_proves_waits_and_touches_nothing(town: Town, box: Mailbox):
    box.put(mail(WORDS, sender=ANA, message="real"))
    look()
    before = Standing.objects.visible_to(town.ben).get(pk=town.harrow).owed_since
    forged = mail("Stop the project.", sender=ANA, proven=False, headers={"In-Reply-To": "<real@harrow.example>"})
    box.put(forged)
    look()
    late = Touchpoint.objects.visible_to(town.ben).order_by("-pk").first()
    assert late is not None
    assert late.account is None
    assert late.conversation != _rows(town, "conversation")[0][0]
    assert Standing.objects.visible_to(town.ben).get(pk=town.harrow).owed_since == before
    (speaker,) = waiting.list_waiting(viewer=town.ben)
    assert (speaker.is_unproven, speaker.touchpoint_id) == (True, late.pk)
    assert speaker.candidates[0].contact == town.ana
    assert letters.count_waiting(viewer=town.ben) == 1


def test_deciding_about_one_unproven_mail_decides_about_no_other(town: Town, box: Mailbox):
    for number in range(2):
        box.put(mail(f"{WORDS} {number}", sender=ANA, proven=False, message=str(number)))
    look()
    first, second = waiting.list_waiting(viewer=town.ben)
    operations.place_speaker(
        written=first.written, address=first.address, who="contact", contact=town.ana, touchpoint=first.touchpoint_id,
        viewer=town.ben, at=NOW,
    )  # fmt: skip
    assert [one.touchpoint_id for one in waiting.list_waiting(viewer=town.ben)] == [second.touchpoint_id]
    box.put(mail(f"{WORDS} 3", sender=ANA, proven=False, message="3"))
    look()
    assert len(waiting.list_waiting(viewer=town.ben)) == 2


def test_placing_the_same_spelling_elsewhere_and_giving_the_conversation_leave_an_unproven_sender_waiting(
    town: Town, box: Mailbox
):
    box.put(mail(WORDS, sender=ANA, proven=False))
    look()
    (part,) = Participation.objects.visible_to(town.ben).filter(is_unsure=True)
    with pytest.raises(operations.NobodyWaits):
        operations.place_speaker(
            written=part.written, address=part.address, who="contact", contact=town.ana, viewer=town.ben, at=NOW
        )
    operations.give_touchpoint(touchpoint=part.touchpoint_id, account=town.harrow, viewer=town.ben, at=NOW)
    assert Participation.objects.visible_to(town.ben).get(pk=part.pk).is_unsure


def test_a_stranger_waits(town: Town, box: Mailbox):
    box.put(mail(WORDS, sender="eve@nowhere.example"))
    box.put(mail(WORDS, sender="eve@elsewhere.example", proven=False))
    look()
    assert _rows(town, "account") == [(None,), (None,)]
    assert sorted(one.is_unproven for one in waiting.list_waiting(viewer=town.ben)) == [False, True]


def test_words_in_a_members_name_wait_until_somebody_says_that_they_are_theirs(town: Town, box: Mailbox):
    box.put(forward(WORDS, proven=False))
    look()
    assert (_only(town).state, _rows(town, "pk")) == ("waiting", [])
    assert letters.count_waiting(viewer=town.ben) == 1
    mailing_operations.confirm_letter(letter=_only(town).pk, viewer=town.alice, at=NOW)
    assert _rows(town, "account", "member") == [(town.harrow, town.ben.id)]
    assert (_only(town).state, _only(town).proof) == ("taken", "person")
    with pytest.raises(mailing_operations.PastThat):
        mailing_operations.confirm_letter(letter=_only(town).pk, viewer=town.alice, at=NOW)


def test_without_a_receiving_server_to_trust_nobody_is_proven(town: Town, box: Mailbox):
    keep(town, box, receiver="")
    box.put(mail(WORDS, sender=ANA))
    look()
    assert _only(town).reason == "unproven"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (mail("I am away.", sender=ANA, headers={"Auto-Submitted": "auto-replied"}), "automatic"),
        (mail("I am away.", sender=ANA, subject="Out of office: Night runs"), "automatic"),
        (mail("It could not be delivered.", sender="mailer-daemon@mx.example", proven=False), "bounce"),
        (mail("Your digest", sender=HEARD), "own"),
        (mail("Your digest", sender=BEN, headers={"X-Closeknit": "digest"}), "own"),
        (mail("Half price!", sender="eve@shop.example", headers={"Precedence": "bulk"}), "mailing"),
        (mail("> quoted alone\n", sender=BEN, subject="Re: x"), "no_words"),
        (mail("...", sender=ANA), "no_words"),
    ],
    ids=["vacation", "away", "bounce", "own address", "own mark", "mailing", "quoted alone", "no words"],
)
def test_what_a_machine_wrote_is_left_out_kept_and_listed(town: Town, box: Mailbox, data: bytes, reason: str):
    box.put(data)
    look()
    letter = _only(town)
    assert (letter.state, letter.reason, _rows(town, "pk")) == ("left_out", reason, [])
    assert files.path_of(letter.file).exists()


def test_ten_megabytes_of_quoted_text_leave_the_answer_and_the_whole_mail_as_a_file(town: Town, box: Mailbox):
    body = (
        "Derek at Harrow Fell wants a message at night.\n\nOn Thu, Ana wrote:\n" + "> and again and again\n" * 500_000
    )
    box.put(mail(body, sender=BEN, subject="Re: Night runs"))
    box.put(mail(body.replace("Derek", "Kim"), sender=ANA))
    look()
    texts = list(Turn.objects.visible_to(town.ben).order_by("touchpoint").values_list("text", flat=True))
    assert texts == ["Derek at Harrow Fell wants a message at night.", "Kim at Harrow Fell wants a message at night."]
    first = Letter.objects.visible_to(town.ben).order_by("pk").first()
    assert first is not None
    assert first.reason == "shortened"
    assert files.path_of(first.file).stat().st_size > 10_000_000


def test_what_is_larger_than_we_read_is_listed(town: Town, box: Mailbox, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mailbox, "MOST_BYTES", 100)
    box.put(mail(WORDS, sender=ANA))
    look()
    assert (_only(town).reason, _only(town).file) == ("too_large", "")


def test_a_mail_that_breaks_us_holds_up_no_other(town: Town, box: Mailbox, monkeypatch: pytest.MonkeyPatch, caplog):
    box.put(mail("This one breaks.", sender=ANA))
    box.put(mail(WORDS, sender=ANA))
    real = polling.operations.take_letter

    def breaking(*, data: bytes, **other: object) -> str:
        if b"This one breaks" in data:
            raise ValueError("a fault of ours")
        return real(data=data, **other)

    monkeypatch.setattr(polling.operations, "take_letter", breaking)
    look()
    assert [row.reason for row in letters.list_letters(viewer=town.ben)] == ["written", "broken"]
    assert "could not be taken in" in caplog.text


def test_a_mail_is_taken_once_however_often_it_is_seen(town: Town, box: Mailbox):
    data = mail(WORDS, sender=ANA)
    box.put(data)
    look()
    look()
    box.put(b"Received: by another way\r\n" + data)
    look()
    box.uid_validity = 8
    look()
    assert len(_rows(town, "pk")) == 1
    assert Letter.objects.visible_to(town.ben).count() == 1
    known = mailbox.find_mailbox()
    assert known is not None
    assert (known.uid_validity, known.last_uid) == (8, 2)


def test_another_body_under_the_same_message_id_is_another_mail(town: Town, box: Mailbox):
    box.put(mail(WORDS, sender=ANA, message="1"))
    box.put(mail("Something else.", sender="ana@harrow.example", message="1", proven=False))
    look()
    assert Letter.objects.visible_to(town.ben).count() == 2
    assert len(_rows(town, "pk")) == 2


def test_a_line_that_breaks_in_the_middle_loses_nothing_and_doubles_nothing(town: Town, box: Mailbox):
    for number in range(4):
        box.put(mail(f"{WORDS} {number}", sender=ANA))
    box.drop_after = 2
    look()
    known = mailbox.find_mailbox()
    assert known is not None
    assert "could not be read" in known.problem
    assert len(_rows(town, "pk")) == 2
    look()
    assert len(_rows(town, "pk")) == 4
    assert mailbox.find_mailbox().problem == ""  # type: ignore[union-attr]


def test_more_than_one_look_can_hold_is_read_in_several(town: Town, box: Mailbox, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(polling, "AT_ONCE", 2)
    for number in range(5):
        box.put(mail(f"{WORDS} {number}", sender=ANA))
    look()
    assert len(_rows(town, "pk")) == 5


def test_what_came_before_the_mailbox_was_set_is_left_alone(town: Town, box: Mailbox):
    box.put(mail(WORDS, sender=ANA), on=NOW.date() - timedelta(2))
    look()
    assert _rows(town, "pk") == []
