import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.circle.drawing import lettering


@pytest.mark.parametrize(
    ("text", "measured"),
    # Measured by a browser in the shipped font at 14.5 px, weight 400.
    [("Pellucid Waterlab", 118.6), ("Rijnmond Technical", 133.2), ("MMM", 39.2), ("ill", 10.5)],
)
def test_a_name_is_measured_within_five_percent_and_not_short(text, measured):
    width = lettering.measure(text, strong=False)
    assert measured * 0.99 <= width <= measured * 1.06


@given(st.text(max_size=40), st.text(max_size=10))
def test_more_text_is_never_narrower(text, more):
    assert lettering.measure(text + more, strong=False) >= lettering.measure(text, strong=False)


@given(st.text(max_size=40))
def test_strong_names_are_wider(text):
    assert lettering.measure(text, strong=True) >= lettering.measure(text, strong=False)


@given(st.text(max_size=80))
def test_a_shortened_name_is_one_short_line_and_stays_as_it_is(name):
    short = lettering.shorten(name)
    assert len(short) <= lettering.LONGEST
    assert "\n" not in short
    assert lettering.shorten(short) == short


def test_a_long_name_is_cut_at_the_end_of_a_word():
    assert lettering.shorten("Kantonsspital Obere Landschaft und Umgebung") == "Kantonsspital Obere…"
    assert lettering.shorten("Donaudampfschifffahrtsgesellschaft") == "Donaudampfschifffahrtsges…"
