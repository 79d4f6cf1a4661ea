import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.circle import radar
from closeknit.analysis.circle.radar import Sighting
from closeknit.analysis.kinds import Certainty, SignalCode, Wording

AS_OF = datetime.date(2026, 11, 22)
RIVALS = {"Korvath": ["Korvath Ovens", "KV"], "Bryce & Co.": []}


def ago(days):
    return AS_OF - datetime.timedelta(days)


def seen(days, occasion="", **more):
    return Sighting(Certainty.COST, ago(days), occasion or f"t{days}", **more)


sightings = st.lists(
    st.builds(
        Sighting,
        st.just(Certainty.COST),
        st.integers(-3, 900).map(ago),
        st.sampled_from("abcdef"),
        st.sampled_from(Wording),
        st.just(()),
        st.booleans(),
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    ("code", "names_rival", "certainty"),
    [
        (SignalCode.COST_CUT, True, Certainty.COST),
        (SignalCode.COMPETITOR, False, Certainty.RIVALS),
        (SignalCode.LEAVING, True, Certainty.RIVALS),
        (SignalCode.LEAVING, False, Certainty.COST),
        (SignalCode.PRAISE, True, None),
    ],
)
def test_each_signal_speaks_of_one_certainty(code, names_rival, certainty):
    assert radar.place_signal(code, names_rival=names_rival) is certainty


@pytest.mark.parametrize("code", [SignalCode.LEAVING, SignalCode.COMPETITOR])
def test_where_nobody_is_named_the_hearing_must_be_sure(code):
    assert radar.place_signal(code, names_rival=False, chance=0.74) is None
    assert radar.place_signal(code, names_rival=False, chance=0.75) is not None
    assert radar.place_signal(code, names_rival=True, chance=0.5) is Certainty.RIVALS


@pytest.mark.parametrize(
    ("reason", "names_rival", "certainty"),
    [
        ("Lost to Korvath.", True, Certainty.RIVALS),
        ("Too expensive for them now.", False, Certainty.COST),
        ("The budget was cut.", False, Certainty.COST),
        ("Nobody rang.", False, None),
    ],
)
def test_a_lost_account_counts_where_its_reason_says_so(reason, names_rival, certainty):
    assert radar.place_reason(reason, names_rival=names_rival) is certainty


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We looked at korvath ovens, and at BRYCE & CO.", ("Bryce & Co.", "Korvath")),
        ("The KV was cheaper.", ("Korvath",)),
        ("KVM and Korvathian are other things.", ()),
        ("", ()),
    ],
)
def test_competitors_are_found_as_whole_words(text, names):
    assert radar.find_rivals(text, RIVALS) == names


def test_what_was_said_fades_to_a_half_in_ninety_days():
    today, quarter = (radar.weigh_pressure([seen(days)], as_of=AS_OF).rank for days in (0, 90))
    assert radar.strength_on(today, AS_OF) == pytest.approx(1)
    assert radar.strength_on(quarter, AS_OF) == pytest.approx(0.5)


def test_told_words_weigh_less_and_a_lost_sale_more():
    told = radar.weigh_pressure([seen(0, wording=Wording.REPORTED)], as_of=AS_OF)
    lost = radar.weigh_pressure([seen(0, is_lost=True)], as_of=AS_OF)
    assert radar.strength_on(told.rank, AS_OF) == pytest.approx(0.6)
    assert radar.strength_on(lost.rank, AS_OF) == pytest.approx(2)


def test_however_much_is_said_in_one_talk_it_counts_once_by_the_clearest():
    noisy = [seen(4, "talk", wording=Wording.REPORTED)] * 7 + [seen(4, "talk")]
    assert radar.weigh_pressure(noisy, as_of=AS_OF).rank == radar.weigh_pressure([seen(4, "talk")], as_of=AS_OF).rank


def test_it_says_what_it_is_made_of():
    found = radar.weigh_pressure([seen(6), seen(80, wording=Wording.REPORTED), seen(200, is_lost=True)], as_of=AS_OF)
    assert (found.n_occasions, found.n_lately, found.n_before, found.last_on) == (3, 1, 1, ago(6))
    assert found.reasons == (
        "Said on 2 occasions, 1 in the last ten weeks, last Mon 16 Nov",
        "One occasion told by one of us: these count 0.6",
        "Lost, 6 May: counts 2",
        "Each fades to a half in 90 days",
    )


@given(sightings, st.randoms(use_true_random=False))
def test_the_order_in_which_sightings_come_changes_nothing(several, random):
    mixed = list(several)
    random.shuffle(mixed)
    assert radar.weigh_pressure(mixed, as_of=AS_OF) == radar.weigh_pressure(several, as_of=AS_OF)


@given(sightings, sightings, st.integers(0, 400))
def test_who_leads_today_leads_on_every_later_day(ours, theirs, days):
    one, other = (radar.weigh_pressure(several, as_of=AS_OF).rank for several in (ours, theirs))
    later = AS_OF + datetime.timedelta(days)
    if one > other:
        assert radar.strength_on(one, later) >= radar.strength_on(other, later)


@given(sightings, st.integers(0, 60))
def test_one_more_occasion_never_weighs_less(several, days):
    more = [*several, seen(days, "new")]
    assert radar.weigh_pressure(more, as_of=AS_OF).rank > radar.weigh_pressure(several, as_of=AS_OF).rank


@given(sightings)
def test_strength_only_falls_while_nothing_is_said(several):
    rank = radar.weigh_pressure(several, as_of=AS_OF).rank
    strengths = [radar.strength_on(rank, AS_OF + datetime.timedelta(days)) for days in (0, 10, 200)]
    assert strengths == sorted(strengths, reverse=True)


@pytest.mark.parametrize(
    ("asked_on", "said"),
    [
        (None, "Nobody has ever asked them about the economy"),
        (ago(200), "Nobody has asked them about the economy for 200 days"),
        (ago(179), ""),
    ],
)
def test_silence_is_said(asked_on, said):
    assert radar.say_silence(asked_on, Certainty.COST, as_of=AS_OF) == said


def test_a_way_is_claimed_only_where_the_interval_bears_it():
    assert radar.judge_way(2, 1, heard_lately=40, heard_before=40).way == "unsure"
    assert radar.judge_way(20, 4, heard_lately=40, heard_before=40).way == "rising"
