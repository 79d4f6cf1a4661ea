from datetime import timedelta
from typing import Any

import pytest

from closeknit.analysis.lifecycles import ChallengeState
from closeknit.ideas.challenges import checks, operations, queries
from closeknit.ideas.challenges.queries import ChallengePage
from closeknit.ideas.models import Challenge, Idea
from closeknit.kit import mail, undo
from closeknit.kit.models import Mail
from closeknit.kit.refusals import ChangedMeanwhile, NotAllowed
from closeknit.touchpoints.models import Touchpoint
from closeknit.verbatims.consents import operations as consent_operations
from closeknit.verbatims.models import Verbatim
from tests import imprint
from tests.conftest import NOW, Cast
from tests.operations.offerings import market as markets
from tests.operations.offerings.market import Market

TODAY = NOW.date()
SOON = TODAY + timedelta(10)


@pytest.fixture
@imprint.kept(at=NOW)
def market(cast: Cast) -> Market:
    market = markets.build(cast)
    market.voice("Be rid of grease", 0, "Ash", "Birch")
    return market


@pytest.fixture
def draft(market: Market) -> str:
    return operations.make_challenge(
        title="Grease",
        needs=[market.needs["Be rid of grease"]],
        closes_on=SOON,
        reward="The first order.",
        viewer=market.cast.ben,
        at=NOW,
    )


def test_the_two_questions_are_asked_unless_somebody_words_them_otherwise(market: Market, draft: str):
    page = _page(market, draft)
    assert (page.row.wish, page.row.way) == ("What would you really want?", "Is there a different way?")
    assert page.row.state == "draft"
    assert [stated for _, stated in page.needs] == ["Be rid of grease"]


def test_two_who_change_one_draft_both_keep_their_words(market: Market, draft: str):
    _change(market, draft, base=1, title="Grease, again")
    with pytest.raises(ChangedMeanwhile):
        _change(market, draft, base=1, title="Fat")
    assert _page(market, draft).row.title == "Grease, again"


def test_words_go_out_only_as_their_speaker_allows_else_in_a_sentence_of_ours(market: Market, draft: str):
    allowed, silent, retold = (
        market.say("Ash", "It smells on Fridays."),
        market.say("Birch", "We pour it in the yard."),
        market.say("Birch", "They hate it.", wording="reported"),
    )
    operations.lay_words(challenge=draft, verbatims=[allowed, silent, retold], viewer=market.cast.ben, at=NOW)
    _allow(market, allowed, is_named=True)
    _allow(market, retold)
    lines = {one.words.id: one for one in _page(market, draft).brief.lines}
    assert (lines[allowed].text, lines[allowed].by) == ("It smells on Fridays.", "Pat Ash, Ash Ltd")
    assert (lines[silent].text, lines[silent].why_not) == ("", "Pat Birch has not allowed us to show it.")
    assert lines[retold].text == ""
    assert "no quotation" in lines[retold].why_not
    with pytest.raises(checks.BadBrief, match="2 lines wait"):
        operations.open_challenge(challenge=draft, viewer=market.cast.ben, at=NOW)
    for one in (silent, retold):
        operations.say_in_our_words(line=lines[one].id, text="Kitchens pour it away.", viewer=market.cast.ben, at=NOW)
    operations.choose_guests(challenge=draft, contacts=[market.speakers["Steel"]], viewer=market.cast.ben, at=NOW)
    operations.open_challenge(challenge=draft, viewer=market.cast.ben, at=NOW)
    (letter,) = _mails()
    assert "“It smells on Fridays.”\n  Pat Ash, Ash Ltd" in letter.body
    assert "We pour it" not in letter.body
    assert "They hate it" not in letter.body
    assert "“Kitchens" not in letter.body


def test_an_allowed_sentence_goes_out_without_a_name_unless_they_allow_that_too(market: Market, draft: str):
    words = market.say("Ash", "It smells on Fridays.")
    _allow(market, words)
    operations.lay_words(challenge=draft, verbatims=[words], viewer=market.cast.ben, at=NOW)
    (line,) = _page(market, draft).brief.lines
    assert (line.is_quote, line.by) == (True, "")


