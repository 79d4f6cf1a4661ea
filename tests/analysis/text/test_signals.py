import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.text import embedding, packaged, patterns, signals, turns

# Sets of class SHIP: redistributable with notice. No weight may be fitted on any other.
SHIP = {
    "scripts",
    "survey_jupyter_2015",
    "survey_exports",
    "app_reviews_opinions_is22",
    "app_reviews_urr",
    "churn_intent_swisscom",
    "email_intent_parakweet",
    "dialogues_multidogo",
    "interviews_otel_end_users",
    "intents_banking77",
    "meetings_qmsum_product",
}
# One file of a set of class SHIP that may not be redistributed.
NOT_SHIP = {"survey_exports/google_forms/pandas_user_survey_2019.csv"}


@pytest.fixture(scope="module")
def embedder() -> embedding.Embedder:
    return embedding.Embedder()


def hear(embedder: embedding.Embedder, text: str, *competitors: str) -> dict[str, float]:
    scores = signals.score_signals([text], embedder.embed([text]).middles, competitors=competitors).signals[0]
    return dict(zip(signals.CODES, map(float, scores), strict=True))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("We need to see the stock of all our depots on one page.", SignalCode.NEED),
        ("The scanner crashes every time we print a label.", SignalCode.PAIN),
        ("We are really happy with your driver, he is great.", SignalCode.PRAISE),
        ("It would be nice if you could add a filter by region.", SignalCode.SUGGESTION),
        ("How much does a second licence cost?", SignalCode.QUESTION),
        ("Next spring we are going to open a third warehouse.", SignalCode.PLAN),
        ("We have to cut our costs by ten percent this year.", SignalCode.COST_CUT),
        ("Another supplier offered us a cheaper machine.", SignalCode.COMPETITOR),
        ("We will cancel the contract at the end of the year.", SignalCode.LEAVING),
    ],
)
def test_hears_the_plain_case(embedder: embedding.Embedder, text: str, code: SignalCode) -> None:
    assert hear(embedder, text)[code] >= signals.HOLDS


@pytest.mark.parametrize("text", ["Good morning everybody.", "See you on Monday.", "The unit was installed in 2019."])
def test_small_talk_says_nothing_for_needs(embedder: embedding.Embedder, text: str) -> None:
    heard = hear(embedder, text)
    assert max(heard[code] for code in (SignalCode.NEED, SignalCode.PAIN, SignalCode.SUGGESTION)) < signals.HOLDS


def test_a_rival_is_known_by_any_of_its_spellings(embedder: embedding.Embedder) -> None:
    text = "We had FROST-watch here on Tuesday."
    assert hear(embedder, text, "Frostwatch", "Frost-Watch")[SignalCode.COMPETITOR] >= signals.NAMED
    assert hear(embedder, "Frostwatches are nice.", "Frostwatch")[SignalCode.COMPETITOR] < signals.NAMED


def test_a_score_does_not_depend_on_company(embedder: embedding.Embedder) -> None:
    texts = ["It leaks.", "We need a spare key.", "ok"]
    together = signals.score_signals(texts, embedder.embed(texts).middles)
    alone = signals.score_signals(texts[1:2], embedder.embed(texts[1:2]).middles)
    assert together.signals[1].tolist() == alone.signals[0].tolist()
    assert together.to_others[1] == alone.to_others[0]


def test_says_which_words_made_a_signal() -> None:
    text = "Honestly, the pump leaks again."
    reasons = signals.explain_signal(text, SignalCode.PAIN)
    assert "leaks" in [text[reason.start : reason.end] for reason in reasons]
    assert all(first.weight >= second.weight for first, second in itertools.pairwise(reasons))


def test_a_rivals_name_is_the_reason() -> None:
    text = "Frostwatch came by."
    reason = signals.explain_signal(text, SignalCode.COMPETITOR, competitors=["Frostwatch"])[0]
    assert text[reason.start : reason.end] == "Frostwatch"


def test_weights_were_trained_on_sets_that_may_be_shipped() -> None:
    read = signals.load_heads().trained_on
    assert {name.split("/")[0] for name in read} <= SHIP
    assert not set(read) & NOT_SHIP
    assert not any("withheld" in name for name in read)


def test_the_weights_carry_a_tag_and_are_small() -> None:
    assert signals.load_heads().tag.startswith("signals-")
    assert len(packaged.read_weights("signals.npz")) < 3_000_000


@pytest.mark.parametrize(
    "text",
    [
        "Ask for a room at the back, the street is noisy.",
        "If you are new to the town, take the tram.",
        "I would recommend this workshop to anyone with an old car.",
    ],
)
def test_advice_to_other_customers_is_a_suggestion_but_not_to_us(embedder: embedding.Embedder, text: str) -> None:
    scores = signals.score_signals([text], embedder.embed([text]).middles)
    assert scores.signals[0, signals.CODES.index(SignalCode.SUGGESTION)] >= signals.HOLDS
    assert scores.to_others[0] >= 0.5


@pytest.mark.parametrize("text", ["Could you add a filter by region?", "Please print the date on the label."])
def test_a_wish_is_to_us(embedder: embedding.Embedder, text: str) -> None:
    scores = signals.score_signals([text], embedder.embed([text]).middles)
    assert scores.signals[0, signals.CODES.index(SignalCode.SUGGESTION)] >= signals.HOLDS
    assert scores.to_others[0] < 0.5


@settings(deadline=None)
@given(st.text(max_size=700))
def test_places_in_a_reading_are_places_in_the_text(text: str) -> None:
    reading = signals.read(text)
    assert len(reading.text) == min(len(text), signals.MOST_CHARACTERS)
    for found in patterns.find_patterns(reading.text, reading.words):
        assert 0 <= found.start <= found.end <= len(reading.text)


def test_a_turn_of_phrase_is_found_where_it_stands() -> None:
    reading = signals.read("Well, WE NEED it")
    found = {patterns.PATTERNS[hit.pattern].name: hit for hit in patterns.find_patterns(reading.text, reading.words)}
    assert reading.text[found["need"].start : found["need"].end] == "we need"


@pytest.mark.parametrize("pattern", patterns.PATTERNS, ids=lambda pattern: pattern.name)
def test_every_pattern_can_be_reached(pattern: turns.Pattern) -> None:
    assert pattern.triggers or pattern.openers


def test_our_examples_are_reviewed_sentences_with_known_codes() -> None:
    lines = Path("scripts/signal_examples.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len({row["text"] for row in rows}) == len(rows) >= 400
    assert {code for row in rows for code in row["signals"]} == set(SignalCode)
    assert all("suggestion" in row["signals"] for row in rows if row.get("to_others"))


def test_labels_of_public_sets_carry_none_of_their_text() -> None:
    lines = Path("scripts/signal_labels.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert all(set(row) <= {"of", "key", "signals", "to_others"} and len(row["key"]) == 16 for row in rows)
    assert {row["of"] for row in rows} <= SHIP
    assert {code for row in rows for code in row["signals"]} <= set(SignalCode)


def test_no_sentence_of_the_demo_company_was_trained_on() -> None:
    stories = Path("src/closeknit/demo/company/stories.md").read_text(encoding="utf-8")
    told = {
        line.split(": ", 1)[1].strip().lower()
        for line in stories.splitlines()
        if line.startswith("- `") and ": " in line
    }
    lines = Path("scripts/signal_examples.jsonl").read_text(encoding="utf-8").splitlines()
    assert told
    assert not told & {json.loads(line)["text"].lower() for line in lines}
