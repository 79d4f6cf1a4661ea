"""Mail as it really comes: what is broken gives less, and one broken message costs only itself."""

import io
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.touchpoints.readers import mail, markup
from closeknit.touchpoints.readers.conversation import Conversation, Participant, Rejected

PLAIN = (
    b"From: Ana Silva <Ana@Acme.example>\r\nTo: ben@us.example\r\nCc: \"Ruiz, Carla\" <carla@acme.example>\r\n"
    b"Subject: Too slow\r\nDate: Fri, 20 Nov 2026 15:03:00 +0100\r\nMessage-ID: <a1@acme.example>\r\n"
    b"In-Reply-To: <b0@us.example>\r\n\r\nWe wait a week.\r\n\r\n> We are fast.\r\n"
)  # fmt: skip


def read(data: bytes) -> Conversation:
    found = mail.read(data)
    assert isinstance(found, Conversation), found
    return found


def rejected(data: bytes) -> str:
    found = mail.read(data)
    assert isinstance(found, Rejected)
    return found.reason


def test_a_mail_is_one_turn_of_its_writer() -> None:
    found = read(PLAIN)
    assert found.external_id == "a1@acme.example"
    assert found.reply_to == "b0@us.example"
    assert found.started_at == datetime(2026, 11, 20, 14, 3, tzinfo=UTC)
    assert [(turn.speaker, turn.address) for turn in found.turns] == [("Ana Silva", "ana@acme.example")]
    assert found.turns[0].text == "We wait a week.\n\n> We are fast."
    assert found.turns[0].own is None
    assert found.participants == (
        Participant("Ana Silva", "ana@acme.example"),
        Participant("", "ben@us.example"),
        Participant("Ruiz, Carla", "carla@acme.example"),
    )


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        ('Content-Type: text/plain; charset="iso-8859-1"', "Größe".encode("latin-1"), "Größe"),
        ('Content-Type: text/plain; charset="utf-8"', "Größe".encode("latin-1"), "Größe"),
        ('Content-Type: text/plain; charset="klingon-8"', "Größe".encode(), "Größe"),
        ("Content-Type: text/plain", "Größe €".encode("cp1252"), "Größe €"),
        ('Content-Type: text/plain; charset="us-ascii"', "Größe".encode("latin-1"), "Größe"),
        ('Content-Type: text/plain; charset="shift_jis"', "あいうえお".encode("shift_jis"), "あいうえお"),
        ('Content-Type: text/plain; charset="ks_c_5601-1987"', "스티해".encode("cp949"), "스티해"),
        ("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64", b"R3LDtsOfZQ", "Größe"),
        (
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable",
            b"Gr=C3=B6=C3=9Fe =",
            "Größe",
        ),
    ],
)
def test_bodies_are_read_in_the_charset_that_they_are_in(head: str, body: bytes, text: str) -> None:
    assert read(f"From: a@b.example\n{head}\n\n".encode() + body).turns[0].text == text


@pytest.mark.parametrize(
    ("written", "subject"),
    [
        (b"=?utf-8?q?Gr=C3=B6=C3=9Fe?=", "Größe"),
        (b"=?iso-8859-1?B?R3L232U=?= =?iso-8859-1?B?IQ==?=", "Größe!"),
        (b"=?klingon?q?abc?=", "abc"),
        (b"=?utf-8?b?!!!?=", "=?utf-8?b?!!!?="),
        ("Größe".encode(), "Größe"),
        ("Größe ist mir gleich".encode("latin-1"), "Größe ist mir gleich"),
        (b"long\r\n line", "long line"),
    ],
)
def test_subjects_are_decoded_or_left_as_they_are(written: bytes, subject: str) -> None:
    assert read(b"From: a@b.example\r\nSubject: " + written + b"\r\n\r\nwords").subject == subject


def test_plain_text_goes_before_html_and_attachments_are_named() -> None:
    data = (
        b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=X\n\n"
        b"--X\nContent-Type: multipart/alternative; boundary=Y\n\n--Y\nContent-Type: text/plain\n\nPlain words\n"
        b"--Y\nContent-Type: text/html\n\n<p>HTML words</p>\n--Y--\n"
        b"--X\nContent-Type: application/pdf; name=offer.pdf\nContent-Disposition: attachment\n\nxx\n--X--\n"
    )
    found = read(data)
    assert found.turns[0].text == "Plain words"
    assert found.attachments == ("offer.pdf",)


