"""The pages of telling, of the word kept, and of the thread."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from closeknit.accounts import operations as account_operations
from closeknit.kit import clock
from closeknit.promises import operations, queries
from closeknit.promises.models import Confirmation, SettlementRow, Told
from tests import imprint
from tests.conftest import NOW, Cast
from tests.operations.promises.conftest import open_browser
from tests.operations.promises.telling import TODAY, Story, answer, keep, reply, tell_story, write


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


@pytest.fixture
@imprint.kept(at=NOW)
def story(cast: Cast) -> Story:
    return tell_story(cast)


@pytest.fixture
def browser(cast: Cast) -> Client:
    return open_browser(cast.ben)


def _text(response: HttpResponse) -> str:
    return response.content.decode()


def test_whoever_is_to_be_told_is_listed_and_written_to_in_a_ready_message(browser: Client, story: Story):
    keep(story)
    assert "Saskia de Wit, Tom Baker (Veltra)" in _text(browser.get("/promises/to-tell/"))
    people = _text(browser.get(f"/promises/{story.promise}/people/"))
    assert "it was promised to them, their words began it, they said the same need" in people
    address = f"/promises/{story.promise}/letters/{story.saskia}/"
    letter = _text(browser.get(address))
    assert "you told us: “We cannot show the auditor who changed a value last night”" in letter
    assert "We promised you: Send the audit trail. It is done" in letter
    sent = browser.post(
        address, {"subject": "Done", "text": "It is there, Saskia.", "with_question": "on"}, follow=True
    )
    assert "Written to Saskia de Wit." in _text(sent)
    assert "by mail, which waits to go out" in _text(sent)
    assert "Told, and silent" in _text(browser.get("/promises/waiting/"))


def test_whoever_was_told_in_a_talk_waits_to_be_asked(browser: Client, story: Story):
    keep(story)
    assert "Nobody’s word is awaited" in _text(browser.get("/promises/waiting/"))
    browser.post(f"/promises/{story.promise}/told/", {"contact": [story.saskia], "told_on": str(NOW.date())})
    waiting = _text(browser.get("/promises/waiting/"))
    assert "Told in a talk, not asked yet" in waiting
    assert "Send the audit trail" in waiting
    said = {"word": "yes", "words": "It did", "said_on": str(NOW.date())}
    browser.post(f"/promises/{story.promise}/words/{story.saskia}/", said)
    assert "Nobody’s word is awaited" in _text(browser.get("/promises/waiting/"))


def test_whoever_has_no_address_can_be_given_one_where_it_is_missed(browser: Client, cast: Cast, story: Story):
    keep(story)
    account_operations.change_contact(
        contact=story.saskia, name="Saskia de Wit", title="", role="", emails=[], viewer=cast.ben, at=NOW
    )
    page = browser.get(f"/promises/{story.promise}/people/").content.decode()
    assert f'<a href="/contacts/{story.saskia}/">add their address</a>' in page


def test_whoever_is_at_another_account_reads_nothing_of_what_was_promised_to_this_one(browser: Client, story: Story):
    keep(story, proof="Rijnmond has it")
    letter = _text(browser.get(f"/promises/{story.promise}/letters/{story.tom}/"))
    area = re.search(r'<textarea name="text".*?</textarea>', letter, re.S)[0]
    assert "Nobody here can prove what happened to a result" in area
    assert "audit trail" not in area
    assert "Rijnmond" not in area


def test_an_answer_by_mail_is_read_over_by_a_member(browser: Client, story: Story):
    keep(story)
    told = write(story, story.saskia)
    reply(story, told, "saskia@rijnmond.example", "No, it leaves out the night shift.")
    waiting = _text(browser.get("/promises/waiting/"))
    assert "reads like a no" in waiting
    word = Confirmation.objects.visible_to(story.ben).get()
    said = browser.post(f"/promises/answers/{word.pk}/", {"word": "no"}, follow=True)
    assert "Not settled. The need speaks again, in their words." in _text(said)
    page = _text(browser.get(f"/promises/{story.promise}/"))
    assert "1 of 1 who answered say that it is not settled" in page
    assert f'id="{word.pk}"' in page
    assert "leaves out the night shift" in _text(browser.get("/promises/waiting/"))


def test_what_they_said_is_kept_by_hand_and_who_was_not_told_is_refused(browser: Client, story: Story):
    keep(story)
    told = {"contact": [story.saskia], "told_on": TODAY.isoformat()}
    assert "Marked as told." in _text(browser.post(f"/promises/{story.promise}/told/", told, follow=True))
    said = {"word": "yes", "words": "Yes, the auditor saw it", "said_on": TODAY.isoformat()}
    refused = browser.post(f"/promises/{story.promise}/words/{story.tom}/", said, follow=True)
    assert "Tom Baker was not told how this ended" in _text(refused)
    kept = browser.post(f"/promises/{story.promise}/words/{story.saskia}/", said, follow=True)
    assert "Kept, in their words." in _text(kept)
    assert "1 person said that it settled it" in _text(kept)


def test_a_file_and_a_link_show_how_it_ended_and_the_file_is_never_a_page(browser: Client, story: Story):
    proof = SimpleUploadedFile("trail.html", b"<script>alert(1)</script>", content_type="text/html")
    ended = {"settlement": "kept", "settled_on": TODAY.isoformat(), "proof": "", "link": "https://arlund.example/t"}
    page = _text(browser.post(f"/promises/{story.promise}/settlement/", ended | {"file": proof}, follow=True))
    assert 'href="https://arlund.example/t"' in page
    row = SettlementRow.objects.visible_to(story.ben).get()
    given = browser.get(f"/promises/proofs/{row.pk}/")
    assert given["Content-Disposition"] == 'attachment; filename="trail.html"'
    assert given["Content-Type"] == "application/octet-stream"
    bad = ended | {"link": "javascript:alert(1)", "settlement": "kept"}
    operations.reopen_promise(promise=story.promise, viewer=story.ben, at=NOW)
    refused = browser.post(f"/promises/{story.promise}/settlement/", bad)
    assert (refused.status_code, "A link begins with https://" in _text(refused)) == (422, True)


def test_somebody_says_that_it_is_at_risk_and_that_it_is_over(browser: Client, story: Story):
    at = f"/promises/{story.promise}/risk/"
    assert "At risk: Ruth is away" in _text(browser.post(at, {"why": "Ruth is away"}, follow=True))
    assert "at risk: Ruth is away" in _text(browser.get("/promises/"))
    assert browser.post(at, {"why": " "}).status_code == 422
    assert "No more at risk." in _text(browser.post(at, {"over": "1"}, follow=True))
    assert queries.get_promise(story.promise, viewer=story.ben).fear == ""


def test_a_promise_to_yesterday_is_refused_with_all_that_was_typed(browser: Client, story: Story):
    typed = {"account": "Rijnmond Waterlab", "text": "Send the report by 2026-11-18"}
    refused = browser.post("/promises/new/", typed)
    assert refused.status_code == 422
    assert "18 Nov 2026 has passed. A promise is for a day to come" in _text(refused)
    assert "Send the report by 2026-11-18" in _text(refused)


def test_the_word_kept_is_drawn_by_quarter_with_its_n(browser: Client, story: Story):
    keep(story)
    page = _text(browser.get("/promises/kept/"))
    assert "Q4 2026: 1 of 1 kept, likely 21 % to 100 %" in page
    assert "n = 1" in page


def test_one_says_which_need_a_promise_answers(browser: Client, story: Story):
    alone = operations.make_promise(
        account=story.account, text="Call them", made_on=TODAY, due_on=None, viewer=story.ben, at=NOW
    )
    connected = browser.post(f"/promises/{alone}/connection/", {"need": story.need}, follow=True)
    assert "Connected. Its thread begins there." in _text(connected)
    nothing = browser.post(f"/promises/{alone}/connection/", {"need": "", "verbatim": ""})
    assert "Choose the words, the need or the idea" in _text(nothing)


def test_the_thread_is_a_line_that_leads_both_ways_and_a_page_of_its_own(browser: Client, story: Story):
    keep(story)
    told = write(story, story.saskia)
    word = answer(story, story.saskia, "yes", "Yes, the auditor saw it")
    line = _text(browser.get(f"/thread/{story.need}/line/"))
    ways = [f"/heard/{story.words}/", f"/needs/{story.need}/", f"/promises/{story.promise}/", f"#{told}", f"#{word}"]
    places = [line.index(way) for way in ways]
    assert places == sorted(places)
    page = _text(browser.get(f"/thread/{told}/"))
    assert "Yes, the auditor saw it" in page
    assert "Nobody here can prove what happened to a result" in page
    assert browser.get("/thread/promise_none/").status_code == 404
    assert Told.objects.visible_to(story.ben).count() == 1
