"""The one ordered stream: what was heard is laid beside the needs, chunk by chunk, state and evidence in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import F, Min, QuerySet

from closeknit.analysis.kinds import NeedState
from closeknit.analysis.needs import stream
from closeknit.analysis.needs.likeness import Floats
from closeknit.analysis.needs.records import Step
from closeknit.analysis.needs.sketch import State
from closeknit.kit import ids
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.needs import events, figures, guidance, naming
from closeknit.needs.models import Decision, Evidence, Figures, Need, StreamState
from closeknit.needs.operations import proposals, remembering, words
from closeknit.needs.operations.words import Word
from closeknit.verbatims.models import Stream, Vector, Verbatim

STREAM = "needs"


@operation(Capability.CURATE_NEEDS)
def advance_stream(*, viewer: Viewer, at: datetime, size: int = 2_000) -> bool:
    """Lay the next `size` places of the stream beside the needs and return whether there may be more.

    It stops before the first sentence that still waits to be heard, so that the order is that of the stream whoever heard what when.
    """
    row = _lock(viewer)
    if _is_between_models(row, viewer):
        record(_advanced_by_nothing(row), viewer=viewer, at=at)
        return False
    last = min(_horizon(viewer), row.position + size)
    state, version = _remember(row, viewer)
    state, last_decision = _follow_people(state, row, viewer)
    between = Verbatim.objects.visible_to(viewer).filter(position__gt=row.position, position__lte=last)
    step = _lay_beside(state, words.list_words(between, viewer), viewer, at)
    record(_advanced(step, row.position + 1, last), viewer=viewer, at=at)
    more = last == row.position + size
    position = max(last, row.position)
    row.change(position=position, data=step.state.to_bytes(), last_decision=last_decision, version=version)
    return more


@operation(Capability.CURATE_NEEDS)
def lay_late(*, verbatim: str, viewer: Viewer, at: datetime) -> None:
    """Lay a sentence beside the needs that the stream passed by, because a person said only later that it speaks of one."""
    row = _lock(viewer)
    state, version = _remember(row, viewer)
    stands = Evidence.objects.visible_to(viewer).filter(verbatim=verbatim).exists()
    # What the stream has not reached it will lay there itself.
    late = Verbatim.objects.visible_to(viewer).filter(pk=verbatim, position__lte=row.position)
    step = _lay_beside(state, [] if stands else words.list_words(late, viewer), viewer, at)
    record(_advanced(step, row.position, row.position), viewer=viewer, at=at)
    row.change(data=step.state.to_bytes(), version=version)


@operation(Capability.CURATE_NEEDS)
def count_needs(*, viewer: Viewer, at: datetime) -> bool:
    """Count needs anew whose evidence changed and return whether there may be more."""
    n = figures.count_stale(viewer=viewer, at=at)
    lately, before = figures.count_heard(viewer=viewer, at=at)
    _lock(viewer).change(heard_lately=lately, heard_before=before)
    record(events.NeedsCounted(subject=STREAM, n_needs=n), viewer=viewer, at=at)
    return n > 0


@operation(Capability.CURATE_NEEDS)
def count_all_anew(*, viewer: Viewer, at: datetime) -> None:
    """Let every need be counted anew."""
    figures.mark_all(viewer=viewer)
    record(events.NeedsCounted(subject=STREAM, n_needs=0), viewer=viewer, at=at)


@operation(Capability.CURATE_NEEDS)
def follow_words(*, viewer: Viewer, at: datetime) -> None:
    """Give evidence the account that its verbatims have now."""
    apart = Evidence.objects.visible_to(viewer).exclude(account=F("verbatim__account"))
    apart = apart.exclude(account__isnull=True, verbatim__account__isnull=True)
    links = list(apart.values_list("pk", "need_id", "verbatim__account_id"))
    for account in {account for _, _, account in links}:
        same = [pk for pk, _, owner in links if owner == account]
        Evidence.objects.visible_to(viewer).filter(pk__in=same).update(account_id=account)
    figures.mark_roots([need for _, need, _ in links], viewer=viewer)
    record(events.EvidenceFollowed(subject=STREAM, n_moved=len(links)), viewer=viewer, at=at)


def _lock(viewer: Viewer) -> StreamState:
    StreamState.objects.add_many([StreamState(id=1, data=b"", version="")], ignore_conflicts=True)
    return StreamState.objects.visible_to(viewer).select_for_update().get(pk=1)


def _remember(row: StreamState, viewer: Viewer) -> tuple[State, str]:
    """Return the state and the tag of its vectors; made anew from the evidence when it is of other vectors or of another version."""
    tag = remembering.read_tag(viewer)
    other = row.version and tag != row.version
    # While old vectors are being replaced the old state stands: half of each would be compared with the other half.
    if other and not Vector.objects.visible_to(viewer).exclude(tag=tag).exists():
        return _recall(row, viewer), tag
    try:
        return remembering.read_state(row), row.version or tag
    except ValueError:
        return _recall(row, viewer), tag


def _is_between_models(row: StreamState, viewer: Viewer) -> bool:
    """Return whether old vectors are just being replaced by those of another model: words then wait until they can be compared."""
    tag = remembering.read_tag(viewer)
    return bool(row.version and tag != row.version and Vector.objects.visible_to(viewer).exclude(tag=tag).exists())


def _recall(row: StreamState, viewer: Viewer) -> State:
    # What people decided is followed once more from the beginning.
    row.change(last_decision=0)
    return remembering.recall_state(row, viewer)


def _horizon(viewer: Viewer) -> int:
    """Return the last place before which everything is heard."""
    first = Verbatim.objects.visible_to(viewer).filter(state="waiting").aggregate(first=Min("position"))["first"]
    if first is not None:
        return int(first) - 1
    cut = Stream.objects.visible_to(viewer).values_list("last_position", flat=True).first()
    return int(cut or 0)


def _lay_beside(state: State, said: Sequence[Word], viewer: Viewer, at: datetime) -> Step:
    batch, known = words.make_batch(said, viewer)
    step = stream.advance(state, batch)
    needs = _bear(step, viewer, at)
    _place(step, needs, known, viewer)
    _merge(step, needs, viewer)
    proposals.keep_proposals(step, needs, viewer, at)
    return step


def _advanced_by_nothing(row: StreamState) -> events.StreamAdvanced:
    return events.StreamAdvanced(
        subject=STREAM, first=row.position, last=row.position, n_placed=0, n_born=0, n_merged=0
    )


def _advanced(step: Step, first: int, last: int) -> events.StreamAdvanced:
    return events.StreamAdvanced(
        subject=STREAM,
        first=first,
        last=last,
        n_placed=len(step.homes),
        n_born=len(step.births) + len(step.splits),
        n_merged=len(step.merges),
    )


def _follow_people(state: State, row: StreamState, viewer: Viewer) -> tuple[State, int]:
    """Return the state that knows what people decided since it was written, and the id of the last decision."""
    names = {pk: name or pk for pk, name in Need.objects.visible_to(viewer).values_list("pk", "stream_name")}
    merged_by_people = _merged_by_people(state, names, viewer)
    dismissed = Need.objects.visible_to(viewer).filter(state=NeedState.DISMISSED).values_list("pk", flat=True)
    touched = naming.list_touched(list(names), viewer=viewer) | merged_by_people
    state = guidance.hold(state, touched={names[pk] for pk in touched}, dismissed={names[pk] for pk in dismissed})
    news = list(
        Decision.objects.visible_to(viewer)
        .filter(pk__gt=row.last_decision)
        .order_by("pk")
        .values_list("pk", "verbatim_id", "need_id", "belongs", "verbatim__account_id")
    )
    decided = [
        guidance.Decided(verbatim, names[need], belongs, account or "") for _, verbatim, need, belongs, account in news
    ]
    state = guidance.follow(state, decided, words.read_vectors([one.verbatim for one in decided], viewer))
    state = guidance.word(state, _read_statements(names, viewer))
    return state, news[-1][0] if news else row.last_decision


def _read_statements(names: Mapping[str, str], viewer: Viewer) -> dict[str, Floats]:
    """Return the vectors of what people called needs, by the needs' names in the stream."""
    stated = Need.objects.visible_to(viewer).filter(statement_by__isnull=False).exclude(state=NeedState.MERGED)
    rows = list(stated.order_by("pk").values_list("pk", "statement"))
    return {names[pk]: remembering.read_statement(statement) for pk, statement in rows}


