"""Writes of cases: a version after the other, and the offering that is made of one."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.offerings import operations as offering_operations
from closeknit.offerings.adjacent import checks as group_checks
from closeknit.offerings.cases import checks, events, sizing
from closeknit.offerings.models import AdjacentGroup, Case, CaseVersion
from closeknit.verbatims.models import Verbatim


@operation(Capability.SHAPE_OFFERINGS)
def write_case(
    *,
    group: str,
    title: str,
    parts: Mapping[str, str],
    base: int,
    viewer: Viewer,
    at: datetime,
    words: Sequence[str] = (),
) -> int:
    """Write the next version of the case for a group on version `base` (0: the first) and return its number.

    `parts` are texts by the names in `checks.PARTS`, `words` the verbatims that speak for it, twelve at most. What is counted of the group
    is kept with each version. Raises NotFound, BadCase, or ChangedMeanwhile where another version came after `base`.
    """
    # Two who write the first version at once meet here: the second waits, and then is shown what the first wrote.
    row = group_checks.get_group(group, viewer=viewer)
    said, texts = checks.check_case(title, {name: parts.get(name, "") for name in checks.PARTS})
    case = Case.objects.visible_to(viewer).filter(group=row).first()
    checks.check_newest(case, base, viewer=viewer)
    if case is None:
        case = Case.objects.add(Case(id=ids.new("case"), group=row, version=1))
        undo.keep_new(case)
    else:
        undo.keep(case)
        case.change(version=base + 1)
    version = CaseVersion(
        id=ids.new("case_version"),
        case=case,
        number=case.version,
        title=said,
        words=_there(words, viewer),
        figures=sizing.count_figures(row.pk, viewer=viewer),
        written_by_id=viewer.member,
        written_at=at,
        **texts,
    )
    undo.keep_new(CaseVersion.objects.add(version), subject=case.pk)
    _hold(row, viewer)
    record(events.CaseWritten(subject=case.pk, group=row.pk, version=case.version), viewer=viewer, at=at)
    return case.version


@operation(Capability.SHAPE_OFFERINGS)
def make_offering(*, case: str, viewer: Viewer, at: datetime) -> str:
    """Make an offering of a case, called as it is, and return its id; or raise NotFound, OfferedAlready or BadOffering (its name is taken).

    Nothing is said yet of how well it meets the needs: they stay unmet until somebody says so.
    """
    row = checks.get_case(case, viewer=viewer)
    if row.offering_id is not None:
        raise checks.OfferedAlready("An offering was made of this case already. Nothing was changed.")
    version = CaseVersion.objects.visible_to(viewer).get(case=row, number=row.version)
    offering = offering_operations.add_offering(name=version.title[:120], text=version.why[:4000], viewer=viewer, at=at)
    undo.keep(row)
    row.change(offering_id=offering)
    record(events.CaseOffered(subject=row.pk, offering=offering), viewer=viewer, at=at)
    return offering


def _there(verbatims: Sequence[str], viewer: Viewer) -> list[str]:
    chosen = list(dict.fromkeys(verbatims))[: checks.MOST_WORDS]
    there = set(Verbatim.objects.visible_to(viewer).filter(pk__in=chosen).values_list("pk", flat=True))
    return [one for one in chosen if one in there]


def _hold(group: AdjacentGroup, viewer: Viewer) -> None:
    """What a case stands on is not taken apart by the next grouping."""
    if group.held_by_id is None and viewer.member:
        undo.keep(group)
        group.change(held_by_id=viewer.member)
