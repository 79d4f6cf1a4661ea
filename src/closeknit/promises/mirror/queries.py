"""Reads of mirror reports: the next one as it would be, with all that could stand in it, and those that were released."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from closeknit.accounts import queries as account_queries
from closeknit.analysis.feedback.kinds import MirrorPart
from closeknit.analysis.feedback.mirror import Candidate, Choices, SaidFact, list_candidates
from closeknit.analysis.kinds import Audience
from closeknit.identity import queries as identity_queries
from closeknit.kit.viewer import Viewer
from closeknit.promises.mirror import checks, gathering
from closeknit.promises.models import Mirror, MirrorLine, MirrorVersion
from closeknit.verbatims.consents.checks import reaches
from closeknit.verbatims.queries import VerbatimRow

TAKEN_BACK = "Taken back by whoever said it."


@dataclass(frozen=True)
class ReportLine:
    """One line of a report, as they read it. `speaker` is empty for a quotation without a name, `said_on` is the day of a quotation."""

    text: str
    fact: str = ""
    is_quote: bool = False
    speaker: str = ""
    said_on: date | None = None


@dataclass(frozen=True)
class Report:
    """A mirror report as they read it: nothing in it is of any other account, and nothing is there that nobody released."""

    account_id: str
    account: str
    intro: str
    since_on: date | None
    on: date
    released_by: str
    number: int
    audience: str
    parts: Mapping[MirrorPart, tuple[ReportLine, ...]]

    @property
    def n_lines(self) -> int:
        """Return how many lines it has."""
        return sum(map(len, self.parts.values()))


@dataclass(frozen=True)
class Allowed:
    """How many sentences somebody allowed us to show their colleagues, the day of the newest of them, and whether by name.

    A yes is to what was said until then: nobody allows words that they have not spoken yet.
    """

    n: int
    until_on: date
    is_named: bool


@dataclass(frozen=True)
class MirrorDraft:
    """The next report while it is put together. `words` are the words behind the candidates, and `silent` by contact
    the exact words whose speaker was not asked yet whether they may be quoted: both for our eyes. `allowed` is by contact what they said
    yes to before.
    """

    number: int
    intro: str
    questions: str
    changed_by: str
    changed_at: datetime | None
    since_on: date | None
    candidates: tuple[Candidate, ...]
    words: Mapping[str, VerbatimRow]
    silent: Mapping[str, tuple[VerbatimRow, ...]]
    allowed: Mapping[str, Allowed]
    report: Report


@dataclass(frozen=True)
class VersionRow:
    """One released report on a line."""

    id: str
    number: int
    released_on: date
    released_by: str
    audience: str


def get_draft(account: str, *, viewer: Viewer, at: datetime) -> MirrorDraft:
    """Return the next report of an account with all that could stand in it, or raise NotFound."""
    row = account_queries.get_account(account, viewer=viewer)
    mirror = Mirror.objects.visible_to(viewer).select_related("changed_by").filter(pk=account).first()
    last = MirrorVersion.objects.visible_to(viewer).filter(account=account).order_by("-number").first()
    today = identity_queries.today_at(at)
    since_on = last.released_on if last else None
    said, words = gathering.list_said(account, viewer=viewer, at=at)
    agreeing = {one.contact for one in said if one.may_quote and one.speaker}
    own, voices = gathering.list_own(account, viewer=viewer, today=today, at=at)
    questions = mirror.questions if mirror else ""
    choices = Choices(
        texts=mirror.texts if mirror else {},
        left_out=frozenset(mirror.left_out if mirror else ()),
        questions=tuple(questions.splitlines()),
    )
    candidates = list_candidates(
        people=gathering.list_people(account, viewer=viewer, agreeing=agreeing),
        said=said,
        own=own,
        voices=voices,
        choices=choices,
        since=since_on,
        as_of=today,
    )
    intro = mirror.intro if mirror else ""
    number = (last.number if last else 0) + 1
    return MirrorDraft(
        number=mirror.number if mirror else 0,
        intro=intro,
        questions=questions,
        changed_by=mirror.changed_by.name if mirror and mirror.changed_by else "",
        changed_at=mirror.changed_at if mirror else None,
        since_on=since_on,
        candidates=candidates,
        words=words,
        silent=_silent(said, words),
        allowed=_allowed(said),
        report=Report(row.id, row.name, intro, since_on, today, "", number, Audience.INTERNAL, _parts(candidates)),
    )


def get_report(version: str, *, viewer: Viewer) -> Report:
    """Return a released report, or raise NotFound. A quotation whose speaker took their consent back since is not in it any more."""
    row = checks.get_version(version, viewer=viewer)
    lines = MirrorLine.objects.visible_to(viewer).filter(version=row).order_by("place")
    parts: dict[MirrorPart, list[ReportLine]] = {}
    columns = ("part", "text", "fact", "is_quote", "speaker", "said_on", "verbatim__audience")
    for part, text, fact, is_quote, speaker, said_on, audience in lines.values_list(*columns):
        line = ReportLine(text, fact, is_quote, speaker, said_on)
        if is_quote and not reaches(audience or "", Audience.ACCOUNT):
            line = ReportLine(TAKEN_BACK)
        parts.setdefault(MirrorPart(part), []).append(line)
    return Report(
        account_id=row.account_id,
        account=row.account.name,
        intro=row.intro,
        since_on=row.since_on,
        on=row.released_on,
        released_by=row.released_by.name if row.released_by else "",
        number=row.number,
        audience=row.audience,
        parts={part: tuple(several) for part, several in parts.items()},
    )


def list_versions(account: str, *, viewer: Viewer) -> list[VersionRow]:
    """Return the released reports of an account, newest first."""
    rows = MirrorVersion.objects.visible_to(viewer).filter(account=account).order_by("-number")
    found = rows.values_list("pk", "number", "released_on", "released_by__name", "audience")
    return [VersionRow(pk, number, on, by or "", audience) for pk, number, on, by, audience in found]


def _silent(said: Sequence[SaidFact], words: Mapping[str, VerbatimRow]) -> dict[str, tuple[VerbatimRow, ...]]:
    """Return by contact their exact words that could be quoted if they allowed it."""
    found: dict[str, list[VerbatimRow]] = {}
    for one in said:
        if one.contact and not one.may_quote and not words[one.id].told_by:
            found.setdefault(one.contact, []).append(words[one.id])
    return {contact: tuple(several) for contact, several in found.items()}


def _allowed(said: Sequence[SaidFact]) -> dict[str, Allowed]:
    """Return by contact what they said yes to."""
    found: dict[str, list[SaidFact]] = {}
    for one in said:
        if one.contact and one.may_quote:
            found.setdefault(one.contact, []).append(one)
    return {
        contact: Allowed(len(several), max(one.on for one in several), any(one.speaker for one in several))
        for contact, several in found.items()
    }


def _parts(candidates: tuple[Candidate, ...]) -> dict[MirrorPart, tuple[ReportLine, ...]]:
    parts: dict[MirrorPart, list[ReportLine]] = {}
    for one in candidates:
        if one.is_shown:
            line = ReportLine(one.text, one.fact, one.is_quote, one.speaker, one.said_on)
            parts.setdefault(one.part, []).append(line)
    return {part: tuple(several) for part, several in parts.items()}
