"""Redesign sessions: the steps, the open sky in which nobody judges, judging, verdicts, talks and answers."""

from datetime import date, timedelta

import pytest

from closeknit.identity import operations as identity_operations
from closeknit.kit import typed, undo
from closeknit.kit.refusals import ChangedMeanwhile, NotAllowed, NotFound
from closeknit.offerings import deciding
from closeknit.offerings.sessions import checks, judgement, operations, queries
from closeknit.touchpoints import operations as touchpoints
from closeknit.touchpoints import queries as touchpoint_queries
from closeknit.verbatims import queries as verbatims
from tests import imprint
from tests.conftest import NOW, Cast
from tests.operations.offerings.redesigning import Table, come_to_earth, decide, lay_table, move, state_of, wish
from tests.operations.verbatims.conftest import work


@pytest.fixture
@imprint.kept(at=NOW)
def table(cast: Cast) -> Table:
    return lay_table(cast)


def _undo(cast: Cast) -> None:
    step = undo.find_latest(viewer=cast.alice, since=NOW - timedelta(seconds=1))
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.alice, at=NOW)


def _texts(table: Table, cast: Cast) -> list[str]:
    return [entry.text for entry in queries.list_entries(table.session, viewer=cast.alice)]


def test_a_session_begins_as_a_draft_with_its_people(table: Table, cast: Cast):
    page = queries.get_session(table.session, viewer=cast.ben, at=NOW)
    assert (page.state, page.owner, page.offering) == ("draft", "Alice", "Ember")
    assert [name for _, name in page.accounts] == ["Moor", "Rijnmond"]
    assert [seat.name for seat in page.seats] == ["Alice", "Ben", "Gita"]
    assert page.takes_part
    assert not page.owns


def test_a_session_without_name_or_accounts_is_refused(table: Table, cast: Cast):
    offering = queries.get_session(table.session, viewer=cast.alice, at=NOW).offering_id
    for title, accounts in (("  ", [table.moor]), ("x" * 121, [table.moor]), ("Ember", [])):
        with pytest.raises(checks.BadSession):
            operations.make_session(offering=offering, title=title, accounts=accounts, viewer=cast.alice, at=NOW)


def test_only_the_owner_moves_a_session_and_only_along_its_way(table: Table, cast: Cast):
    with pytest.raises(checks.NotAtTheTable):
        operations.move_session(session=table.session, to="requirements", viewer=cast.ben, at=NOW)
    with pytest.raises(checks.NotNow, match="cannot become earth"):
        move(table, cast, "earth")
    move(table, cast, "requirements", "blue_sky")
    with pytest.raises(checks.NotNow, match="nothing to bring back to earth"):
        move(table, cast, "earth")
    assert state_of(table, cast.alice) == "blue_sky"


def test_a_move_can_be_taken_back_though_others_wrote_since(table: Table, cast: Cast):
    come_to_earth(table, cast, "It cleans itself")
    operations.take_seat(session=table.session, viewer=cast.ben, at=NOW)
    _undo(cast)
    assert state_of(table, cast.alice) == "blue_sky"
    assert _texts(table, cast) == ["It cleans itself"]


def test_requirements_have_a_day_and_a_source(table: Table, cast: Cast):
    move(table, cast, "requirements")
    with pytest.raises(typed.NothingSaid, match="where you know it from"):
        operations.add_requirement(
            session=table.session, text="They wash at night", on=NOW.date(), viewer=cast.gita, at=NOW
        )
    touchpoints.capture_words(
        words="From March we wash at night.", account=table.rijnmond, contact=table.saskia, wording="exact",
        said_at=NOW, viewer=cast.ben, at=NOW,
    )  # fmt: skip
    work()
    (said,) = verbatims.list_newest(viewer=cast.ben)
    operations.add_requirement(
        session=table.session, text="They wash at night", on=date(2027, 3, 1), source="words", verbatim=said.id,
        account=table.rijnmond, viewer=cast.gita, at=NOW,
    )  # fmt: skip
    (row,) = queries.list_requirements(table.session, viewer=cast.alice)
    assert (row.text, row.account, row.added_by) == ("They wash at night", "Rijnmond", "Gita")
    assert row.words is not None
    assert row.words.text == "From March we wash at night."
    operations.remove_requirement(requirement=row.id, viewer=cast.alice, at=NOW)
    _undo(cast)
    assert len(queries.list_requirements(table.session, viewer=cast.alice)) == 1


