from decimal import Decimal

import pytest

from closeknit.analysis import measures


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("14", "h", "14 h"),
        ("14.5000", "h", "14.5 h"),
        ("1200", "portions", "1,200 portions"),
        ("-3", "%", "−3 %"),
        ("0", "", "0"),
        ("100", "", "100"),
    ],
)
def test_a_measure_is_said_with_its_unit_and_without_empty_decimals(value: str, unit: str, said: str):
    assert measures.say_measure(Decimal(value), unit) == said


def test_shares_are_known_by_their_unit():
    assert measures.is_share("%")
    assert measures.is_share(" Per cent ")
    assert not measures.is_share("hours")