def test_html_becomes_text_with_its_quotation_marked() -> None:
    data = (
        b"From: a@b.example\nContent-Type: text/html; charset=utf-8\n\n<html><head><style>p{}</style></head><body>"
        b"<p>We wait&nbsp;a <b>week</b>.<br>Every time.</p><blockquote><p>You are fast.</p></blockquote></body></html>"
    )
    assert read(data).turns[0].text == "We wait a week.\nEvery time.\n\n> You are fast.\n>"


def test_a_wrong_boundary_is_mended() -> None:
    data = b"From: a@b.example\nContent-Type: multipart/mixed; boundary=X\n\n--Z\nContent-Type: text/html\n\n<p>Words</p>\n--Z--\n"
    assert read(data).turns[0].text == "Words"


def test_a_broken_date_leaves_the_words() -> None:
    found = read(b"From: a@b.example\nDate: the other day\n\nwords")
    assert found.started_at is None


def test_without_an_id_the_content_is_the_id() -> None:
    one = read(b"From: a@b.example\nSubject: x\n\nwords\n")
    two = read(b"Subject: x\r\nFrom: A B <a@b.example>\r\n\r\nwords\r\n")
    other = read(b"From: a@b.example\nSubject: x\n\nother words\n")
    assert one.external_id == two.external_id != other.external_id


def test_what_is_nobodys_words_is_rejected_with_the_reason() -> None:
    assert rejected(b"From: a@b.example\n\n \n") == "has no words"
    bounce = b"From: a@b.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=X\n\n--X\n\nfailed\n--X--\n"
    assert "delivery report" in rejected(bounce)
    assert "nobody is known" in rejected(b"just some words")


def test_a_part_within_a_part_a_thousand_times_ends() -> None:
    data = b"From: a@b.example\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=B%d\n\n--B%d\n" % (n, n) for n in range(1_000)
    )
    assert isinstance(mail.read(data + b"Content-Type: text/plain\n\nwords"), Conversation | Rejected)


def test_a_mailbox_gives_each_message_and_a_broken_one_costs_itself() -> None:
    box = (
        b"From ana@acme.example Fri Nov 20 15:03:00 2026\n" + PLAIN.replace(b"\r\n", b"\n")
        + b"\n>From what I see, it is slow.\n\nFrom here on it is worse.\n\n"
        b"From x Fri Nov 20 15:04:00 2026\nX: y\n\n\n\n"
        b"From ben@us.example Fri Nov 20 15:05:00 2026\nFrom: ben@us.example\nMessage-ID: <c2@us.example>\n\nSorry.\n"
    )  # fmt: skip
    assert mail.looks_like_mbox(box)
    found = list(mail.read_mbox(io.BytesIO(box)))
    assert [type(one) for one in found] == [Conversation, Rejected, Conversation]
    assert isinstance(found[0], Conversation)
    assert found[0].turns[0].text.endswith("From what I see, it is slow.\n\nFrom here on it is worse.")
    assert found[1] == Rejected(2, "has no words")
    assert [one.place for one in found if isinstance(one, Conversation)] == ["message 1", "message 3"]


@pytest.mark.parametrize(
    "source", ["<div>" * 50_000 + "x", "<" * 50_000, "<blockquote>" * 900 + "x", "<a " * 50_000, "&#" * 50_000]
)
def test_hostile_markup_is_read_in_no_time(source: str) -> None:
    assert isinstance(markup.to_text(source), str)


pieces = st.sampled_from(
    [b"From: a@b.example\n", b"Content-Type: multipart/mixed; boundary=X\n", b"--X\n", b"--X--\n", b"\n", b"Subject: =?utf-8?q?",
     b"Content-Transfer-Encoding: base64\n", b"Content-Type: text/html; charset=", b"Date: ", b"Message-ID: <", b"words ", b"=?",
     b"Content-Disposition: attachment; filename*=utf-8''%ff\n", b"<p>", b"From x 1:00\n", b"\xff\xfe", b"To: <@@>,;:\n"]
)  # fmt: skip


@given(st.lists(pieces | st.binary(max_size=20), max_size=25).map(b"".join))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_a_message_or_rejected(data: bytes) -> None:
    assert isinstance(mail.read(data), Conversation | Rejected)
    assert all(isinstance(one, Conversation | Rejected) for one in mail.read_mbox(io.BytesIO(data)))
