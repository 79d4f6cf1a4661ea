import pytest
from django.db import connection, transaction

from closeknit.accounts.models import Standing
from closeknit.kit import files
from closeknit.kit.refusals import NotAllowed
from closeknit.kit.tables.table import Unreadable
from closeknit.kit.tasks.worker import Worker
from closeknit.touchpoints import bookkeeping, changed, checks, holds, imports, operations
from closeknit.touchpoints.models import Import, Touchpoint, Turn
from closeknit.verbatims import queries as verbatim_queries
from tests.conftest import NOW
from tests.operations.touchpoints.bringing_in import as_csv, begin, bring_in, stored
from tests.operations.touchpoints.conftest import Town

COLUMNS = ("id", "date", "email", "comment")
ROWS = [
    ("1", "2026-10-01", "ana@harrow.example", "The door beeps all night."),
    ("2", "2026-10-02", "mo@harrow.example", "We want the readings by mail."),
    ("3", "2026-10-03", "kim@elsewhere.example", "No complaints, honestly."),
]
VTT = b"""WEBVTT

00:00:01.000 --> 00:00:04.000
<v Ben>How is the oven?</v>

00:00:05.000 --> 00:00:09.000
<v Ana Costa>It asks for descaling every week.</v>
"""


def _mail(message: str, sender: str, to: str, text: str, day: int, answers: str = "") -> bytes:
    lines = [f"From: {sender}", f"To: {to}", f"Date: {day} Nov 2026 09:00:00 +0000", f"Message-ID: <{message}>"]
    lines += [f"In-Reply-To: <{answers}>"] if answers else []
    return "\r\n".join([*lines, "Subject: Oven", "MIME-Version: 1.0", "", text, ""]).encode()


QUESTION = _mail("q@harrow.example", "Ana Costa <ana@harrow.example>", "ben@arlund.example", "When does it come?", 2)
ANSWER = _mail(
    "a@arlund.example", "Ben <ben@arlund.example>", "ana@harrow.example", "On Friday.", 3, "q@harrow.example"
)


def test_a_table_is_stored_and_its_speakers_are_known_as_far_as_they_are(town: Town):
    report = bring_in(as_csv(COLUMNS, ROWS), "answers.csv", town.ben)
    assert (report.n_new, report.n_same, report.rejected, report.n_waiting) == (3, 0, (), 2)
    by_text = {turn.text: turn for turn in Turn.objects.visible_to(town.ben).select_related("speaker", "touchpoint")}
    known, of_domain, stranger = (by_text[row[3]] for row in ROWS)
    assert known.speaker.contact_id == town.ana
    assert (of_domain.speaker.contact_id, of_domain.touchpoint.account_id) == (None, town.harrow)
    assert stranger.touchpoint.account_id is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_same_file_renamed_and_encoded_anew_adds_nothing(town: Town, encoding: str):
    rows = [*ROWS, ("4", "2026-10-04", "ana@harrow.example", "Très bien, the “new” hood — für uns.")]
    bring_in(as_csv(COLUMNS, rows), "answers.csv", town.ben)
    again = as_csv(COLUMNS, reversed(rows), delimiter=";", encoding=encoding)
    report = bring_in(again, "answers (1).csv", town.ben)
    assert (report.n_new, report.n_same) == (0, 4)


def test_a_file_that_overlaps_adds_only_what_is_new(town: Town):
    bring_in(as_csv(COLUMNS, ROWS[:2]), "october.csv", town.ben)
    report = bring_in(as_csv(COLUMNS, ROWS[1:]), "november.csv", town.ben)
    assert (report.n_new, report.n_same) == (1, 1)


def test_another_survey_with_the_same_numbers_is_not_taken_for_the_first(town: Town):
    bring_in(as_csv(COLUMNS, ROWS[:1]), "spring.csv", town.ben)
    other = [("1", "2026-10-01", "ana@harrow.example", "It is quiet now.")]
    assert bring_in(as_csv(COLUMNS, other), "autumn.csv", town.ben).n_new == 1


def test_bad_rows_are_named_with_their_reason_and_the_good_ones_kept(town: Town):
    rows = [*ROWS, ("4", "31.02.2026", "ana@harrow.example", "Fine."), ("5", "2026-10-05", "ana@harrow.example", "")]
    report = bring_in(as_csv(COLUMNS, rows), "answers.csv", town.ben)
    assert report.n_new == 3
    assert [one.row for one in report.rejected] == [4, 5]
    assert all(one.reason for one in report.rejected)


def test_what_cannot_be_read_at_all_leaves_nothing_behind(town: Town):
    with pytest.raises(Unreadable, match=r"photo\.csv"):
        begin(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "photo.csv", town.ben)
    assert not Import.objects.visible_to(town.ben).exists()


