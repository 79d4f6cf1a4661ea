"""Saying something in a discussion: who reads it, who hears of it, what becomes of it."""

from datetime import timedelta

import pytest

from closeknit.accounts.models import Access
from closeknit.accounts.spaces import operations as spaces
from closeknit.analysis.kinds import Audience, SpaceRight
from closeknit.discussions import checks, operations, queries, telling
from closeknit.discussions.models import Comment, Following, Mention, Notice, Thread
from closeknit.discussions.shared import operations as theirs
from closeknit.discussions.shared import queries as their_queries
from closeknit.kit import undo
from closeknit.kit import viewer as viewers
from closeknit.kit.models import EventRow, Mail
from closeknit.kit.refusals import ChangedMeanwhile, NotAllowed, NotFound
from closeknit.kit.typed import NothingSaid
from closeknit.promises.models import Promise
from closeknit.touchpoints.models import Touchpoint, Turn
from closeknit.verbatims.models import Verbatim
from tests.conftest import NOW
from tests.operations.discussions.conftest import Story, eyes_of, let_in
from tests.operations.verbatims.conftest import work

WORDS = "We lose half a night whenever the probe drifts."


def _texts(story: Story, viewer, subject: str = "") -> list[str]:
    return [one.text for one in their_queries.read_discussion(subject or story.promise, viewer=viewer).comments]


def _say(story: Story, viewer, text: str = WORDS, subject: str = "", **more) -> str:
    write = operations.write_comment if viewer.is_ours else theirs.write_comment
    return write(subject=subject or story.promise, text=text, viewer=viewer, at=more.pop("at", NOW), **more)


def test_both_sides_read_what_either_says_and_no_other_company_does(story: Story):
    _say(story, story.ben, "We are on it.")
    _say(story, story.ana, WORDS, at=NOW + timedelta(minutes=1))
    for viewer in (story.ben, story.gita, story.ana, story.omar):
        assert _texts(story, viewer) == ["We are on it.", WORDS]
    row = their_queries.read_discussion(story.promise, viewer=story.omar)
    assert [(one.author, one.place, one.is_ours, one.is_mine) for one in row.comments] == [
        ("Ben", "", True, False),
        ("Ana Costa", "Harrow", False, False),
    ]
    assert (row.account, row.n_readers, row.is_shared) == ("Harrow", 2, True)
    with pytest.raises(NotFound):
        their_queries.read_discussion(story.promise, viewer=story.saskia)
    with pytest.raises(NotFound):
        _say(story, story.saskia)
    thread = Promise.objects.visible_to(story.ben).get(pk=story.promise).thread_id
    assert Thread.objects.visible_to(story.ben).get().pk == thread
    assert not Comment.objects.visible_to(story.saskia).exists()


def test_an_operation_of_ours_is_none_of_theirs_and_the_other_way_round(story: Story):
    for write, viewer in ((operations.write_comment, story.ana), (theirs.write_comment, story.ben)):
        with pytest.raises(NotAllowed):
            write(subject=story.promise, text=WORDS, viewer=viewer, at=NOW)


def test_who_may_only_read_says_nothing(story: Story):
    reader = eyes_of(let_in(story.ben, story.harrow, "Rita Read", "rita@harrow.example", SpaceRight.READ))
    _say(story, story.ben)
    assert _texts(story, reader) == [WORDS]
    with pytest.raises(NotAllowed):
        _say(story, reader)


def test_what_nobody_outside_sees_is_not_discussed(story: Story):
    story.audience[story.promise] = Audience.INTERNAL
    with pytest.raises(checks.NotShared, match="note"):
        _say(story, story.ben)
    assert not Thread.objects.visible_to(story.ben).exists()


def test_what_is_no_longer_shared_takes_its_discussion_with_it(story: Story):
    comment = _say(story, story.ana)
    story.audience[story.promise] = Audience.INTERNAL
    for act in (
        lambda: _texts(story, story.ana),
        lambda: _say(story, story.ana, "More."),
        lambda: theirs.edit_comment(comment=comment, text="Other.", viewer=story.ana, at=NOW),
        lambda: their_queries.list_versions(comment, viewer=story.ana),
    ):
        with pytest.raises(NotFound):
            act()
    assert _texts(story, story.ben) == [WORDS]


def test_a_discussion_of_one_company_is_not_opened_to_all_when_its_subject_is(story: Story):
    _say(story, story.ana)
    story.audience[story.promise] = Audience.PUBLIC
    with pytest.raises(NotFound):
        their_queries.read_discussion(story.promise, viewer=story.saskia)
    with pytest.raises(NotFound):
        _say(story, story.saskia)
    assert _texts(story, story.ana) == [WORDS]


