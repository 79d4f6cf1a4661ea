"""The brief: what one wants to know before a call, and nothing that the one who reads it may not see."""

from datetime import timedelta

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.accounts.models import Standing
from closeknit.circle.radar import operations as radar
from closeknit.kit.refusals import NotFound
from closeknit.needs import operations as need_operations
from closeknit.promises import operations as promises
from closeknit.promises.feedback import operations as feedback
from closeknit.today import brief
from closeknit.today.brief.parts import BriefLine
from closeknit.touchpoints import operations as touchpoints
from closeknit.touchpoints.drafts import Line, Speaker
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.models import Signal, Verbatim
from tests.conftest import NOW, Cast
from tests.operations.touchpoints.conftest import Town
from tests.operations.verbatims.conftest import work

TODAY = NOW.date()
ZONE = "Europe/London"


def _lines(account: str, cast: Cast, name: str, contact: str = "") -> tuple[BriefLine, ...]:
    parts = {
        part.name: part for part in brief.get_brief(account, viewer=cast.ben, at=NOW, zone=ZONE, contact=contact).parts
    }
    return parts[name].lines if name in parts else ()


def _says(account: str, contact: str, text: str, days_ago: float, cast: Cast, medium: str = "email") -> None:
    touchpoints.record_touchpoint(
        account=account,
        medium=medium,
        started_at=NOW - timedelta(days=days_ago),
        speakers=[Speaker(contact=contact)],
        lines=[Line(text, 0)],
        viewer=cast.ben,
        at=NOW,
    )


def test_an_account_of_which_nothing_is_known_has_a_brief_that_says_what_to_ask(cast: Cast, town: Town):
    found = brief.get_brief(town.luddon, viewer=cast.ben, at=NOW, zone=ZONE)
    assert [part.name for part in found.parts] == ["certainties", "questions", "people"]
    (silence,) = found.parts[0].lines
    assert silence.text == "Nothing heard of cutting cost or any competitor in a year"
    assert silence.fact == (
        "nobody has ever asked them about the economy; nobody has ever asked them about how we compare"
    )


def test_what_was_done_about_a_certainty_stands_beside_what_was_heard_of_it(cast: Cast, town: Town):
    _says(town.harrow, town.ana, "We must cut cost by a fifth this year.", 9, cast)
    work()
    said = Verbatim.objects.unscoped(reason="test").get()
    Signal.objects.unscoped(reason="test").filter(verbatim=said).delete()
    Signal.objects.add(Signal(verbatim=said, code="cost_cut", probability=0.9, said_at=said.said_at))
    radar.act_on_it(
        account=town.harrow, certainty="cost", kind="saving_offered", was_unasked=True, note="Fewer visits", acted_on=TODAY,
        viewer=cast.ben, at=NOW,
    )  # fmt: skip
    lines = _lines(town.harrow, cast, "certainties")
    assert [line.fact for line in lines] == [
        "once in a year; we offered a saving today before they asked",
        "nobody has ever asked them about how we compare",
    ]


def test_a_competitor_is_named_in_the_brief_only_where_the_radar_has_it_too(cast: Cast, town: Town):
    _says(town.harrow, town.ana, "Somebody offered us a lease.", 9, cast)
    work()
    said = Verbatim.objects.unscoped(reason="test").get()
    Signal.objects.unscoped(reason="test").filter(verbatim=said).delete()
    Signal.objects.add(Signal(verbatim=said, code="competitor", probability=0.7, said_at=said.said_at))
    assert [line.mark for line in _lines(town.harrow, cast, "certainties")] == ["ask"]
    Signal.objects.unscoped(reason="test").filter(verbatim=said).update(decided_by=cast.ben.id)
    assert _lines(town.harrow, cast, "certainties")[0].text == "They name a competitor"


def test_the_call_is_with_whom_it_is_planned_else_with_the_champion_else_with_whom_is_chosen(cast: Cast, town: Town):
    account_operations.change_contact(
        contact=town.derek, name="Derek Lumb", title="", role="champion", viewer=cast.ben, at=NOW
    )
    person = brief.get_brief(town.harrow, viewer=cast.ben, at=NOW, zone=ZONE).person
    assert person is not None
    assert person.id == town.derek
    touchpoints.plan_appointment(
        account=town.harrow, contact=town.ana, starts_at=NOW + timedelta(1), viewer=cast.ben, at=NOW
    )
    found = brief.get_brief(town.harrow, viewer=cast.ben, at=NOW, zone=ZONE)
    assert found.person is not None
    assert found.planned is not None
    assert found.person.id == town.ana
    chosen = brief.get_brief(town.harrow, viewer=cast.ben, at=NOW, zone=ZONE, contact=town.derek).person
    assert chosen is not None
    assert chosen.id == town.derek


