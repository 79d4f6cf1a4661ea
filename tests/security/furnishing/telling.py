"""A promise that ended with a file as proof, whoever was told of it by mail, and what they answered."""

from datetime import datetime

from closeknit.analysis.promises.kinds import WordSource
from closeknit.kit import files
from closeknit.promises import ending, operations
from closeknit.promises.models import Confirmation, Told
from closeknit.promises.telling import operations as telling
from tests.security.world import INSIDE, World


def furnish(world: World, at: datetime) -> None:
    """Keep a promise, tell the contact, and let an answer wait that nobody has read."""
    ben = world.viewers["member"]
    assert ben is not None
    promise = operations.make_promise(
        account=world.ids["account"], contact=world.ids["contact"], text=world.plant("a promise that ended", INSIDE),
        made_on=at.date(), due_on=at.date(), verbatim=world.ids["verbatim"], need=world.ids["need"],
        idea=world.ids["idea"], viewer=ben, at=at,
    )  # fmt: skip
    why = world.plant("why a promise is at risk", INSIDE)
    operations.put_at_risk(promise=world.ids["promise"], why=why, viewer=ben, at=at)
    proof = world.plant("a file that shows it", INSIDE).encode()
    world.ids["settlement"] = operations.settle_promise(
        promise=promise, settlement="kept", settled_on=at.date(), proof=world.plant("how one can see it", INSIDE),
        link=f"https://arlund.example/{world.plant('where one can see it', INSIDE)}",
        shown=ending.Shown(files.store([proof]), world.plant("the name of a file", INSIDE), len(proof)),
        viewer=ben, at=at,
    )  # fmt: skip
    told = telling.tell_by_mail(
        promise=promise, contact=world.ids["contact"], subject=world.plant("the head of a told mail", INSIDE),
        text=world.plant("a told mail", INSIDE), despite="it is a test", viewer=ben, at=at,
    )  # fmt: skip
    row = Told.objects.visible_to(ben).get(pk=told)
    word = Confirmation(
        id=f"confirmed_1{world.key}", told=row, account_id=row.account_id, contact_id=row.contact_id, source=WordSource.MAIL,
        said_at=at,
    )  # fmt: skip
    world.ids["confirmation"] = Confirmation.objects.add(word).pk
    world.ids["start"] = promise
    for route in ("letter", "people", "told", "word"):
        world.ids[f"promise of promise_{route}"] = promise
