"""A row is a conversation, a column of words a turn, and a bad row a reason."""

import csv
import io
import random
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closeknit.analysis.kinds import Medium
from closeknit.kit.tables import mapping, writing
from closeknit.kit.tables.table import Unreadable
from closeknit.touchpoints.readers import reading
from closeknit.touchpoints.readers.conversation import Conversation, Rejected

HEADER = ["Ticket ID", "Created at", "Requester email", "Requester", "Company", "Subject", "Description", "Channel"]
TICKETS = [
    ["T1", "2026-11-20 14:03", "Ana@acme.example", "Ana Silva", "Acme", "Slow", "We wait a week.", "web"],
    ["T2", "2026-11-21 09:00", "ben@bolt.example", "", "Bolt", "", "It beeps, and nobody\nknows why.", "phone"],
]


def as_csv(rows: list[list[str]], *, delimiter: str = ",", end: str = "\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


def read(tmp_path: Path, data: bytes | str, name: str = "heard.csv", **how: object) -> list[Conversation | Rejected]:
    path = tmp_path / "content"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(reading.read_file(path, name=name, **how).conversations)  # type: ignore[arg-type]  # named by the test


def good(found: list[Conversation | Rejected]) -> list[Conversation]:
    return [one for one in found if isinstance(one, Conversation)]


def test_a_ticket_export_is_read_whole(tmp_path: Path) -> None:
    one, two = good(read(tmp_path, as_csv([HEADER, *TICKETS])))
    assert (one.external_id, one.account, one.subject, one.place) == ("T1", "Acme", "Slow", "row 1")
    assert one.started_at == datetime(2026, 11, 20, 14, 3, tzinfo=UTC)
    assert (one.turns[0].speaker, one.turns[0].address, one.turns[0].text) == (
        "Ana Silva",
        "ana@acme.example",
        "We wait a week.",
    )
    assert (one.medium, two.medium) == (Medium.TICKET, Medium.CALL)
    assert two.turns[0].text == "It beeps, and nobody\nknows why."


def test_open_answers_are_turns_that_know_their_question(tmp_path: Path) -> None:
    rows = [
        ["Email", "What hinders you?", "What would help?"],
        ["a@x.example", "Waiting for the report", "A button that sends it"],
        ["b@x.example", "", "Somebody who answers the phone"],
        ["c@x.example", "I never know who is on duty", ""],
        ["d@x.example", "", " - "],
    ]
    found = read(tmp_path, as_csv(rows))
    assert [[(turn.prompt, turn.text) for turn in one.turns] for one in good(found)][:2] == [
        [("What hinders you?", "Waiting for the report"), ("What would help?", "A button that sends it")],
        [("What would help?", "Somebody who answers the phone")],
    ]
    assert good(found)[0].medium is Medium.SURVEY
    assert found[-1] == Rejected(4, "has no words")


def test_bad_rows_are_named_and_good_ones_kept(tmp_path: Path) -> None:
    text = "date,comment\n2026-01-02,We wait a week\n32/13/2026,Never dated\n2026-01-03,a,b\n,\n2026-01-04,Still here\n"
    found = read(tmp_path, text)
    assert [type(one).__name__ for one in found] == ["Conversation", "Rejected", "Rejected", "Conversation"]
    assert found[1] == Rejected(2, "“32/13/2026” is not a date that can be read, like 2026-11-20 or 20/11/2026.")
    assert found[2] == Rejected(3, "has 3 cells, the header has 2")


def test_the_order_of_day_and_month_is_learned_from_the_whole_column(tmp_path: Path) -> None:
    rows = [
        ["date", "comment"],
        *[["03/04/2026", f"words {n}"] for n in range(300)],
        ["11/20/2026", "the one that tells"],
    ]
    assert good(read(tmp_path, as_csv(rows)))[0].started_at == datetime(2026, 3, 4, tzinfo=UTC)


def test_times_are_meant_in_the_zone_of_the_house(tmp_path: Path) -> None:
    found = good(read(tmp_path, as_csv([HEADER, *TICKETS]), zone=ZoneInfo("Europe/Amsterdam")))
    assert found[0].started_at == datetime(2026, 11, 20, 13, 3, tzinfo=UTC)


def test_a_mapping_that_a_person_said_is_used(tmp_path: Path) -> None:
    said = mapping.say({"text": ["b"], "speaker": ["a"]})
    assert good(read(tmp_path, "a,b\nAna,slow\n", mapping=said))[0].turns[0].speaker == "Ana"


def test_a_mapping_for_another_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="has no column “Body”"):
        read(tmp_path, as_csv([HEADER, *TICKETS]), mapping=mapping.say({"text": ["Body"]}))


def test_a_table_without_words_is_refused_and_its_columns_are_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no column that looks like somebody's words; it has “kind”, “n”"):
        read(tmp_path, "kind,n\na,1\nb,2\na,3\nb,4\n")


def test_markup_in_a_cell_becomes_text(tmp_path: Path) -> None:
    assert good(read(tmp_path, 'id,body\n1,"<p>We <b>wait</b><br>a week</p>"\n'))[0].turns[0].text == "We wait\na week"


