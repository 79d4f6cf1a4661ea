import enum
import inspect

from closeknit.analysis import kinds


def test_stages_inside_out_fall_in_nearness_and_leave_out_the_let_go():
    nearness = [stage.nearness for stage in kinds.STAGES_INSIDE_OUT]
    assert nearness == [4, 3, 2, 1, 0]
    assert set(kinds.Stage) - set(kinds.STAGES_INSIDE_OUT) == {kinds.Stage.LET_GO}
    assert kinds.Stage.LET_GO.nearness == -1


def test_classes_of_today_stand_in_the_order_of_the_page():
    ordered = sorted(kinds.TodayClass, key=lambda code: code.place)
    assert ordered == ["owed", "alarm", "due", "late", "good_news", "ask"]


def test_every_code_is_lower_case_with_underscores():
    enums = [kind for _, kind in inspect.getmembers(kinds, inspect.isclass) if issubclass(kind, enum.StrEnum)]
    codes = [str(code) for kind in enums if kind is not enum.StrEnum for code in kind]
    assert len(codes) > 50
    assert all(code.replace("_", "").isalpha() and code.islower() for code in codes)


def test_signal_codes_are_the_ten_of_the_glossary():
    words = " ".join(kinds.SignalCode)
    assert words == "need pain praise suggestion question plan cost_cut competitor leaving feedback"