def test_a_consent_withdrawn_before_it_goes_out_holds_the_words_back(market: Market, draft: str):
    words = market.say("Ash", "It smells on Fridays.")
    _allow(market, words)
    operations.lay_words(challenge=draft, verbatims=[words], viewer=market.cast.ben, at=NOW)
    consent_operations.withdraw_consent(verbatim=words, viewer=market.cast.ben, at=NOW)
    with pytest.raises(checks.BadBrief):
        operations.open_challenge(challenge=draft, viewer=market.cast.ben, at=NOW)
    assert not _mails()


def test_each_is_asked_once_and_who_may_not_be_asked_stays_listed_with_the_reason(market: Market, draft: str):
    for _ in range(12):
        other = operations.make_challenge(title="Other", closes_on=SOON, viewer=market.cast.ben, at=NOW)
        operations.choose_guests(challenge=other, contacts=[market.speakers["Ash"]], viewer=market.cast.ben, at=NOW)
        operations.open_challenge(challenge=other, viewer=market.cast.ben, at=NOW)
    operations.choose_guests(challenge=draft, is_everyone=True, viewer=market.cast.ben, at=NOW)
    operations.open_challenge(challenge=draft, viewer=market.cast.ben, at=NOW)
    guests = {one.name: one for one in _page(market, draft).guests}
    assert {name: one.state for name, one in guests.items()} == {
        "Pat Ash": "refused",
        "Pat Birch": "no_address",
        "Pat Cedar": "no_address",
        "Pat Steel": "asked",
    }
    assert "Pat Ash has been asked often enough" in guests["Pat Ash"].why_not
    operations.ask_despite(guest=guests["Pat Ash"].id, reason="She wished it.", viewer=market.cast.ben, at=NOW)
    assert {one.name: one.state for one in _page(market, draft).guests}["Pat Ash"] == "asked"


def test_people_are_chosen_by_kind_of_account_and_of_an_account_whoever_can_be_reached(market: Market, draft: str):
    assert operations.choose_guests(challenge=draft, kinds=["supplier"], viewer=market.cast.ben, at=NOW) == 1
    assert [one.name for one in _page(market, draft).guests] == ["Pat Steel"]
    assert operations.choose_guests(challenge=draft, kinds=["supplier"], viewer=market.cast.ben, at=NOW) == 0
    with pytest.raises(checks.BadChallenge):
        operations.choose_guests(challenge=draft, kinds=["friends"], viewer=market.cast.ben, at=NOW)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"wish": "", "way": ""}, "asks nothing"),
        ({"closes_on": None}, "closing day"),
        ({"closes_on": TODAY - timedelta(1)}, "has passed"),
        ({"is_for_members": False}, "Nobody is asked"),
    ],
)
def test_a_challenge_that_asks_nothing_nobody_or_by_no_day_does_not_go_out(
    market: Market, draft: str, changed: dict[str, Any], says: str
):
    _change(market, draft, base=1, **changed)
    with pytest.raises(checks.BadChallenge, match=says):
        operations.open_challenge(challenge=draft, viewer=market.cast.ben, at=NOW)
    assert _page(market, draft).row.state == "draft"


def test_taking_back_the_sending_holds_back_what_still_waits_in_the_outbox(market: Market, draft: str):
    operations.choose_guests(challenge=draft, kinds=["supplier"], viewer=market.cast.ben, at=NOW)
    operations.open_challenge(challenge=draft, viewer=market.cast.ben, at=NOW + timedelta(minutes=1))
    (letter,) = _mails()
    assert mail._find_reason_against(letter) == ""
    _take_back(market)
    assert "taken back" in mail._find_reason_against(letter)
    assert [one.state for one in _page(market, draft).guests] == ["chosen"]


