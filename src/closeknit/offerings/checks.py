"""May this happen now, to an offering or a value?"""

from closeknit.accounts.checks import name_key
from closeknit.kit.refusals import ChangedMeanwhile, NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.offerings.models import Offering, Value

LONGEST_NAME = 120
LONGEST_TEXT = 4_000
LONGEST_VALUE = 200


class BadOffering(Refused):
    """An offering without a name, with one that is taken, or with too many words."""


class BadValue(Refused):
    """A value without words, with too many, or that stands there already."""


class AlreadySo(Refused):
    """It is archived already, or it is not."""


def get_offering(offering: str, *, viewer: Viewer) -> Offering:
    """Return the offering that `viewer` may see, or raise NotFound."""
    row = Offering.objects.visible_to(viewer).filter(pk=offering).first()
    if row is None:
        raise NotFound("There is no offering by that name.")
    return row


def get_value(value: str, *, viewer: Viewer) -> Value:
    """Return the value that `viewer` may see, or raise NotFound."""
    row = Value.objects.visible_to(viewer).filter(pk=value).select_related("offering").first()
    if row is None:
        raise NotFound("There is no value by that name.")
    return row


def check_name(name: str, *, viewer: Viewer, but: str = "") -> tuple[str, str]:
    """Return the name in one line and its key, or raise BadOffering where it is empty, too long or taken."""
    said = " ".join(name.split())
    if not any(letter.isalnum() for letter in said):
        raise BadOffering("What is it called? An offering wants a name. Nothing was kept yet.")
    if len(said) > LONGEST_NAME:
        raise BadOffering(f"That name is {len(said)} letters long; an offering has at most {LONGEST_NAME}.")
    key = name_key(said)
    taken = Offering.objects.visible_to(viewer).filter(name_key=key).exclude(pk=but).first()
    if taken is not None:
        where = " among those that we do not ship any more; bring it back there" if taken.archived_at else ""
        raise BadOffering(f"“{taken.name}” is an offering already{where}. Nothing was kept yet.")
    return said, key


def check_text(text: str) -> str:
    """Return what an offering is, without blanks around it, or raise BadOffering where it is too long."""
    said = text.replace("\r\n", "\n").strip()
    if len(said) > LONGEST_TEXT:
        raise BadOffering(f"This is {len(said):,} letters long; say it in {LONGEST_TEXT:,} at most. Nothing was kept.")
    return said


def check_newest(offering: Offering, base: int) -> None:
    """Raise ChangedMeanwhile where the offering was changed since the revision that was written on."""
    if base != offering.revision:
        raise ChangedMeanwhile(
            "Somebody changed this offering while you were writing. Nothing is lost: both stand below. "
            "Take over what you want to keep, and keep yours."
        )


def check_value(text: str, offering: Offering, *, viewer: Viewer, but: str = "") -> str:
    """Return the value in one line, or raise BadValue where it is empty, too long, or the offering gives it already."""
    said = " ".join(text.split())
    if not any(letter.isalnum() for letter in said):
        raise BadValue("What does it give them? A value wants some words.")
    if len(said) > LONGEST_VALUE:
        raise BadValue(f"That is {len(said)} letters long; a value is said in {LONGEST_VALUE} at most.")
    there = Value.objects.visible_to(viewer).filter(offering=offering, text__iexact=said).exclude(pk=but)
    if there.exists():
        raise BadValue(f"“{said}” is a value of {offering.name} already.")
    return said
