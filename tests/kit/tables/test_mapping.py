"""Columns find their fields by name and by content, with a reason, and a person's word is remembered."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.kit.tables import mapping
from closeknit.kit.tables.mapping import Field, Kind
from closeknit.kit.tables.table import Row

FIELDS = (
    Field("text", ("comment", "body", "note body"), Kind.WORDS, several=True, by_content=True),
    Field("address", ("email",), Kind.EMAIL, by_content=True, never=("owner",)),
    Field("said_at", ("created at", "date"), Kind.DATE, by_content=True),
    Field("id", ("id",), Kind.CODE),
    Field("worth", ("worth", "arr"), Kind.NUMBER),
)
SENTENCES = [
    "We wait a week for every report",
    "Nobody answers the telephone on a Friday",
    "The price went up and nobody told us",
    "It does what it should, mostly",
]


def table(**columns: list[str]) -> tuple[list[str], list[Row]]:
    names = [name.replace("_", " ") if name.endswith("_") else name for name in columns]
    return names, [Row(n, cells, n + 1) for n, cells in enumerate(zip(*columns.values(), strict=True), start=1)]


def guessed(**columns: list[str]) -> dict[str, tuple[str, ...]]:
    found = mapping.guess_mapping(FIELDS, *table(**columns))
    return {field: found.columns(field) for field in found.fields}


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("property_hs_note_body", "note body"),
        ("CreatedAt", "created at"),
        ("Case_Number__c", "case number"),
        ("  E-Mail ", "e mail"),
        ("RespondentID", "respondent id"),
        ("StartDate", "start date"),
        ("id", "id"),
    ],
)
def test_names_of_other_programs_become_plain_words(name: str, plain: str) -> None:
    assert mapping.normalise(name) == plain


def test_a_known_name_is_found_and_the_reason_names_it() -> None:
    found = mapping.guess_mapping(FIELDS, *table(property_hs_note_body=SENTENCES, Created_At=["2026-01-01"] * 4))
    assert found.columns("text") == ("property_hs_note_body",)
    assert found.columns("said_at") == ("Created_At",)
    assert "property_hs_note_body" in found.fields["text"][0].reason


def test_contents_tell_where_names_do_not() -> None:
    assert guessed(a=SENTENCES, b=["x@y.example"] * 4, c=["2026-01-02"] * 4) == {
        "text": ("a",),
        "address": ("b",),
        "said_at": ("c",),
    }


def test_contents_overrule_a_name_that_they_contradict() -> None:
    assert guessed(date=["soon", "later", "never", "when asked"], email=["n/a"] * 4) == {}


def test_an_id_that_is_not_unique_is_none() -> None:
    assert "id" not in guessed(id=["1", "1", "2", "3"])
    assert guessed(id=["1", "2", "3", "4"]) == {"id": ("id",)}


def test_open_answers_of_a_survey_are_all_words_and_closed_ones_are_not() -> None:
    found = mapping.guess_mapping(
        FIELDS,
        ["What hinders you?", "What would help?", "Which do you use?", "How often?"],
        [
            Row(n, (one, two, three, four), n)
            for n, (one, two, three, four) in enumerate(
                zip(
                    SENTENCES * 3,
                    reversed(SENTENCES * 3),
                    ["Phone, Mail", "Mail", "Phone"] * 4,
                    ["Daily"] * 12,
                    strict=False,
                )
            )
        ][:4],
    )
    assert found.columns("text") == ("What hinders you?", "What would help?")


def test_a_preview_of_a_body_is_not_read_twice() -> None:
    previews = [f"<p>{sentence[:20]}</p>" for sentence in SENTENCES]
    assert guessed(body=SENTENCES, note_body=previews)["text"] == ("body",)


def test_our_own_address_is_not_taken_for_theirs() -> None:
    assert guessed(owner_email=["us@ours.example"] * 4) == {}


def test_a_column_is_one_field_at_most() -> None:
    found = guessed(comment=SENTENCES, body=list(reversed(SENTENCES)))
    assert found == {"text": ("comment", "body")}


def test_a_mapping_survives_json_and_a_persons_word_is_a_mapping() -> None:
    said = mapping.say({"text": ["Body", "Notes"], "id": []})
    again = mapping.from_json(json.loads(json.dumps(said.to_json())))
    assert again == said
    assert again.columns("text") == ("Body", "Notes")
    assert again.columns("id") == ()


@pytest.mark.parametrize("plain", [[], {"text": [1]}, {"text": {"a": 1}}, None])
def test_json_of_another_shape_is_refused(plain: object) -> None:
    with pytest.raises(ValueError, match="a mapping is"):
        mapping.from_json(plain)


def test_columns_that_are_gone_are_named() -> None:
    assert mapping.find_missing(mapping.say({"text": ["Body"], "id": ["Nr"]}), ["Body"]) == ("Nr",)


@given(st.lists(st.text(), unique=True, max_size=6), st.randoms())
def test_a_fingerprint_is_of_the_names_whatever_their_order(columns: list[str], chance: object) -> None:
    assert mapping.fingerprint(columns) == mapping.fingerprint(sorted(columns))
    assert mapping.fingerprint(columns) != mapping.fingerprint([*columns, "\u2603 one more"])


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), min_size=1, max_size=5))
def test_any_table_gets_some_mapping_of_its_own_columns(rows: list[tuple[str, str]]) -> None:
    found = mapping.guess_mapping(FIELDS, ["a", "body"], [Row(n, row, n) for n, row in enumerate(rows, start=1)])
    taken = [column for field in found.fields for column in found.columns(field)]
    assert len(taken) == len(set(taken))
    assert set(taken) <= {"a", "body"}


def test_a_column_of_names_is_no_column_of_words() -> None:
    columns = ("Who taught the course with you?", "What was hard about the course?")
    said = ("Ada King, Grace Murray", "Edsger Dijkstra, Tony Hoare", "Barbara Liskov, Frances Allen")
    rows = [Row(n, (name, f"It took {n} weeks to begin"), n) for n, name in enumerate(said)]
    assert mapping.guess_mapping(FIELDS, columns, rows).columns("text") == (columns[1],)


def test_a_box_that_was_ticked_is_no_column_of_words() -> None:
    rows = [Row(n, ("Text.",), n) for n in range(10)]
    assert mapping.guess_mapping(FIELDS, ("9. Text",), rows).columns("text") == ()


def test_words_without_blanks_between_them_are_words() -> None:
    said = ("朝から警報が鳴り続けて困っています", "報告書を待つのに何週間もかかります", "誰も夜の記録を読んでいません")
    rows = [Row(n, (text,), n) for n, text in enumerate(said)]
    assert mapping.guess_mapping(FIELDS, ("お困りのことは",), rows).columns("text") == ("お困りのことは",)
