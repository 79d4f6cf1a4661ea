"""What reaches them and what they give back: questions that wait, what they saw, and the mirror as it was released."""

import re

import pytest
from django.urls import reverse

from closeknit.accounts import asks
from closeknit.accounts.models import Ask
from closeknit.analysis.feedback.kinds import MirrorPart
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import NotAllowed, NotFound
from closeknit.promises.mirror import operations as mirror_operations
from closeknit.promises.mirror import shared as mirrors
from closeknit.promises.models import MirrorLine, MirrorVersion
from closeknit.research import operations as research_operations
from closeknit.research.models import Answer, Observation, SentQuestion
from closeknit.research.sending import operations as sending
from closeknit.research.shared import operations, queries
from closeknit.touchpoints.models import Touchpoint
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(cast):
    return research_operations.add_question(text="Where do you wait for us?", viewer=cast.alice, at=NOW)


def send(cast, contact, question):
    return sending.send_question(contact=contact, question=question, viewer=cast.ben, at=NOW)


def test_a_question_waits_is_answered_in_their_words_and_comes_back_to_us(cast, site, question):
    browser, contact = site.let_in("Saskia")
    ours = open_browser(cast.ben)
    ours.post(reverse("space_questions", args=[site.account]), {"contact": contact, "question": question})
    (sent,) = SentQuestion.objects.visible_to(cast.ben).values_list("pk", flat=True)
    assert Ask.objects.visible_to(cast.ben).get(contact=contact).about == sent
    assert "Where do you wait for us?" in browser.get(site.url("questions")).content.decode()
    assert browser.post(site.url("question_answer", sent), {"words": "  "}).status_code == 422
    words = "Call before the frost.\n\nAnd not after it."
    assert browser.post(site.url("question_answer", sent), {"words": words}).status_code == 302
    row = Answer.objects.visible_to(cast.ben).select_related("turn", "touchpoint").get()
    assert row.turn.text == "Call before the frost.\nAnd not after it."
    assert (row.contact_id, row.touchpoint.wording, row.question_id) == (contact, "exact", question)
    assert "Call before the frost." in browser.get(site.url("questions")).content.decode()
    assert "answered" in ours.get(reverse("shared_site", args=[site.account])).content.decode()
    assert browser.post(site.url("question_answer", sent), {"words": "Twice"}).status_code == 404


def test_a_question_waits_once_counts_as_an_ask_and_keeps_to_the_limit(cast, site, question):
    _, contact = site.let_in("Saskia")
    asks.change_limit(most=1, days=30, viewer=cast.alice, at=NOW)
    sent = send(cast, contact, question)
    with pytest.raises(sending.WaitsAlready):
        send(cast, contact, question)
    other = research_operations.add_question(text="What do you put off?", viewer=cast.alice, at=NOW)
    with pytest.raises(asks.AskedTooOften):
        send(cast, contact, other)
    sending.take_back_question(sent=sent, viewer=cast.ben, at=NOW)
    assert queries.list_questions(site.account, viewer=site.viewer(contact)) == []


def test_a_question_is_for_one_person_and_nobody_else(cast, site, other_site, question):
    mine, contact = site.let_in("Saskia")
    theirs, colleague = site.let_in("Bram", "manage")
    _, foreign = other_site.let_in("Jo")
    sent = send(cast, contact, question)
    assert "Where do you wait" not in theirs.get(site.url("questions")).content.decode()
    for viewer in (site.viewer(colleague), other_site.viewer(foreign)):
        for pk in (sent, "sentquestion_01NEVER"):
            with pytest.raises(NotFound):
                operations.answer_question(sent=pk, words="Mine now", viewer=viewer, at=NOW)
    assert mine.post(site.url("question_putting_away", sent)).status_code == 302
    assert queries.count_waiting(site.account, viewer=site.viewer(contact)) == 0


def test_what_they_saw_is_an_observation_of_theirs_and_is_taken_back(cast, site):
    browser, _ = site.let_in("Saskia")
    other, _ = site.let_in("Bram", "read")
    assert browser.post(site.url("observations"), {"text": ""}).status_code == 422
    said = {"text": "We read the meter twice, by hand, each day.", "job": "reading meters", "step": "monitor"}
    assert browser.post(site.url("observations"), said).status_code == 302
    row = Touchpoint.objects.visible_to(cast.ben).get()
    assert (row.medium, row.direction, row.account_id) == ("observation", "theirs", site.account)
    assert "by hand, each day" in other.get(site.url("observations")).content.decode()
    assert other.post(site.url("observations"), said).status_code == 404
    seen = Observation.objects.visible_to(cast.ben).get()
    assert other.post(site.url("observation_taking_back", seen.pk)).status_code == 404
    browser.post(site.url("observation_taking_back", seen.pk))
    assert "by hand" not in browser.get(site.url("observations")).content.decode()
    assert not Touchpoint.objects.visible_to(cast.ben).exists()


def test_whoever_reads_neither_answers_nor_observes(cast, site, question):
    _, contact = site.let_in("Saskia", "read")
    viewer, sent = site.viewer(contact), send(cast, contact, question)
    assert viewer.capabilities == {Capability.READ_SHARED}
    with pytest.raises(NotAllowed):
        operations.answer_question(sent=sent, words="x", viewer=viewer, at=NOW)
    with pytest.raises(NotAllowed):
        operations.add_observation(account=site.account, text="x", viewer=viewer, at=NOW)


def release(site, number, audience="account"):
    version = MirrorVersion(
        id=f"mirror_{number}{site.account}", account_id=site.account, number=number, audience=audience,
        intro=f"Report {number} of {site.account}", released_on=NOW.date(), released_at=NOW,
    )  # fmt: skip
    MirrorVersion.objects.add(version)
    MirrorLine.objects.add(MirrorLine(version=version, part=MirrorPart.PRAISE, place=1, text=f"You praise {number}"))
    return version.pk


def test_a_mirror_is_read_once_it_is_released_and_not_after_it_is_called_back(cast, site, other_site):
    browser, contact = site.let_in("Saskia", "read")
    foreign = release(other_site, 1)
    inside = release(site, 1, "internal")
    assert "You praise" not in browser.get(site.url("mirrors")).content.decode()
    answers = [browser.get(site.url("mirror", one)) for one in (foreign, inside, "mirror_01NEVER")]
    token = re.compile(rb'"x-csrftoken": "[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"')
    assert [one.status_code for one in answers] == [404, 404, 404]
    assert len({token.sub(b"", one.content) for one in answers}) == 1
    released = release(site, 2)
    assert "You praise 2" in browser.get(site.url("mirrors")).content.decode()
    sheet = browser.get(site.url("mirror_pdf", released))
    assert (sheet["Content-Type"], sheet.content[:5]) == ("application/pdf", b"%PDF-")
    mirror_operations.call_back_mirror(version=released, viewer=cast.ben, at=NOW)
    with pytest.raises(NotFound):
        mirrors.get_report(released, site.account, viewer=site.viewer(contact))
