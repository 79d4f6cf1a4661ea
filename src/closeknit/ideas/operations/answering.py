"""The duty to answer: who reads an idea, what we answer, and by when the house says that it does."""

from collections.abc import Mapping
from datetime import date, datetime

from closeknit.analysis.ideas.kinds import VerdictAnswer
from closeknit.ideas import checks, events, sides, verdicts
from closeknit.ideas.models import AnswerRule, Idea, Verdict
from closeknit.ideas.operations import linking
from closeknit.identity import queries as identity_queries
from closeknit.identity.events import MemberLeft
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import ChangedMeanwhile, NotFound, Refused
from closeknit.kit.viewer import Viewer


class BadRule(Refused):
    """Days that no house can promise."""


@operation(Capability.ANSWER_IDEAS)
def give_verdict(
    *,
    idea: str,
    answer: str,
    sentence: str,
    base: int,
    viewer: Viewer,
    at: datetime,
    reason: str = "",
    revisit_on: date | None = None,
    line: str = "",
    offering: str = "",
) -> int:
    """Answer an idea after the verdict `base` (0: it has none) and return the new verdict's number.

    Raises NotFound, BadVerdict, or ChangedMeanwhile where another verdict came after `base`. A no has its `reason` from the list, a
    not-now its `revisit_on`; each has a sentence and, where the house has written its purpose, the `line` that it serves. With `offering`,
    that one carries it.
    """
    row = checks.get_idea(idea, viewer=viewer, is_locked=True)
    newest = verdicts.find_newest(row, viewer=viewer)
    code = checks.check_can_answer(
        row, answer, reason=reason, revisit_on=revisit_on, today=identity_queries.today_at(at)
    )
    said, cited = checks.check_sentence(sentence), checks.check_line(line, viewer=viewer)
    checks.check_newest(newest, base)
    again_on = revisit_on if code is VerdictAnswer.NOT_NOW else None
    verdict = Verdict(
        id=ids.new("verdict"),
        idea=row,
        number=base + 1,
        answer=code,
        reason=reason if code is VerdictAnswer.NO else "",
        sentence=said,
        revisit_on=again_on,
        line_id=cited or None,
        written_by_id=viewer.member,
        written_at=at,
    )
    checks.check_says_more(newest, verdict)
    undo.keep(row)
    row.change(state=code.value, answered_at=row.answered_at or at, revisit_on=again_on)
    undo.keep_new(Verdict.objects.add(verdict), subject=row.pk)
    if offering and code in (VerdictAnswer.IN_USE, VerdictAnswer.PARTLY):
        linking.carry(row, offering, viewer=viewer, at=at)
    record(_answered(row, verdict), viewer=viewer, at=at)
    return verdict.number


@operation(Capability.ANSWER_IDEAS)
def answer_sides(*, idea: str, words: Mapping[str, str], base: int, viewer: Viewer, at: datetime) -> int:
    """Give the answer `base` of an idea to those who gave what counts for it and may not read it, each in `words` of ours for them.

    By merged idea its words; they stand on that idea's own page outside, with the answer's kind, reason and day. Return to how many.
    Raises NotFound, ChangedMeanwhile where the answer is another one by now, or BadVerdict where words name what is somebody else's.
    """
    root = checks.get_idea(idea, viewer=viewer, is_locked=True)
    newest = verdicts.find_newest(root, viewer=viewer)
    if newest is None or not words:
        raise checks.BadVerdict("Choose at least one of them, once there is an answer. Nothing was given to anybody.")
    if newest.number != base:
        raise ChangedMeanwhile("The answer is another one by now. Nothing is lost: read it above, then say it to them.")
    known = {one.idea.pk: one for one in sides.list_sides(root, newest, viewer=viewer)}
    for pk in sorted(words):
        if pk not in known:
            raise NotFound("There is no idea by that name that counts here.")
        said = checks.check_sentence(words[pk])
        sides.check_words(said, known[pk], root, viewer=viewer)
        _answer_side(checks.get_idea(pk, viewer=viewer, is_locked=True), newest, said, root, viewer=viewer, at=at)
    return len(words)


@operation(Capability.ANSWER_IDEAS)
def name_reader(*, idea: str, member: str, viewer: Viewer, at: datetime) -> None:
    """Name who of ours answers an idea, or raise NotFound or CannotRead. Its answer date stays: it cannot be put off."""
    row, reader = checks.get_idea(idea, viewer=viewer), checks.check_reader(member, viewer=viewer)
    undo.keep(row)
    row.change(reader_id=reader.pk)
    named = events.ReaderNamed(subject=row.pk, account=row.account_id or "", reader=reader.pk)
    record(named, viewer=viewer, at=at)


@operation(Capability.RUN_HOUSE)
def change_rule(*, days: int, viewer: Viewer, at: datetime, reader: str = "") -> None:
    """Say within how many days ideas are answered and who reads those that no account's owner does; or raise BadRule, NotFound, CannotRead.

    It holds for ideas given from now on: what was said to those before stays.
    """
    if not 1 <= days <= 180:
        raise BadRule("Ideas are answered within 1 to 180 days. It was left as it is.")
    named = checks.check_reader(reader, viewer=viewer).pk if reader else None
    row = AnswerRule.objects.visible_to(viewer).first()
    if row is None:
        undo.keep_new(AnswerRule.objects.add(AnswerRule(id=1, days=days, reader_id=named)), subject="answer_rule")
    else:
        undo.keep(row, subject="answer_rule")
        row.change(days=days, reader_id=named)
    record(events.AnswerRuleChanged(subject="answer_rule", days=days, reader=named or ""), viewer=viewer, at=at)


def pass_ideas_on(left: MemberLeft, viewer: Viewer, at: datetime) -> None:
    """Give what a member who leaves was to answer to the successor, in the same act."""
    for row in Idea.objects.visible_to(viewer).filter(reader_id=left.subject).order_by("pk"):
        undo.keep(row)
        row.change(reader_id=left.successor)
        named = events.ReaderNamed(subject=row.pk, account=row.account_id or "", reader=left.successor)
        record(named, viewer=viewer, at=at)
    for rule in AnswerRule.objects.visible_to(viewer).filter(reader_id=left.subject):
        undo.keep(rule)
        rule.change(reader_id=left.successor)


def _answer_side(row: Idea, newest: Verdict, said: str, root: Idea, *, viewer: Viewer, at: datetime) -> None:
    before = verdicts.find_newest(row, viewer=viewer)
    verdict = Verdict(
        id=ids.new("verdict"),
        idea=row,
        number=before.number + 1 if before else 1,
        answer=newest.answer,
        reason=newest.reason,
        sentence=said,
        revisit_on=newest.revisit_on,
        written_by_id=viewer.member,
        written_at=at,
    )
    undo.keep(row, subject=root.pk)
    row.change(answered_at=row.answered_at or at)
    undo.keep_new(Verdict.objects.add(verdict), subject=root.pk)
    record(_answered(row, verdict), viewer=viewer, at=at)


def _answered(row: Idea, verdict: Verdict) -> events.IdeaAnswered:
    return events.IdeaAnswered(
        subject=row.pk,
        account=row.account_id or "",
        verdict=verdict.pk,
        version=verdict.number,
        answer=verdict.answer,
        reason=verdict.reason,
        line=verdict.line_id or "",
        revisit_on=verdict.revisit_on,
    )
