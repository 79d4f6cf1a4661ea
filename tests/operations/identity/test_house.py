"""The house is made once, by whoever comes first; then its settings can be changed and taken back."""

import pytest
from django.conf import settings
from tests.conftest import NOW, PASSWORD

from closeknit.identity import checks, logos, operations, queries
from closeknit.identity.models import Login
from closeknit.kit import mail, undo
from closeknit.kit.refusals import NotAllowed

FIRST = {"name": "Arlund", "zone": "Europe/London", "currency": "EUR", "member_name": "Alice", "password": PASSWORD}


def test_the_first_member_runs_the_house(house):
    (member,) = queries.list_members(viewer=house)
    assert (member.name, member.role) == ("Alice", "admin")


def test_a_house_is_made_only_once(house):
    with pytest.raises(checks.HouseExists):
        operations.make_house(**FIRST, email="second@arlund.example", at=NOW)
    assert len(queries.list_members(viewer=house)) == 1


@pytest.mark.parametrize(("field", "value"), [("zone", "Middle/Earth"), ("zone", "../etc"), ("currency", "euro")])
def test_a_house_with_an_impossible_setting_is_not_made(db, field, value):
    with pytest.raises(checks.BadSetting):
        operations.make_house(**(FIRST | {field: value}), email="alice@arlund.example", at=NOW)
    assert queries.find_house() is None
    assert not Login.objects.exists()


def test_of_two_who_press_at_once_one_makes_the_house(house, monkeypatch):
    monkeypatch.setattr(checks, "check_no_house", lambda: None)  # both looked before either had written
    with pytest.raises(checks.HouseExists):
        operations.make_house(**FIRST, email="second@arlund.example", at=NOW)
    assert len(queries.list_members(viewer=house)) == 1
    assert Login.objects.count() == 1


def test_the_basics_can_be_changed_and_taken_back(cast):
    operations.change_house(name="Arlund BV", zone="Europe/Amsterdam", currency="GBP", viewer=cast.alice, at=NOW)
    assert queries.get_house().zone == "Europe/Amsterdam"
    step = undo.find_latest(viewer=cast.alice, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.alice, at=NOW)
    assert queries.get_house().name == "Arlund"


def test_who_does_not_run_the_house_cannot_change_it(cast):
    with pytest.raises(NotAllowed):
        operations.change_house(name="Ben's", zone="UTC", currency="EUR", viewer=cast.ben, at=NOW)


def test_departments_are_added_once_renamed_and_removed(cast):
    first = operations.add_department(name="Sales", viewer=cast.alice, at=NOW)
    assert operations.add_department(name="sales", viewer=cast.alice, at=NOW) == first
    operations.rename_department(department=first, name="Selling", viewer=cast.alice, at=NOW)
    assert queries.list_departments(viewer=cast.alice) == [(first, "Selling")]
    operations.add_department(name="Service", viewer=cast.alice, at=NOW)
    with pytest.raises(checks.NameTaken):
        operations.rename_department(department=first, name="Service", viewer=cast.alice, at=NOW)


def test_removing_a_department_leaves_its_members_and_can_be_taken_back(cast):
    sales = operations.add_department(name="Sales", viewer=cast.alice, at=NOW)
    operations.change_member(member=cast.ben.id, role="member", department=sales, viewer=cast.alice, at=NOW)
    operations.remove_department(department=sales, viewer=cast.alice, at=NOW)
    assert queries.get_member(cast.ben.id, viewer=cast.alice).department == ""
    step = undo.find_latest(viewer=cast.alice, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.alice, at=NOW)
    assert queries.get_member(cast.ben.id, viewer=cast.alice).department == "Sales"


def test_the_mail_server_keeps_its_password_when_none_is_given(cast):
    settings.HOUSE_FOLDER.make()
    server = {"host": "mail.example", "port": 587, "security": "starttls", "login": "a", "sender": "a@arlund.example"}
    operations.change_mail_server(**server, password="quiet", viewer=cast.alice, at=NOW)
    operations.change_mail_server(**(server | {"port": 25}), password="", viewer=cast.alice, at=NOW)
    found = mail.find_server()
    assert found is not None
    assert (found.port, found.has_password) == (25, True)


def test_without_its_server_a_house_sends_nothing_and_forgets_the_password(cast):
    settings.HOUSE_FOLDER.make()
    server = {"host": "mail.example", "port": 587, "security": "starttls", "login": "a", "sender": "a@arlund.example"}
    operations.change_mail_server(**server, password="quiet", viewer=cast.alice, at=NOW)
    operations.remove_mail_server(viewer=cast.alice, at=NOW)
    assert mail.find_server() is None
    operations.change_mail_server(**server, password="", viewer=cast.alice, at=NOW)
    found = mail.find_server()
    assert found is not None
    assert not found.has_password


PLAIN_SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>'


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "image/png"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "image/jpeg"),
        (PLAIN_SVG, "image/svg+xml"),
    ],
)
def test_a_logo_is_what_its_bytes_are(content, kind):
    assert logos.classify_logo(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"GIF89a" + bytes(20),
        b"<html><script>alert(1)</script></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><a href="javascript:alert(1)"><path/></a></svg>',
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><circle',
        b"\x89PNG\r\n\x1a\n" + bytes(logos.MOST_BYTES),
    ],
)
def test_a_logo_that_is_no_plain_picture_is_refused(content):
    with pytest.raises(checks.BadSetting):
        logos.classify_logo(content)
