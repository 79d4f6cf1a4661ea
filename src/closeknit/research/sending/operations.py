"""Sending a standing question to the shared site, and taking it back."""

from datetime import datetime

from closeknit.accounts import asks
from closeknit.accounts.spaces import checks as space_checks
from closeknit.analysis.kinds import AskKind
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.research.models import QuestionVersion, SentQuestion
from closeknit.research.sending import events


class WaitsAlready(Refused):
    """The question waits for this person already."""


@operation(Capability.KEEP_ACCOUNTS)
def send_question(*, contact: str, question: str, viewer: Viewer, at: datetime, despite: str = "") -> str:
    """Let a standing question wait for a contact on the shared site and return its id; it counts as an ask of their time.

    Raises NotFound, NotOpen, WaitsAlready or AskedTooOften. `despite` is why it must be although they were asked often.
    """
    access = space_checks.get_access(contact, viewer=viewer)
    space_checks.get_open_space(access.contact.account_id, viewer=viewer)
    versions = QuestionVersion.objects.visible_to(viewer).filter(question=question, question__retired_at__isnull=True)
    version = versions.order_by("-number").first()
    if version is None:
        raise NotFound("There is no question by that name.")
    waiting = SentQuestion.objects.visible_to(viewer).filter(contact=access.contact, question=question)
    if waiting.filter(answered_at__isnull=True, closed_at__isnull=True).exists():
        raise WaitsAlready("That question waits for them already. Nothing was sent a second time.")
    row = SentQuestion(
        id=ids.new("sentquestion", access.contact.account_id), contact=access.contact, question_id=question,
        version=version, text=version.text, sent_by_id=viewer.member, sent_at=at,
    )  # fmt: skip
    undo.keep_new(SentQuestion.objects.add(row), subject=access.contact.account_id)
    asks.record_ask(
        contact=contact, kind=AskKind.QUESTION, on=identity_queries.today_at(at), about=row.pk, despite=despite,
        viewer=viewer, at=at,
    )  # fmt: skip
    sent = events.QuestionSent(
        subject=row.pk, account=access.contact.account_id, contact=contact, question=row.question_id
    )
    record(sent, viewer=viewer, at=at)
    return row.pk


@operation(Capability.KEEP_ACCOUNTS)
def take_back_question(*, sent: str, viewer: Viewer, at: datetime) -> None:
    """Let a question wait no longer, or raise NotFound where it was answered or is closed."""
    close(get_waiting(sent, viewer=viewer), viewer=viewer, at=at)


def get_waiting(sent: str, *, viewer: Viewer) -> SentQuestion:
    """Return a question that waits for its answer, or raise NotFound."""
    rows = SentQuestion.objects.visible_to(viewer).filter(answered_at__isnull=True, closed_at__isnull=True)
    row = rows.select_related("contact").filter(pk=sent).first()
    if row is None:
        raise NotFound
    return row


def close(row: SentQuestion, *, viewer: Viewer, at: datetime) -> None:
    """Let a question wait no longer."""
    undo.keep(row, subject=row.contact.account_id)
    row.change(closed_at=at)
    closed = events.QuestionClosed(
        subject=row.pk, account=row.contact.account_id, contact=row.contact_id, question=row.question_id
    )
    record(closed, viewer=viewer, at=at)
