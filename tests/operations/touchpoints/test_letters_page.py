import pytest
from django.conf import settings
from django.urls import reverse

from closeknit.kit import clock, files
from closeknit.touchpoints.mailbox import operations
from closeknit.touchpoints.models import Letter, Touchpoint
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser
from tests.operations.touchpoints.conftest import Town
from tests.operations.touchpoints.mailing import forward, mail


@pytest.fixture(autouse=True)
def _at_nine(house):
    settings.HOUSE_FOLDER.make()
    with clock.frozen(NOW):
        yield


def _take(town: Town, data: bytes) -> str:
    return operations.take_letter(data=data, file=files.store([data]), viewer=town.alice, at=NOW)


def test_a_mail_in_a_members_name_is_taken_in_by_a_press(town: Town):
    letter = _take(town, forward("We cannot tell at night.", proven=False))
    browser = open_browser(town.ben)
    page = browser.get(reverse("letters")).content.decode()
    assert "It is from Ben: take it in" in page
    assert "which nothing proves" in page
    browser.post(reverse("letter_confirmation", args=[letter]))
    assert Touchpoint.objects.visible_to(town.ben).get().account_id == town.harrow
    assert "passed on by Ben" in browser.get(reverse("letters")).content.decode()


def test_a_mail_that_waits_can_be_put_away_and_stays_kept(town: Town):
    letter = _take(town, forward("We cannot tell at night.", proven=False))
    open_browser(town.ben).post(reverse("letter_confirmation", args=[letter]), {"none": "1"})
    row = Letter.objects.visible_to(town.ben).get()
    assert (row.state, row.reason) == ("left_out", "put_away")
    assert files.path_of(row.file).exists()


def test_the_mail_itself_is_given_as_a_file_and_never_as_a_page(town: Town):
    data = mail("<script>alert(1)</script>", sender="eve@nowhere.example", proven=False)
    answer = open_browser(town.ben).get(reverse("letter_file", args=[_take(town, data)]))
    assert answer["Content-Type"] == "message/rfc822"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.content == data


def test_what_stands_in_a_mail_does_not_run_on_the_page(town: Town):
    _take(town, mail("x y", sender="eve@nowhere.example", subject="<script>alert(1)</script>", proven=False))
    page = open_browser(town.ben).get(reverse("letters")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_who_only_hands_in_does_not_see_the_mails(town: Town):
    _take(town, mail("x y", sender="eve@nowhere.example", proven=False))
    assert open_browser(town.gita).get(reverse("letters")).status_code == 404


def test_the_settings_show_what_the_mail_server_said(town: Town):
    browser = open_browser(town.alice)
    said = {
        "address": "heard@arlund.example", "host": "127.0.0.1", "port": "9", "security": "none", "folder": "INBOX",
        "login": "heard", "password": "let me read", "receiver": "mx.arlund.example", "proof": "any",
    }  # fmt: skip
    assert browser.post(reverse("house_mailbox"), said).status_code == 302
    answer = browser.post(reverse("house_mailbox_test"))
    assert answer.status_code == 422
    assert "127.0.0.1:9 could not be read" in answer.content.decode()
    assert "let me read" not in answer.content.decode()
    assert browser.post(reverse("house_mailbox"), {"none": "1"}).status_code == 302
    assert "No mailbox is read." in browser.get(reverse("house_mailing")).content.decode()
