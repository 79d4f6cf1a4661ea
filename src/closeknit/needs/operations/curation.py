"""What people do with a need: state, rename, settle, dismiss, bring back, merge. Each can be taken back."""

from collections.abc import Sequence
from datetime import date, datetime

from closeknit.analysis.kinds import NeedState
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.needs import checks, events, figures
from closeknit.needs.models import Figures, Need
from closeknit.needs.operations import evidence


@operation(Capability.CURATE_NEEDS)
def state_need(*, statement: str, verbatims: Sequence[str], viewer: Viewer, at: datetime, away_from: str = "") -> str:
    """State a need on these words (taken away from the need `away_from`) and return its id; or raise BadStatement or NotFound."""
    stated, words = checks.check_statement(statement, viewer=viewer), checks.get_words(verbatims, viewer=viewer)
    source = checks.get_need(away_from, viewer=viewer) if away_from else None
    need = Need.objects.add(
        Need(
            id=ids.new("need"),
            statement=stated,
            subtitle=words[0].text[:300],
            born_at=at,
            statement_by_id=viewer.member,
            # Whoever states it has seen it: opening its page right after must not stand in the way of taking it back.
            opened_at=at,
        )
    )
    undo.keep_new(need)
    Figures.objects.add(Figures(need=need))
    if source is not None:
        evidence.take_away(source, words, viewer, at)
    for word in words:
        evidence.put(need, word, viewer, at)
    figures.mark([need.pk, *([source.pk] if source else [])], viewer=viewer)
    record(events.NeedStated(subject=need.pk, n_verbatims=len(words)), viewer=viewer, at=at)
    if source is not None:
        record(events.NeedSplit(subject=source.pk, child=need.pk, n_verbatims=len(words)), viewer=viewer, at=at)
    return need.pk


@operation(Capability.CURATE_NEEDS)
def rename_need(*, need: str, statement: str, viewer: Viewer, at: datetime) -> None:
    """Say a need in other words, or raise NotFound or BadStatement. The machine never renames it again."""
    row = checks.get_need(need, viewer=viewer)
    stated = checks.check_statement(statement, viewer=viewer, but=row.pk)
    undo.keep(row)
    row.change(statement=stated, statement_by_id=viewer.member)
    record(events.NeedRenamed(subject=row.pk), viewer=viewer, at=at)


@operation(Capability.READ_HOUSE)
def open_need(*, need: str, viewer: Viewer, at: datetime) -> None:
    """Keep a need's name as it is from now on, because somebody has seen it; or raise NotFound."""
    row = checks.get_need(need, viewer=viewer)
    row.change(opened_at=row.opened_at or at)
    record(events.NeedOpened(subject=row.pk), viewer=viewer, at=at)


@operation(Capability.CURATE_NEEDS)
def settle_need(*, need: str, note: str, viewer: Viewer, at: datetime, on: date | None = None) -> None:
    """Say that a need was answered (today, or on a day), and how; or raise NotFound or BadMove."""
    row = checks.get_need(need, viewer=viewer)
    checks.check_move(row, NeedState.ANSWERED)
    settled_on = on or identity_queries.today_at(at)
    undo.keep(row)
    row.change(state=NeedState.ANSWERED, settled_on=settled_on, note=note.strip())
    record(events.NeedSettled(subject=row.pk, settled_on=settled_on), viewer=viewer, at=at)


@operation(Capability.CURATE_NEEDS)
def dismiss_need(*, need: str, reason: str, viewer: Viewer, at: datetime) -> None:
    """Say that this is no need, and why; its words stay with it, out of sight. Or raise NotFound or BadMove."""
    row = checks.get_need(need, viewer=viewer)
    checks.check_move(row, NeedState.DISMISSED)
    undo.keep(row)
    row.change(state=NeedState.DISMISSED, note=reason.strip())
    record(events.NeedDismissed(subject=row.pk), viewer=viewer, at=at)


@operation(Capability.CURATE_NEEDS)
def dismiss_several(*, needs: Sequence[str], reason: str, viewer: Viewer, at: datetime) -> int:
    """Dismiss all of these needs for one reason and return how many; or raise NothingChosen, NotFound or BadMove and change none."""
    chosen = checks.get_chosen(needs)
    for need in chosen:
        dismiss_need(need=need, reason=reason, viewer=viewer, at=at)
    return len(chosen)


@operation(Capability.CURATE_NEEDS)
def reopen_need(*, need: str, viewer: Viewer, at: datetime) -> None:
    """Bring back a need that was answered, dismissed or merged; or raise NotFound or BadMove."""
    row = checks.get_need(need, viewer=viewer)
    checks.check_move(row, NeedState.OPEN)
    before, merged_into = row.state, row.merged_into_id
    undo.keep(row)
    row.change(state=NeedState.OPEN, merged_into=None, settled_on=None, note="")
    figures.mark([row.pk, *([merged_into] if merged_into else [])], viewer=viewer)
    record(events.NeedReopened(subject=row.pk, before=before), viewer=viewer, at=at)


@operation(Capability.CURATE_NEEDS)
def merge_needs(*, need: str, into: str, viewer: Viewer, at: datetime) -> None:
    """Let the words of `need`, and of those merged into it, count for `into`; or raise NotFound, BadMove or SameNeed."""
    row, target = checks.get_need(need, viewer=viewer), checks.get_target(into, viewer=viewer)
    if row.pk == target.pk:
        raise checks.SameNeed("That is the same need.")
    checks.check_move(row, NeedState.MERGED)
    family = [row, *Need.objects.visible_to(viewer).filter(merged_into=row)]
    undo.keep(*family, subject=row.pk)
    for one in family:
        one.change(state=NeedState.MERGED, merged_into=target, settled_on=None)
    figures.mark([row.pk, target.pk], viewer=viewer)
    record(events.NeedMerged(subject=row.pk, into=target.pk), viewer=viewer, at=at)


@operation(Capability.CURATE_NEEDS)
def merge_several(*, needs: Sequence[str], into: str, viewer: Viewer, at: datetime) -> int:
    """Let the words of all of these needs count for `into`, which may be among them; return how many went into it.

    Raises NothingChosen, NotFound, BadMove or SameNeed, and then changes none.
    """
    going = [need for need in checks.get_chosen(needs) if need != into]
    if not going:
        raise checks.NothingChosen("Choose at least one more need to merge into it. Nothing was changed.")
    for need in going:
        merge_needs(need=need, into=into, viewer=viewer, at=at)
    return len(going)