def test_a_member_answers_for_themselves_and_whoever_wrote_or_said_it_keeps_the_credit(market: Market, draft: str):
    _open(market, draft)
    operations.hand_in_answer(challenge=draft, text="A warm trap.\nIt drains.", viewer=market.cast.gita, at=NOW)
    _answer(market, draft, "Steel", "We make one.", how="mail")
    _answer(market, draft, "Ash", "She would rent it.", how="talk")
    answers = _page(market, draft).answers
    assert [(one.giver, one.title, one.told_by) for one in answers] == [
        ("Gita", "A warm trap.", ""),
        ("Pat Steel", "We make one.", ""),
        ("Pat Ash", "She would rent it.", "Ben"),
    ]
    while markets.verbatim_operations.cut_next(viewer=market.cast.alice, at=NOW):
        pass
    heard = dict(Verbatim.objects.visible_to(market.cast.ben).values_list("text", "wording"))
    assert (heard["We make one."], heard["She would rent it."]) == ("exact", "reported")


def test_taking_back_what_was_handed_in_takes_its_words_back_too(market: Market, draft: str):
    _open(market, draft)
    before = Touchpoint.objects.visible_to(market.cast.ben).count()
    operations.hand_in_answer(
        challenge=draft,
        text="We make one.",
        how="mail",
        contact=market.speakers["Steel"],
        viewer=market.cast.ben,
        at=NOW + timedelta(minutes=1),
    )
    _take_back(market)
    assert _page(market, draft).answers == ()
    assert Touchpoint.objects.visible_to(market.cast.ben).count() == before


def test_past_the_closing_day_no_answer_comes_in_until_it_is_opened_again(market: Market, draft: str):
    _open(market, draft)
    late = NOW + timedelta(11)
    with pytest.raises(checks.TooLate):
        operations.hand_in_answer(challenge=draft, text="Late.", viewer=market.cast.ben, at=late)
    assert queries.get_challenge(draft, viewer=market.cast.ben, today=late.date()).row.state == "closed"
    assert operations.close_due(viewer=market.cast.alice, at=late) == 1
    operations.reopen_challenge(challenge=draft, closes_on=late.date(), viewer=market.cast.ben, at=late)
    operations.hand_in_answer(challenge=draft, text="In time.", viewer=market.cast.ben, at=late)
    assert queries.get_challenge(draft, viewer=market.cast.ben, today=late.date()).row.days_left == 1


@pytest.mark.parametrize(("text", "how", "contact"), [("  ", "self", ""), ("Yes.", "mail", ""), ("Yes.", "fax", "")])
def test_an_answer_without_words_or_of_nobody_is_refused(market: Market, draft: str, text: str, how: str, contact: str):
    _open(market, draft)
    with pytest.raises(checks.BadAnswer):
        operations.hand_in_answer(challenge=draft, text=text, how=how, contact=contact, viewer=market.cast.ben, at=NOW)
    assert not _page(market, draft).answers


def test_an_answer_becomes_an_idea_under_its_givers_name_once(market: Market, draft: str):
    _open(market, draft)
    answer = _answer(market, draft, "Steel", "We make one.", how="mail")
    idea = operations.make_idea(answer=answer, viewer=market.cast.ben, at=NOW)
    row = Idea.objects.visible_to(market.cast.ben).get(pk=idea)
    assert (row.contact_id, row.title) == (market.speakers["Steel"], "We make one.")
    assert _page(market, draft).answers[0].idea_number == row.number
    with pytest.raises(checks.BadAnswer):
        operations.make_idea(answer=answer, viewer=market.cast.ben, at=NOW)
    mine = operations.hand_in_answer(challenge=draft, text="Mine.", viewer=market.cast.gita, at=NOW)
    with pytest.raises(NotAllowed):
        operations.make_idea(answer=mine, viewer=market.cast.ben, at=NOW)


