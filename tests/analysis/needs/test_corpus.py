import pytest

from closeknit.analysis.needs import corpus
from closeknit.analysis.text import hearing

CELLS = [
    (1, "The export takes far too long. Thanks for asking!"),
    (2, "Exporting the readings is much too slow."),
    (3, "I wait ten minutes for every export of the readings."),
    (4, "The pump leaks again."),
    (5, "Our pump is leaking at the seal."),
    (6, "The pump has been leaking since May."),
    (7, "no"),
    (8, "Das ist zu langsam für uns."),
    (9, "👍"),
]


@pytest.fixture(scope="module")
def hearer() -> hearing.Hearer:
    return hearing.Hearer()


def test_each_sentence_is_a_place_in_its_cell(hearer: hearing.Hearer) -> None:
    cells = dict(CELLS)
    found = corpus.analyse(CELLS, hearer).sentences
    assert all(cells[s.row][s.start : s.end] == s.text for s in found)
    assert [(s.row, s.start) for s in found] == sorted((s.row, s.start) for s in found)
    assert {s.row for s in found} == {1, 2, 3, 4, 5, 6, 7, 8}


def test_needs_group_what_is_alike_and_leave_small_talk_out(hearer: hearing.Hearer) -> None:
    found = corpus.analyse(CELLS, hearer)
    by_text = {s.text: s.need for s in found.sentences}
    assert by_text["The pump leaks again."] == by_text["Our pump is leaking at the seal."] is not None
    assert by_text["The export takes far too long."] != by_text["The pump leaks again."]
    assert by_text["Thanks for asking!"] is None
    assert by_text["Das ist zu langsam für uns."] is None


def test_all_gives_every_sentence_a_need(hearer: hearing.Hearer) -> None:
    found = corpus.analyse(CELLS, hearer, grouping=corpus.Grouping.ALL)
    names = {need.need: need.name for need in found.needs}
    assert all(s.need is not None and s.need_name == names[s.need] for s in found.sentences)
    assert sum(need.n_sentences for need in found.needs) == len(found.sentences)


@pytest.mark.parametrize("cells", [[(1, "no")], [(1, "Nein danke, das reicht uns so.")]])
def test_all_places_even_a_lonely_sentence(hearer: hearing.Hearer, cells: list[tuple[int, str]]) -> None:
    found = corpus.analyse(cells, hearer, grouping=corpus.Grouping.ALL)
    assert [s.need for s in found.sentences] == ["need_1"]


def test_the_same_cells_give_the_same_answer(hearer: hearing.Hearer) -> None:
    assert list(corpus.analyse(CELLS, hearer).sentences) == list(corpus.analyse(CELLS, hearer).sentences)


def test_no_cells_give_nothing(hearer: hearing.Hearer) -> None:
    found = corpus.analyse([], hearer, grouping=corpus.Grouping.ALL)
    assert (len(found.sentences), found.needs) == (0, ())
