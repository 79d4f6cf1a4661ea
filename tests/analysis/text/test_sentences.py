import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.peer import measure_in_peers

from closeknit.analysis.text import sentences


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences.split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is slow. We lose an hour.", ["It is slow.", "We lose an hour."]),
        ("Dr. Smith pays approx. 3.5 million. Too much!", ["Dr. Smith pays approx. 3.5 million.", "Too much!"]),
        ("We need it, e.g. for audits.", ["We need it, e.g. for audits."]),
        ("Acme Inc. called us. We left.", ["Acme Inc. called us.", "We left."]),
        ("J. R. Miller asked. Really?! yes.", ["J. R. Miller asked.", "Really?!", "yes."]),
        ("See www.example.com/a.b?c=d for more", ["See www.example.com/a.b?c=d for more"]),
        ("it crashes. please fix", ["it crashes.", "please fix"]),
        ("It broke!Please fix.We wait", ["It broke!", "Please fix.", "We wait"]),
        ("well... it drifts", ["well... it drifts"]),
        ("No. 5 is broken. No. We checked.", ["No. 5 is broken.", "No.", "We checked."]),
        ("- faster export\n- offline mode\n2. 2.5 hours lost", ["faster export", "offline mode", "2.5 hours lost"]),
        ("too slow\nno export\nNo SSO", ["too slow", "no export", "No SSO"]),
        ("We would like to\nexport it", ["We would like to\nexport it"]),
        ("这个很慢。请修复！谢谢", ["这个很慢。", "请修复！", "谢谢"]),
        ("Great!!! 👍", ["Great!!! 👍"]),
        ("no", ["no"]),
        ("👍 --- ...", []),
        ("", []),
    ],
)
def test_cuts_as_a_reader_would(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_wrapped_line_is_one_sentence() -> None:
    text = "The readings drift so much over the weekend that by Monday\nnobody trusts them."
    assert cut(text) == [text]


def test_a_long_run_is_cut_at_its_clauses() -> None:
    text = ("we measured it again and again in the cold room, " * 40).strip()
    pieces = cut(text)
    assert all(piece.endswith(",") for piece in pieces)
    assert all(len(piece) <= sentences.LONGEST for piece in pieces)


pieces = st.sampled_from(
    ["word", " ", ".", "\n", "- ", "Mr.", "etc. ", "?!", "3.5", "。", "é", "👍", "\u2028", "a" * 700, ","]
)


@given(st.one_of(st.text(), st.lists(pieces, max_size=40).map("".join)))
def test_spans_are_exact_ordered_and_lose_no_word(text: str) -> None:
    spans = sentences.split_sentences(text)
    assert all(first.end <= second.start for first, second in itertools.pairwise(spans))
    for span in spans:
        sentence = text[span.start : span.end]
        assert sentence == sentence.strip()
        assert 0 < len(sentence) <= sentences.LONGEST
        assert any(letter.isalnum() for letter in sentence)
    if any(letter.isalnum() for letter in text):
        assert spans


@given(st.lists(pieces, max_size=40).map("".join))
def test_only_list_markers_are_left_out(text: str) -> None:
    kept = "".join(text[span.start : span.end] for span in sentences.split_sentences(text))
    assert [c for c in text if c.isalpha()] == [c for c in kept if c.isalpha()]


@pytest.mark.parametrize("unit", ["a. ", "x", "\n", "- ", ".", "?", " ", "(", "a.b", " \n", "'", "etc. "])
def test_time_is_linear_in_a_huge_cell(unit: str) -> None:
    cell = unit * (1_000_000 // len(unit)) + "a"
    # Linear, it is below seventy; what grows with the square would take hours.
    assert measure_in_peers(lambda: sentences.split_sentences(cell)) < 400


def test_ten_thousand_words_without_a_full_stop_are_cut_and_none_is_lost() -> None:
    words = [f"word{number}" for number in range(10_000)]
    found = cut(" ".join(words))
    assert max(map(len, found)) <= sentences.LONGEST
    assert " ".join(found).split() == words


def test_the_same_line_many_times_is_as_many_sentences_in_bounded_time() -> None:
    spans: list[sentences.Span] = []
    assert measure_in_peers(lambda: spans.extend(sentences.split_sentences("No export.\n" * 200_000))) < 1_000
    assert len(spans) == 200_000


@pytest.mark.parametrize(
    "text", ["👍👍👍", "🙂 … !!! ???", "\x00\x07\x1b", "\u200b\u202e\ufeff", "   \n\t ", "؟؟", "———"]
)
def test_a_text_without_a_letter_gives_nothing(text: str) -> None:
    assert cut(text) == []


@pytest.mark.parametrize("mark", ["\x00", "\x07", "\x1b[31m", "\u202e", "\ufeff", "\u0301"])
def test_control_characters_do_not_move_places(mark: str) -> None:
    text = f"It{mark} stops. We{mark} wait."
    spans = sentences.split_sentences(text)
    assert "".join(text[span.start : span.end] for span in spans).replace(" ", "") == text.replace(" ", "")
