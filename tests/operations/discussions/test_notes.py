"""Notes of ours: nobody outside meets them, by whatever door they come."""

from datetime import timedelta

import pytest

from closeknit.analysis.kinds import Audience
from closeknit.discussions import notes, queries
from closeknit.discussions.models import Comment
from closeknit.discussions.models.note import Note, NoteVersion
from closeknit.discussions.shared import queries as their_queries
from closeknit.kit import undo
from closeknit.kit.models import Mail
from closeknit.kit.refusals import ChangedMeanwhile, NotAllowed, NotFound
from closeknit.kit.typed import NothingSaid
from closeknit.touchpoints.models import Touchpoint
from tests.conftest import NOW
from tests.operations.discussions.conftest import Story

SECRET = "They are about to lose their plant manager. @Ana Costa"


def test_a_note_stays_with_us_and_makes_nothing_that_could_go_out(story: Story):
    note = notes.write_note(subject=story.promise, text=SECRET, viewer=story.gita, at=NOW)
    (row,) = notes.list_notes(story.promise, viewer=story.ben)
    assert (row.text, row.author, row.is_mine) == (SECRET, "Gita", False)
    for viewer in (story.ana, story.saskia):
        assert not Note.objects.visible_to(viewer).exists()
        with pytest.raises(NotAllowed):
            notes.write_note(subject=story.promise, text="Ours.", viewer=viewer, at=NOW)
        with pytest.raises(NotFound):
            notes.list_versions(note, viewer=viewer)
    # No comment, no mail to whoever is named, no words of theirs, no discussion.
    assert not Comment.objects.visible_to(story.ben).exists()
    assert not Mail.objects.visible_to(story.ben).exists()
    assert not Touchpoint.objects.visible_to(story.ben).exists()
    assert their_queries.read_discussion(story.promise, viewer=story.ana).comments == ()
    assert queries.read_discussion(story.promise, viewer=story.ben).n_comments == 0


def test_what_nobody_outside_sees_can_be_noted_upon(story: Story):
    story.audience[story.promise] = Audience.INTERNAL
    assert notes.write_note(subject=story.promise, text=SECRET, viewer=story.ben, at=NOW)


def test_a_note_is_edited_with_its_history_by_whoever_wrote_it(story: Story):
    note = notes.write_note(subject=story.promise, text="First.", viewer=story.ben, at=NOW)
    notes.edit_note(note=note, text="Second.", viewer=story.ben, at=NOW + timedelta(1), base=1)
    with pytest.raises(ChangedMeanwhile):
        notes.edit_note(note=note, text="Old window.", viewer=story.ben, at=NOW, base=1)
    with pytest.raises(notes.NotOurs):
        notes.edit_note(note=note, text="Mine.", viewer=story.gita, at=NOW)
    with pytest.raises(NothingSaid):
        notes.edit_note(note=note, text=" ", viewer=story.ben, at=NOW)
    assert [one.text for one in notes.list_versions(note, viewer=story.gita)] == ["First.", "Second."]
    row, subject = notes.get_note(note, viewer=story.gita)
    assert (row.n_versions, row.edited_at, subject) == (2, NOW + timedelta(1), story.promise)


def test_a_note_that_is_removed_comes_back_whole_by_undo(story: Story):
    note = notes.write_note(subject=story.promise, text="First.", viewer=story.ben, at=NOW)
    notes.edit_note(note=note, text="Second.", viewer=story.ben, at=NOW)
    notes.remove_note(note=note, viewer=story.ben, at=NOW)
    assert notes.list_notes(story.promise, viewer=story.ben) == ()
    step = undo.find_latest(viewer=story.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=story.ben, at=NOW)
    (row,) = notes.list_notes(story.promise, viewer=story.ben)
    assert (row.text, row.n_versions, NoteVersion.objects.visible_to(story.ben).count()) == ("Second.", 2, 1)