def _merged_by_people(state: State, names: Mapping[str, str], viewer: Viewer) -> set[str]:
    # The machine's own merges leave no sketch of the one that is gone; a person's do, and hold both.
    merged = Need.objects.visible_to(viewer).filter(state=NeedState.MERGED).values_list("pk", "merged_into_id")
    live = {need.need for need in state.sketches}
    return {pk for pair in merged if names[pair[0]] in live for pk in pair if pk}


def _bear(step: Step, viewer: Viewer, at: datetime) -> dict[str, str]:
    """Make the needs that were born and return the ids of all needs by their names in the stream."""
    needs = {name or pk: pk for pk, name in Need.objects.visible_to(viewer).values_list("pk", "stream_name")}
    born = {birth.need: birth.verbatims for birth in step.births} | {one.child: one.verbatims for one in step.splits}
    first = [verbatims[0] for name, verbatims in born.items() if name not in needs]
    texts = dict(Verbatim.objects.visible_to(viewer).filter(pk__in=first).values_list("pk", "text"))
    for name, verbatims in born.items():
        if name not in needs:
            # Until the count that follows has named it, it is called by its first words.
            stated = texts.get(verbatims[0], name)
            need = Need.objects.add(
                Need(id=ids.new("need"), statement=stated[:200], subtitle=stated[:300], stream_name=name, born_at=at)
            )
            Figures.objects.add(Figures(need=need))
            needs[name] = need.pk
    return needs


