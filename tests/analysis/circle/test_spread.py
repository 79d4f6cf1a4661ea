"""How far a relationship spreads, and the warm path to whom we hardly know."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.circle import paths, spread
from closeknit.analysis.circle.paths import PathKind
from closeknit.analysis.circle.spread import Meeting, Said, Somebody
from closeknit.analysis.kinds import ContactFunction, ContactLevel, Direction, Medium

TODAY = date(2026, 11, 19)


def _met(
    key: str, days_ago: int, theirs: str, ours: str, *, how: Direction = Direction.BOTH, talk: str = "", place: str = ""
) -> Meeting:
    return Meeting(
        key,
        TODAY - timedelta(days_ago),
        how,
        Medium.CALL,
        talk,
        tuple(theirs.split()),
        tuple(ours.split()),
        place=place,
    )


def _threads(in_touch: dict[str, int | None], *meetings: Meeting, latest_days: int | None = 60) -> spread.Threads:
    on = {who: TODAY - timedelta(days) if days is not None else None for who, days in in_touch.items()}
    return spread.count_threads(on, meetings, latest_days=latest_days, as_of=TODAY)


def test_an_account_hangs_by_one_thread_where_one_of_theirs_is_in_touch():
    threads = _threads({"saskia": 3, "amara": 90}, _met("a", 3, "saskia", "ben tom"))
    assert (threads.is_single, threads.only_theirs, threads.only_ours) == (True, "saskia", None)


def test_an_account_hangs_by_one_thread_where_one_of_ours_is_in_touch():
    threads = _threads({"saskia": 3, "amara": 4}, _met("a", 3, "saskia", "ben"), _met("b", 4, "amara", "ben"))
    assert (threads.is_single, threads.only_theirs, threads.only_ours) == (True, None, "ben")


def test_two_on_each_side_are_no_single_thread():
    threads = _threads({"saskia": 3, "amara": 4}, _met("a", 3, "saskia", "ben"), _met("b", 4, "amara", "tom"))
    assert not threads.is_single


def test_a_message_without_an_answer_is_no_thread_of_ours():
    theirs = _met("a", 3, "saskia amara", "ben")
    tried = _met("b", 2, "saskia", "tom", how=Direction.OURS, talk="x")
    assert _threads({"saskia": 3, "amara": 3}, theirs, tried).ours == ("ben",)


def test_an_answered_message_is_one():
    asked = _met("a", 5, "saskia", "tom", how=Direction.OURS, talk="x")
    answered = _met("b", 4, "saskia", "tom", how=Direction.THEIRS, talk="x")
    assert _threads({"saskia": 4}, asked, answered).ours == ("tom",)


def test_nobody_in_touch_is_lateness_and_no_thread():
    assert not _threads({"saskia": 200, "amara": None}).is_single


def test_without_a_limit_nobody_is_watched():
    assert not _threads({"saskia": 3}, latest_days=None).is_single


def test_a_mail_and_its_answers_are_one_conversation_between_two():
    met = spread.meet(
        [
            _met("a", 9, "saskia", "ben", how=Direction.THEIRS, talk="x"),
            _met("b", 8, "saskia", "ben", how=Direction.OURS, talk="x"),
            _met("c", 2, "saskia", "ben"),
        ]
    )
    assert met["saskia", "ben"] == spread.Acquaintance(2, TODAY - timedelta(2), "c")


def test_coverage_names_the_deciding_functions_where_we_know_nobody():
    people = [
        Somebody("saskia", ContactFunction.QUALITY, ContactLevel.HEAD, True),
        Somebody("pieter", ContactFunction.PURCHASING, ContactLevel.MANAGER, False),
        Somebody("ilse", None, None, False),
    ]
    coverage = spread.cover(people)
    assert [function for function, _ in coverage.rows] == [ContactFunction.QUALITY, ContactFunction.PURCHASING, None]
    assert coverage.unknown == (ContactFunction.MANAGEMENT, ContactFunction.OPERATIONS, ContactFunction.FINANCE)


SAID = [
    Said("v1", "saskia", TODAY - timedelta(30), "The audit trail would save us."),
    Said("v2", "saskia", TODAY - timedelta(3), "That audit trail of yours works at nights."),
    Said("v3", "saskia", TODAY - timedelta(2), "Lunch was good."),
]


def test_an_echo_is_the_newest_sentence_that_shares_words_with_what_we_said():
    echo = spread.find_echo("Send the audit trail for night runs", SAID, since=TODAY - timedelta(10))
    assert echo is not None
    assert (echo.id, echo.shared) == ("v2", ("audit", "trail", "nights"))


def test_what_was_said_before_we_said_it_is_no_echo():
    assert spread.find_echo("Send the audit trail", SAID[:1], since=TODAY) is None


def test_one_shared_word_is_no_echo():
    assert spread.find_echo("Repair the trail", SAID, since=TODAY - timedelta(40)) is None


def test_who_of_ours_met_them_here_comes_before_who_met_them_elsewhere():
    meetings = [_met("old", 400, "ilse", "tom"), _met("new", 5, "ilse", "ben", place="Fjordmiljø")]
    path = paths.find_paths(["ilse"], meetings, ours=["ben", "tom"])["ilse"]
    assert (path.kind, path.ours, path.meeting_ids) == (PathKind.MET_HERE, "tom", ("old",))


def test_who_met_them_at_an_earlier_account_is_a_path():
    path = paths.find_paths(["ilse"], [_met("new", 5, "ilse", "ben", place="Fjordmiljø")], ours=["ben"])["ilse"]
    assert (path.kind, path.ours) == (PathKind.MET_ELSEWHERE, "ben")


def test_a_colleague_who_sat_with_them_and_speaks_with_us_leads_there():
    meetings = [
        _met("sat", 170, "ilse saskia", "gone"),
        _met("sat2", 160, "ilse amara", "gone"),
        _met("spoke", 3, "saskia", "tom"),
        _met("spoke2", 1, "amara", "tom"),
    ]
    path = paths.find_paths(["ilse"], meetings, ours=["tom"], in_touch=["saskia"])["ilse"]
    assert (path.kind, path.through, path.ours) == (PathKind.THROUGH_COLLEAGUE, "saskia", "tom")
    assert path.meeting_ids == ("spoke", "sat")


def test_who_has_left_us_leads_nowhere():
    assert paths.find_paths(["ilse"], [_met("a", 3, "ilse", "gone")], ours=["ben"]) == {}


NAMES = st.lists(st.sampled_from(["p1", "p2", "p3", "p4"]), max_size=3, unique=True).map(" ".join)
OURS = st.lists(st.sampled_from(["m1", "m2", "m3"]), max_size=2, unique=True).map(" ".join)
MEETINGS = st.lists(
    st.builds(
        _met,
        st.uuids().map(str),
        st.integers(0, 300),
        NAMES,
        OURS,
        how=st.sampled_from(Direction),
        talk=st.sampled_from(["", "x", "y"]),
        place=st.sampled_from(["", "elsewhere"]),
    ),
    max_size=12,
)


@given(MEETINGS)
def test_every_step_of_a_path_is_proved_by_a_conversation(meetings):
    by_id = {one.id: one for one in meetings}
    for target, path in paths.find_paths(["p1", "p2"], meetings, ours=["m1", "m2"]).items():
        first = path.through or target
        assert first in by_id[path.meeting.id].theirs
        assert path.ours in by_id[path.meeting.id].ours
        if path.introduced_in is not None:
            assert {path.through, target} <= set(by_id[path.introduced_in.id].theirs)


@given(MEETINGS, st.randoms())
def test_the_order_of_conversations_does_not_matter(meetings, random):
    shuffled = list(meetings)
    random.shuffle(shuffled)
    assert spread.meet(shuffled) == spread.meet(meetings)
    ours = ["m1", "m2", "m3"]
    assert paths.find_paths(["p1"], shuffled, ours=ours) == paths.find_paths(["p1"], meetings, ours=ours)
    touched = {"p1": 3, "p2": 70, "p3": None}
    assert _threads(touched, *shuffled) == _threads(touched, *meetings)


@given(MEETINGS, st.integers(0, 200), st.integers(0, 200))
def test_a_longer_limit_never_loses_anybody(meetings, one, other):
    short, long = sorted((one + 1, other + 1))
    touched = {"p1": 3, "p2": 70, "p3": None}
    assert set(_threads(touched, *meetings, latest_days=short).ours) <= set(
        _threads(touched, *meetings, latest_days=long).ours
    )
