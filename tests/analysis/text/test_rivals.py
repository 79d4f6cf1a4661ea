import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.analysis.text import rivals


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We switched from Planwise to you last spring.", "Planwise"),
        ("We are moving over to Northwind Tools next year.", "Northwind Tools"),
        ("Compared to Fieldnote it is slow.", "Fieldnote"),
        ("It is a lot cheaper than Brandt.", "Brandt"),
        ("Unlike eFlow, yours has no offline mode.", "eFlow"),
        ("Kestrel does this out of the box.", "Kestrel"),
        ("We had a quote from Orbis on the table.", "Orbis"),
        ("I went from Loopio to this.", "Loopio"),
        ("I have a Brandt proposal at 19% below yours.", "Brandt"),
        ("I've asked Orbis for a price and I've had one.", "Orbis"),
        ("Bas signs with Korvath on Monday.", "Korvath"),
        ("Kestrel have quoted.", "Kestrel"),
        ("We've had a leaflet from Fieldnote as well.", "Fieldnote"),
        ("They went over to Northwind.", "Northwind"),
    ],
)
def test_a_name_in_a_comparison_is_proposed(text: str, name: str) -> None:
    proposal = rivals.propose_rivals([text])[0]
    assert proposal.name == name
    number, place = proposal.places[0]
    assert (number, text[place.start : place.end]) == (0, name)


@pytest.mark.parametrize(
    "text",
    [
        "We moved to the second floor.",
        "It is colder than January.",
        "Anna has the keys.",
        "I can't do that without someone going to Dundee.",
        "She came from Leeds on Monday.",
        "We changed to Monday.",
        "it is better than that",
        "Compared to You it is slow.",
        "",
    ],
)
def test_what_is_no_rival_is_not_proposed(text: str) -> None:
    assert rivals.propose_rivals([text]) == ()


def test_known_names_are_left_out_whatever_their_case() -> None:
    assert rivals.propose_rivals(["Cheaper than ORBIS."], ignore=["Orbis"]) == ()


def test_other_sentences_about_a_proposed_name_come_with_it() -> None:
    texts = ["Orbis lets you do that.", "We switched from Orbis.", "Faster than Kestrel."]
    first, second = rivals.propose_rivals(texts)
    assert (first.name, first.count, [number for number, _ in first.places]) == ("Orbis", 2, [0, 1])
    assert second.name == "Kestrel"


@settings(deadline=None)
@given(st.lists(st.text(max_size=80), max_size=5))
def test_any_text_gives_places_inside_it(texts: list[str]) -> None:
    for proposal in rivals.propose_rivals(texts):
        for number, place in proposal.places:
            assert texts[number][place.start : place.end].casefold() == proposal.name.casefold()


def test_a_name_is_found_as_a_whole_word_whatever_its_case() -> None:
    assert rivals.find_named("We asked ORBIS for a price.", ["Orbis", "Brandt"])
    assert not rivals.find_named("The orbiscope is fine.", ["Orbis"])
    assert not rivals.find_named("We asked Orbis.", [])
