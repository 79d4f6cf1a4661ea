from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.touchpoints.readers import forwards

WORDS = "We cannot tell at night whether the run has stopped.\nCould you send a message?"
GMAIL = f"""She rang about this as well.

---------- Forwarded message ---------
From: Ana Costa <ana@harrow.example>
Date: Thu, 19 Nov 2026 at 14:02
Subject: Night runs
To: Ben <ben@arlund.example>


{WORDS}
"""
OUTLOOK = f"""She rang about this as well.

________________________________
From: Ana Costa <ana@harrow.example>
Sent: Thursday, November 19, 2026 2:02 PM
To: Ben <ben@arlund.example>
Subject: Night runs

{WORDS}
"""
APPLE = f"""She rang about this as well.

Begin forwarded message:

> From: Ana Costa <ana@harrow.example>
> Subject: Night runs
> Date: 19 November 2026 at 14:02:00 GMT
> To: Ben <ben@arlund.example>
>\u0020
> {WORDS.splitlines()[0]}
> {WORDS.splitlines()[1]}
"""
THUNDERBIRD = f"""She rang about this as well.

-------- Forwarded Message --------
Subject: \tNight runs
Date: \tThu, 19 Nov 2026 14:02:00 +0000
From: \tAna Costa <ana@harrow.example>
To: \tBen <ben@arlund.example>



{WORDS}
"""
GERMAN = f"""She rang about this as well.

-----Ursprüngliche Nachricht-----
Von: Ana Costa <ana@harrow.example>
Gesendet: Donnerstag, 19. November 2026 14:02
An: Ben <ben@arlund.example>
Betreff: Night runs

{WORDS}
"""


def _mail(body: str, subject: str = "Fwd: Night runs") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ben <ben@arlund.example>"
    message["Subject"] = subject
    message.set_content(body)
    return message


@pytest.mark.parametrize(
    "body", [GMAIL, OUTLOOK, APPLE, THUNDERBIRD, GERMAN], ids=["gmail", "outlook", "apple", "tb", "de"]
)
def test_what_is_passed_on_has_its_author_its_day_and_its_words_and_the_remark_stands_apart(body: str):
    read = forwards.take_apart(_mail(body).as_bytes())
    assert read.remark == "She rang about this as well."
    assert read.original is not None
    (turn,) = read.original.turns
    assert (turn.speaker, turn.address, turn.text) == ("Ana Costa", "ana@harrow.example", WORDS)
    assert read.original.subject == "Night runs"
    assert read.original.started_at is not None
    assert read.original.started_at.date().isoformat() == "2026-11-19"


def test_a_page_that_is_passed_on_is_read_as_well():
    page = (
        "<div>See below.</div><div class='gmail_quote'>---------- Forwarded message ---------<br>"
        "From: <b>Ana Costa</b> &lt;<a href='mailto:ana@harrow.example'>ana@harrow.example</a>&gt;<br>"
        "Date: Thu, 19 Nov 2026 at 14:02<br>Subject: Night runs<br>To: Ben &lt;ben@arlund.example&gt;<br><br>"
        "<p>We cannot tell at night whether the run has stopped.</p></div>"
    )
    message = EmailMessage()
    message["From"], message["Subject"] = "ben@arlund.example", "Fwd: Night runs"
    message.set_content(page, subtype="html")
    read = forwards.take_apart(message.as_bytes())
    assert read.remark == "See below."
    assert read.original is not None
    assert read.original.turns[0].text == "We cannot tell at night whether the run has stopped."
    assert read.original.turns[0].address == "ana@harrow.example"


def test_a_mail_that_is_attached_keeps_its_own_id():
    inner = EmailMessage()
    inner["From"], inner["Message-ID"] = "Ana Costa <ana@harrow.example>", "<1@harrow.example>"
    inner["Date"] = "Thu, 19 Nov 2026 14:02:00 +0000"
    inner.set_content(WORDS)
    outer = _mail("As attached.")
    outer.add_attachment(inner)
    read = forwards.take_apart(outer.as_bytes())
    assert read.remark == "As attached."
    assert read.original is not None
    assert read.original.external_id == "1@harrow.example"
    assert read.original.started_at == datetime(2026, 11, 19, 14, 2, tzinfo=UTC)


def test_two_who_pass_on_the_same_mail_pass_on_one():
    first = forwards.take_apart(_mail(GMAIL).as_bytes()).original
    second = forwards.take_apart(_mail(OUTLOOK.replace("She rang", "He wrote")).as_bytes()).original
    assert first is not None
    assert second is not None
    assert first.external_id == second.external_id


def test_an_answer_with_the_old_mail_below_passes_nothing_on():
    answer = "Ana wants a message at night.\n" + OUTLOOK.partition("\n")[2]
    read = forwards.take_apart(_mail(answer, subject="Re: Night runs").as_bytes())
    assert read.original is None
    assert read.remark == "Ana wants a message at night."


def test_ten_megabytes_of_quoted_text_are_left_out_and_said():
    body = (
        "Ana wants a message at night.\n\nOn Thu, 19 Nov 2026 at 14:02, Ana wrote:\n"
        + "> and again and again\n" * 500_000
    )
    read = forwards.take_apart(_mail(body, subject="Re: x").as_bytes())
    assert (read.remark, read.original, read.is_shortened) == ("Ana wants a message at night.", None, True)


def test_an_endless_mail_that_is_passed_on_keeps_what_its_author_wrote():
    read = forwards.take_apart(_mail(GMAIL + "\n" + "> and again and again\n" * 30_000).as_bytes())
    assert read.is_shortened
    assert read.original is not None
    assert read.original.turns[0].text == WORDS


@given(st.binary(max_size=400))
def test_whatever_comes_is_read_without_an_error(data: bytes):
    forwards.take_apart(b"From: a@b.example\nSubject: Fwd: x\n\n" + data)
