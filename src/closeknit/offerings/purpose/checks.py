"""May this stand as our purpose?"""

from collections.abc import Sequence

from closeknit.analysis.offerings.kinds import Ideal
from closeknit.kit import typed
from closeknit.kit.refusals import ChangedMeanwhile, Refused
from closeknit.kit.viewer import Viewer
from closeknit.offerings.models import Purpose, PurposeVersion

LONGEST_LINE = 300
MOST_LINES = 12


class BadPurpose(Refused):
    """A purpose without an ideal, a line or a reason, or with too much."""


def check_ideal(code: str) -> Ideal:
    """Return the ideal, or raise BadPurpose."""
    if code not in tuple(Ideal):
        raise BadPurpose("Choose which of the five ideals we serve. What you wrote stands below.")
    return Ideal(code)


def check_lines(lines: Sequence[str]) -> list[str]:
    """Return the lines, each in one line and once, in their order; or raise BadPurpose."""
    said = list(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip()))
    if not said:
        raise BadPurpose("A purpose wants at least one sentence of our own. Nothing was kept yet.")
    if len(said) > MOST_LINES:
        raise BadPurpose(f"These are {len(said)} lines; a purpose that people remember has at most {MOST_LINES}.")
    if long := next((line for line in said if len(line) > LONGEST_LINE), ""):
        raise BadPurpose(f"“{long[:60]}…” is {len(long)} letters long; a line has at most {LONGEST_LINE}.")
    return said


def check_why(why: str) -> str:
    """Return the reason in one line, or raise BadPurpose."""
    said = " ".join(why.split())
    if not said:
        raise BadPurpose("Say in a line why it changes, for whoever compares versions. What you wrote stands below.")
    return typed.check_note(said)


def check_newest(purpose: Purpose | None, base: int) -> None:
    """Raise ChangedMeanwhile where another version came after the one that was written on."""
    current = purpose.version if purpose else 0
    if base != current:
        raise ChangedMeanwhile(
            f"Somebody wrote version {current} while you were writing. Nothing is lost: both stand below. "
            "Take over what you want to keep, and keep yours as the next version."
        )


def check_differs(ideal: Ideal, lines: Sequence[str], current: tuple[str, list[str]] | None) -> None:
    """Raise BadPurpose where the version that holds says the same."""
    if current == (ideal, list(lines)):
        raise BadPurpose("This is what the purpose says already. Nothing was changed.")


def get_version(number: int, *, viewer: Viewer) -> PurposeVersion | None:
    """Return the version with a number, or None."""
    return PurposeVersion.objects.visible_to(viewer).filter(number=number).select_related("written_by").first()
