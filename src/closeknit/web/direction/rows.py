"""Profiles and forecasts as the pages need them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from closeknit.analysis.circle.forecasts import ForecastScore
from closeknit.analysis.circle.profile import Block, BlockKind, Change
from closeknit.circle.forecasts.queries import ForecastRow
from closeknit.circle.profiles.queries import ProfilePage, VersionRow
from closeknit.kit import clock, markdown
from closeknit.kit.look.rows import Mark, Quote
from closeknit.verbatims.queries import VerbatimRow
from closeknit.web import quotes
from closeknit.web.direction import labels
from closeknit.web.direction.forms import OutcomeForm

_CLOSE_UP = re.compile(r"\s+(?=\[\^\d)")


@dataclass(frozen=True)
class Cited:
    """Words behind a claim: the number they are shown by, and the words; None where they are gone or not for this viewer."""

    number: int
    quote: Quote | None
    is_first: bool
    has_id: bool


@dataclass(frozen=True)
class BlockLine:
    """One block of a profile as it is shown."""

    kind: str
    html: SafeString
    cited: tuple[Cited, ...]
    n_hidden: int
    is_unsupported: bool


@dataclass(frozen=True)
class Version:
    """One version on a line."""

    number: int
    why: str
    written_by: str
    on: date


@dataclass(frozen=True)
class ForecastLine:
    """One forecast as it is shown; `outcome` is said in words, empty while it is open."""

    id: str
    account_id: str
    account: str
    text: str
    percent: int
    share: float
    made_on: date
    due_on: date
    made_by: str
    is_due: bool
    outcome: str
    mark: Mark
    resolved_on: date | None
    resolved_by: str
    proof: str
    verbatim_id: str
    form: OutcomeForm | None


@dataclass(frozen=True)
class BandLine:
    """Forecasts of about the same probability, as one line."""

    said: str
    n: int
    n_true: int
    true_share: float
    mean_share: float


def blocks_of(page: ProfilePage) -> list[BlockLine]:
    """Return the blocks of a profile with the words behind each, numbered in the order in which they are cited."""
    shown = shown_numbers(page.blocks)
    seen: set[int] = set()
    return [_block(block, shown, page.cited, seen) for block in page.blocks]


def shown_numbers(blocks: Sequence[Block]) -> dict[int, int]:
    """Return by note the number that it is shown by: 1 for the first one cited."""
    order = dict.fromkeys(note for block in blocks for note in block.notes)
    return {note: place for place, note in enumerate(order, start=1)}


def version_of(row: VersionRow, *, zone: str) -> Version:
    """Return a version with the local day on which it was written."""
    return Version(row.number, row.why, row.written_by, clock.local_date(row.written_at, zone))


def changes_of(changes: Sequence[Change], cited: Mapping[int, VerbatimRow]) -> list[tuple[str, str]]:
    """Return what changed as (kind, text), where a note is said by who is cited instead of by its number."""

    def said(text: str) -> str:
        return markdown.NOTE.sub(lambda found: _name_of(cited.get(int(found[1]))), text)

    return [(change.kind.value, said(change.text)) for change in changes]


def forecast_of(
    row: ForecastRow, *, today: date, with_form: bool = False, form: OutcomeForm | None = None
) -> ForecastLine:
    """Return a forecast as a line; with a form to say how it ended where its day has come."""
    is_due = not row.outcome and row.due_on <= today
    return ForecastLine(
        id=row.id,
        account_id=row.account_id,
        account=row.account,
        text=row.text,
        percent=row.percent,
        share=row.percent / 100,
        made_on=row.made_on,
        due_on=row.due_on,
        made_by=row.made_by,
        is_due=is_due,
        outcome=labels.OUTCOMES.get(row.outcome, ""),
        mark=labels.OUTCOME_MARKS.get(row.outcome, "due" if is_due else "unknown"),
        resolved_on=row.resolved_on,
        resolved_by=row.resolved_by,
        proof=row.proof,
        verbatim_id=row.verbatim_id,
        form=form or (OutcomeForm(auto_id=f"id_{row.id}_%s") if with_form and not row.outcome else None),
    )


def bands_of(score: ForecastScore) -> list[BandLine]:
    """Return what came true of forecasts of about the same probability."""
    return [
        BandLine(f"{band.low} to {band.high} %", band.n, band.n_true, band.true_share, band.mean_share)
        for band in score.bands
    ]


def _block(block: Block, shown: Mapping[int, int], cited: Mapping[int, VerbatimRow], seen: set[int]) -> BlockLine:
    several = []
    for place, note in enumerate(block.notes):
        row = cited.get(note)
        several.append(
            Cited(shown[note], quotes.quote_of(row, with_account=False) if row else None, place == 0, note not in seen)
        )
        seen.add(note)
    return BlockLine(
        kind=block.kind.value,
        # A raised number belongs to the word before it, on the same line.
        html=markdown.render_line(_CLOSE_UP.sub("", block.text), notes=shown),
        cited=tuple(several) if block.kind is not BlockKind.HEADING else (),
        n_hidden=sum(one.quote is None for one in several),
        is_unsupported=block.is_unsupported,
    )


def _name_of(row: VerbatimRow | None) -> str:
    return f"[{row.speaker or 'their words'}, {row.said_on.isoformat()}]" if row else "[words that are not here]"
