"""How a sentence may compare us, and what becomes of what we say of ourselves."""

import pytest

from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.offerings import comparing
from closeknit.analysis.offerings.comparing import Said, Standing
from closeknit.analysis.offerings.kinds import Comparing

NAMES = ["Korvath", "Corvath"]


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("Yours is quieter than the Korvath.", Comparing.BETTER),
        ("You are slower than Corvath these days.", Comparing.WORSE),
        ("Korvath is quicker with the parts.", Comparing.WORSE),
        ("The Korvath broke twice in March.", Comparing.BETTER),
        ("We moved from Korvath to you in the spring.", Comparing.BETTER),
        ("We are switching to Korvath in January.", Comparing.WORSE),
        ("Unlike Korvath you come when we call.", Comparing.BETTER),
        ("Compared with Korvath your door is slower.", Comparing.WORSE),
        ("Next to Korvath, your people are better.", Comparing.BETTER),
        ("Unlike Korvath you never let us down.", Comparing.BETTER),
        ("Korvath never answered when your probe failed.", Comparing.BETTER),
        ("Korvath is quicker than yours.", Comparing.WORSE),
        ("You are no better than Korvath.", Comparing.EVEN),
        ("I have asked Korvath for a price.", None),
        ("Korvathian weather is worse.", None),
    ],
)
def test_a_turn_of_phrase_tells_who_is_better(text: str, reads: Comparing | None):
    assert comparing.guess_comparing(text, NAMES).reads is reads


def test_a_guess_says_what_it_went_by():
    assert comparing.guess_comparing("Korvath is quicker.", NAMES).why == "by “Korvath is quicker”"
    praise = comparing.guess_comparing("I looked at Korvath and came home.", NAMES, [SignalCode.PRAISE])
    assert (praise.reads, praise.why) == (Comparing.BETTER, "by the praise in it")
    leaving = comparing.guess_comparing("Korvath, then.", NAMES, [SignalCode.LEAVING, SignalCode.PAIN])
    assert leaving.reads is Comparing.WORSE


def test_an_account_counts_once_for_each_reading_however_often_it_says_so():
    said = [Said("a", Comparing.BETTER, True), Said("a", Comparing.BETTER, True), Said("a", Comparing.WORSE, False)]
    weighed = comparing.weigh_accounts(said)
    assert (weighed.n_better, weighed.n_worse, weighed.n_even) == (1, 1, 0)


def test_what_no_customer_says_is_a_hope_and_a_guess_is_no_evidence():
    assert comparing.judge_advantage([])[0] == Standing.HOPE
    assert comparing.judge_advantage([Said("a", Comparing.BETTER, False)])[0] == Standing.HOPE
    assert comparing.judge_advantage([Said("a", Comparing.EVEN, True)])[0] == Standing.HOPE
    heard = [Said("a", Comparing.BETTER, True), Said("b", Comparing.BETTER, True)]
    assert comparing.judge_advantage(heard) == (Standing.HEARD, "2 accounts say so, in their own words.")
    disputed = comparing.judge_advantage([*heard, Said("c", Comparing.WORSE, True)])
    assert disputed == (Standing.DISPUTED, "2 accounts say so, 1 account says the opposite.")


def test_what_nobody_had_said_before_stands_first():
    before = [("Korvath", "noise", Comparing.BETTER)]
    lately = [
        ("Korvath", "noise", Comparing.BETTER, "a"),
        ("Korvath", "noise", Comparing.BETTER, "b"),
        ("Korvath", "parts", Comparing.WORSE, "a"),
    ]
    rows = comparing.list_learned(before, lately)
    assert [(row.topic, row.n_accounts, row.is_new) for row in rows] == [("parts", 1, True), ("noise", 2, False)]
