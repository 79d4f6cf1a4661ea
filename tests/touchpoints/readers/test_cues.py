"""Captions of any make become turns with exact offsets."""

import pytest

from closeknit.touchpoints.readers import cues, srt, vtt
from closeknit.touchpoints.readers.conversation import Conversation


def read(text: str) -> Conversation:
    found = vtt.read(text)
    assert found is not None
    return found


def said(text: str) -> list[tuple[str, str, float | None]]:
    return [(turn.speaker, turn.text, turn.offset_seconds) for turn in read(text).turns]


def test_voices_become_speakers_and_their_cues_become_turns() -> None:
    text = (
        "WEBVTT\n\n1\n00:00:04.095 --> 00:00:12.386\n<v Ruth Makepeace>Thank you.</v>\n\n"
        "2\n00:00:12.671 --> 00:00:16.286\n<v Ruth Makepeace>What happened?</v>\n\n"
        "3\n00:01:16.362 --> 00:01:24.300\n<v.loud Trevor Nance>It just <i>ran</i> out &amp; ended.\n"
    )
    assert said(text) == [
        ("Ruth Makepeace", "Thank you. What happened?", 4.095),
        ("Trevor Nance", "It just ran out & ended.", 76.362),
    ]


def test_two_voices_in_one_cue_are_two_turns() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Slow?\n<v Ben>Very.\n"
    assert said(text) == [("Ana", "Slow?", 1.0), ("Ben", "Very.", 1.0)]


def test_names_in_the_text_become_speakers_when_they_come_again() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nAna Silva: How is it?\n\n00:02.000 --> 00:03.000\nBen: Slow. Note: very.\n\n"
        "00:03.000 --> 00:04.000\nand dear\n\n00:04.000 --> 00:05.000\nAna Silva: Oh.\n\n00:05.000 --> 00:06.000\nBen: Yes\n"
    )
    assert said(text) == [
        ("Ana Silva", "How is it?", 1.0),
        ("Ben", "Slow. Note: very. and dear", 2.0),
        ("Ana Silva", "Oh.", 4.0),
        ("Ben", "Yes", 5.0),
    ]


def test_a_colon_in_a_sentence_is_no_speaker() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nOne thing: it is slow\n\n00:02.000 --> 00:03.000\nand dear\n\n00:03.000 --> 00:04.000\nyes\n"
    assert said(text) == [("", "One thing: it is slow and dear yes", 1.0)]


def test_cues_of_nobody_part_at_pauses() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nIt is slow\n\n00:02.500 --> 00:03.000\nand dear.\n\n00:09.000 --> 00:10.000\nYes.\n"
    assert said(text) == [("", "It is slow and dear.", 1.0), ("", "Yes.", 9.0)]


def test_notes_styles_numbers_settings_and_sounds_are_not_words() -> None:
    text = (
        "WEBVTT - A call\nLanguage: nl\n\nSTYLE\n::cue { color: red }\n\nNOTE Recorded by a machine\nof ours\n\n"
        "7f0a-1\n00:01.000 --> 00:02.000 align:start position:0%\n<c.yellow>Traag.</c>\n\n00:02.000 --> 00:03.000\n[Music]\n"
    )
    assert said(text) == [("", "Traag.", 1.0)]
    assert read(text).language_hint == "nl"


def test_rolling_captions_are_read_once() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nwe wait\n\n00:02.000 --> 00:03.000\nwe wait\nfor a week\n\n"
        "00:03.000 --> 00:04.000\nfor a week\nevery time\n"
    )
    assert said(text) == [("", "we wait for a week every time", 1.0)]


def test_srt_says_the_same_as_vtt() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,500\nAna: Slow?\n\n2\n00:00:02,500 --> 00:00:03,000\nBen: Very.\n"
    found = srt.read(text)
    assert found is not None
    assert [(turn.speaker, turn.offset_seconds) for turn in found.turns] == [("Ana", 1.0), ("Ben", 2.5)]


def test_srt_without_blank_lines_keeps_its_numbers_out_of_the_words() -> None:
    found = srt.read("1\n00:00:01,000 --> 00:00:02,500\nIt is\nslow\n2\n00:00:02,500 --> 00:00:03,000\nand dear\n")
    assert found is not None
    assert found.turns[0].text == "It is slow and dear"


def test_a_file_without_cues_is_nothing() -> None:
    assert vtt.read("WEBVTT\n\nNOTE nothing here\n") is None
    assert srt.read("hello") is None


@pytest.mark.parametrize(
    ("stamp", "seconds"),
    [("1:02:03", 3723.0), ("0:21", 21.0), ("00:43.810", 43.81), ("00:00:01,5", 1.5), ("soon", None)],
)
def test_times_are_exact(stamp: str, seconds: float | None) -> None:
    assert cues.parse_stamp(stamp) == seconds
