"""Threads of the demo's year: what promises answered, who was told that they were kept, and what they said to it, by `threads.csv`.

They begin once the words are heard and the needs are stated: a thread is made of both.
"""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from closeknit.demo import telling as happenings
from closeknit.demo.cast import Cast
from closeknit.demo.company import Company, TableRow
from closeknit.demo.telling import Happening
from closeknit.ideas import operations as idea_operations
from closeknit.ideas.models import Idea
from closeknit.kit import clock, files, tasks
from closeknit.kit.models import EventRow, Mail
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Need
from closeknit.promises import operations
from closeknit.promises.models import Confirmation, Promise, Told
from closeknit.promises.telling import operations as telling
from closeknit.touchpoints.mailbox import operations as letters
from closeknit.verbatims import operations as verbatim_operations
from closeknit.verbatims.models import Verbatim

_SUBJECT = "You told us, and something was done about it"


def add(work: tasks.Work, company: Company, cast: Cast) -> None:
    """Write down what is not written yet, oldest first, each at its moment and by whoever did it."""
    told = EventRow.objects.visible_to(cast.viewer).filter(kind="demo.happening_told")
    known = set(told.values_list("data__key", flat=True))
    for row in sorted(company.rows("threads"), key=lambda row: row["on"]):
        key = happenings.key_of("thread", row["on"], row["act"], row["person email"], row["promise"], row["text"])
        if key in known:
            continue
        at = company.calendar.moment(row["on"])
        teller = _Teller(row, company, cast)
        with work.chunk(), clock.frozen(at):
            happenings.tell(happening=Happening(key, at, teller.write), viewer=cast.viewer, at=at)


class _Teller:
    """Writes one row of the file."""

    def __init__(self, row: TableRow, company: Company, cast: Cast) -> None:
        self.row, self.company, self.cast = row, company, cast
        self.viewer: Viewer = cast.viewer_of(row["by"])

    def write(self, at: datetime) -> None:
        """Write what the row's act says."""
        acts: dict[str, Callable[[datetime], object]] = {
            "idea": self._give_idea, "vote": self._vote, "promise": self._promise, "connect": self._connect,
            "keep": self._keep, "risk": self._risk, "mail": self._mail, "tell": self._tell, "word": self._word,
            "reply": self._reply, "unread": self._answer,
        }  # fmt: skip
        acts[self.row["act"]](at)

    def _give_idea(self, at: datetime) -> None:
        idea_operations.give_idea(
            title=self.row["text"],
            contact=self._contact,
            verbatim=self._verbatim,
            needs=[self._need] if self._need else [],
            with_receipt=False,
            viewer=self.viewer,
            at=at,
        )

    def _vote(self, at: datetime) -> None:
        idea_operations.cast_vote(idea=self._idea or "", contact=self._contact, viewer=self.viewer, at=at)

    def _promise(self, at: datetime) -> None:
        answers = Idea.objects.visible_to(self.viewer).filter(verbatim=self._verbatim or "").order_by("pk")
        operations.make_promise(
            account=self.cast.account(self.row["account"]),
            contact=self._contact,
            text=self.row["promise"],
            made_on=self.company.calendar.day(self.row["on"][:10]),
            due_on=self.company.calendar.day(self.row["text"]),
            verbatim=self._verbatim,
            need=self._need,
            idea=answers.values_list("pk", flat=True).first(),
            viewer=self.viewer,
            at=at,
        )

    def _connect(self, at: datetime) -> None:
        operations.connect_promise(
            promise=self._promised, verbatim=self._verbatim, need=self._need, idea=self._idea, viewer=self.viewer, at=at
        )

    def _keep(self, at: datetime) -> None:
        on = self.company.calendar.day(self.row["on"][:10])
        operations.settle_promise(
            promise=self._promised, settlement="kept", settled_on=on, proof=self.row["text"], viewer=self.viewer, at=at
        )

    def _risk(self, at: datetime) -> None:
        operations.put_at_risk(promise=self._promised, why=self.row["text"], viewer=self.viewer, at=at)

    def _mail(self, at: datetime) -> None:
        told = telling.tell_by_mail(
            promise=self._promised,
            contact=self._contact,
            subject=_SUBJECT,
            text=self.row["text"],
            despite="They wait for it.",
            viewer=self.viewer,
            at=at,
        )
        # What happened in the past has gone out: nothing of it may ever reach anybody from a demo.
        Mail.objects.visible_to(self.viewer).filter(about=told).update(sent_at=at)

    def _tell(self, at: datetime) -> None:
        on = self.company.calendar.day(self.row["on"][:10])
        telling.mark_told(promise=self._promised, contacts=[self._contact], told_on=on, viewer=self.viewer, at=at)

    def _word(self, at: datetime) -> None:
        telling.keep_word(
            promise=self._promised,
            contact=self._contact,
            word=self.row["need"],
            words=self.row["text"],
            said_on=self.company.calendar.day(self.row["on"][:10]),
            viewer=self.viewer,
            at=at,
        )

    def _reply(self, at: datetime) -> None:
        confirmation = self._answer(at)
        telling.read_word(confirmation=confirmation, word=self.row["need"], viewer=self.viewer, at=at)

    def _answer(self, at: datetime) -> str:
        """Let a mail come in that answers the one that told them, and be cut at once; return what it is kept as."""
        told = Told.objects.visible_to(self.viewer).get(promise=self._promised, contact=self._contact)
        message = EmailMessage()
        message["From"], message["To"] = self.row["person email"], self.row["by"]
        message["Subject"], message["Date"] = f"Re: {_SUBJECT}", format_datetime(at)
        message["Message-ID"], message["In-Reply-To"] = f"<{told.pk}@reply.example>", f"<{told.message}>"
        message.set_content(self.row["text"])
        data = message.as_bytes()
        letters.take_letter(data=data, file=files.store([data]), viewer=self.viewer, at=at)
        while verbatim_operations.cut_next(viewer=self.viewer, at=at):
            pass
        return Confirmation.objects.visible_to(self.viewer).get(told=told).pk

    @property
    def _contact(self) -> str:
        return self.cast.contact(self.row["account"], self.row["person email"])

    @property
    def _promised(self) -> str:
        return Promise.objects.visible_to(self.viewer).get(text=self.row["promise"]).pk

    @property
    def _need(self) -> str | None:
        found = Need.objects.visible_to(self.viewer).filter(statement=self.row["need"])
        return found.values_list("pk", flat=True).first() if self.row["need"] else None

    @property
    def _verbatim(self) -> str | None:
        found = Verbatim.objects.visible_to(self.viewer).filter(text=self.row["sentence"]).order_by("pk")
        return found.values_list("pk", flat=True).first() if self.row["sentence"] else None

    @property
    def _idea(self) -> str | None:
        found = Idea.objects.visible_to(self.viewer).filter(title=self.row["text"])
        return found.values_list("pk", flat=True).first() if self.row["text"] else None
