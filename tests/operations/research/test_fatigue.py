"""Whoever asks for a person's time is counted by the one guard: questions by mail, letters, invitations."""

from datetime import timedelta

import pytest
from django.urls import reverse

from closeknit.accounts import asked, asks
from closeknit.accounts import operations as account_operations
from closeknit.accounts import queries as account_queries
from closeknit.analysis.kinds import AskKind
from closeknit.identity import operations as identity_operations
from closeknit.kit import clock, undo
from closeknit.research import operations
from closeknit.research.operations import Given
from closeknit.today import letters
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.touchpoints.drafts import Line, Speaker
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser
from tests.operations.research.conftest import Ask, Town, question_called


@pytest.fixture(autouse=True)
def _at_nine(town: Town):
    # Ana has an address to write to.
    account_operations.change_contact(
        contact=town.ana, name="Ana Costa", title="", role="", emails=["ana@harrow.example"], viewer=town.ben, at=NOW
    )
    with clock.frozen(NOW):
        yield


def _asked(town: Town) -> asked.AskedRow:
    person = account_queries.get_contact(town.ana, viewer=town.ben).person_id
    return asked.get_asked(person, on=NOW.date(), viewer=town.ben)


def _ask_by_mail(town: Town) -> None:
    """Write down a mail of Ana's in which she answers a question that was put to her."""
    question = question_called("How will", town.ben)
    touchpoint = touchpoint_operations.record_touchpoint(
        medium="email",
        direction="theirs",
        account=town.harrow,
        started_at=NOW - timedelta(1),
        lines=[Line("We must save.", 0, prompt=question.text)],
        speakers=[Speaker(contact=town.ana)],
        viewer=town.ben,
        at=NOW,
    )
    given = [Given(version=question.version_id, contact=town.ana, position=0)]
    operations.record_answers(touchpoint=touchpoint, answers=given, viewer=town.ben, at=NOW)


def _open_mail(town: Town) -> None:
    server = {"host": "mail.example", "port": 25, "security": "none", "login": "", "password": ""}
    identity_operations.change_mail_server(sender="house@ours.example", viewer=town.alice, at=NOW, **server)


def _fill_up(town: Town) -> None:
    asks.change_limit(most=1, days=30, viewer=town.alice, at=NOW)
    asks.record_ask(contact=town.ana, kind=AskKind.SURVEY, on=NOW.date(), viewer=town.ben, at=NOW)


def test_a_question_put_by_mail_counts_as_an_ask_and_one_in_a_talk_counts_with_the_talk(town: Town, ask: Ask):
    ask("How are", "Well.")
    assert [fact.kind for fact in _asked(town).facts] == [AskKind.CALL]
    _ask_by_mail(town)
    assert sorted(fact.kind for fact in _asked(town).facts) == [AskKind.CALL, AskKind.QUESTION]
    step = undo.find_latest(viewer=town.ben, since=NOW - timedelta(1))
    assert step is not None
    undo.take_back(step=step.id, viewer=town.ben, at=NOW)
    assert [fact.kind for fact in _asked(town).facts] == [AskKind.CALL]


def test_a_question_that_was_put_above_the_limit_is_written_down_and_says_so(town: Town):
    _fill_up(town)
    _ask_by_mail(town)
    found = _asked(town)
    assert len(found.facts) == 2
    assert found.despite == ("A standing question had been put to them when it was written down.",)


def test_a_letter_that_begins_something_is_refused_above_the_limit_unless_one_says_why(town: Town):
    _open_mail(town)
    _fill_up(town)
    browser = open_browser(town.ben)
    url = f"{reverse('letter', args=[town.harrow])}?with={town.ana}"
    refused = browser.post(url, {"subject": "Hello", "body": "How are you?"})
    assert refused.status_code == 422
    assert "has been asked often enough" in refused.content.decode()
    assert "Why it must be sooner" in refused.content.decode()
    letters.write_letter(
        contact=town.ana, subject="Hello", body="How are you?", despite="It burns.", viewer=town.ben, at=NOW
    )
    assert _asked(town).despite == ("It burns.",)
    assert len(_asked(town).facts) == 2, "the mail and why it went are one ask"


def test_an_answer_to_a_mail_of_theirs_asks_for_nobodys_time(town: Town):
    _open_mail(town)
    _fill_up(town)
    _ask_by_mail(town)
    letters.write_letter(contact=town.ana, subject="Re", body="Thank you.", viewer=town.ben, at=NOW)


def test_nobody_is_invited_to_a_call_above_the_limit(town: Town):
    asks.change_limit(most=1, days=30, viewer=town.alice, at=NOW)
    when = (NOW + timedelta(2)).strftime("%Y-%m-%dT10:00")
    url = reverse("brief_invitation", args=[town.harrow])
    invitation = {"with": town.ana, "starts_at": when, "minutes": "30", "invite": "on"}
    browser = open_browser(town.ben)
    assert browser.get(url, invitation).headers["Content-Type"].startswith("text/calendar")
    asks.record_ask(contact=town.ana, kind=AskKind.SURVEY, on=NOW.date(), viewer=town.ben, at=NOW)
    refused = browser.get(url, invitation, follow=True).content.decode()
    assert "has been asked often enough" in refused
    del invitation["invite"]
    assert browser.get(url, invitation).headers["Content-Type"].startswith("text/calendar")