def test_answers_are_compared_on_what_customers_named_and_everyone_scores_for_themselves(market: Market, draft: str):
    _open(market, draft)
    quiet = _criterion(market, draft, "It is quiet", 8, named_by=market.speakers["Ash"])
    cheap = _criterion(market, draft, "It is cheap", 2)
    fan, wall = (
        _answer(market, draft, "Steel", "A fan.", how="mail"),
        _answer(market, draft, "Ash", "A wall.", how="mail"),
    )
    for viewer, answer, points in (
        (market.cast.ben, fan, {quiet: 3, cheap: 9}),
        (market.cast.alice, fan, {quiet: 8, cheap: 9}),
        (market.cast.ben, wall, {quiet: 9, cheap: 1}),
    ):
        operations.score_answer(answer=answer, points=points, viewer=viewer, at=NOW)
    page = _page(market, draft)
    assert [one.answer for one in page.comparison.standings] == [wall, fan]
    assert page.comparison.standings[1].cells[quiet].is_far
    assert page.criteria[0].named_by == "Pat Ash"
    assert page.answers[0].points == {quiet: 3, cheap: 9}
    operations.score_answer(answer=fan, points={quiet: None}, viewer=market.cast.ben, at=NOW)
    assert _page(market, draft).answers[0].points == {cheap: 9}


def test_points_beyond_ten_and_criteria_of_another_challenge_are_refused(market: Market, draft: str):
    _open(market, draft)
    quiet, answer = _criterion(market, draft, "Quiet", 8), _answer(market, draft, "Steel", "A fan.", how="mail")
    for points in ({quiet: 11}, {quiet: -1}, {"criterion_none": 3}, {}):
        with pytest.raises(checks.BadScore):
            operations.score_answer(answer=answer, points=points, viewer=market.cast.ben, at=NOW)
    for text, weight in (("Quiet", 3), ("!", 3), ("Clean", 0), ("Clean", 11)):
        with pytest.raises(checks.BadCriterion):
            _criterion(market, draft, text, weight)
    operations.score_answer(answer=answer, points={quiet: 4}, viewer=market.cast.ben, at=NOW)
    with pytest.raises(checks.BadCriterion, match="scored"):
        operations.remove_criterion(criterion=quiet, viewer=market.cast.ben, at=NOW)


def test_everyone_who_took_part_is_told_once_with_their_own_message(market: Market, draft: str):
    answer = _decided(market, draft)
    people = {one.name: one for one in _page(market, draft).people}
    assert {name: one.why for name, one in people.items()} == {
        "Pat Steel": "answered",
        "Gita": "answered",
        "Pat Ash": "criterion",
        "Pat Birch": "words",
        "Ben": "scored",
    }
    assert "We go for your answer" in people["Pat Steel"].letter.body
    assert "We go for: “We make one.”" in people["Pat Ash"].letter.body
    assert people["Pat Birch"].address == ""
    before = len(_mails())
    assert operations.tell_everyone(challenge=draft, viewer=market.cast.ben, at=NOW) == 4
    assert len(_mails()) == before + 4
    assert _page(market, draft).row.state == "decided"
    with pytest.raises(checks.BadDecision, match="told already"):
        _tell(market, draft, people["Pat Steel"].key)
    with pytest.raises(checks.BadDecision, match="No address"):
        _tell(market, draft, people["Pat Birch"].key)
    _tell(market, draft, people["Pat Birch"].key, by_mail=False)
    assert _page(market, draft).row.state == "told"
    assert _page(market, draft).decisions[0].chosen == ((answer, "We make one."),)


def test_two_who_decide_at_once_both_keep_their_reasons(market: Market, draft: str):
    _decided(market, draft)
    with pytest.raises(ChangedMeanwhile):
        operations.decide(challenge=draft, answers=[], reason="No.", base=0, viewer=market.cast.alice, at=NOW)
    operations.decide(challenge=draft, answers=[], reason="None is enough.", base=1, viewer=market.cast.alice, at=NOW)
    assert [(one.number, one.reason) for one in _page(market, draft).decisions] == [
        (2, "None is enough."),
        (1, "It drains."),
    ]