def test_what_changed_since_the_last_talk_is_said_and_what_was_before_is_not(cast: Cast, town: Town):
    account = town.harrow
    for text, days in (("Old list", 30), ("New list", 2)):
        made = promises.make_promise(
            account=account, text=text, made_on=TODAY - timedelta(60), due_on=None, viewer=cast.ben, at=NOW
        )
        promises.settle_promise(
            promise=made, settlement="kept", settled_on=TODAY - timedelta(days), proof="", viewer=cast.ben, at=NOW
        )
    _says(account, town.ana, "We spoke of the weather.", 10, cast, medium="call")
    account_operations.end_contact(
        contact=town.derek, until_on=TODAY - timedelta(1), successor=None, viewer=cast.ben, at=NOW
    )
    said = [(line.text, line.fact) for line in _lines(account, cast, "changed")]
    assert ("We kept a promise", "New list") in said
    assert ("We kept a promise", "Old list") not in said
    assert ("Derek Lumb has left", "who comes after them?") in said


def test_needs_come_with_the_newest_words_and_how_often_they_were_said(cast: Cast, town: Town):
    account = town.harrow
    _says(account, town.ana, "We need the results on the phone before the round begins.", 9, cast)
    _says(account, town.ana, "We still need the results on the phone.", 3, cast)
    work()
    words = verbatim_queries.list_newest(viewer=cast.ben, account=account)
    need_operations.state_need(
        statement="See results on the phone", verbatims=[one.id for one in words], viewer=cast.ben, at=NOW
    )
    _says(account, town.derek, "All is well.", 1, cast, medium="call")
    (line,) = [one for one in _lines(account, cast, "needs", town.derek) if one.text == "See results on the phone"]
    assert line.fact == "said 2 times"
    assert line.words is not None
    assert line.words.text == "We still need the results on the phone."
    (gift,) = _lines(account, cast, "gift")
    assert gift.text == "Offer a promise, with a day"


def test_a_sentence_stands_on_the_page_once(cast: Cast, town: Town):
    _says(town.harrow, town.ana, "We need the results on the phone before the round begins.", 9, cast)
    work()
    parts = brief.get_brief(town.harrow, viewer=cast.ben, at=NOW, zone=ZONE, contact=town.ana).parts
    words = [line.words.id for part in parts for line in part.lines if line.words]
    assert len(words) == 1
    assert "said" not in [part.name for part in parts]


def test_promises_of_both_sides_stand_by_their_day(cast: Cast, town: Town):
    for text, direction, days in (("Samples", "theirs", 4), ("The list", "ours", 2)):
        promises.make_promise(
            account=town.harrow, text=text, direction=direction, made_on=TODAY,
            due_on=TODAY + timedelta(days), viewer=cast.ben, at=NOW,
        )  # fmt: skip
    lines = _lines(town.harrow, cast, "promises")
    assert [(line.text, line.mark) for line in lines] == [("The list", "ours"), ("Samples", "theirs")]


def test_what_an_account_is_worth_is_not_told_to_who_may_not_see_it(cast: Cast, town: Town):
    Standing.objects.unscoped(reason="test").filter(pk=town.harrow).update(worth_minor=41_200_000)
    assert brief.get_brief(town.harrow, viewer=cast.ben, at=NOW, zone=ZONE).account.worth_minor == 41_200_000
    assert brief.get_brief(town.harrow, viewer=cast.gita, at=NOW, zone=ZONE).account.worth_minor is None


def test_an_account_that_is_not_there_has_no_brief(cast: Cast):
    with pytest.raises(NotFound):
        brief.get_brief("account_none", viewer=cast.ben, at=NOW, zone=ZONE)


def test_feedback_noted_for_the_next_talk_stands_in_the_brief_first_for_whom_one_speaks_with(cast: Cast, town: Town):
    for contact, about in ((town.derek, "the training"), (town.ana, "how we deliver")):
        feedback.ask_feedback(
            contact=contact,
            about=about,
            why="You said it took too long",
            use="We shorten it",
            channel="talk",
            viewer=cast.ben,
            at=NOW,
        )
    lines = _lines(town.harrow, cast, "feedback", contact=town.ana)
    assert len(lines) == 2
    assert lines[0].text == "Ask Ana Costa for feedback on how we deliver"
    assert lines[0].fact == "why: You said it took too long"
