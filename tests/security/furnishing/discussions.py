"""A discussion of a promise with comments of both sides, a wording before, a file and a mail; and beside it a note of ours."""

from datetime import datetime

from closeknit.accounts.models import Contact
from closeknit.discussions import notes, operations, thumbnails
from closeknit.discussions.models import Attachment, Comment, CommentVersion, Following, Mention, Thread
from closeknit.kit import files
from closeknit.promises.models import Promise
from tests.security.readers import EVERYBODY
from tests.security.world import INSIDE, World

# Whoever of the account can come in reads what is shared with it; the notes of ours nobody does.
_THERE = {"a": frozenset(("reader", "manager", "both at a")), "b": frozenset(("neighbour", "both at b"))}


def furnish(world: World, at: datetime) -> None:
    """Let a contact and one of ours discuss a promise, and note what only we see."""
    ben = world.viewers["member"]
    assert ben is not None
    both = INSIDE | _THERE.get(world.key, frozenset())
    promise, account = world.ids["promise"], world.ids["account"]
    contact = Contact.objects.visible_to(ben).get(pk=world.ids["contact"])
    thread = Thread.objects.add(
        Thread(id=f"thread_1{world.key}", subject=promise, account_id=account, audience="account", created_at=at)
    )
    Promise.objects.visible_to(ben).filter(pk=promise).update(thread=thread)
    ours, theirs = (
        Comment.objects.add(
            Comment(
                id=f"comment_{side}{world.key}", thread=thread, text=world.plant(f"a comment, {side}", both),
                written_at=at, edited_at=at, **by,
            )
        )
        for side, by in (
            ("ours", {"member_id": ben.id}),
            ("theirs", {"person_id": contact.person_id, "account_id": account}),
        )
    )  # fmt: skip
    CommentVersion.objects.add(
        CommentVersion(comment=ours, number=1, text=world.plant("a wording before", both), written_at=at)
    )
    gone = world.plant("a comment that was taken back", frozenset())
    Comment.objects.add(
        Comment(
            id=f"comment_gone{world.key}", thread=thread, member_id=ben.id, text=gone, written_at=at, taken_back_at=at
        )
    )
    Mention.objects.add(Mention(comment=ours, person_id=contact.person_id))
    Following.objects.add(Following(thread=thread, member_id=ben.id))
    # Whoever has a token gets the file and its name: that is what a token is for.
    everybody = INSIDE | EVERYBODY
    for number, comment, readers in ((1, ours, both), (2, theirs, both), (3, ours, everybody)):
        file = files.store([b"a drawing"])
        small = files.store_beside(file, world.plant("what a small picture shows", readers).encode())
        Attachment.objects.add(
            Attachment(
                id=f"attachment_{number}{world.key}", comment=comment, file=file, thumbnail=small, width=40, height=30,
                name=world.plant("the name of a file in a discussion", readers), kind="application/pdf", n_bytes=9,
                added_at=at,
            )
        )  # fmt: skip
    note = notes.write_note(subject=promise, text=world.plant("a note of ours", INSIDE), viewer=ben, at=at)
    notes.edit_note(note=note, text=world.plant("a note of ours, anew", INSIDE), viewer=ben, at=at)
    world.ids["subject"] = promise
    world.ids |= {"comment": ours.pk, "note": note, "attachment": f"attachment_1{world.key}"}
    world.ids["token of file"] = operations.ask_for_file(attachment=f"attachment_3{world.key}", viewer=ben, at=at)
    world.ids["token of portal:file"] = world.ids["token of file"]
    world.ids["token of thumbnail"] = thumbnails.token_of(f"attachment_3{world.key}", viewer=ben, at=at)
    world.ids["token of portal:thumbnail"] = world.ids["token of thumbnail"]
