"""May this be written into a case for a new offering, and may an offering be made of it?"""

from closeknit.kit.refusals import ChangedMeanwhile, NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.offerings.models import Case, CaseVersion

LONGEST_TITLE, LONGEST_PART = 200, 8_000
MOST_WORDS = 12
PARTS = ("why", "who", "size", "questions", "conditions", "next_step")


class BadCase(Refused):
    """A case without a title, or with too many words."""


class OfferedAlready(Refused):
    """An offering was made of this case already."""


def get_case(case: str, *, viewer: Viewer) -> Case:
    """Return the case that `viewer` may see, or raise NotFound."""
    row = Case.objects.visible_to(viewer).filter(pk=case).first()
    if row is None:
        raise NotFound("There is no case by that name.")
    return row


def check_case(title: str, parts: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return the title in one line and the parts without blanks around them, or raise BadCase."""
    said = " ".join(title.split())
    if not said:
        raise BadCase("What would it be called? A case wants a title. What you wrote stands below.")
    if len(said) > LONGEST_TITLE:
        raise BadCase(f"The title is {len(said)} letters long; it has at most {LONGEST_TITLE}.")
    cleaned = {name: text.replace("\r\n", "\n").strip() for name, text in parts.items()}
    for text in cleaned.values():
        if len(text) > LONGEST_PART:
            raise BadCase(
                f"One part is {len(text):,} letters long; each has at most {LONGEST_PART:,}. Shorten it here."
            )
    return said, cleaned


def check_newest(case: Case | None, base: int, *, viewer: Viewer) -> None:
    """Raise ChangedMeanwhile where another version came after the one that was written on (0: there was none)."""
    current = case.version if case else 0
    if base == current:
        return
    newest = CaseVersion.objects.visible_to(viewer).filter(case=case).order_by("-number").select_related("written_by")
    found = newest.first()
    who = found.written_by.name if found and found.written_by else "Somebody"
    raise ChangedMeanwhile(
        f"{who} wrote version {current} while you were writing. Nothing is lost: both stand below. "
        "Take over what you want to keep, and keep yours as the next version."
    )
