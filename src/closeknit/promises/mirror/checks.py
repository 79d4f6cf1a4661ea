"""May this happen now, to a mirror report?"""

from closeknit.analysis.kinds import Audience
from closeknit.kit.refusals import ChangedMeanwhile, NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Mirror, MirrorVersion

LONGEST = 4_000
LONGEST_LINE = 500
MOST_QUESTIONS = 12


class TooLong(Refused):
    """Too many words for a report that somebody is to read."""


class NothingToRelease(Refused):
    """The report has no line yet."""


class CalledBack(Refused):
    """The report is not out any more."""


def check_words(text: str, *, longest: int = LONGEST) -> str:
    """Return the text without blanks around it, or raise TooLong."""
    said = text.replace("\r\n", "\n").strip()
    if len(said) > longest:
        raise TooLong(
            f"That is {len(said):,} letters; {longest:,} are kept at most. Nothing was kept: shorten it here."
        )
    return said


def check_questions(text: str) -> str:
    """Return what we should like to ask, a line each, or raise TooLong."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_QUESTIONS:
        raise TooLong(
            f"{len(lines)} questions are too many to answer. Keep at most {MOST_QUESTIONS}; nothing was kept."
        )
    return check_words("\n".join(lines))


def check_newest(mirror: Mirror | None, base: int) -> None:
    """Raise ChangedMeanwhile where somebody changed the report after state `base`."""
    current = mirror.number if mirror else 0
    if base != current:
        who = mirror.changed_by.name if mirror and mirror.changed_by else "Somebody"
        raise ChangedMeanwhile(
            f"{who} changed this report while you worked on it. Nothing is lost: both stand below. Take over what you want to keep."
        )


def get_version(version: str, *, viewer: Viewer) -> MirrorVersion:
    """Return a released report, or raise NotFound."""
    row = MirrorVersion.objects.visible_to(viewer).select_related("account").filter(pk=version).first()
    if row is None:
        raise NotFound("There is no report by that name.")
    return row


def check_out(row: MirrorVersion) -> None:
    """Raise CalledBack where the report is for our eyes only already."""
    if row.audience == Audience.INTERNAL:
        raise CalledBack("This report was called back already. Nothing was changed.")
