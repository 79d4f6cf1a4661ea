import pytest

from closeknit.kit import search
from closeknit.kit.models import SearchEntry
from closeknit.kit.search import Text
from closeknit.kit.viewer import Viewer


@pytest.fixture
def three(house: Viewer) -> Viewer:
    search.write([Text(f"v{n}", "verbatim", "a", "words") for n in range(3)])
    return house


def test_rows_are_found_among_a_set_of_strings_or_numbers(three: Viewer):
    rows = SearchEntry.objects.visible_to(three)
    assert set(rows.filter(row_id__among={"v0", "v2", "nobody's"}).values_list("row_id", flat=True)) == {"v0", "v2"}
    first = rows.order_by("pk").values_list("pk", flat=True)[0]
    assert rows.filter(pk__among={first, -1}).count() == 1


def test_nothing_is_among_nothing_and_quotation_marks_mean_nothing(three: Viewer):
    rows = SearchEntry.objects.visible_to(three)
    assert rows.filter(row_id__among=set()).count() == 0
    assert rows.filter(row_id__among={"v0') OR 1=1 --", '"v0"'}).count() == 0


def test_tens_of_thousands_are_asked_for_at_once(three: Viewer):
    among = {f"v{n}" for n in range(50_000)}
    assert SearchEntry.objects.visible_to(three).filter(row_id__among=among).count() == 3
