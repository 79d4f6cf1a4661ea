import mailbox
from email import utils
from email.message import Message
from pathlib import Path

import pytest

from closeknit.demo import company, letters

FOLDER = company.FOLDER / "conversations"
MEMBERS = [row["email"] for row in company.read(today=company.read_anchor()).rows("members")]
PIETER = "pieter.hoekstra@emberandvale.example"


def _open(content: bytes, folder: Path) -> list[Message]:
    file = folder / "box.mbox"
    file.write_bytes(content)
    box = mailbox.mbox(file)
    try:
        return list(box)
    finally:
        box.close()


@pytest.fixture(scope="module")
def boxes() -> dict[str, bytes]:
    return letters.gather_mailboxes(FOLDER, MEMBERS, days=3)


def test_every_mail_is_in_one_mailbox(boxes: dict[str, bytes], tmp_path: Path):
    found = [message["Message-ID"] for content in boxes.values() for message in _open(content, tmp_path)]
    singles = [file.read_bytes() for file in FOLDER.glob("*.eml")]
    threads = sum(file.read_bytes().count(b"\nMessage-ID:") for file in FOLDER.glob("*.mbox"))
    assert len(found) == len(set(found)) == len(singles) + threads


def test_a_mail_moves_by_whole_days_and_keeps_its_hour_and_zone(boxes: dict[str, bytes], tmp_path: Path):
    first = _open(boxes[PIETER], tmp_path)[0]
    assert first["Date"] == "Thu, 03 Sep 2026 10:02:00 +0100"


def test_the_mails_of_a_mailbox_stand_in_the_order_of_time(boxes: dict[str, bytes], tmp_path: Path):
    for content in boxes.values():
        sent = [utils.parsedate_to_datetime(message["Date"]) for message in _open(content, tmp_path)]
        assert sent == sorted(sent)


def test_what_is_quoted_stays_as_it_was(boxes: dict[str, bytes]):
    assert b"On Mon, 31 Aug 2026 at 10:02, Gail Fenwick" in boxes[PIETER]


def test_a_line_that_looks_like_the_next_mail_is_marked_once(boxes: dict[str, bytes]):
    assert b"\n>From what I can see" in boxes[PIETER]


def test_moving_by_no_days_changes_no_letter_of_a_mail():
    file = FOLDER / "36b-aldermoor-chiller-three.eml"
    gathered = letters.gather_mailboxes(FOLDER, MEMBERS, days=0)["dev.sandhu@emberandvale.example"]
    assert file.read_bytes().rstrip(b"\n") in gathered
