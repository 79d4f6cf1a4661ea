"""Reads of profiles: a version with the words behind each claim, the versions there are, and whose turn it is to be looked at again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from closeknit.accounts.models import Standing
from closeknit.accounts.queries import AccountIds
from closeknit.analysis.circle import profile as analysis
from closeknit.analysis.circle.forecasts import REVISIT_DAYS
from closeknit.analysis.circle.profile import Block, BlockKind, Change
from closeknit.analysis.kinds import Stage
from closeknit.circle.models import Profile, ProfileVersion, StageRevisit
from closeknit.circle.profiles import citing
from closeknit.kit import markdown
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.verbatims.queries import VerbatimRow


@dataclass(frozen=True)
class VersionRow:
    """One version on a line."""

    number: int
    why: str
    written_by: str
    written_at: datetime


@dataclass(frozen=True)
class ProfilePage:
    """One version of a profile, block by block. `current` is the number of the version that holds.

    `cited` are the words behind it by note; a note that is not there stands for words that are gone, or that the viewer may not see.
    """

    account_id: str
    version: VersionRow
    current: int
    looked_on: date
    revisit_on: date
    text: str
    blocks: tuple[Block, ...]
    cited: Mapping[int, VerbatimRow]

    @property
    def n_claims(self) -> int:
        """Return how many claims it makes."""
        return analysis.count_claims(self.blocks)[0]

    @property
    def n_unsupported(self) -> int:
        """Return how many of its claims cite nothing."""
        return analysis.count_claims(self.blocks)[1]


@dataclass(frozen=True)
class ChangesPage:
    """What changed from one version to a later one, with the words that either cites."""

    before: VersionRow
    after: VersionRow
    changes: tuple[Change, ...]
    cited: Mapping[int, VerbatimRow]


def find_profile(account: str, *, viewer: Viewer, number: int | None = None) -> ProfilePage | None:
    """Return the version of a profile that holds (or the one with this number), or None."""
    profile = Profile.objects.visible_to(viewer).filter(pk=account).first()
    if profile is None:
        return None
    version = _versions(account, viewer).filter(number=number or profile.version).first()
    if version is None:
        return None
    return ProfilePage(
        account_id=account,
        version=_version(version),
        current=profile.version,
        looked_on=profile.looked_on,
        revisit_on=profile.revisit_on,
        text=version.text,
        blocks=analysis.read_blocks(version.text),
        cited=citing.list_cited(markdown.list_notes(version.text), viewer=viewer),
    )


def list_claims(account: str, *, viewer: Viewer) -> list[tuple[Block, str]]:
    """Return the claims of the version that holds, each with the first of its words that the viewer may see, or empty; two statements."""
    version = _versions(account, viewer).order_by("-number").values_list("text", flat=True).first()
    claims = [block for block in analysis.read_blocks(version or "") if block.kind is BlockKind.CLAIM]
    ids = citing.list_ids([note for block in claims for note in block.notes], viewer=viewer)
    return [(block, next((ids[note] for note in block.notes if note in ids), "")) for block in claims]


def list_versions(account: str, *, viewer: Viewer) -> list[VersionRow]:
    """Return every version of a profile, the newest first."""
    return [_version(row) for row in _versions(account, viewer).defer("text").order_by("-number")]


def get_changes(account: str, *, before: int, after: int, viewer: Viewer) -> ChangesPage:
    """Return what changed from version `before` to version `after`, or raise NotFound."""
    found = {row.number: row for row in _versions(account, viewer).filter(number__in=(before, after))}
    if before not in found or after not in found:
        raise NotFound("There is no such version.")
    old, new = found[before], found[after]
    notes = markdown.list_notes(f"{old.text} {new.text}")
    return ChangesPage(
        before=_version(old),
        after=_version(new),
        changes=analysis.diff_words(old.text, new.text),
        cited=citing.list_cited(notes, viewer=viewer),
    )


def list_to_revisit(accounts: AccountIds, *, by: date, viewer: Viewer) -> list[tuple[str, int, date]]:
    """Return (account, version, day) of the profiles to be looked at again by a day, of these accounts: for Today."""
    rows = Profile.objects.visible_to(viewer).filter(account__in=accounts, revisit_on__lte=by)
    return list(rows.order_by("revisit_on", "pk").values_list("account_id", "version", "revisit_on"))


def list_revisit_days(*, viewer: Viewer) -> dict[Stage, int]:
    """Return after how many days the profiles of every stage are looked at again: as the house set it, else as every house begins."""
    own = StageRevisit.objects.visible_to(viewer).values_list("stage", "days")
    return REVISIT_DAYS | {Stage(stage): days for stage, days in own}


def get_revisit_days(account: str, *, viewer: Viewer) -> int:
    """Return after how many days the profile of this account is looked at again, by its stage."""
    stage = Standing.objects.visible_to(viewer).filter(pk=account).values_list("stage", flat=True).first()
    return list_revisit_days(viewer=viewer)[Stage(stage or Stage.OUTSIDE)]


def _versions(account: str, viewer: Viewer) -> QuerySet[ProfileVersion]:
    return ProfileVersion.objects.visible_to(viewer).filter(account_id=account).select_related("written_by")


def _version(row: ProfileVersion) -> VersionRow:
    return VersionRow(row.number, row.why, row.written_by.name if row.written_by else "", row.written_at)