def test_while_the_sky_is_open_nobody_judges_whatever_they_send(table: Table, cast: Cast):
    move(table, cast, "requirements", "blue_sky")
    one, other = wish(table, cast.ben, "It cleans itself", "It speaks")
    attempts = (
        lambda: operations.answer_pair(one=one, other=other, better=one, viewer=cast.alice, at=NOW),
        lambda: operations.score_entry(entry=one, points={"purpose": 5}, viewer=cast.alice, at=NOW),
        lambda: operations.change_weights(
            session=table.session,
            weights={"purpose": 1, "strengths": 1, "cost": 1, "time": 1},
            viewer=cast.alice,
            at=NOW,
        ),
        lambda: operations.set_aside(entry=one, reason="no", viewer=cast.alice, at=NOW),
        lambda: decide(table, cast.alice, one),
        lambda: decide(table, cast.alice, None),
    )
    for attempt in attempts:
        with pytest.raises(checks.JudgingIsOff):
            attempt()
    for attempt in (
        lambda: operations.change_entry(entry=one, text="It does not", viewer=cast.alice, at=NOW),
        lambda: operations.withdraw_entry(entry=one, viewer=cast.alice, at=NOW),
    ):
        with pytest.raises(checks.NotYours):
            attempt()
    assert _texts(table, cast) == ["It cleans itself", "It speaks"]


def test_two_who_write_at_once_both_stand_and_each_is_news(table: Table, cast: Cast):
    move(table, cast, "requirements", "blue_sky")
    before = queries.get_stamp(table.session, viewer=cast.alice)[0]
    wish(table, cast.ben, "It speaks")
    wish(table, cast.gita, "It speaks")
    assert _texts(table, cast) == ["It speaks", "It speaks"]
    assert queries.get_stamp(table.session, viewer=cast.alice)[0] == before + 2


def test_ones_own_wish_can_be_put_otherwise_and_taken_back(table: Table, cast: Cast):
    move(table, cast, "requirements", "blue_sky")
    (entry,) = wish(table, cast.gita, "It spaeks")
    operations.change_entry(entry=entry, text="It speaks", viewer=cast.gita, at=NOW)
    assert _texts(table, cast) == ["It speaks"]
    operations.withdraw_entry(entry=entry, viewer=cast.gita, at=NOW)
    assert _texts(table, cast) == []
    with pytest.raises(NotFound):
        operations.change_entry(entry=entry, text="It sings", viewer=cast.gita, at=NOW)


def test_what_was_judged_is_not_taken_back_when_the_sky_opens_again(table: Table, cast: Cast):
    one, other = come_to_earth(table, cast, "It cleans itself", "It speaks")
    operations.answer_pair(one=one, other=other, better=one, viewer=cast.gita, at=NOW)
    move(table, cast, "blue_sky")
    with pytest.raises(checks.NotNow, match="judged this before"):
        operations.withdraw_entry(entry=one, viewer=cast.ben, at=NOW)
    move(table, cast, "earth")
    assert len(judgement.list_answers(table.session, viewer=cast.alice)) == 1


def test_what_others_made_of_a_wish_is_not_taken_from_under_them_by_undo(table: Table, cast: Cast):
    move(table, cast, "requirements", "blue_sky")
    one, other = wish(table, cast.alice, "It cleans itself", "It speaks")
    step = undo.find_latest(viewer=cast.alice, since=NOW)
    assert step is not None
    move(table, cast, "earth")
    operations.answer_pair(one=one, other=other, better=other, viewer=cast.ben, at=NOW)
    with pytest.raises(undo.TouchedSince):
        undo.take_back(step=step.pk, viewer=cast.alice, at=NOW)
    assert _texts(table, cast) == ["It cleans itself", "It speaks"]