def test_a_null_character_is_not_passed_on(tmp_path: Path) -> None:
    assert good(read(tmp_path, "id,comment\n1,a\x00b words\n"))[0].turns[0].text == "a\ufffdb words"


def test_first_and_last_names_are_one_speaker(tmp_path: Path) -> None:
    text = "First Name,Last Name,Comment\nAna,Silva,We wait a week\n"
    assert good(read(tmp_path, text))[0].turns[0].speaker == "Ana Silva"


def test_an_id_that_comes_twice_does_not_lose_words(tmp_path: Path) -> None:
    said = mapping.say({"text": ["words"], "external_id": ["who"]})
    rows = [["who", "words"], ["7", "one thing"], ["7", "another"], ["8", "a third"]]
    ids = {one.external_id for one in good(read(tmp_path, as_csv(rows), mapping=said))}
    turned = {one.external_id for one in good(read(tmp_path, as_csv([rows[0], *rows[:0:-1]]), mapping=said))}
    assert len(ids) == 3
    assert ids == turned


NO_IDS = [
    ["when", "comment", "stars"],
    *[[f"2026-01-{day:02}", f"We waited {day} days, and it rained", "3"] for day in range(1, 9)],
]


@pytest.mark.parametrize("with_ids", [True, False])
def test_the_same_rows_in_other_clothes_and_order_are_the_same_conversations(tmp_path: Path, with_ids: bool) -> None:
    rows = [HEADER, *TICKETS] if with_ids else NO_IDS
    shuffled = [rows[0], *random.Random(3).sample(rows[1:], len(rows) - 1)]
    turned = [list(reversed(row)) for row in rows]
    variants: list[tuple[str, bytes]] = [
        ("a.csv", as_csv(rows).encode()),
        ("renamed.txt", as_csv(rows).encode()),
        ("bom.csv", as_csv(rows).encode("utf-8-sig")),
        ("wide.csv", as_csv(rows).encode("utf-16")),
        ("crlf.csv", as_csv(rows, end="\r\n").encode()),
        ("semicolons.csv", as_csv(rows, delimiter=";").encode()),
        ("tabs.tsv", as_csv(rows, delimiter="\t").encode()),
        ("shuffled.csv", as_csv(shuffled).encode()),
        ("turned.csv", as_csv(turned).encode()),
    ]
    found = {name: {one.external_id for one in good(read(tmp_path, data, name))} for name, data in variants}
    assert len(found["a.csv"]) == len(rows) - 1
    assert all(ids == found["a.csv"] for ids in found.values()), found


def test_our_own_export_reads_back_as_the_same_conversations(tmp_path: Path) -> None:
    rows = [
        ["=1+1 is what it says", "-2 stars"],
        ["@you: wait", "+1 from me, we wait"],
        ["'quoted'", "plain words here"],
    ]
    before = good(read(tmp_path, as_csv([["name", "comment"], *rows])))
    out = io.StringIO(newline="")
    writing.write_csv(["name", "comment"], rows, out)
    after = good(read(tmp_path, out.getvalue()))
    assert [one.external_id for one in after] == [one.external_id for one in before]
    assert [one.turns[0].text for one in after] == [row[1] for row in rows]


words = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), min_size=1, max_size=20)


@given(st.lists(st.tuples(words, words), min_size=2, max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_shuffled_rows_keep_their_ids(tmp_path: Path, rows: list[tuple[str, str]], chance: random.Random) -> None:
    said = mapping.say({"text": ["comment"]})
    header = ["name", "comment"]
    mixed = chance.sample(rows, len(rows))
    before, after = (
        sorted(one.external_id for one in good(read(tmp_path, as_csv([header, *map(list, kind)]), mapping=said)))
        for kind in (rows, mixed)
    )
    assert before == after


def test_a_table_of_questions_and_answers_gives_each_answer_its_question(tmp_path: Path) -> None:
    rows = [["respondent", "question", "answer"], ["7", "What hinders you?", "Waiting for the report"]]
    [one] = good(read(tmp_path, as_csv(rows)))
    assert (one.turns[0].prompt, one.turns[0].text, one.medium) == (
        "What hinders you?",
        "Waiting for the report",
        Medium.SURVEY,
    )


def test_rows_of_one_ticket_are_one_thread(tmp_path: Path) -> None:
    rows = [["id", "ticket_id", "body"], ["1", "9", "It beeps"], ["2", "9", "Still"], ["3", "8", "It hums"]]
    one, two, three = good(read(tmp_path, as_csv(rows)))
    assert one.reply_to == two.reply_to != three.reply_to


def test_two_columns_of_one_name_are_both_words(tmp_path: Path) -> None:
    rows = [["id", "comment", "comment"], ["1", "The door beeps", "The lid sticks"], ["2", "We wait", "Nobody comes"]]
    assert [turn.text for turn in good(read(tmp_path, as_csv(rows)))[0].turns] == ["The door beeps", "The lid sticks"]


def test_what_is_longer_than_anybody_speaks_is_rejected_by_its_row(tmp_path: Path) -> None:
    rows = [["id", "comment"], ["1", "We wait. " * 120_000], ["2", "We wait."]]
    found = read(tmp_path, as_csv(rows))
    assert isinstance(found[0], Rejected)
    assert "1,079,999 characters" in found[0].reason
    assert len(good(found)) == 1
