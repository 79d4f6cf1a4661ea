"""Redesign sessions as the pages need them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from closeknit.analysis.intervals import Share
from closeknit.analysis.lifecycles.session import SessionState
from closeknit.analysis.offerings.sessions import Criterion
from closeknit.analysis.offerings.weighing import Weighed
from closeknit.kit import clock
from closeknit.kit.look.rows import Mark, Quote
from closeknit.offerings.sessions.judgement import Judgement
from closeknit.offerings.sessions.queries import (
    EntryRow,
    RequirementRow,
    SessionPage,
    TalkRow,
    VerdictRow,
)
from closeknit.web import quotes
from closeknit.web.redesign import labels
from closeknit.web.redesign.carrying import Carried

_STEPS = (
    ("redesign_requirements", "What changes", SessionState.REQUIREMENTS),
    ("redesign_sky", "Blue sky", SessionState.BLUE_SKY),
    ("redesign_pairs", "Which of two", SessionState.EARTH),
    ("redesign_weighing", "Weighing", SessionState.EARTH),
    ("redesign_verdicts", "Verdicts", SessionState.EARTH),
    ("redesign", "Result", SessionState.DECIDED),
)
_ORDER = list(SessionState)


@dataclass(frozen=True)
class StepLine:
    """One page of a session in the row of its steps; `is_now` where the session stands, `is_ahead` what is not open yet."""

    label: str
    url: str
    is_current: bool
    is_now: bool
    is_ahead: bool


@dataclass(frozen=True)
class Bar:
    """A share with its interval in the units of a drawing of 100 by 12."""

    low: str
    value: str
    width: str
    percent: int
    said: str


@dataclass(frozen=True)
class PartLine:
    """How an entry does on one criterion."""

    label: str
    mean: float
    low: int
    high: int
    n: int
    is_apart: bool


@dataclass(frozen=True)
class EntryLine:
    """One entry with how it is judged and decided."""

    entry: EntryRow
    place: int
    bar: Bar
    n_pairs: int
    total: float | None
    total_share: float
    parts: tuple[PartLine, ...]
    reasons: tuple[str, ...]
    verdict: "VerdictLine | None"
    talks: tuple["TalkLine", ...]
    carried: "Carried | None" = None


@dataclass(frozen=True)
class VerdictLine:
    """A verdict as it is read."""

    id: str
    entry_id: str
    number: int
    kind: str
    word: str
    mark: Mark
    reason: str
    line: str
    say: str
    revisit_on: date | None
    is_due: bool
    decided_by: str
    on: date


@dataclass(frozen=True)
class TalkLine:
    """A talk with one account and what they answered."""

    id: str
    account_id: str
    account: str
    contact: str
    member: str
    planned_on: date | None
    is_planned: bool
    answer: str
    mark: Mark
    answered_on: date | None
    words: tuple[Quote, ...]


@dataclass(frozen=True)
class RequirementLine:
    """What changes, with where that is known from."""

    id: str
    text: str
    on: date
    source: str
    note: str
    account_id: str
    account: str
    need_id: str
    need: str
    quote: Quote | None
    added_by: str


def steps_of(page: SessionPage, current: str) -> list[StepLine]:
    """Return the pages of a session in order, marked where it stands and which is shown."""
    now = _ORDER.index(SessionState(page.state))
    return [
        StepLine(
            label=label,
            url=reverse(route, args=[page.id]),
            is_current=route == current,
            is_now=page.state == state,
            is_ahead=_ORDER.index(state) > now,
        )
        for route, label, state in _STEPS
    ]


def bar_of(share: Share) -> Bar:
    """Return a share with its interval as the drawing takes it."""
    low, high = (round(100 * one, 1) for one in (share.low, share.high))
    percent = round(100 * share.value)
    return Bar(
        low=f"{low:.1f}",
        value=f"{100 * share.value:.1f}",
        width=f"{high - low:.1f}",
        percent=percent,
        said=f"preferred to the middle of the list {percent} of 100 times; between {round(low)} and {round(high)}",
    )


def entries_of(
    judged: Judgement,
    verdicts: Mapping[str, VerdictRow],
    talks: Sequence[TalkRow],
    *,
    today: date,
    zone: str,
    by: str = "pairs",
    carried: Mapping[str, Carried] | None = None,
) -> list[EntryLine]:
    """Return the kept entries, by pairs or by weight, each with its verdict, its talks and what carries it out."""
    spoken: dict[str, list[TalkLine]] = {}
    for talk in talks:
        spoken.setdefault(talk.entry_id, []).append(talk_of(talk, zone=zone))
    lines = [
        replace(_entry(entry, judged, verdicts, spoken, today, zone), carried=(carried or {}).get(entry.id))
        for entry in judged.kept
    ]
    if by == "weight":
        return sorted(lines, key=lambda line: judged.weighed[line.entry.id].place)
    return sorted(lines, key=lambda line: line.place)


def parts_of(weighed: Weighed) -> tuple[PartLine, ...]:
    """Return how an entry does on each criterion that somebody scored."""
    return tuple(
        PartLine(labels.CRITERIA[one.criterion], one.mean, one.low, one.high, one.n, one.is_apart)
        for one in weighed.parts
    )


def verdict_of(row: VerdictRow, *, today: date, zone: str) -> VerdictLine:
    """Return a verdict as it is read."""
    return VerdictLine(
        id=row.id,
        entry_id=row.entry_id,
        number=row.number,
        kind=row.kind,
        word=labels.VERDICTS[row.kind],  # type: ignore[index]  # a code of the enum that its keys are
        mark=labels.VERDICT_MARKS[row.kind],
        reason=row.reason,
        line=row.line,
        say=row.say,
        revisit_on=row.revisit_on,
        is_due=row.revisit_on is not None and row.revisit_on <= today,
        decided_by=row.decided_by,
        on=clock.local_date(row.decided_at, zone),
    )


def talk_of(row: TalkRow, *, zone: str) -> TalkLine:
    """Return a talk as a line."""
    return TalkLine(
        id=row.id,
        account_id=row.account_id,
        account=row.account,
        contact=row.contact,
        member=row.member,
        planned_on=clock.local_date(row.starts_at, zone) if row.starts_at else None,
        is_planned=row.state == "planned",
        answer=labels.ANSWERS[row.answer] if row.answer else "",  # type: ignore[index]  # a code of the enum
        mark=labels.ANSWER_MARKS.get(row.answer, "unknown"),
        answered_on=row.answered_on,
        words=tuple(quotes.quote_of(one, with_account=False) for one in row.words),
    )


def requirement_of(row: RequirementRow) -> RequirementLine:
    """Return what changes as a line."""
    return RequirementLine(
        id=row.id,
        text=row.text,
        on=row.on,
        source=labels.SOURCES[row.source],  # type: ignore[index]  # a code of the enum that its keys are
        note=row.note,
        account_id=row.account_id,
        account=row.account,
        need_id=row.need_id,
        need=row.need,
        quote=quotes.quote_of(row.words) if row.words else None,
        added_by=row.added_by,
    )


def weights_of(page: SessionPage) -> list[tuple[str, int, int]]:
    """Return (criterion, weight, its share of all in per cent)."""
    total = sum(page.weights.values()) or 1
    return [(labels.CRITERIA[one], page.weights[one], round(100 * page.weights[one] / total)) for one in Criterion]


def _entry(
    entry: EntryRow,
    judged: Judgement,
    verdicts: Mapping[str, VerdictRow],
    spoken: Mapping[str, list[TalkLine]],
    today: date,
    zone: str,
) -> EntryLine:
    strength, weighed = judged.strengths[entry.id], judged.weighed[entry.id]
    verdict = verdicts.get(entry.id)
    return EntryLine(
        entry=entry,
        place=strength.place,
        bar=bar_of(strength.share),
        n_pairs=strength.n,
        total=weighed.total,
        total_share=(weighed.total - 1) / 4 if weighed.total is not None else 0.0,
        parts=parts_of(weighed),
        reasons=weighed.reasons,
        verdict=verdict_of(verdict, today=today, zone=zone) if verdict else None,
        talks=tuple(spoken.get(entry.id, ())),
    )