def test_an_entry_after_the_sky_closed_or_with_nothing_in_it_is_refused(table: Table, cast: Cast):
    move(table, cast, "requirements", "blue_sky")
    for text in (" ", "x" * 301):
        with pytest.raises(typed.NothingSaid):
            wish(table, cast.ben, text)
    wish(table, cast.ben, "It speaks")
    move(table, cast, "earth")
    with pytest.raises(checks.NotNow, match="back on earth"):
        wish(table, cast.ben, "It sings")


def test_whoever_was_not_invited_reads_along_and_writes_nothing(table: Table, cast: Cast):
    move(table, cast, "requirements", "blue_sky")
    operations.change_session(
        session=table.session, title="Ember at night", why="", accounts=[table.moor], members=[cast.ben.id],
        viewer=cast.alice, at=NOW,
    )  # fmt: skip
    assert not queries.get_session(table.session, viewer=cast.gita, at=NOW).takes_part
    for attempt in (
        lambda: wish(table, cast.gita, "It speaks"),
        lambda: operations.take_seat(session=table.session, viewer=cast.gita, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_who_is_here_is_seen_for_five_minutes(table: Table, cast: Cast):
    operations.take_seat(session=table.session, viewer=cast.ben, at=NOW)
    here = [seat.name for seat in queries.list_seats(table.session, viewer=cast.alice, at=NOW) if seat.is_here]
    later = queries.list_seats(table.session, viewer=cast.alice, at=NOW + timedelta(minutes=6))
    assert here == ["Ben"]
    assert not any(seat.is_here for seat in later)
    assert [seat.name for seat in later if seat.was_here] == ["Ben"]


def test_pairs_and_points_of_several_become_one_order(table: Table, cast: Cast):
    clean, speak, sing = come_to_earth(table, cast, "It cleans itself", "It speaks", "It sings")
    for viewer in (cast.alice, cast.ben, cast.gita):
        operations.answer_pair(one=speak, other=clean, better=clean, viewer=viewer, at=NOW)
        operations.score_entry(
            entry=clean, points=dict.fromkeys(("purpose", "strengths", "cost", "time"), 4), viewer=viewer, at=NOW
        )
    operations.answer_pair(one=sing, other=speak, better=None, viewer=cast.gita, at=NOW)
    operations.answer_pair(one=clean, other=speak, better=speak, viewer=cast.gita, at=NOW)
    page = queries.get_session(table.session, viewer=cast.alice, at=NOW)
    entries = queries.list_entries(table.session, viewer=cast.alice)
    judged = judgement.judge(table.session, entries, page.weights, [cast.gita.id], viewer=cast.alice)
    # Gita changed her mind: her new answer holds, and there is one of hers on that pair.
    assert len(judged.answers) == 4
    assert judged.strengths[clean].place == 1
    assert judged.weighed[clean].total == 4
    assert judged.reliability.value is None
    assert judged.progress[cast.gita.id].n_pairs == 2
    assert judged.progress[cast.gita.id].n_scored == 1


@pytest.mark.parametrize("points", [{}, {"purpose": 0}, {"purpose": 6}, {"colour": 3}])
def test_points_that_are_none_are_refused(table: Table, cast: Cast, points: dict[str, int]):
    (entry,) = come_to_earth(table, cast, "It speaks")
    with pytest.raises(checks.BadJudgement):
        operations.score_entry(entry=entry, points=points, viewer=cast.gita, at=NOW)


def test_a_pair_of_one_or_with_a_third_is_refused(table: Table, cast: Cast):
    one, other, third = come_to_earth(table, cast, "a", "b", "c")
    for left, right, better in ((one, one, one), (one, other, third)):
        with pytest.raises(checks.BadJudgement):
            operations.answer_pair(one=left, other=right, better=better, viewer=cast.gita, at=NOW)


def test_what_is_set_aside_is_not_judged_until_it_is_brought_back(table: Table, cast: Cast):
    one, other = come_to_earth(table, cast, "It cleans itself", "It cleans itself too")
    operations.set_aside(entry=other, reason="wished twice", viewer=cast.ben, at=NOW)
    for attempt in (
        lambda: operations.answer_pair(one=one, other=other, better=one, viewer=cast.gita, at=NOW),
        lambda: operations.score_entry(entry=other, points={"cost": 1}, viewer=cast.gita, at=NOW),
    ):
        with pytest.raises(checks.BadJudgement):
            attempt()
    operations.bring_back(entry=other, viewer=cast.ben, at=NOW)
    operations.answer_pair(one=one, other=other, better=one, viewer=cast.gita, at=NOW)
    with pytest.raises(NotAllowed):
        operations.set_aside(entry=one, reason="no", viewer=cast.gita, at=NOW)


def test_weights_of_nothing_are_refused_and_others_can_be_taken_back(table: Table, cast: Cast):
    come_to_earth(table, cast, "It speaks")
    with pytest.raises(checks.BadJudgement, match="All weights are 0"):
        operations.change_weights(
            session=table.session,
            weights=dict.fromkeys(("purpose", "strengths", "cost", "time"), 0),
            viewer=cast.alice,
            at=NOW,
        )
    operations.change_weights(
        session=table.session,
        weights={"purpose": 70, "strengths": 10, "cost": 10, "time": 10},
        viewer=cast.alice,
        at=NOW,
    )
    assert queries.get_session(table.session, viewer=cast.alice, at=NOW).weights["purpose"] == 70
    _undo(cast)
    assert queries.get_session(table.session, viewer=cast.alice, at=NOW).weights["purpose"] == 40


def test_a_verdict_cites_a_line_and_the_purpose_shows_it(table: Table, cast: Cast):
    (entry,) = come_to_earth(table, cast, "It cleans itself")
    with pytest.raises(checks.BadVerdict, match="line of our purpose"):
        decide(table, cast.alice, entry, line="")
    with pytest.raises(NotFound):
        decide(table, cast.alice, entry, line="line_none")
    decide(table, cast.alice, entry)
    decide(table, cast.alice, None, kind="not_yet", revisit_on=NOW.date() + timedelta(30))
    ((kind, serving),) = deciding.find_serving([table.line], viewer=cast.alice)[table.line]
    assert (kind, serving.n, {one.text for one in serving.newest}) == (
        "redesign",
        2,
        {"It cleans itself", "Ember at night"},
    )


def test_the_second_to_give_a_verdict_sees_the_first_and_nothing_is_lost(table: Table, cast: Cast):
    (entry,) = come_to_earth(table, cast, "It cleans itself")
    assert decide(table, cast.alice, entry) == 1
    with pytest.raises(ChangedMeanwhile):
        decide(table, cast.ben, entry, kind="leave")
    assert decide(table, cast.ben, entry, kind="leave", base=1) == 2
    versions = queries.list_versions(table.session, entry, viewer=cast.alice)
    assert [(one.number, one.kind, one.decided_by) for one in versions] == [(2, "leave", "Ben"), (1, "adapt", "Alice")]
    assert queries.list_verdicts(table.session, viewer=cast.alice)[entry].kind == "leave"


def test_a_verdict_taken_back_leaves_the_one_before(table: Table, cast: Cast):
    come_to_earth(table, cast, "It cleans itself")
    decide(table, cast.alice, None)
    decide(table, cast.alice, None, kind="leave", base=1)
    _undo(cast)
    assert queries.list_verdicts(table.session, viewer=cast.alice)[""].kind == "adapt"


def test_a_session_is_decided_once_everything_kept_is(table: Table, cast: Cast):
    one, other = come_to_earth(table, cast, "It cleans itself", "It speaks")
    decide(table, cast.alice, one)
    with pytest.raises(checks.NotNow, match="One kept entry has no verdict yet"):
        move(table, cast, "decided")
    operations.set_aside(entry=other, reason="a toy", viewer=cast.alice, at=NOW)
    move(table, cast, "decided")
    assert queries.get_session(table.session, viewer=cast.alice, at=NOW).decided_at == NOW
    with pytest.raises(checks.NotNow, match="open it again"):
        decide(table, cast.alice, one, base=1)
    move(table, cast, "earth")
    assert queries.get_session(table.session, viewer=cast.alice, at=NOW).decided_at is None


def test_what_is_renegotiated_is_said_talked_about_and_answered_in_their_words(table: Table, cast: Cast):
    (entry,) = come_to_earth(table, cast, "We wash for them")
    with pytest.raises(checks.BadTalk):
        operations.plan_talk(
            session=table.session, entry=entry, account=table.rijnmond, starts_at=NOW, viewer=cast.ben, at=NOW
        )
    decide(table, cast.alice, entry, kind="renegotiate", say="We would rather wash than sell you a machine.")
    talk = operations.plan_talk(
        session=table.session, entry=entry, account=table.rijnmond, contact=table.saskia, member=cast.ben.id,
        starts_at=NOW + timedelta(days=1), viewer=cast.ben, at=NOW,
    )  # fmt: skip
    (planned,) = touchpoint_queries.list_appointments(viewer=cast.ben, account=table.rijnmond)
    assert (planned.why, planned.member) == ("We would rather wash than sell you a machine.", "Ben")
    move(table, cast, "decided")
    later = NOW + timedelta(days=2)
    for answer, words, refusal in (("maybe", "Hm.", checks.BadTalk), ("agrees", " ", typed.NothingSaid)):
        with pytest.raises(refusal):
            operations.record_answer(talk=talk, answer=answer, words=words, viewer=cast.ben, at=later)
    operations.record_answer(
        talk=talk,
        answer="wants_to_talk",
        words="We like it, but not on Sundays.",
        wording="exact",
        viewer=cast.ben,
        at=later,
    )
    work()
    (row,) = queries.list_talks(table.session, viewer=cast.alice)
    assert (row.answer, row.contact, row.state, row.answered_by) == ("wants_to_talk", "Saskia", "logged", "Ben")
    assert [one.text for one in row.words] == ["We like it, but not on Sundays."]
    operations.record_answer(talk=talk, answer="agrees", words="Sundays are fine too.", viewer=cast.ben, at=later)
    work()
    (row,) = queries.list_talks(table.session, viewer=cast.alice)
    assert (row.answer, [one.text for one in row.words]) == ("agrees", ["Sundays are fine too."])


def test_a_talk_is_with_an_account_of_the_session_and_somebody_there(table: Table, cast: Cast):
    come_to_earth(table, cast, "We wash for them")
    decide(table, cast.alice, None, kind="renegotiate", say="We would rather wash.")
    with pytest.raises(checks.BadTalk, match="not at this account"):
        operations.plan_talk(
            session=table.session,
            entry=None,
            account=table.moor,
            contact=table.saskia,
            starts_at=NOW,
            viewer=cast.ben,
            at=NOW,
        )
    operations.change_session(
        session=table.session,
        title="Ember",
        why="",
        accounts=[table.rijnmond],
        members=[cast.ben.id],
        viewer=cast.alice,
        at=NOW,
    )
    with pytest.raises(checks.BadTalk, match="not one that this session is about"):
        operations.plan_talk(
            session=table.session, entry=None, account=table.moor, starts_at=NOW, viewer=cast.ben, at=NOW
        )


def test_a_session_goes_to_the_successor_of_whoever_leaves(table: Table, cast: Cast):
    operations.hand_over(session=table.session, owner=cast.ben.id, viewer=cast.alice, at=NOW)
    identity_operations.leave(member=cast.ben.id, successor=cast.gita.id, viewer=cast.alice, at=NOW)
    assert queries.get_session(table.session, viewer=cast.alice, at=NOW).owner == "Gita"


def test_the_list_counts_what_each_session_came_to(table: Table, cast: Cast):
    (entry,) = come_to_earth(table, cast, "It cleans itself")
    decide(table, cast.alice, entry)
    (line,) = queries.list_sessions(viewer=cast.ben)
    assert (line.n_accounts, line.n_members, line.n_entries, line.n_verdicts, line.takes_part) == (2, 3, 1, 1, True)
