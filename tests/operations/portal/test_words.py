"""The words of the outside: what is asked for is explained, what was written is shown as it is meant, and once."""

import pytest
from django.urls import reverse

from closeknit.accounts import operations as account_operations
from closeknit.accounts.spaces import operations as space_operations
from closeknit.discussions.shared import operations as discussions
from closeknit.kit import viewer as viewers
from closeknit.kit.models import Mail
from closeknit.promises import operations as promises
from closeknit.verbatims import operations as verbatim_operations
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser

pytestmark = pytest.mark.django_db


def test_a_purpose_in_markdown_is_read_as_such_by_our_side(cast, rijnmond, saskia):
    saskia.client.post(saskia.at("their_purpose"), {"text": "**Clean** water", "base": "0"})
    assert (
        "<strong>Clean</strong> water"
        in open_browser(cast.ben).get(reverse("shared_site", args=[rijnmond])).content.decode()
    )


def test_a_comment_that_was_changed_stands_once_under_what_one_said(cast, rijnmond, saskia):
    promise = promises.make_promise(
        account=rijnmond, text="Send it", made_on=NOW.date(), due_on=None, viewer=cast.ben, at=NOW
    )
    comment = discussions.write_comment(subject=promise, text="The probe stops.", viewer=saskia.viewer, at=NOW)
    discussions.edit_comment(comment=comment, text="The probe stops at night.", viewer=saskia.viewer, at=NOW)
    discussions.write_comment(subject=promise, text="The lid is loose.", viewer=saskia.viewer, at=NOW)
    while verbatim_operations.cut_next(viewer=viewers.house("a test"), at=NOW):
        pass
    page = saskia.see("said")
    assert page.count('<li class="said">') == 2
    newest, before = page.index("The probe stops at night."), page.index("The probe stops.<")
    assert newest < page.index('data-test="before"') < before


def test_a_language_without_texts_is_offered_as_what_one_prefers_alone(saskia):
    page = saskia.see("people")
    written, alone = page.split('<optgroup label="Pages and mails come in it">')[1].split("<optgroup")
    assert written.count("<option") == 1
    assert "English" in written
    assert 'value="nl"' in alone
    assert saskia.client.post(saskia.at("oneself"), {"name": "Saskia", "language": "nl"}).status_code == 302
    assert '<option value="nl" selected' in saskia.see("people")


def test_days_in_a_mail_follow_its_words(cast, rijnmond):
    said = {"account": rijnmond, "title": "", "role": "", "note": "", "viewer": cast.ben, "at": NOW}
    contact = account_operations.introduce(name="Bram", emails=["bram@rijnmond.example"], **said)
    account_operations.change_contact(
        contact=contact, name="Bram", title="", role="", language="nl", note="", viewer=cast.ben, at=NOW
    )
    space_operations.invite_contact(contact=contact, email="bram@rijnmond.example", viewer=cast.ben, at=NOW)
    letter = Mail.objects.unscoped(reason="a test looks").latest("created_at")
    assert "3 Dec 2026" in letter.body


@pytest.mark.parametrize(
    ("asked", "given"), [("nl", "en"), ("nl, en-gb;q=0.5", "en-gb"), ("en-us, en", "en-us"), ("", "en"), ("*", "en")]
)
def test_a_browser_gets_the_first_language_that_there_is(client, rijnmond, asked, given):
    page = client.get(reverse("account_request_login_code"), headers={"Accept-Language": asked})
    assert page["Content-Language"] == given


def test_who_comes_in_is_asked_for_an_address_in_our_words(client, rijnmond):
    refused = client.post(reverse("account_request_login_code"), {"email": "saskia"}).content.decode()
    assert "Write the whole e-mail address" in refused
    ours = client.get(reverse("account_login")).content.decode()
    assert "E-mail</label>" in ours
    assert "Email" not in ours


def test_how_much_is_explained_before_it_is_refused(saskia):
    assert "a number with its unit" in saskia.see("ledger_new")
