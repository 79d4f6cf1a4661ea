"""The demo company's own files: whole, small, and saying what its stories say they say."""

import json
import re
from datetime import UTC, date, datetime
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest

from closeknit.demo import company

FOLDER = company.FOLDER
ANCHOR = date(2026, 11, 20)
QUOTED = re.compile(r"^- `(?P<place>[^`]+)` (?P<speaker>\([^)]*\)|[^:]+): (?P<words>.+)$", re.MULTILINE)


def _stories() -> str:
    return (FOLDER / "stories.md").read_text(encoding="utf-8")


def _text_of(file: Path) -> str:
    if file.suffix == ".eml":
        message = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
        body = message.get_body(("plain",))
        assert body is not None
        return str(body.get_content())
    text = file.read_text(encoding="utf-8")
    # A turn may run over several cues: without their numbers, times and speakers it is one text again.
    if file.suffix in (".vtt", ".srt"):
        text = re.sub(r"^(?:\d+|\d\d:.*-->.*|WEBVTT)$", "", text, flags=re.MULTILINE)
        text = re.sub(r"^(?:<v [^>]+>|[^\W_][^:\n]{1,30}: )", "", text, flags=re.MULTILINE)
        text = re.sub(r"</v>", "", text)
    return text


def _place(name: str) -> str:
    if name in ("survey", "reviews"):
        return next(FOLDER.glob(f"{name}.*")).read_text(encoding="utf-8")
    if name.startswith("EV-"):
        rows = company.read(today=ANCHOR).rows("tickets")
        return next(row["Description"] for row in rows if row["Ticket ID"] == name)
    files = sorted((FOLDER / "conversations").glob(f"{name}-*"))
    assert files, f"no file begins with {name}"
    return " ".join(_text_of(file) for file in files)


def _flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("quoted", list(QUOTED.finditer(_stories())), ids=lambda found: found["place"])
def test_every_sentence_of_the_stories_stands_where_they_say(quoted: re.Match[str]):
    assert _flat(quoted["words"]) in _flat(_place(quoted["place"]))


def test_the_stage_of_each_account_is_its_last_decision():
    rows = company.read(today=ANCHOR)
    last = {row["account"]: row["to_stage"] for row in rows.rows("stage_history")}
    assert {row["name"]: row["stage"] for row in rows.rows("accounts")} == last


def test_whoever_wrote_a_ticket_an_answer_or_a_review_is_somebody():
    rows = company.read(today=ANCHOR)
    known = {row["email"] for row in rows.rows("people")}
    wrote = {row["Requester email"] for row in rows.rows("tickets")}
    wrote |= {row["Respondent email"] for row in rows.rows("survey")}
    reviews = (FOLDER / "reviews.jsonl").read_text(encoding="utf-8").splitlines()
    wrote |= {json.loads(line)["author_email"] for line in reviews} - {None}
    assert wrote <= known


def test_a_ticket_is_open_or_was_answered():
    for row in company.read(today=ANCHOR).rows("tickets"):
        assert (row["Status"] == "Closed") == bool(row["Solved at"]), row["Ticket ID"]


def test_no_address_belongs_to_anybody_real():
    for file in FOLDER.rglob("*"):
        if file.is_file():
            found = re.findall(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)", file.read_text(encoding="utf-8"))
            assert all(domain.endswith(".example") for domain in found), file.name


def test_the_company_is_smaller_than_five_megabytes():
    assert sum(file.stat().st_size for file in FOLDER.rglob("*") if file.is_file()) < 5_000_000


def test_every_date_moves_by_the_same_days_and_keeps_its_form():
    calendar = company.read(today=date(2027, 3, 1)).calendar
    assert calendar.day("2026-11-20") == date(2027, 3, 1)
    assert calendar.rewrite("2026-11-19 07:30") == "2027-02-28 07:30"
    assert calendar.rewrite("2026-11-19") == "2027-02-28"
    assert calendar.rewrite("") == ""


def test_a_time_of_day_stays_that_of_the_house_in_summer_and_winter():
    calendar = company.read(today=ANCHOR).calendar
    assert calendar.moment("2026-07-07 18:05") == datetime(2026, 7, 7, 17, 5, tzinfo=UTC)
    assert calendar.moment("2026-11-10 08:30") == datetime(2026, 11, 10, 8, 30, tzinfo=UTC)


def test_every_stated_need_rests_on_sentences_of_the_stories_and_is_stated_by_one_of_ours():
    rows = company.read(today=ANCHOR)
    members = {row["email"] for row in rows.rows("members")}
    everything = _flat(" ".join(_text_of(file) for file in sorted((FOLDER / "conversations").iterdir())))
    everything += _flat(" ".join(row["Description"] for row in rows.rows("tickets")))
    for row in rows.rows("needs"):
        assert _flat(row["sentence"]) in everything
        assert row["member email"] in members
        assert date.fromisoformat(row["stated_on"]) < ANCHOR
