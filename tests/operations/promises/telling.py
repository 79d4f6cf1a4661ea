"""A promise with words behind it: Saskia of Rijnmond said it, Tom of Veltra said it too, and ben promised something to Saskia."""

from dataclasses import dataclass
from datetime import date, timedelta
from email.message import EmailMessage

from closeknit.accounts import operations as account_operations
from closeknit.analysis.kinds import Wording
from closeknit.kit import files, undo
from closeknit.kit.models import Mail
from closeknit.kit.viewer import Viewer
from closeknit.needs import operations as need_operations
from closeknit.promises import operations
from closeknit.promises.models import Told
from closeknit.promises.telling import operations as telling
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.touchpoints.mailbox import operations as letters
from closeknit.verbatims import operations as verbatim_operations
from closeknit.verbatims.models import Verbatim
from tests.conftest import NOW, Cast

TODAY = NOW.date()
WORDS = "We cannot show the auditor who changed a value last night"


@dataclass(frozen=True)
class Story:
    """The ids of one story, and who acts in it."""

    cast: Cast
    account: str
    saskia: str
    other: str
    tom: str
    words: str
    need: str
    promise: str

    @property
    def ben(self) -> Viewer:
        return self.cast.ben


def tell_story(cast: Cast) -> Story:
    """Write down the words, the need and an open promise."""
    account, saskia = _person(cast, "Rijnmond Waterlab", "Saskia de Wit", "saskia@rijnmond.example")
    other, tom = _person(cast, "Veltra", "Tom Baker", "tom@veltra.example")
    words = say(cast, account, saskia, WORDS)
    too = say(cast, other, tom, "Nobody here can prove what happened to a result")
    need = need_operations.state_need(
        statement="Prove who changed a result", verbatims=[words, too], viewer=cast.ben, at=NOW
    )
    promise = operations.make_promise(
        account=account, contact=saskia, text="Send the audit trail", made_on=TODAY - timedelta(10),
        due_on=TODAY - timedelta(1), verbatim=words, need=need, viewer=cast.ben, at=NOW,
    )  # fmt: skip
    return Story(cast, account, saskia, other, tom, words, need, promise)


def say(cast: Cast, account: str, contact: str, words: str) -> str:
    """Let somebody say something, cut it, and return the first verbatim's id."""
    touchpoint = touchpoint_operations.capture_words(
        words=words, account=account, contact=contact, wording=Wording.EXACT, said_at=NOW - timedelta(20),
        viewer=cast.ben, at=NOW,
    )  # fmt: skip
    cut(cast)
    return Verbatim.objects.visible_to(cast.ben).filter(touchpoint=touchpoint).earliest("start").pk


def cut(cast: Cast) -> None:
    """Cut what waits, as the worker would."""
    while verbatim_operations.cut_next(viewer=cast.ben, at=NOW):
        pass


def keep(story: Story, **said: object) -> str:
    """Say that the promise was kept today, or as said."""
    whole = {"settlement": "kept", "settled_on": TODAY} | said
    return operations.settle_promise(promise=story.promise, viewer=story.ben, at=NOW, **whole)


def write(story: Story, contact: str, **said: object) -> str:
    """Tell somebody by mail."""
    whole = {"subject": "It is done", "text": "Hello, it is done."} | said
    return telling.tell_by_mail(promise=story.promise, contact=contact, viewer=story.ben, at=NOW, **whole)


def answer(story: Story, contact: str, word: str, words: str = "It leaves out the night shift", **said: object) -> str:
    """Keep by hand what somebody said."""
    whole: dict[str, object] = {"said_on": TODAY} | said
    return telling.keep_word(
        promise=story.promise, contact=contact, word=word, words=words, viewer=story.ben, at=NOW, **whole
    )


def reply(story: Story, told: str, sender: str, text: str) -> str:
    """Let a mail come in that answers the one that told somebody, and return the letter's id."""
    message = EmailMessage()
    message["From"], message["To"] = sender, "house@arlund.example"
    message["Subject"], message["Message-ID"] = "Re: It is done", f"<{abs(hash(text))}@their.example>"
    message["Date"] = "Thu, 19 Nov 2026 08:30:00 +0000"
    message["In-Reply-To"] = f"<{Told.objects.visible_to(story.ben).get(pk=told).message}>"
    message.set_content(text)
    data = message.as_bytes()
    letter = letters.take_letter(data=data, file=files.store([data]), viewer=story.cast.alice, at=NOW)
    cut(story.cast)
    return letter


def send_all(story: Story) -> None:
    """Let every waiting mail have gone out."""
    Mail.objects.visible_to(story.ben).update(sent_at=NOW)


def take_back(viewer: Viewer, at: date | None = None) -> None:
    """Take the newest step back."""
    step = undo.find_latest(viewer=viewer, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=viewer, at=NOW)


def _person(cast: Cast, account: str, name: str, email: str) -> tuple[str, str]:
    pk = account_operations.add_account(name=account, owner=cast.ben.id, viewer=cast.ben, at=NOW)
    return pk, account_operations.add_contact(account=pk, name=name, email=email, viewer=cast.ben, at=NOW)