def test_on_the_open_portal_people_are_named_without_their_company(story: Story):
    story.audience[story.promise] = Audience.PUBLIC
    _say(story, story.ana)
    _say(story, story.saskia, "Ours too.", at=NOW + timedelta(seconds=1))
    (first, _) = their_queries.read_discussion(story.promise, viewer=story.saskia).comments
    assert (first.author, first.place) == ("Ana Costa", "")
    (first, _) = queries.read_discussion(story.promise, viewer=story.ben).comments
    assert first.place == "Harrow"


def test_words_written_outside_are_a_conversation_of_theirs_and_verbatims_for_its_readers(story: Story):
    comment = _say(story, story.ana)
    _say(story, story.ben, "We hear you.")
    row = Touchpoint.objects.visible_to(story.ben).get()
    said = (row.account_id, row.medium, row.direction, row.wording, row.started_at, row.audience)
    assert said == (story.harrow, "forum", "theirs", "exact", NOW, "account")
    work()
    words = Verbatim.objects.visible_to(story.ben).get()
    assert (words.text, words.contact_id, words.audience) == (WORDS, story.contacts["Ana"], "account")
    assert Verbatim.objects.visible_to(story.omar).count() == 1
    assert not Verbatim.objects.visible_to(story.saskia).exists()
    recorded = EventRow.objects.unscoped(reason="test").filter(kind="touchpoint.recorded").get()
    assert (recorded.viewer_kind, recorded.viewer_id) == ("contact", story.ana.id)
    # Edited, what is new stands beside what it was; what stayed is not stored twice (docs/adr/0006).
    theirs.edit_comment(comment=comment, text=f"{WORDS}\n\nAnd all of Friday.", viewer=story.ana, at=NOW)
    newer = Touchpoint.objects.visible_to(story.ben).get(earlier=row)
    turns = Turn.objects.visible_to(story.ben)
    assert list(turns.filter(touchpoint=newer).values_list("text", flat=True)) == ["And all of Friday."]
    assert newer.conversation == row.conversation
    # Taken back they go, put back they come again.
    theirs.take_back_comment(comment=comment, viewer=story.ana, at=NOW)
    assert not Touchpoint.objects.visible_to(story.ben).exists()
    theirs.put_back_comment(comment=comment, viewer=story.ana, at=NOW)
    assert Touchpoint.objects.visible_to(story.ben).count() == 1


def test_an_edited_comment_keeps_every_version_and_says_so(story: Story):
    comment = _say(story, story.ana, "First.")
    theirs.edit_comment(comment=comment, text="Second.", viewer=story.ana, at=NOW + timedelta(1), base=1)
    with pytest.raises(ChangedMeanwhile):
        theirs.edit_comment(comment=comment, text="From an old window.", viewer=story.ana, at=NOW, base=1)
    theirs.edit_comment(comment=comment, text="Third.", viewer=story.ana, at=NOW + timedelta(2), base=2)
    (row,) = queries.read_discussion(story.promise, viewer=story.ben).comments
    assert (row.text, row.n_versions, row.edited_at) == ("Third.", 3, NOW + timedelta(2))
    assert [one.text for one in queries.list_versions(comment, viewer=story.ben)] == ["First.", "Second.", "Third."]
    assert [one.written_at for one in their_queries.list_versions(comment, viewer=story.omar)] == [
        NOW + timedelta(days) for days in (0, 1, 2)
    ]
    with pytest.raises(checks.NotTheirs):
        theirs.edit_comment(comment=comment, text="By another.", viewer=story.omar, at=NOW)
    with pytest.raises(NotFound):
        their_queries.list_versions(comment, viewer=story.saskia)


def test_a_comment_that_was_taken_back_keeps_its_place_without_words_until_it_is_put_back(story: Story):
    comment = _say(story, story.ben, "Too hasty.")
    operations.edit_comment(comment=comment, text="Still hasty.", viewer=story.ben, at=NOW)
    operations.take_back_comment(comment=comment, viewer=story.ben, at=NOW)
    for viewer in (story.ben, story.ana):
        (row,) = their_queries.read_discussion(story.promise, viewer=viewer).comments
        assert (row.text, row.is_taken_back, row.n_versions) == ("", True, 1)
    with pytest.raises(NotFound):
        queries.list_versions(comment, viewer=story.ben)
    with pytest.raises(checks.PastThat):
        operations.edit_comment(comment=comment, text="Again.", viewer=story.ben, at=NOW)
    with pytest.raises(checks.PastThat, match="thirty days"):
        operations.put_back_comment(comment=comment, viewer=story.ben, at=NOW + timedelta(31))
    step = undo.find_latest(viewer=story.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=story.ben, at=NOW)
    assert _texts(story, story.ana) == ["Still hasty."]


@pytest.mark.parametrize("text", ["", "   \n ", "…!", "x" * 10_001])
def test_a_comment_has_words_and_not_too_many(story: Story, text: str):
    with pytest.raises(NothingSaid):
        _say(story, story.ana, text)


