"""What the stream proposes about needs that people have touched, and how finely it tells needs apart."""

from dataclasses import dataclass
from datetime import datetime

from closeknit.analysis.kinds import NeedState
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Need, Proposal, StreamState
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.queries import VerbatimRow

PAGE = 5
WORDS = 3


@dataclass(frozen=True)
class ProposalRow:
    """One proposal: merge `other` into `need`, or (other None) split `n_words` words off `need`, of which the first are shown."""

    id: int
    need: tuple[str, str]
    other: tuple[str, str] | None
    words: tuple[VerbatimRow, ...]
    n_words: int
    proposed_at: datetime


@dataclass(frozen=True)
class Proposals:
    """The newest open proposals, of `total`."""

    rows: tuple[ProposalRow, ...]
    total: int


def list_proposals(*, viewer: Viewer) -> Proposals:
    """Return what waits for somebody to accept or decline, newest first; what concerns needs that are not open any more is left out."""
    waiting = Proposal.objects.visible_to(viewer).filter(state="open", need__state=NeedState.OPEN)
    waiting = waiting.exclude(other__isnull=False, other__state__in=(NeedState.MERGED, NeedState.DISMISSED))
    rows = list(waiting.select_related("need", "other").order_by("-proposed_at", "pk")[:PAGE])
    shown = [verbatim for row in rows for verbatim in row.verbatims[:WORDS]]
    words = {one.id: one for one in verbatim_queries.list_verbatims(shown, viewer=viewer)} if shown else {}
    return Proposals(
        rows=tuple(
            ProposalRow(
                id=row.pk,
                need=(row.need_id, row.need.statement),
                other=(row.other.pk, row.other.statement) if row.other else None,
                words=tuple(words[one] for one in row.verbatims[:WORDS] if one in words),
                n_words=len(row.verbatims),
                proposed_at=row.proposed_at,
            )
            for row in rows
        ),
        total=waiting.count() if len(rows) == PAGE else len(rows),
    )


def get_granularity(*, viewer: Viewer) -> float | None:
    """Return how finely needs are told apart, None where nothing was ever heard."""
    return StreamState.objects.visible_to(viewer).values_list("granularity", flat=True).first()


def list_stream_names(*, viewer: Viewer) -> dict[str, tuple[str, str]]:
    """Return (id, statement) of each need by what the stream calls it."""
    rows = Need.objects.visible_to(viewer).values_list("pk", "stream_name", "statement")
    return {name or pk: (pk, statement) for pk, name, statement in rows}
