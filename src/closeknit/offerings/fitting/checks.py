"""May this be said of how well an offering meets a need?"""

from collections.abc import Sequence

from closeknit.accounts import checks as account_checks
from closeknit.analysis.offerings.kinds import FitLevel
from closeknit.kit.refusals import ChangedMeanwhile, Refused
from closeknit.kit.viewer import Viewer
from closeknit.needs import checks as need_checks
from closeknit.offerings import checks as offering_checks
from closeknit.offerings.models import Fit, Offering
from closeknit.verbatims.models import Verbatim

LONGEST_WHY = 300
MOST_WORDS = 20


class BadFit(Refused):
    """A level that there is not, an offering that we do not ship any more, or too many words."""


class NotTheirWords(Refused):
    """Words of another account do not say how well it is met at this one."""


def check_level(code: str) -> FitLevel:
    """Return the level, or raise BadFit."""
    if code not in tuple(FitLevel):
        raise BadFit("Say whether it is met well, partly or not. Nothing was changed.")
    return FitLevel(code)


def check_cell(offering: str, need: str, account: str, *, viewer: Viewer) -> tuple[Offering, str]:
    """Return the offering and the need that counts (the one it was merged into), or raise NotFound, BadMove or BadFit."""
    row = offering_checks.get_offering(offering, viewer=viewer)
    if row.archived_at is not None:
        raise BadFit(f"{row.name} is archived: we do not ship it any more. Bring it back first.")
    if account:
        account_checks.get_account(account, viewer=viewer)
    return row, need_checks.get_target(need, viewer=viewer).pk


def check_newest(fit: Fit | None, base: int) -> None:
    """Raise ChangedMeanwhile where somebody judged it after the revision that the viewer saw (0: nobody had)."""
    if base != (fit.revision if fit else 0):
        if fit is None:
            raise ChangedMeanwhile("Somebody took away what was said here while you looked at it. Yours is below.")
        by = fit.judged_by.name if fit.judged_by else "Somebody"
        raise ChangedMeanwhile(
            f"{by} said “{fit.level}” here while you looked at it. Nothing is lost: both stand below."
        )


def check_why(why: str) -> str:
    """Return the reason in one line, or raise BadFit where it is too long."""
    said = " ".join(why.split())
    if len(said) > LONGEST_WHY:
        raise BadFit(f"The reason is {len(said)} letters long; say it in {LONGEST_WHY} at most. Nothing was changed.")
    return said


def check_words(verbatims: Sequence[str], account: str, *, viewer: Viewer) -> list[Verbatim]:
    """Return the words that say so, or raise NotFound, BadFit or NotTheirWords."""
    if not verbatims:
        return []
    rows = need_checks.get_words(verbatims, viewer=viewer)
    if len(rows) > MOST_WORDS:
        raise BadFit(f"These are {len(rows)} sentences; the {MOST_WORDS} most telling are enough. Nothing was changed.")
    if account and any(row.account_id != account for row in rows):
        raise NotTheirWords("Some of these words are of another account. Nothing was changed.")
    return rows
