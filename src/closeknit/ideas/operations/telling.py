"""Telling people: the answer to whoever gave an idea or voted for it, and where it counts now to whoever gave a merged one."""

from collections.abc import Sequence
from datetime import datetime

from closeknit.analysis.ideas.kinds import IdeaState, ReplyKind
from closeknit.ideas import checks, events, telling, verdicts, wording
from closeknit.ideas.models import Idea, Reply
from closeknit.kit import ids, mail, typed, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import Refused
from closeknit.kit.viewer import Viewer


class NobodyToTell(Refused):
    """Nobody was chosen, or nothing is to be said."""


@operation(Capability.ANSWER_IDEAS)
def tell(
    *,
    idea: str,
    to: Sequence[str],
    text: str,
    viewer: Viewer,
    at: datetime,
    kind: str = ReplyKind.VERDICT,
    subject: str = "",
    by_mail: bool = True,
) -> int:
    """Tell those chosen the answer, or that their idea was merged (`kind`), and return to how many a mail goes; or raise NobodyToTell.

    `to` are keys of `telling.list_listeners`. `{name}` in the text becomes the name of each. Without `by_mail`, and where no address is
    known, it is kept that they were told by word of mouth.
    """
    row = checks.get_idea(idea, viewer=viewer)
    code, said = ReplyKind(kind), checks.check_sentence(text)
    known = {one.key: one for one in telling.list_listeners(row, code, viewer=viewer)}
    chosen = [known[key] for key in dict.fromkeys(to) if key in known]
    if not chosen:
        raise NobodyToTell("Choose at least one person to tell. Nothing was sent.")
    verdict = verdicts.find_newest(row, viewer=viewer) if code is ReplyKind.VERDICT else None
    if (code is ReplyKind.VERDICT and verdict is None) or (code is ReplyKind.MERGED and row.state != IdeaState.MERGED):
        raise NobodyToTell("There is nothing to tell yet. Nothing was sent.")
    title = typed.check_note(subject) or f"Idea {row.number}"
    n_mails = 0
    for one in chosen:
        reply = _reply(row, code, one, verdict.pk if verdict else None, wording.fill(said, one.name), viewer, at)
        if by_mail and one.address:
            reply.address = one.address
            reply.mail = mail.put(
                to=[one.address], subject=title, body=reply.text, about=reply.pk, at=at, viewer=viewer
            )
            n_mails += 1
        undo.keep_new(Reply.objects.add(reply), subject=row.pk)
    told = events.IdeaTold(
        subject=row.pk, account=row.account_id or "", reply=code, n_people=len(chosen), n_mails=n_mails
    )
    record(told, viewer=viewer, at=at)
    return n_mails


def _reply(
    row: Idea, kind: ReplyKind, to: telling.Listener, verdict: str | None, text: str, viewer: Viewer, at: datetime
) -> Reply:
    return Reply(
        id=ids.new("reply"),
        idea=row,
        kind=kind,
        verdict_id=verdict,
        member_id=to.member_id or None,
        person_id=to.person_id or None,
        contact_id=to.contact_id or None,
        text=text,
        told_by_id=viewer.member,
        told_at=at,
    )
