from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.feedback.kinds import MirrorPart
from closeknit.analysis.feedback.mirror import (
    Candidate,
    Choices,
    OwnFact,
    SaidFact,
    Somebody,
    VoiceFact,
    list_candidates,
    name_groups,
)
from closeknit.analysis.kinds import Stance

TODAY = date(2026, 11, 19)
NONE = Choices({})


def said(
    pk: str, contact: str = "c1", *, ago: int = 9, quote: bool = False, part: MirrorPart = MirrorPart.WANTS
) -> SaidFact:
    return SaidFact(
        pk, contact, f"words that somebody said {pk}", TODAY - timedelta(ago), part, quote, "Saskia" if quote else ""
    )


def drawn(
    *several: SaidFact,
    people: tuple[Somebody, ...] = (),
    own: tuple[OwnFact, ...] = (),
    voices: tuple[VoiceFact, ...] = (),
    choices: Choices = NONE,
    since: date | None = None,
) -> dict[str, Candidate]:
    found = list_candidates(
        people=people, said=several, own=own, voices=voices, choices=choices, since=since, as_of=TODAY
    )
    return {one.key: one for one in found}


def test_words_with_consent_are_quoted_and_others_only_counted():
    lines = drawn(said("a", quote=True), said("b", "c2"), said("c", "c3"))
    assert (lines["a"].is_quote, lines["a"].is_shown, lines["a"].speaker) == (True, True, "Saskia")
    assert (lines["b"].is_shown, lines["b"].text, lines["b"].proposal) == (False, "", "words that somebody said b")
    assert lines["besides:wants"].text == "Besides, we heard 2 sentences from 2 of your people about this."


def test_words_without_consent_stand_there_only_in_our_own_approved_words():
    lines = drawn(said("b"), choices=Choices({"b": "It takes too long."}))
    assert (lines["b"].text, lines["b"].is_shown, lines["b"].is_quote, lines["b"].speaker) == (
        "It takes too long.", True, False, "",
    )  # fmt: skip


def test_what_we_call_a_need_is_not_in_the_report_until_somebody_approved_the_words():
    need = OwnFact("need:1", MirrorPart.WANTS, "Our name for it", "3 of your people")
    assert not drawn(own=(need,))["need:1"].is_shown
    assert drawn(own=(need,), choices=Choices({"need:1": "Theirs"}))["need:1"].text == "Theirs"


def test_a_quotation_can_be_left_out_and_is_counted_then():
    lines = drawn(said("a", quote=True), choices=Choices({}, frozenset({"a"})))
    assert not lines["a"].is_shown
    assert lines["besides:wants"].text == "We heard one sentence from one of your people about this."


def test_what_changed_is_counted_against_as_many_days_before():
    several = [said("a", ago=3), said("b", ago=5), said("c", ago=12)]
    lines = drawn(*several, since=TODAY - timedelta(10))
    assert lines["changed:wants"].text == (
        "Of what your people want to do we heard 2 times since then, once in as many days before."
    )
    assert "changed:first" in drawn(*several)


def test_where_they_differ_parts_are_named_only_where_that_points_at_nobody():
    people = tuple(Somebody(f"c{n}", "kitchen" if n < 3 else "finance", "hands") for n in range(1, 4))
    voices = tuple(
        VoiceFact("n1", "Fewer forms", f"c{n}", Stance.SUPPORTS if n < 3 else Stance.CONTRADICTS) for n in range(1, 4)
    )
    line = drawn(people=people, voices=voices)["differ:n1"]
    assert line.fact == "2 in kitchen say so; one person sees it differently"
    assert not line.is_shown


def test_within_one_part_the_levels_tell_them_apart():
    people = tuple(Somebody(f"c{n}", "kitchen", "heads" if n < 3 else "hands") for n in range(1, 5))
    voices = tuple(VoiceFact("n1", "x", f"c{n}", Stance.SUPPORTS if n < 3 else Stance.CONTRADICTS) for n in range(1, 5))
    assert drawn(people=people, voices=voices)["differ:n1"].fact == (
        "2 among heads say so; 2 among hands see it differently"
    )


def test_people_of_one_part_do_not_differ_from_each_other():
    people = (Somebody("c1", "kitchen", "hands"), Somebody("c2", "kitchen", "hands"))
    voices = (VoiceFact("n1", "x", "c1", Stance.SUPPORTS), VoiceFact("n1", "x", "c2", Stance.CONTRADICTS))
    assert "differ:n1" not in drawn(people=people, voices=voices)


def test_whose_voice_is_missing_is_said():
    people = (Somebody("c1", "kitchen", "hands"), Somebody("c2", "finance", "executive"))
    lines = drawn(said("a"), people=people)
    assert lines["heard:people"].text.startswith("In the last twelve months we heard 1 of the 2 people")
    assert "finance" in lines["heard:missing"].text
    assert "executive" in lines["heard:levels"].text


def test_what_we_should_like_to_ask_stands_last():
    found = list_candidates(
        people=(), said=[said("a", quote=True)], own=(), voices=(), choices=Choices({}, questions=("Why?",)),
        since=None, as_of=TODAY,
    )  # fmt: skip
    assert (found[-1].text, found[-1].part) == ("Why?", MirrorPart.QUESTIONS)


_PEOPLE = st.lists(
    st.builds(
        Somebody,
        st.uuids().map(str),
        st.sampled_from(["", "kitchen", "finance", "it"]),
        st.just("hands"),
        st.booleans(),
    ),
    max_size=12,
)


@given(_PEOPLE)
def test_naming_parts_loses_nobody_and_points_at_nobody_who_did_not_agree(people: list[Somebody]):
    named, others = name_groups(people)
    assert sum(int(one.split()[0]) for one in named) + others == len(people)
    for one in named:
        n, _, function = one.split(" ", 2)
        there = [somebody for somebody in people if somebody.function == function]
        assert len(there) == int(n)
        assert int(n) >= 2 or there[0].agrees


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 400), st.sampled_from(list(MirrorPart)[:3])), max_size=40))
def test_words_that_may_not_be_quoted_never_reach_the_report_by_themselves(several: list[tuple[bool, int, MirrorPart]]):
    facts = [said(f"w{n}", ago=ago, quote=quote, part=part) for n, (quote, ago, part) in enumerate(several)]
    secret = {fact.text for fact in facts if not fact.may_quote}
    for since in (None, TODAY - timedelta(30)):
        shown = [one for one in drawn(*facts, since=since).values() if one.is_shown]
        assert not secret & {one.text for one in shown}
        assert all(one.text for one in shown)
