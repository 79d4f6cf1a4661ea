"""Background work of telling: words of those who answered become evidence once they are cut."""

from datetime import datetime

from closeknit.kit import clock, events, mail, tasks, undo
from closeknit.kit import viewer as viewers
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Told, Unlaid
from closeknit.promises.telling import operations, replies
from closeknit.touchpoints.events import LetterCame
from closeknit.touchpoints.mailbox import judging
from closeknit.verbatims.events import VerbatimsCut


def subscribe() -> None:
    """Hear of mails that come in, of words that are cut, and of what is taken back."""
    events.subscribe(LetterCame, replies.take_reply)
    events.subscribe(VerbatimsCut, lay_cut)
    judging.also_written_to(replies.find_addressee)
    mail.hold_back(operations.find_reason_against)
    undo.after_undo(Told, operations.check_not_gone)


@tasks.background()
def lay_waiting(work: tasks.Work) -> None:
    """Lay the words of those who answered beside their needs."""
    with work.chunk():
        operations.lay_words(viewer=viewers.house("what they said of our word"), at=clock.now())


def lay_cut(event: VerbatimsCut, viewer: Viewer, at: datetime) -> None:
    """Look after answers whose words wait to be cut, now that some were."""
    if event.n_verbatims and Unlaid.objects.visible_to(viewer).exists():
        tasks.enqueue(lay_waiting, viewer=viewers.house("what they said of our word"), key="promises:lay")