def test_a_transcript_is_one_conversation_with_both_sides(town: Town):
    report = bring_in(VTT, "call.vtt", town.ben, account=town.harrow, settings={"started_on": "2026-11-10"})
    assert report.n_new == 1
    touchpoint = Touchpoint.objects.visible_to(town.ben).get()
    assert (touchpoint.direction, touchpoint.account_id, touchpoint.member_id) == ("both", town.harrow, town.ben.id)
    turns = Turn.objects.visible_to(town.ben).order_by("position").select_related("speaker")
    assert [(turn.is_ours, turn.speaker.contact_id) for turn in turns] == [(True, None), (False, town.ana)]
    assert Standing.objects.visible_to(town.ben).get(pk=town.harrow).two_way_at == touchpoint.started_at


@pytest.mark.parametrize("order", [(QUESTION, ANSWER), (ANSWER, QUESTION)], ids=["question first", "answer first"])
def test_a_mail_and_its_answer_find_each_other_in_either_order(town: Town, order: tuple[bytes, bytes]):
    for number, mail in enumerate(order):
        assert bring_in(mail, f"{number}.eml", town.ben).n_new == 1
    first, second = Touchpoint.objects.visible_to(town.ben).order_by("started_at")
    assert (first.direction, second.direction) == ("theirs", "ours")
    assert first.conversation == second.conversation
    standing = Standing.objects.visible_to(town.ben).get(pk=town.harrow)
    assert (standing.two_way_at, standing.owed_since) == (second.started_at, None)


def test_a_mapping_that_a_person_said_is_used_and_remembered(town: Town):
    data = as_csv(("a", "b"), [("The first words here.", "the other words"), ("More words of theirs.", "and more")])
    source = operations.start_import(file=files.store([data]), file_name="odd.csv", viewer=town.ben, at=NOW)
    operations.confirm_import(source=source, mapping={"text": ["b"]}, viewer=town.ben, at=NOW)
    Worker().run_until_idle()
    assert {turn.text for turn in Turn.objects.visible_to(town.ben)} == {"the other words", "and more"}
    again = operations.start_import(
        file=files.store([data + b"x,y z\r\n"]), file_name="odd2.csv", viewer=town.ben, at=NOW
    )
    mapping = imports.get_preview(again, viewer=town.ben).mapping
    assert mapping is not None
    assert mapping.columns("text") == ("b",)


def test_an_import_is_confirmed_once(town: Town):
    source = begin(as_csv(COLUMNS, ROWS), "answers.csv", town.ben)
    with pytest.raises(checks.WrongState):
        operations.confirm_import(source=source, viewer=town.ben, at=NOW)


def test_cancelling_keeps_what_is_stored_and_says_so(town: Town):
    source = begin(as_csv(COLUMNS, ROWS), "answers.csv", town.ben)
    operations.cancel_import(source=source, viewer=town.ben, at=NOW)
    Worker().run_until_idle()
    assert imports.get_report(source, viewer=town.ben).state == "cancelled"


def test_taking_back_an_import_leaves_the_house_as_it_was(town: Town):
    bring_in(as_csv(COLUMNS, ROWS[:1]), "first.csv", town.ben)
    before = stored(town.ben)
    source = begin(VTT, "call.vtt", town.ben, account=town.harrow)
    Worker().run_until_idle()
    operations.undo_import(source=source, viewer=town.ben, at=NOW)
    Worker().run_until_idle()
    assert stored(town.ben) == before
    assert imports.get_import(source, viewer=town.ben).row.state == "undone"
    assert bookkeeping.list_wrong(viewer=town.ben, at=NOW) == []
    assert Standing.objects.visible_to(town.ben).get(pk=town.harrow).two_way_at is None


def test_what_somebody_built_on_stays_and_is_listed_with_who_and_what(town: Town, monkeypatch: pytest.MonkeyPatch):
    source = begin(as_csv(COLUMNS, ROWS), "answers.csv", town.ben)
    Worker().run_until_idle()
    kept = Touchpoint.objects.visible_to(town.ben).get(place="row 2").pk
    held = {kept: holds.Held("Gita", "took it for a need")}
    monkeypatch.setattr(holds, "_finders", [lambda ids, viewer: {one: held[one] for one in ids if one in held}])
    operations.undo_import(source=source, viewer=town.ben, at=NOW)
    Worker().run_until_idle()
    assert [row.pk for row in Touchpoint.objects.visible_to(town.ben)] == [kept]
    page = imports.get_import(source, viewer=town.ben)
    assert [(one.place, one.who, one.what) for one in page.held] == [("row 2", "Gita", "took it for a need")]


