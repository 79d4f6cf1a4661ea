"""A figure of a survey on a scale from 0 to 10: ends stay ends, order stays order, and what is no figure says why."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.analysis.needs import scales
from closeknit.analysis.needs.scales import SCALES


@pytest.mark.parametrize(
    ("cell", "scale", "value"),
    [
        ("1", "1-5", 0),
        ("3", "1-5", 5),
        ("5", "1-5", 10),
        ("4", "1-7", 5),
        ("7", "0-10", 7),
        ("4 - very important", "1-5", 7.5),
        ("4 (often)", "1-5", 7.5),
        ("4/5", "1-5", 7.5),
        ("4,5", "1-5", 8.75),
    ],
)
def test_a_cell_is_stretched_so_that_the_ends_stay_ends(cell: str, scale: str, value: float):
    assert scales.read_cell(cell, SCALES[scale]) == value


@pytest.mark.parametrize("cell", ["", "  ", "n/a", "–", "Don't know"])
def test_who_gave_no_answer_rated_nothing(cell: str):
    assert scales.read_cell(cell, SCALES["1-5"]) is None


@pytest.mark.parametrize("cell", ["6", "0", "often", "-1", "11", "1e3", "4 5"])
def test_what_is_no_figure_of_the_scale_says_so(cell: str):
    with pytest.raises(ValueError, match="is no figure from 1 to 5"):
        scales.read_cell(cell, SCALES["1-5"])


@pytest.mark.parametrize(
    ("cells", "scale"),
    [
        (["1", "5", "3", ""], "1-5"),
        (["1", "6"], "1-7"),
        (["1", "9"], "1-10"),
        (["0", "4"], "0-10"),
        (["12", "5"], None),
        (["The pump is loud.", "4"], None),
        ([], None),
    ],
)
def test_the_narrowest_scale_that_holds_all_figures_is_proposed(cells: list[str], scale: str | None):
    guessed = scales.guess_scale(cells)
    assert (guessed.name if guessed else None) == scale


def test_a_columns_name_says_what_it_measures_and_of_which_need():
    needs = ["See the results on the phone", "Copy no numbers by hand"]
    assert scales.guess_meaning("How important is it to you to see results on the phone?") == "importance"
    assert scales.guess_meaning("Satisfaction: copying numbers by hand") == "satisfaction"
    assert scales.guess_meaning("Age") == ""
    assert scales.guess_need("How important is it to you to see results on the phone?", needs) == 0
    assert scales.guess_need("Satisfaction: no numbers by hand", needs) == 1
    assert scales.guess_need("Satisfaction: parking", needs) is None


@settings(deadline=None)
@given(st.sampled_from(sorted(SCALES)), st.integers(0, 10), st.integers(0, 10))
def test_order_stays_and_nothing_leaves_nought_to_ten(name: str, one: int, other: int):
    scale = SCALES[name]
    values = []
    for figure in (one, other):
        if scale.low <= figure <= scale.high:
            value = scales.read_cell(str(figure), scale)
            assert value is not None
            assert 0 <= value <= 10
            values.append((figure, value))
    assert [v for _, v in sorted(values)] == sorted(v for _, v in values)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_cell_is_read_or_refused_with_a_sentence(cell: str):
    said = ""
    try:
        value = scales.read_cell(cell, SCALES["0-10"])
    except ValueError as error:
        value, said = 0, str(error)
    assert value is None or 0 <= value <= 10
    assert not said or said.endswith("is no figure from 0 to 10")