def test_nobody_writes_faster_than_a_person_does(story: Story):
    for number in range(checks.MOST_WITHIN):
        _say(story, story.ana, f"Number {number}", at=NOW + timedelta(seconds=number))
    with pytest.raises(checks.TooMuch, match="ten minutes"):
        _say(story, story.ana, at=NOW + timedelta(minutes=5))
    _say(story, story.omar)
    _say(story, story.ana, at=NOW + timedelta(minutes=11))


def _mails(story: Story) -> dict[str, str]:
    return {mail.to[0]: mail.body for mail in Mail.objects.visible_to(story.ben).order_by("pk")}


def test_whoever_is_named_is_written_to_and_hears_on(story: Story):
    _say(story, story.ana, "@Ben, and @omar: could this be sooner? @Saskia Vermeer @Gita")
    named = set(Mention.objects.visible_to(story.ben).values_list("member__name", "person__name"))
    # Gita does not look after them, and of Saskia they know nothing.
    assert named == {("Ben", None), (None, "Omar Haddad")}
    mails = _mails(story)
    assert set(mails) == {"ben@arlund.example", "omar@harrow.example"}
    assert "named you" in mails["omar@harrow.example"]
    assert "could this be sooner?" in mails["ben@arlund.example"]
    _say(story, story.omar, "Please.", at=NOW + timedelta(seconds=1))
    told = Notice.objects.visible_to(story.ben).filter(comment__text="Please.").values_list("address", "is_mention")
    assert set(told) == {("ben@arlund.example", False), ("ana@harrow.example", False)}


def test_one_of_ours_names_any_of_us_and_whoever_there_can_come_in(story: Story):
    _say(story, story.ben, "@Gita @Ana Costa @Saskia Vermeer")
    assert set(_mails(story)) == {"gita@arlund.example", "ana@harrow.example"}
    names = queries.list_names(story.promise, viewer=story.ben)
    assert names == [("Alice", True), ("Ana Costa", False), ("Gita", True), ("Omar Haddad", False)]
    assert their_queries.list_names(story.promise, viewer=story.ana) == [("Ben", True), ("Omar Haddad", False)]


def test_before_a_mail_goes_out_it_is_asked_again_whether_its_reader_may_read_it(story: Story):
    comment = _say(story, story.ben, "@Ana Costa @Omar Haddad, have a look.")
    to_ana, to_omar = Notice.objects.visible_to(story.ben).order_by("address")
    assert telling.find_reason_against(to_ana.pk) == ""
    theirs.follow_discussion(subject=story.promise, is_on=False, viewer=story.ana, at=NOW)
    assert "wants no mails" in telling.find_reason_against(to_ana.pk)
    spaces.end_access(contact=story.contacts["Omar"], viewer=story.ben, at=NOW)
    assert "may not read" in telling.find_reason_against(to_omar.pk)
    theirs.follow_discussion(subject=story.promise, is_on=True, viewer=story.ana, at=NOW)
    operations.take_back_comment(comment=comment, viewer=story.ben, at=NOW)
    assert "took it back" in telling.find_reason_against(to_ana.pk)
    assert telling.find_reason_against("told_1") == ""


def test_mails_can_be_switched_off_and_stay_off(story: Story):
    _say(story, story.ana)
    assert their_queries.read_discussion(story.promise, viewer=story.ana).is_following
    theirs.follow_discussion(subject=story.promise, is_on=False, viewer=story.ana, at=NOW)
    assert not their_queries.read_discussion(story.promise, viewer=story.ana).is_following
    _say(story, story.ana, "Once more.", at=NOW + timedelta(seconds=1))
    _say(story, story.ben, "Soon.", at=NOW + timedelta(seconds=2))
    assert "ana@harrow.example" not in _mails(story)
    assert Following.objects.visible_to(story.ben).filter(person=story.ana.id).count() == 1


def test_who_left_is_not_written_to(story: Story):
    _say(story, story.ana)
    Access.objects.unscoped(reason="test").filter(contact=story.contacts["Ana"]).delete()
    _say(story, story.ben, "@Ana Costa, are you there?")
    assert not _mails(story)


def test_the_house_itself_says_nothing(story: Story):
    with pytest.raises(NotAllowed):
        operations.write_comment(subject=story.promise, text=WORDS, viewer=viewers.house("test"), at=NOW)


def test_a_long_discussion_comes_in_pages_the_newest_first(story: Story):
    _say(story, story.ben, "The first.")
    thread = Thread.objects.visible_to(story.ben).get()
    Comment.objects.add_many(
        Comment(
            id=f"comment_{number:03}", thread=thread, member_id=story.ben.id, text=f"{number}",
            written_at=NOW + timedelta(minutes=number),
        )
        for number in range(1, 150)
    )  # fmt: skip
    row = queries.read_discussion(story.promise, viewer=story.ben)
    assert (row.n_comments, row.n_pages, row.comments[-1].text, len(row.comments)) == (150, 2, "149", 100)
    older = their_queries.read_discussion(story.promise, viewer=story.ana, page=2)
    assert (older.comments[0].text, len(older.comments)) == ("The first.", 50)