def _place(step: Step, needs: Mapping[str, str], known: Mapping[str, Word], viewer: Viewer) -> None:
    """Write where each verbatim stands now; what a person decided about is left where the person put it."""
    moved = list(step.homes)
    decided = set(Decision.objects.visible_to(viewer).filter(verbatim__in=moved).values_list("verbatim_id", flat=True))
    free = [verbatim for verbatim in moved if verbatim not in decided]
    links = Evidence.objects.visible_to(viewer).filter(verbatim__in=free)
    stands = {verbatim: (pk, need) for pk, verbatim, need in links.values_list("pk", "verbatim_id", "need_id")}
    words = {**_look_up([one for one in free if one not in known], viewer), **known}
    likeness = _likeness(step)
    gone: list[int] = []
    new: list[Evidence] = []
    stale: set[str] = set()
    for verbatim in free:
        need = needs[_find(step.state, step.homes[verbatim])]
        before = stands.get(verbatim)
        if before is not None and before[1] != need:
            gone.append(before[0])
            stale.add(before[1])
        if verbatim in words and (before is None or before[1] != need):
            word, strength = words[verbatim], min(max(likeness.get(verbatim, 0.0), 0.0), 1.0)
            new.append(
                Evidence(
                    verbatim_id=verbatim, need_id=need, account_id=word.account, said_at=word.said_at, strength=strength
                )
            )
            stale.add(need)
    Evidence.objects.visible_to(viewer).filter(pk__in=gone).delete()
    Evidence.objects.add_many(new)
    figures.mark_roots(sorted(stale), viewer=viewer)


def _find(state: State, need: str) -> str:
    found = state.find(need)
    return found.need if found is not None else need


def _look_up(verbatims: Sequence[str], viewer: Viewer) -> dict[str, Word]:
    rows: QuerySet[Verbatim] = Verbatim.objects.visible_to(viewer).filter(pk__in=list(verbatims))
    return {pk: Word(pk, account, said_at) for pk, account, said_at in rows.values_list("pk", "account_id", "said_at")}


def _likeness(step: Step) -> dict[str, float]:
    likeness = {verbatim: birth.likeness for birth in step.births for verbatim in birth.verbatims}
    likeness |= {verbatim: one.likeness for one in step.absorptions for verbatim in one.verbatims}
    likeness |= {verbatim: split.inner for split in step.splits for verbatim in split.verbatims}
    return likeness | {placement.verbatim: placement.likeness for placement in step.placements}


def _merge(step: Step, needs: Mapping[str, str], viewer: Viewer) -> None:
    """Let needs that the stream joined count for the one that is kept; their words stay with them, as a trace."""
    for merge in step.merges:
        gone, kept = needs[merge.gone], needs[_find(step.state, merge.kept)]
        if gone == kept:
            continue
        family = Need.objects.visible_to(viewer).filter(merged_into=gone) | Need.objects.visible_to(viewer).filter(
            pk=gone
        )
        family.update(state=NeedState.MERGED, merged_into=kept, settled_on=None)
        figures.mark([gone, kept], viewer=viewer)