def test_a_decision_wants_a_reason_and_an_answer_of_its_own_and_not_while_answers_come_in(market: Market, draft: str):
    _open(market, draft)
    with pytest.raises(checks.BadMove):
        operations.decide(challenge=draft, answers=[], reason="So.", base=0, viewer=market.cast.ben, at=NOW)
    operations.close_challenge(challenge=draft, viewer=market.cast.ben, at=NOW)
    for answers, reason in (([], "  "), (["challenge_answer_none"], "So.")):
        with pytest.raises(checks.BadDecision):
            operations.decide(challenge=draft, answers=answers, reason=reason, base=0, viewer=market.cast.ben, at=NOW)
    assert Challenge.objects.visible_to(market.cast.ben).get(pk=draft).state == ChallengeState.CLOSED


def test_who_only_hands_in_answers_and_does_not_decide(market: Market, draft: str):
    with pytest.raises(NotAllowed):
        operations.open_challenge(challenge=draft, viewer=market.cast.gita, at=NOW)


def _page(market: Market, challenge: str) -> ChallengePage:
    return queries.get_challenge(challenge, viewer=market.cast.ben, today=TODAY)


def _change(market: Market, challenge: str, *, base: int, **changed: Any) -> None:
    said = {
        "title": "Grease",
        "wish": "What would you want?",
        "way": "",
        "background": "",
        "reward": "",
        "closes_on": SOON,
        "is_for_members": True,
        "needs": [],
    }
    operations.change_challenge(challenge=challenge, base=base, viewer=market.cast.ben, at=NOW, **{**said, **changed})


def _open(market: Market, challenge: str) -> None:
    operations.open_challenge(challenge=challenge, viewer=market.cast.ben, at=NOW)


def _answer(market: Market, challenge: str, who: str, text: str, *, how: str) -> str:
    return operations.hand_in_answer(
        challenge=challenge, text=text, how=how, contact=market.speakers[who], viewer=market.cast.ben, at=NOW
    )


def _criterion(market: Market, challenge: str, text: str, weight: int, *, named_by: str = "") -> str:
    return operations.add_criterion(
        challenge=challenge, text=text, weight=weight, named_by=named_by, viewer=market.cast.ben, at=NOW
    )


def _decided(market: Market, challenge: str) -> str:
    words = market.say("Birch", "We pour it in the yard.")
    _allow(market, words)
    operations.lay_words(challenge=challenge, verbatims=[words], viewer=market.cast.ben, at=NOW)
    quiet = _criterion(market, challenge, "Quiet", 8, named_by=market.speakers["Ash"])
    _open(market, challenge)
    answer = _answer(market, challenge, "Steel", "We make one.", how="mail")
    operations.hand_in_answer(challenge=challenge, text="Mine.", viewer=market.cast.gita, at=NOW)
    operations.score_answer(answer=answer, points={quiet: 4}, viewer=market.cast.ben, at=NOW)
    operations.close_challenge(challenge=challenge, viewer=market.cast.ben, at=NOW)
    operations.decide(
        challenge=challenge, answers=[answer], reason="It drains.", base=0, viewer=market.cast.ben, at=NOW
    )
    return answer


def _tell(market: Market, challenge: str, who: str, *, by_mail: bool = True) -> None:
    operations.tell(challenge=challenge, who=who, by_mail=by_mail, viewer=market.cast.ben, at=NOW)


def _allow(market: Market, words: str, *, is_named: bool = False) -> None:
    consent_operations.record_consent(
        verbatims=[words],
        audience="portal",
        medium="call",
        said_on=TODAY,
        is_named=is_named,
        viewer=market.cast.ben,
        at=NOW,
    )


def _mails() -> list[Mail]:
    return list(Mail.objects.unscoped(reason="test").order_by("created_at", "pk"))


def _take_back(market: Market) -> None:
    step = undo.find_latest(viewer=market.cast.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=market.cast.ben, at=NOW)
