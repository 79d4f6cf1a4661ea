import pytest

from closeknit.analysis.needs.titles import outcomes, phrases


def state(sentence: str, said: str) -> outcomes.Outcome:
    return outcomes.state(next(one for one in phrases.list_phrases(sentence) if one.text == said))


@pytest.mark.parametrize(
    ("sentence", "said", "statement", "form"),
    [
        (
            "exporting readings takes far too long",
            "export readings",
            "Minimise the time it takes to export readings",
            "minimise",
        ),
        ("Waiting for the drain", "wait for the drain", "Minimise the time spent waiting for the drain", "minimise"),
        ("too many clicks to open a batch", "many clicks", "Reduce the number of clicks", "reduce"),
        ("too much noise in the kitchen", "much noise", "Reduce noise", "reduce"),
        ("I want to avoid losing readings", "lose readings", "Avoid losing readings", "avoid"),
        ("We get an error message error every night", "error message error", "Avoid an error message error", "avoid"),
        ("It is hard to share notebooks", "share notebooks", "Make it easier to share notebooks", "easier"),
        ("I can't collapse cells", "collapse cells", "Be able to collapse cells", "able"),
        ("The refund doesn't show up", "refund not showing up", "Refund not showing up", "phrase"),
        ("Better integration with git", "better integration with git", "Better integration with git", "phrase"),
    ],
)
def test_a_phrase_is_stated_as_an_outcome_where_its_words_allow_it(sentence: str, said: str, statement: str, form: str):
    assert state(sentence, said) == outcomes.Outcome(statement, form)
