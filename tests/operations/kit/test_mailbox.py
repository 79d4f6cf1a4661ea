from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from closeknit.kit import mailbox
from tests import imap_server
from tests.imap_server import Mailbox


@pytest.fixture
def box(house) -> Iterator[Mailbox]:
    settings.HOUSE_FOLDER.make()
    with imap_server.serving(Mailbox()) as served:
        keep(served)
        yield served


def keep(box: Mailbox, **other) -> None:
    said = {
        "address": box.login, "host": "127.0.0.1", "port": box.port, "security": "none", "login": box.login,
        "folder": "INBOX", "receiver": "mx.arlund.example", "proof": "any", "password": box.password,
        "since_on": date(2026, 11, 18),
    }  # fmt: skip
    mailbox.keep_mailbox(**(said | other))


def _read(after: int = 0, most: int = 50) -> list[int]:
    with mailbox.opened() as looked:
        return looked.list_new(after=after, since=date(2026, 11, 18), most=most)


def test_only_what_is_new_is_listed_and_what_came_before_the_first_day_is_left_alone(box: Mailbox):
    box.put(b"Subject: old\n\nx", on=date(2026, 11, 17))
    box.put(b"Subject: one\n\nx")
    box.put(b"Subject: two\n\nx")
    assert _read() == [2, 3]
    assert _read(after=2) == [3]
    assert _read(after=3) == []
    assert _read(most=1) == [2]


def test_a_mail_comes_whole_and_nothing_is_marked_moved_or_deleted(box: Mailbox):
    data = "Subject: Größe\n\n" + "é (x) {3}\n" * 5_000
    box.put(data.encode())
    with mailbox.opened() as looked:
        letter = looked.fetch(1)
        assert looked.fetch(99) is None
    assert letter is not None
    assert letter.data == data.replace("\n", "\r\n").encode()
    asked = {command.split(" ")[0] for command in box.asked}
    assert asked <= {"CAPABILITY", "LOGIN", "EXAMINE", "UID", "LOGOUT"}
    assert not any("BODY[" in command for command in box.asked)


def test_what_is_larger_than_we_read_is_not_fetched(box: Mailbox, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mailbox, "MOST_BYTES", 100)
    box.put(b"Subject: large\n\n" + b"x" * 200)
    with mailbox.opened() as looked:
        letter = looked.fetch(1)
    assert letter is not None
    assert (letter.data, letter.n_bytes) == (None, 218)


def test_a_wrong_password_is_said_without_showing_it(box: Mailbox):
    keep(box, password="something else")
    with pytest.raises(mailbox.NotReached, match="wrong name or password") as refusal:
        mailbox.test_connection()
    assert "something else" not in str(refusal.value)


def test_a_folder_that_is_not_there_is_said(box: Mailbox):
    keep(box, folder='No "such" one')
    with pytest.raises(mailbox.NotReached, match="There is no folder"):
        mailbox.test_connection()


def test_a_server_that_is_not_there_is_said(box: Mailbox):
    keep(box, port=9)
    with pytest.raises(mailbox.NotReached, match=r"127\.0\.0\.1:9 could not be read"):
        mailbox.test_connection()


def test_the_connection_can_be_tried(box: Mailbox):
    box.put(b"Subject: one\n\nx")
    assert mailbox.test_connection() == "It can be opened: 1 mail in INBOX. None was changed."


def test_an_empty_password_leaves_the_one_that_is_known_and_another_folder_begins_anew(box: Mailbox):
    mailbox.keep_place(uid_validity=7, uid=12)
    keep(box, password="", proof="dmarc")
    known = mailbox.find_mailbox()
    assert known is not None
    assert (known.last_uid, known.has_password, known.proof) == (12, True, "dmarc")
    keep(box, folder="Heard")
    assert mailbox.find_mailbox().last_uid == 0  # type: ignore[union-attr]


def test_a_line_end_in_a_setting_is_refused(box: Mailbox):
    with pytest.raises(mailbox.BadMailbox):
        keep(box, folder="INBOX\r\nA1 DELETE INBOX")


def test_what_is_forgotten_takes_its_password_with_it(box: Mailbox):
    mailbox.forget_mailbox()
    assert mailbox.find_mailbox() is None
    assert settings.HOUSE_FOLDER.read_secret(mailbox.PASSWORD) is None


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_it_is_read_under_tls_only_where_the_certificate_is_known(
    house, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, security: str
):
    settings.HOUSE_FOLDER.make()
    context, certificate = imap_server.make_context(tmp_path)
    with imap_server.serving(Mailbox(context=context, is_tls=security == "tls")) as served:
        keep(served, security=security)
        with pytest.raises(mailbox.NotReached, match="certificate"):
            mailbox.test_connection()
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert mailbox.test_connection().startswith("It can be opened")
