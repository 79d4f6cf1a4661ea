"""Reads of cases: a version with its words, the versions there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.offerings.models import Case, CaseVersion
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.queries import VerbatimRow

_MONEY = ("worth", "n_worth", "elsewhere", "if_alike")


@dataclass(frozen=True)
class CaseRow:
    """One version of a case; `current` is the number of the version that holds. `figures` are what was counted when it was written."""

    id: str
    group_id: str
    group: str
    current: int
    offering_id: str
    offering: str
    number: int
    title: str
    parts: Mapping[str, str]
    words: tuple[VerbatimRow, ...]
    figures: Mapping[str, int]
    written_by: str
    written_at: datetime


@dataclass(frozen=True)
class VersionRow:
    """One version on a line."""

    number: int
    title: str
    written_by: str
    written_at: datetime


def get_case(case: str, *, viewer: Viewer, number: int | None = None) -> CaseRow:
    """Return a case as it holds, or one version of it; or raise NotFound."""
    row = Case.objects.visible_to(viewer).select_related("group", "offering").filter(pk=case).first()
    if row is None:
        raise NotFound("There is no case by that name.")
    versions = CaseVersion.objects.visible_to(viewer).filter(case=row, number=number or row.version)
    version = versions.select_related("written_by").first()
    if version is None:
        raise NotFound("There is no such version.")
    return CaseRow(
        id=row.pk,
        group_id=row.group_id,
        group=row.group.name,
        current=row.version,
        offering_id=row.offering_id or "",
        offering=row.offering.name if row.offering else "",
        number=version.number,
        title=version.title,
        parts={
            "why": version.why,
            "who": version.who,
            "size": version.size,
            "questions": version.questions,
            "conditions": version.conditions,
            "next_step": version.next_step,
        },
        words=tuple(verbatim_queries.list_verbatims(version.words, viewer=viewer)),
        figures=_figures(version.figures, viewer),
        written_by=version.written_by.name if version.written_by else "",
        written_at=version.written_at,
    )


def find_case_of(group: str, *, viewer: Viewer) -> CaseRow | None:
    """Return the case of a group as it holds, or None."""
    found = Case.objects.visible_to(viewer).filter(group=group).values_list("pk", flat=True).first()
    return get_case(found, viewer=viewer) if found else None


def list_versions(case: str, *, viewer: Viewer) -> list[VersionRow]:
    """Return every version of a case, the newest first."""
    rows = CaseVersion.objects.visible_to(viewer).filter(case=case).select_related("written_by").order_by("-number")
    return [
        VersionRow(row.number, row.title, row.written_by.name if row.written_by else "", row.written_at) for row in rows
    ]


def _figures(figures: Mapping[str, int], viewer: Viewer) -> dict[str, int]:
    if viewer.can(Capability.SEE_WORTH):
        return dict(figures)
    return {name: value for name, value in figures.items() if not name.startswith(_MONEY)}
