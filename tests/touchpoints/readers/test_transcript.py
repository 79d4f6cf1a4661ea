"""What people and programs write down, with speakers in the usual shapes."""

from datetime import UTC, datetime

import pytest
from tests.peer import measure_in_peers

from closeknit.analysis.kinds import Medium
from closeknit.touchpoints.readers import transcript
from closeknit.touchpoints.readers.conversation import Conversation

WANTED = [("Ana Silva", "Is it slow?"), ("Ben", "Very. And dear.")]


def read(text: str) -> Conversation:
    found, _ = transcript.read(text)
    assert found is not None
    return found


def said(text: str) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in read(text).turns]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Silva: Is it slow?\nBen: Very. And dear.\n",
        "**Ana Silva:** Is it slow?\n\n**Ben:** Very. And dear.\n",
        "**Ana Silva**: Is it slow?\n\n**Ben**: Very. And dear.\n",
        "[00:01:02] Ana Silva: Is it slow?\n[00:01:05] Ben: Very. And dear.\n",
        "00:01:02 Ana Silva: Is it slow?\n00:01:05 Ben: Very. And dear.\n",
        "Ana Silva (00:12): Is it slow?\nBen (00:14): Very. And dear.\n",
        "**Ana Silva:** [00:00:12] Is it slow?\n\n**Ben:** [00:00:14] Very. And dear.\n",
        "Ana Silva  0:21  \nIs it slow?\n\nBen  0:33  \nVery. And dear.\n",
        "Ana Silva (00:12)\nIs it slow?\n\nBen (00:14)\nVery. And dear.\n",
        "0:21 Ana Silva\nIs it slow?\n\n0:33 Ben\nVery. And dear.\n",
        "[00:01.000 --> 00:02.000]  Ana Silva: Is it slow?\n[00:02.000 --> 00:03.000]  Ben: Very. And dear.\n",
        "# A call\n\nIt took place yesterday.\n\nAna Silva: Is it slow?\n\n[Music]\n\nBen: Very. And dear.\n",
        "- Ana Silva: Is it slow?\n- Ben: Very. And dear.\n",
        "Ana Silva (Acme): Is it slow?\nBen (us): Very. And dear.\n",
    ],
)
def test_each_usual_shape_gives_the_same_turns(text: str) -> None:
    assert said(text) == WANTED


def test_times_become_offsets() -> None:
    assert [turn.offset_seconds for turn in read("[00:01:02] Ana: Slow?\n[00:01:05] Ben: Very.\n").turns] == [
        62.0,
        65.0,
    ]
    assert [turn.offset_seconds for turn in read("Ana  0:21\nSlow?\n\nBen  1:00:33\nVery.\n").turns] == [21.0, 3633.0]


def test_paragraphs_without_a_name_go_on_with_the_speaker() -> None:
    assert said("Ana: One.\n\nTwo.\n\nBen: Three: four.\n") == [("Ana", "One.\n\nTwo."), ("Ben", "Three: four.")]


def test_numbered_speakers_and_handles_are_speakers() -> None:
    assert said("Speaker 1: Slow?\nSpeaker 2: Very.\n") == [("Speaker 1", "Slow?"), ("Speaker 2", "Very.")]
    assert [who for who, _ in said("nightchef_lds: had it yet?\npanhandler: yep\n")] == ["nightchef_lds", "panhandler"]


def test_prose_with_colons_is_a_note_of_nobody() -> None:
    text = (
        "Coffee with Bridget at the station.\n\nShe said one thing: recipes are slow.\nThe rest can wait.\n"
        "She paid.\n\nNote: call her in May.\nMore prose here.\nAnd more.\nAnd still more of it.\n"
    )
    found = read(text)
    assert found.medium is Medium.NOTE
    assert [turn.speaker for turn in found.turns] == ["", "", ""]
    assert found.turns[1].text == "She said one thing: recipes are slow.\nThe rest can wait.\nShe paid."


def test_what_stands_before_the_first_speaker_tells_about_the_conversation() -> None:
    found = read(
        "# Summer plans\n\nDate: 20 November 2026\nParticipants: Ana Silva (Acme), ben@us.example, Carla\n\n"
        "**Ana Silva:** Slow?\n\n**Ben:** Very.\n"
    )
    assert found.subject == "Summer plans"
    assert found.started_at == datetime(2026, 11, 20, tzinfo=UTC)
    assert [(one.name, one.address) for one in found.participants] == [
        ("Ana Silva", ""),
        ("Ben", ""),
        ("", "ben@us.example"),
        ("Carla", ""),
    ]


def test_a_link_after_a_label_is_no_speech() -> None:
    found = read(
        "- Recording link: https://x.example/1\n- Recording link: https://x.example/2\n- Recording link: https://x.example/3\n"
    )
    assert found.medium is Medium.NOTE


def test_marks_of_time_within_a_sentence_are_left_out() -> None:
    assert said("**Ana:** It is [00:01:00] slow.\n\n**Ben:** Yes.\n")[0] == ("Ana", "It is slow.")


def test_a_recording_that_has_a_start_places_each_turn_in_time() -> None:
    began = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    found, named = transcript.read("[00:01:02] Ana: Slow?\n[00:01:05] Ben: Very.\n", started_at=began)
    assert found is not None
    assert named
    assert found.turns[1].at == datetime(2026, 11, 20, 9, 1, 5, tzinfo=UTC)


def test_no_words_are_no_conversation() -> None:
    assert transcript.read("---\n\n***\n") == (None, False)


@pytest.mark.parametrize(
    "line",
    [
        "a" + " " * 100_000 + ":",
        "Ana" + " " * 110 + "x",
        "######" + " " * 390 + "x" + " " * 390 + "y",
        "Ana - - - - - - - - - -" * 5,
    ],
    ids=["a run of blanks", "a short run", "a heading", "dashes"],
)
def test_hostile_lines_are_read_in_no_time(line: str) -> None:
    assert measure_in_peers(lambda: transcript.read(f"{line}\n" * 50)) < 150


def test_the_question_between_two_turns_of_the_only_name_is_somebody_elses() -> None:
    text = (
        "# Q&amp;A with <b>Hazel</b>\n\n**Hazel:** Glad to be here.\n\nWhat was it like to begin?\n\n"
        "**Hazel:** It was hard. Was it worth it?\n\nYes, it was.\n\n**Hazel:** And then we stopped.\n"
    )
    found, _ = transcript.read(text)
    assert found is not None
    assert found.subject == "Q&A with Hazel"
    assert [(turn.speaker, turn.text) for turn in found.turns] == [
        ("Hazel", "Glad to be here."),
        ("Interviewer", "What was it like to begin?"),
        ("Hazel", "It was hard. Was it worth it?\n\nYes, it was.\nAnd then we stopped."),
    ]
