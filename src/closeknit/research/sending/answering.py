"""Keeping what somebody answered on the shared site: a conversation of theirs, and an answer to the question in their words."""

from datetime import datetime

from closeknit.analysis.kinds import Audience
from closeknit.kit import ids
from closeknit.kit import viewer as viewers
from closeknit.kit.events import record
from closeknit.kit.viewer import Viewer
from closeknit.research.models import Answer, SentQuestion
from closeknit.research.sending import events
from closeknit.touchpoints import shared as written
from closeknit.touchpoints.models import Turn

_WHY = "what somebody answered on the shared site is kept as theirs"


def keep(sent: SentQuestion, words: str, *, viewer: Viewer, at: datetime) -> None:
    """Keep the words as said in exactly these words, and the question as answered. Only whoever said them, and we, read them."""
    account = sent.contact.account_id
    # One turn, whatever blank lines are in it: the whole of it is the answer.
    text = "\n".join(line for line in words.splitlines() if line.strip())
    touchpoint = written.record_written(
        text=text, person=sent.contact.person_id, account=account, at=at, about=sent.pk, subject=sent.text,
        audience=Audience.SPEAKER, viewer=viewer,
    )  # fmt: skip
    ours = viewers.house(_WHY)
    turn = Turn.objects.visible_to(ours).filter(touchpoint=touchpoint).order_by("position").first()
    answer = None
    if turn is not None:
        answer = Answer(
            id=ids.new("answer", account), question_id=sent.question_id, version_id=sent.version_id,
            account_id=account, contact_id=sent.contact_id, touchpoint_id=turn.touchpoint_id, turn=turn, asked_at=at,
            asked_by_id=sent.sent_by_id,
        )  # fmt: skip
        Answer.objects.add(answer)
    sent.change(words=words, answered_at=at, answer=answer)
    answered = events.QuestionAnswered(
        subject=sent.pk, account=account, contact=sent.contact_id, question=sent.question_id,
        answer=answer.pk if answer else "",
    )  # fmt: skip
    record(answered, viewer=viewer, at=at)
