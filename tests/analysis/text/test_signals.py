import itertools
import json
from pathlib import Path

import pytest

from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.text import embedding, patterns, signals

# Sets of class SHIP: redistributable with notice. No weight may be fitted on any other.
SHIP = {
    "scripts/signal_examples.jsonl",
    "survey_jupyter_2015/dev/answers.csv",
    "app_reviews_opinions_is22/dev/opinions.csv",
    "app_reviews_urr/dev/golden_set.csv",
    "churn_intent_swisscom/dev/en_chatbot.csv",
    "email_intent_parakweet/dev/train.csv",
    "dialogues_multidogo/dev/software_train.csv",
    "intents_banking77/dev/train.csv",
}


@pytest.fixture(scope="module")
def embedder() -> embedding.Embedder:
    return embedding.Embedder()


def hear(embedder: embedding.Embedder, text: str, *competitors: str) -> dict[str, float]:
    scores = signals.score_signals([text], embedder.embed([text]).middles, competitors=competitors)[0]
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
    assert together[1].tolist() == alone[0].tolist()


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
    assert set(signals.load_heads().trained_on) <= SHIP


def test_every_trigger_lets_its_pattern_be_looked_for() -> None:
    words = frozenset({"need", "we"})
    found = {patterns.PATTERNS[hit.pattern].name for hit in patterns.find_patterns("we need it", words)}
    assert "need" in found


def test_our_examples_are_reviewed_sentences_with_known_codes() -> None:
    lines = Path("scripts/signal_examples.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len({row["text"] for row in rows}) == len(rows) >= 400
    assert {code for row in rows for code in row["signals"]} == set(SignalCode)
