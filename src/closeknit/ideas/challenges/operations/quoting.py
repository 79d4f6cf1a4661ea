"""The words that a challenge is built from: laid in, said in a sentence of ours, taken out."""

from collections.abc import Sequence
from datetime import date, datetime

from closeknit.ideas.challenges import briefing, checks, events
from closeknit.ideas.models import BriefLine
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.needs import checks as need_checks
from closeknit.verbatims.consents import operations as consents


@operation(Capability.ANSWER_IDEAS)
def lay_words(*, challenge: str, verbatims: Sequence[str], viewer: Viewer, at: datetime) -> int:
    """Lay customers' words into what goes out and return how many lines it has; or raise NotFound, NothingChosen or BadMove.

    They go out as they are only as far as their speaker allows; else in a sentence of ours (`say_in_our_words`), else not at all.
    """
    row = checks.get_challenge(challenge, viewer=viewer)
    checks.check_draft(row)
    lines = BriefLine.objects.visible_to(viewer).filter(challenge=row)
    there = set(lines.values_list("verbatim_id", flat=True))
    for words in need_checks.get_words(verbatims, viewer=viewer):
        if words.pk not in there:
            line = BriefLine(id=ids.new("brief_line"), challenge=row, verbatim=words, put_by_id=viewer.member)
            undo.keep_new(BriefLine.objects.add(line), subject=row.pk)
    laid = events.BriefChanged(subject=row.pk, n_lines=lines.count())
    record(laid, viewer=viewer, at=at)
    return laid.n_lines


@operation(Capability.ANSWER_IDEAS)
def say_in_our_words(*, line: str, text: str, viewer: Viewer, at: datetime) -> None:
    """Say in a sentence of ours what words of a brief mean; without text the words speak for themselves again, as far as they may."""
    row = checks.get_line(line, viewer=viewer)
    checks.check_draft(row.challenge)
    undo.keep(row, subject=row.challenge_id)
    row.change(paraphrase=" ".join(checks.check_text(text, most=checks.LONGEST_LINE).split()))
    n_lines = BriefLine.objects.visible_to(viewer).filter(challenge=row.challenge_id).count()
    record(events.BriefChanged(subject=row.challenge_id, n_lines=n_lines), viewer=viewer, at=at)


@operation(Capability.ANSWER_IDEAS)
def allow_words(*, line: str, medium: str, said_on: date, is_named: bool, viewer: Viewer, at: datetime) -> None:
    """Keep that the speaker allowed us to show words of a brief to other companies; or raise NotFound, NobodyToAsk, BadConsent."""
    row = checks.get_line(line, viewer=viewer)
    consents.record_consent(
        verbatims=[row.verbatim_id],
        audience=briefing.GOES_TO,
        medium=medium,
        said_on=said_on,
        is_named=is_named,
        viewer=viewer,
        at=at,
    )
    n_lines = BriefLine.objects.visible_to(viewer).filter(challenge=row.challenge_id).count()
    record(events.BriefChanged(subject=row.challenge_id, n_lines=n_lines), viewer=viewer, at=at)


@operation(Capability.ANSWER_IDEAS)
def take_words_out(*, line: str, viewer: Viewer, at: datetime) -> None:
    """Take words out of what goes out, or raise NotFound or BadMove."""
    row = checks.get_line(line, viewer=viewer)
    checks.check_draft(row.challenge)
    undo.keep(row, subject=row.challenge_id)
    challenge = row.challenge_id
    row.delete()
    n_lines = BriefLine.objects.visible_to(viewer).filter(challenge=challenge).count()
    record(events.BriefChanged(subject=challenge, n_lines=n_lines), viewer=viewer, at=at)
