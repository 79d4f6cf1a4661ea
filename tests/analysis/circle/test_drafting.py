"""A first draft from the evidence: nothing claimed without words, and what nobody knows is asked."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.circle import drafting, profile
from closeknit.analysis.circle.drafting import Evidence, GivenWord, Speaker, VoicedNeed, Words
from closeknit.analysis.circle.profile import BlockKind
from closeknit.analysis.kinds import PromiseDirection

AS_OF = date(2026, 11, 19)
SAID = Words(11, "We run three sites unattended by next summer.", "Saskia de Boer", date(2026, 11, 16))
TOLD = Words(12, "She said the night is the problem.", "Amara Nwosu", date(2025, 9, 22), told_by="Ben")

WORDS = st.builds(
    Words,
    st.integers(1, 999),
    st.text(min_size=1, max_size=40),
    st.text(max_size=12),
    st.dates(),
    st.sampled_from(["", "Ben"]),
)
EVIDENCE = st.builds(
    Evidence,
    account=st.just("Rijnmond"),
    speakers=st.lists(st.builds(Speaker, st.text(max_size=9), st.text(max_size=9), st.integers(1, 9), WORDS), max_size=3),
    plans=st.lists(WORDS, max_size=3),
    needs=st.lists(st.builds(VoicedNeed, st.text(min_size=1, max_size=30), st.lists(WORDS, max_size=3).map(tuple)), max_size=3),
    pains=st.lists(WORDS, max_size=3),
    rivals=st.lists(WORDS, max_size=3),
    promises=st.lists(
        st.builds(GivenWord, st.text(max_size=20), st.sampled_from(PromiseDirection), st.none() | st.dates(), st.none(), WORDS),
        max_size=2,
    ),
)  # fmt: skip


def _draft(**parts: object) -> str:
    return drafting.draft_profile(Evidence(account="Rijnmond Waterlab", **parts), as_of=AS_OF)  # type: ignore[arg-type]


def test_what_they_plan_stands_in_their_own_words_with_the_note():
    assert "- Saskia de Boer, 16 November, “We run three sites unattended by next summer.” [^11]" in _draft(
        plans=[SAID]
    )


def test_what_was_only_told_is_no_quotation():
    assert "- Amara Nwosu, 22 September 2025, as told by Ben: She said the night is the problem. [^12]" in _draft(
        pains=[TOLD]
    )


def test_a_need_cites_the_words_for_it_and_one_without_words_is_left_out():
    draft = _draft(needs=[VoicedNeed("Prove the night", (SAID, TOLD)), VoicedNeed("Save water", ())])
    assert "They need this: prove the night. [^11] [^12]" in draft
    assert "water" not in draft


def test_a_promise_says_whose_it_is_and_how_it_stands():
    given_word = GivenWord("Send the trail", PromiseDirection.OURS, date(2026, 12, 3), None, SAID)
    assert "We promised: send the trail (due 3 December). [^11]" in _draft(promises=[given_word])


def test_what_nobody_knows_is_asked():
    asked = [block for block in profile.read_blocks(_draft()) if block.kind is BlockKind.QUESTION]
    assert len(asked) == 5


def test_an_account_of_which_nothing_is_known_has_a_draft_of_questions_alone():
    kinds = {block.kind for block in profile.read_blocks(_draft())}
    assert kinds == {BlockKind.HEADING, BlockKind.QUESTION}


@given(EVIDENCE)
def test_every_claim_of_every_draft_cites(evidence: Evidence):
    blocks = profile.read_blocks(drafting.draft_profile(evidence, as_of=AS_OF))
    assert profile.count_claims(blocks)[1] == 0


@given(st.text(max_size=60))
def test_what_was_said_cannot_become_marks(text: str):
    assert "[^" not in drafting.escape(text)
