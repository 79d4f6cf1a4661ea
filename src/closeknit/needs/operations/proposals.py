"""What the stream proposes about needs that people have touched, and how finely it tells needs apart."""

from collections.abc import Mapping
from datetime import datetime

from closeknit.analysis.needs import granularity as granularities
from closeknit.analysis.needs.records import Merge, Step
from closeknit.kit import undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.needs import checks, events
from closeknit.needs.models import Need, Proposal, StreamState
from closeknit.needs.operations import curation, remembering
from closeknit.verbatims.models import Verbatim

MOST_VERBATIMS = 500
# A split whose words were declined to this share is not proposed again.
SAME = 0.5


@operation(Capability.CURATE_NEEDS)
def accept_proposal(*, proposal: int, viewer: Viewer, at: datetime, statement: str = "") -> str:
    """Do what was proposed and return the id of the need that is kept or made; or raise NotFound, BadMove or BadStatement.

    `statement` is that of the need that a split makes; its first words where nothing is given.
    """
    row = _get_open(proposal, viewer)
    if row.other_id is not None:
        curation.merge_needs(need=row.other_id, into=row.need_id, viewer=viewer, at=at)
        need = row.need_id
    else:
        words = Verbatim.objects.visible_to(viewer).filter(pk__in=row.verbatims).order_by("position")
        texts = list(words.values_list("pk", "text"))
        if not texts:
            raise NotFound("The words of this proposal are not here any more. Nothing was changed.")
        stated = statement or texts[0][1][: checks.LONGEST_STATEMENT]
        ids = [pk for pk, _ in texts]
        need = curation.state_need(statement=stated, verbatims=ids, away_from=row.need_id, viewer=viewer, at=at)
    _decide(row, "accepted", viewer, at)
    record(events.ProposalAccepted(subject=need, change=row.kind), viewer=viewer, at=at)
    return need


@operation(Capability.CURATE_NEEDS)
def decline_proposal(*, proposal: int, viewer: Viewer, at: datetime) -> None:
    """Leave the needs as they are and never propose this again; or raise NotFound."""
    row = _get_open(proposal, viewer)
    _decide(row, "declined", viewer, at)
    record(events.ProposalDeclined(subject=row.need_id, change=row.kind), viewer=viewer, at=at)


@operation(Capability.CURATE_NEEDS)
def set_granularity(*, granularity: float, viewer: Viewer, at: datetime) -> None:
    """Tell needs apart more finely or less (0.3–0.9), from the next time that all are found again; or raise BadRating."""
    if not granularities.COARSEST <= granularity <= granularities.FINEST:
        raise checks.BadRating("How fine needs are is said between 0.3 and 0.9. Nothing was changed.")
    StreamState.objects.add_many([StreamState(id=1, data=b"", version="")], ignore_conflicts=True)
    row = StreamState.objects.visible_to(viewer).select_for_update().get(pk=1)
    undo.keep(row)
    row.change(granularity=granularity)
    record(events.GranularitySet(subject="needs", per_mille=round(granularity * 1000)), viewer=viewer, at=at)


def preview_granularity(granularity: float, *, viewer: Viewer) -> granularities.Preview:
    """Return what needs would become at this setting, by their names in the stream; nothing is changed."""
    row = StreamState.objects.visible_to(viewer).filter(pk=1).first()
    return granularities.preview(remembering.read_state(row), granularity)


def keep_proposals(step: Step, needs: Mapping[str, str], viewer: Viewer, at: datetime) -> None:
    """Keep what the stream proposes, once, and not what was declined before. For the stream."""
    for change in step.proposals:
        if isinstance(change, Merge):
            kept, gone = needs.get(change.kept), needs.get(change.gone)
            if kept and gone and kept != gone and not _is_known_merge(kept, gone, viewer):
                row = Proposal(kind="merge", need_id=kept, other_id=gone, proposed_at=at)
                row.likeness, row.inner = change.likeness, change.inner
                Proposal.objects.add(row)
        elif (need := needs.get(change.parent)) is not None:
            verbatims = list(change.verbatims[:MOST_VERBATIMS])
            before = Proposal.objects.visible_to(viewer).filter(kind="split", need=need)
            if not any(len({*old.verbatims} & {*verbatims}) >= SAME * len(verbatims) for old in before):
                row = Proposal(kind="split", need_id=need, verbatims=verbatims, proposed_at=at)
                row.likeness, row.inner = change.likeness, change.inner
                Proposal.objects.add(row)


def _is_known_merge(kept: str, gone: str, viewer: Viewer) -> bool:
    merged = Need.objects.visible_to(viewer).filter(pk__in=(kept, gone), merged_into__isnull=False)
    known = Proposal.objects.visible_to(viewer).filter(kind="merge", need__in=(kept, gone), other__in=(kept, gone))
    return merged.exists() or known.exists()


def _get_open(proposal: int, viewer: Viewer) -> Proposal:
    row = Proposal.objects.visible_to(viewer).filter(pk=proposal, state="open").first()
    if row is None:
        raise NotFound("This was decided already, or is not proposed any more.")
    return row


def _decide(row: Proposal, state: str, viewer: Viewer, at: datetime) -> None:
    undo.keep(row)
    row.change(state=state, decided_by_id=viewer.member, decided_at=at)
