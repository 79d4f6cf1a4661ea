import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.feedback.checking import MOST_WORDS, Check, check_draft
from tests.analysis.feedback.drafts import DRAFTS

GOOD = DRAFTS[0][1]


@pytest.mark.parametrize(("unmet", "text"), DRAFTS, ids=[text[:40] for _, text in DRAFTS])
def test_a_draft_is_found_to_lack_what_it_lacks(unmet: frozenset[Check], text: str):
    assert {finding.check for finding in check_draft(text).unmet} == unmet


def test_there_are_enough_examples_and_each_check_has_good_and_bad_ones():
    assert len(DRAFTS) >= 40
    for check in Check:
        assert sum(check in unmet for unmet, _ in DRAFTS) >= 3


def test_a_finding_points_at_the_words_that_it_goes_by():
    text = "You always say so."
    by = {finding.check: finding for finding in check_draft(text).findings}
    assert [text[start:end] for start, end in by[Check.SWEEPING].spans] == ["always"]
    assert "“always”" in by[Check.SWEEPING].reason


def test_what_makes_a_draft_fit_is_pointed_at_too():
    by = {finding.check: finding for finding in check_draft(GOOD).findings}
    assert any("12 May" in GOOD[start:end] for start, end in by[Check.SPECIFIC].spans)
    assert [GOOD[start:end] for start, end in by[Check.ONE_ASK].spans] == ["Would that be of use?"]
    assert [GOOD[start:end] for start, end in by[Check.HELP].spans] == ["We could lend"]


def test_what_is_beyond_the_length_is_marked():
    text = "word " * (MOST_WORDS + 5)
    length = check_draft(text).findings[-1]
    (start, end), *_ = length.spans
    assert text[start:end].split() == ["word"] * 5


def test_a_draft_in_another_language_is_judged_by_its_length_alone():
    text = (
        "Bei der Inventur am 12. Mai kamen zwei der fünf Zählungen ohne Chargennummer zurück, deshalb wartete der Röstplan einen "
        "Tag. Wir könnten euch unseren Scanner leihen. Wäre das hilfreich?"
    )
    findings = {finding.check: finding.is_met for finding in check_draft(text).findings}
    assert findings[Check.LENGTH] is True
    assert {met for check, met in findings.items() if check is not Check.LENGTH} == {None}


def test_nothing_written_meets_nothing():
    assert [finding.is_met for finding in check_draft("  \n").findings] == [False] * len(Check)


_PIECES = st.lists(
    st.sampled_from(
        [*GOOD.split(), "always", "You", "are", "lazy.", "!!", "?", "Please", "could", "you", "\n", "Zählung"]
    )
    | st.text(max_size=8),
    max_size=60,
)


@given(_PIECES)
def test_whatever_is_written_each_check_answers_once_and_points_into_the_text(pieces: list[str]):
    text = " ".join(pieces)
    checked = check_draft(text)
    assert [finding.check for finding in checked.findings] == list(Check)
    for finding in checked.findings:
        assert finding.reason.endswith((".", "”."))
        assert all(0 <= start < end <= len(text) for start, end in finding.spans)
        assert list(finding.spans) == sorted(finding.spans)
        assert all(before[1] <= after[0] for before, after in zip(finding.spans, finding.spans[1:], strict=False))


@given(_PIECES)
def test_a_draft_is_checked_the_same_each_time(pieces: list[str]):
    assert check_draft(" ".join(pieces)) == check_draft(" ".join(pieces))


@given(st.integers(0, len(GOOD.split())), st.sampled_from(["never", "always", "constantly"]))
def test_a_sweeping_word_is_found_wherever_it_is_put(place: int, word: str):
    several = GOOD.split()
    text = " ".join([*several[:place], word, *several[place:]])
    assert Check.SWEEPING in {finding.check for finding in check_draft(text).unmet}


@given(st.integers(1, 4))
def test_each_further_question_is_counted(n: int):
    text = f"{GOOD} {'Is it so? ' * n}"
    by = {finding.check: finding for finding in check_draft(text).findings}
    assert len(by[Check.ONE_ASK].spans) == n + 1