def test_who_may_only_hand_in_brings_in_no_files(town: Town):
    with pytest.raises(NotAllowed):
        begin(as_csv(COLUMNS, ROWS), "answers.csv", town.gita)


def test_a_file_that_was_only_looked_at_can_be_put_away(town: Town):
    file = files.store([as_csv(COLUMNS, ROWS)])
    source = operations.start_import(file=file, file_name="answers.csv", viewer=town.ben, at=NOW)
    operations.put_away_import(source=source, viewer=town.ben, at=NOW)
    assert imports.list_imports(viewer=town.ben) == []


def test_rows_that_are_rejected_for_one_reason_are_said_together():
    lines = [imports.RejectedLine(row, "has no words") for row in (1, 2, 3, 5, 6, 9)]
    groups = imports.group_rejected([*lines, imports.RejectedLine(4, "has no such day")])
    assert [(one.reason, one.n, one.rows) for one in groups] == [
        ("has no words", 6, "1–3, 5, 6, 9"),
        ("has no such day", 1, "4"),
    ]


def test_a_transcript_gets_the_subject_that_was_said_for_it(town: Town):
    bring_in(VTT, "call.vtt", town.ben, account=town.harrow, settings={"subject": "The autumn call"})
    [row] = Touchpoint.objects.visible_to(town.ben)
    assert (row.subject, row.place) == ("The autumn call", "")


def _said(town: Town) -> list[tuple[str, str]]:
    turns = Turn.objects.visible_to(town.ben).order_by("pk")
    return list(turns.values_list("touchpoint__subject", "text"))


def test_a_row_that_was_edited_where_it_comes_from_is_stored_beside_what_was_read(town: Town):
    columns = ("id", "date", "email", "subject", "What hinders you?", "What would help?")
    first = ("7", "2026-10-01", "ana@harrow.example", "Autumn", "The door beeps all night.", "A door that is quiet.")
    edited = (*first[:4], "The door beeps all night, and the lid sticks.", first[5])
    bring_in(as_csv(columns, [first]), "october.csv", town.ben)
    report = bring_in(as_csv(columns, [edited]), "october again.csv", town.ben)
    assert (report.n_new, report.n_changed, report.n_same) == (1, 1, 0)
    assert [text for _, text in _said(town)] == [first[4], first[5], edited[4]]
    before, after = Touchpoint.objects.visible_to(town.ben).order_by("created_at", "pk")
    assert (after.earlier_id, after.conversation) == (before.pk, before.conversation)
    again = bring_in(as_csv(columns, [first]), "october.csv", town.ben)
    assert (again.n_new, again.n_same) == (0, 1)


def test_an_answer_that_was_taken_out_where_it_comes_from_stays(town: Town):
    columns = ("id", "date", "email", "What hinders you?", "What would help?")
    first = ("7", "2026-10-01", "ana@harrow.example", "The door beeps all night.", "A door that is quiet.")
    bring_in(as_csv(columns, [first]), "october.csv", town.ben)
    report = bring_in(as_csv(columns, [(*first[:4], "")]), "october.csv", town.ben)
    assert (report.n_new, report.n_same) == (0, 1)


def test_the_same_id_on_another_day_or_under_other_columns_is_another_row(town: Town):
    bring_in(as_csv(COLUMNS, ROWS[:1]), "answers.csv", town.ben)
    other_day = ("1", "2026-11-01", "ana@harrow.example", "The lid sticks.")
    assert bring_in(as_csv(COLUMNS, [other_day]), "november.csv", town.ben).n_changed == 0
    columns = (*COLUMNS[:3], "remark")
    assert bring_in(as_csv(columns, [("1", *ROWS[0][1:3], "Quite dear.")]), "else.csv", town.ben).n_changed == 0


def test_the_words_of_an_answer_know_what_was_asked(town: Town):
    columns = ("id", "date", "email", "What hinders you?", "Feature #2:What would help?")
    answers = ("It beeps the whole night.", "A door that is quiet.")
    bring_in(as_csv(columns, [("7", "2026-10-01", "ana@harrow.example", *answers)]), "a.csv", town.ben)
    found = verbatim_queries.list_newest(viewer=town.ben)
    asked = ("What hinders you?", "What would help?")
    assert {row.text: row.asked for row in found} == dict(zip(answers, asked, strict=True))


def test_rows_that_may_have_been_edited_are_looked_up_by_their_index(town: Town):
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A table of a few rows is read whole otherwise, whatever indexes it has.
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "touchpoints_origin" in changed.known_rows({"one", "another"}, viewer=town.ben).explain()
