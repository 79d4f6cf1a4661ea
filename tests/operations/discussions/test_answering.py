"""Answers by mail: from whom the mail went to they are comments, from anybody else they are letters like any."""

from datetime import timedelta

import pytest

from closeknit.accounts.spaces import operations as spaces
from closeknit.analysis.discussions.kinds import WrittenBy
from closeknit.discussions import operations, queries
from closeknit.discussions.models import Comment, Notice
from closeknit.discussions.shared import operations as theirs
from closeknit.identity import mailboxes
from closeknit.kit.models import Mail
from closeknit.touchpoints.mailbox import operations as mailing
from closeknit.touchpoints.models import Letter, Touchpoint, Turn
from tests.conftest import NOW
from tests.operations.discussions.conftest import Story
from tests.operations.touchpoints.mailing import HEARD, OURS, mail

ANSWER = "Yes, please do.\n\nBest,\nAna\n\nOn Thu, 19 Nov 2026 at 09:00, Arlund <heard@arlund.example> wrote:\n> Shall we come on Friday?\n"


@pytest.fixture
def box(story: Story) -> None:
    said = {"address": HEARD, "host": "127.0.0.1", "port": 1, "security": "none", "login": "x", "folder": "INBOX"}
    mailboxes.change_mailbox(**said, receiver=OURS, proof="any", password="x", viewer=story.alice, at=NOW)


@pytest.fixture
def notice(story: Story, box: None) -> Notice:
    operations.write_comment(
        subject=story.promise, text="@Ana Costa, shall we come on Friday?", viewer=story.ben, at=NOW
    )
    return Notice.objects.visible_to(story.ben).get(person=story.ana.id)


def _answer(story: Story, notice: Notice, body: str = ANSWER, *, at=NOW + timedelta(hours=1), **more) -> Letter:
    headers = {"In-Reply-To": f"<{notice.message}>"} | more.pop("headers", {})
    said = {"sender": "Ana Costa <ana@harrow.example>", "proven": False, "subject": "Re: it"} | more
    data = mail(body, headers=headers, **said)
    letter = mailing.take_letter(data=data, file="", viewer=story.alice, at=at)
    return Letter.objects.visible_to(story.ben).get(pk=letter)


def test_the_answer_of_whom_it_went_to_is_a_comment_without_what_it_quotes(story: Story, notice: Notice):
    letter = _answer(story, notice)
    (_, row) = queries.read_discussion(story.promise, viewer=story.ben).comments
    assert (row.text, row.author, row.by_mail) == ("Yes, please do.", "Ana Costa", True)
    assert (letter.state, letter.reason, letter.proof) == ("taken", "commented", "token")
    # It is kept as words of theirs, once.
    touchpoint = Touchpoint.objects.visible_to(story.ben).get()
    assert (touchpoint.pk, touchpoint.medium) == (letter.touchpoint_id, "forum")
    assert Turn.objects.visible_to(story.ben).get().text == "Yes, please do."


def test_the_mail_asks_for_an_answer_at_the_houses_own_address(story: Story, notice: Notice):
    posted = Mail.objects.visible_to(story.ben).get(pk=notice.mail)
    assert (posted.headers["Reply-To"], posted.headers["Auto-Submitted"]) == (HEARD, "auto-generated")
    assert posted.message == notice.message
    assert "Answer this mail" in posted.body


@pytest.mark.parametrize(
    ("more", "state", "reason"),
    [
        # Somebody else has the mail, or writes in her name to no mail of hers.
        ({"sender": "Saskia <saskia@rijnmond.example>"}, "taken", "unproven"),
        ({"sender": "Omar Haddad <omar@harrow.example>"}, "taken", "unproven"),
        ({"headers": {"In-Reply-To": "<guessed.discussion@closeknit>"}}, "taken", "unproven"),
        # A machine answers.
        ({"headers": {"Auto-Submitted": "auto-replied"}}, "left_out", "automatic"),
        ({"headers": {"X-Autoreply": "yes", "Precedence": "auto_reply"}}, "left_out", "automatic"),
    ],
)
def test_whatever_else_comes_is_no_comment(story: Story, notice: Notice, more: dict, state: str, reason: str):
    letter = _answer(story, notice, **more)
    assert Comment.objects.visible_to(story.ben).count() == 1
    assert (letter.state, letter.reason) == (state, reason)


def test_who_may_not_take_part_any_more_writes_a_letter(story: Story, notice: Notice):
    spaces.end_access(contact=story.contacts["Ana"], viewer=story.ben, at=NOW)
    assert _answer(story, notice).reason == "written"
    assert Comment.objects.visible_to(story.ben).count() == 1


def test_after_a_year_an_answer_is_a_letter(story: Story, notice: Notice):
    assert _answer(story, notice, at=NOW + timedelta(400)).reason == "unproven"


def test_an_answer_without_words_of_its_own_is_no_comment(story: Story, notice: Notice):
    _answer(story, notice, "> Shall we come on Friday?\n")
    assert Comment.objects.visible_to(story.ben).count() == 1


def test_one_of_ours_answers_by_mail_too(story: Story, box: None):
    theirs.write_comment(subject=story.promise, text="@Ben, when?", viewer=story.ana, at=NOW)
    notice = Notice.objects.visible_to(story.ben).get(member=story.ben.id)
    letter = _answer(story, notice, "On Friday.", sender="Ben <ben@arlund.example>")
    assert (letter.state, letter.reason, letter.touchpoint_id) == ("taken", "commented", None)
    row = Comment.objects.visible_to(story.ben).get(member=story.ben.id)
    assert (row.text, row.way) == ("On Friday.", WrittenBy.MAIL)
