"""The right reader is found by what is in a file, and the files of one recording agree."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closeknit.kit.tables.table import Unreadable
from closeknit.touchpoints.readers import reading
from closeknit.touchpoints.readers.conversation import Conversation, Rejected
from closeknit.touchpoints.readers.reading import Reading

VTT = (
    "WEBVTT\n\n00:01.000 --> 00:02.500\nAna: Is it slow?\n\n00:02.500 --> 00:04.000\nBen: Very.\n\n"
    "00:04.000 --> 00:06.000\nBen: And dear.\n"
)
SRT = (
    "1\n00:00:01,000 --> 00:00:02,500\nAna: Is it slow?\n\n2\n00:00:02,500 --> 00:00:04,000\nBen: Very.\n\n"
    "3\n00:00:04,000 --> 00:00:06,000\nBen: And dear.\n"
)
TIMED = "[00:01.000 --> 00:02.500]  Ana: Is it slow?\n[00:02.500 --> 00:04.000]  Ben: Very.\n[00:04.000 --> 00:06.000]  Ben: And dear.\n"
PLAIN = "Ana: Is it slow?\nBen: Very.\nBen: And dear.\n"
TABLE = "start\tend\tspeaker\ttext\n1000\t2500\tAna\tIs it slow?\n2500\t4000\tBen\tVery.\n4000\t6000\tBen\tAnd dear.\n"
ALIKE = {
    "a.vtt": VTT,
    "a.srt": SRT,
    "timed.txt": TIMED,
    "a.txt": PLAIN,
    "a.md": PLAIN.replace("\n", "\n\n"),
    "a.tsv": TABLE,
}


def opened(tmp_path: Path, data: bytes | str, name: str) -> Reading:
    path = tmp_path / "content"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return reading.read_file(path, name=name)


def one(tmp_path: Path, data: bytes | str, name: str) -> Conversation:
    found = list(opened(tmp_path, data, name).conversations)
    assert len(found) == 1
    assert isinstance(found[0], Conversation)
    return found[0]


@pytest.mark.parametrize("name", ALIKE)
def test_every_file_of_one_recording_is_the_same_conversation(tmp_path: Path, name: str) -> None:
    expected = one(tmp_path, VTT, "a.vtt")
    found = one(tmp_path, ALIKE[name], name)
    assert found.external_id == expected.external_id
    assert [turn.speaker for turn in found.turns] == ["Ana", "Ben"]
    if name not in ("a.txt", "a.md"):
        assert [turn.offset_seconds for turn in found.turns] == [1.0, 2.5]


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (VTT, "call.txt", "vtt"),
        (VTT, "call.csv", "vtt"),
        (b"\xef\xbb\xbf" + VTT.replace("\n", "\r\n").encode(), "call.vtt", "vtt"),
        (VTT.encode("utf-16"), "call.vtt", "vtt"),
        (SRT, "call.vtt", "srt"),
        (PLAIN, "call", "transcript"),
        ("We met and talked about waiting.", "notes.txt", "note"),
        ("From: a@b.example\nDate: x\n\nwords", "mail.txt", "eml"),
        ("From a@b.example Fri Nov 20 15:03:00 2026\nFrom: a@b.example\n\nwords", "mail", "mbox"),
        ("id,comment\n1,We wait a week\n", "heard.csv", "csv"),
        ('{"comment": "We wait a week"}\n{"comment": "Still we wait"}\n', "heard.txt", "jsonl"),
        ("id;email;comment\n" + "1;a@b.example;We wait a week\n" * 4, "heard.txt", "csv"),
    ],
)
def test_what_is_in_a_file_decides(tmp_path: Path, data: bytes | str, name: str, form: str) -> None:
    found = opened(tmp_path, data, name)
    assert found.format == form
    assert any(isinstance(item, Conversation) for item in found.conversations)


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.vtt", "a.vtt is empty"),
        ("WEBVTT\n\nNOTE nothing\n", "a.vtt", "a.vtt has no cues"),
        ("hello", "a.srt", "a.srt has no cues"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "a.csv", "a.csv is a picture (PNG)"),
        (b"\x00\x01\x02\x03" * 500, "a.txt", "a.txt is not text"),
        ("just words", "a.eml", "a.eml is no mail"),
        ("<html><body>x</body></html>", "a.txt", "a.txt is a web page"),
        ("---\n", "a.md", "a.md has no words"),
        (b"PK\x03\x04nothing", "a.xlsx", "a.xlsx is a damaged workbook"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, data: bytes | str, name: str, said: str) -> None:
    with pytest.raises(Unreadable) as caught:
        opened(tmp_path, data, name)
    assert str(caught.value).startswith(said)
    assert "Nothing was read." in str(caught.value)


@pytest.mark.parametrize(
    ("name", "began"),
    [
        ("2026-11-20 Acme.vtt", datetime(2026, 11, 20, tzinfo=UTC)),
        ("GMT20261120-140300_Recording.transcript.vtt", datetime(2026, 11, 20, 14, 3, tzinfo=UTC)),
        ("Acme 20261120.vtt", datetime(2026, 11, 20, tzinfo=UTC)),
        ("Acme 20261399.vtt", None),
        ("call 1234567890.vtt", None),
    ],
)
def test_a_date_in_the_name_is_when_it_was_recorded_and_is_said(
    tmp_path: Path, name: str, began: datetime | None
) -> None:
    found = opened(tmp_path, VTT, name)
    assert [item.started_at for item in found.conversations if isinstance(item, Conversation)] == [began]
    assert bool(found.notes) == (began is not None)


def test_the_name_and_the_encoding_do_not_change_the_id(tmp_path: Path) -> None:
    ids = {
        one(tmp_path, data, name).external_id
        for data, name in [
            (VTT, "a.vtt"),
            (VTT.replace("\n", "\r\n"), "2026-01-01.vtt"),
            (VTT.encode("utf-16"), "b.txt"),
            (VTT.encode("utf-8-sig"), "c"),
        ]
    }
    assert len(ids) == 1


def test_a_transcript_without_speakers_says_so(tmp_path: Path) -> None:
    assert any("No speakers" in note for note in opened(tmp_path, "We met.\n\nThey wait a week.", "notes.txt").notes)


starts = st.sampled_from([b"WEBVTT\n\n00:01.000 --> ", b"1\n00:00:01,000 --> 00:00:02,000\n", b"From: a\nTo: b\n", b"From x 1:00\nA: b\n",
                          b"a,comment\n1,", b'{"a": "', b"[{", b"\xff\xfe", b"**Ana:** ", b"[00:01.000 --> 00:02.000] ", b""])  # fmt: skip
names = st.sampled_from(["a.vtt", "a.srt", "a.txt", "a.md", "a.csv", "a.eml", "a.mbox", "a.json", "a"])


@given(starts, st.binary(max_size=150) | st.text(':-><.\n\r 019Aa*[](),;"é', max_size=100).map(str.encode), names)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_under_any_name_are_read_or_refused_in_a_sentence(
    tmp_path: Path, start: bytes, rest: bytes, name: str
) -> None:
    try:
        found = list(opened(tmp_path, start + rest, name).conversations)
    except Unreadable:
        return
    for item in found:
        assert isinstance(item, Conversation | Rejected)
        if isinstance(item, Conversation):
            assert item.external_id
            assert item.turns
            assert all(any(char.isalnum() for char in turn.text) for turn in item.turns)
