from closeknit.touchpoints import operations
from closeknit.touchpoints.drafts import Line, Speaker
from tests.conftest import NOW
from tests.operations.verbatims.conftest import Town, words, work


def test_their_very_words_within_a_report_stay_exact(town: Town):
    operations.record_touchpoint(
        medium="call",
        started_at=NOW,
        lines=[Line("She wants it by May.", 0), Line("We wait for weeks.", 0, wording="exact")],
        speakers=[Speaker(contact=town.ana)],
        wording="reported",
        viewer=town.ben,
        at=NOW,
    )
    work()
    assert [one.wording for one in words(town.ben)] == ["reported", "exact"]


def test_a_line_that_says_nothing_of_it_is_worded_as_its_conversation(town: Town):
    for wording in ("exact", "reported"):
        operations.capture_words(
            words=f"It leaks, {wording}.",
            account=town.harrow,
            contact=town.ana,
            wording=wording,
            said_at=NOW,
            viewer=town.ben,
            at=NOW,
        )
    work()
    assert [one.wording for one in words(town.ben)] == ["exact", "reported"]
