"""Whose words stand behind a need at an account: they are told whether we can help."""

from dataclasses import dataclass
from datetime import date

from closeknit.accounts import queries as account_queries
from closeknit.analysis.kinds import Stance, Wording
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.needs import figures
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.queries import VerbatimRow


@dataclass(frozen=True)
class Behind:
    """Somebody whose words stand behind a need: their newest, exact ones first. `has_left` where they are not there any more."""

    contact_id: str
    name: str
    title: str
    email: str
    has_left: bool
    words: VerbatimRow

    @property
    def quotable(self) -> tuple[str, date | None]:
        """Return their own words with the day, empty where they are only reported: those are never quoted back."""
        exact = self.words.wording == Wording.EXACT
        return (self.words.text, self.words.said_on) if exact else ("", None)


def list_behind(account: str, need: str, *, viewer: Viewer) -> list[Behind]:
    """Return who of an account stands behind a need, who is there first, then by name."""
    said = figures.words_of(need, viewer).filter(account=account, verbatim__contact__isnull=False)
    newest = said.exclude(stance=Stance.CONTRADICTS).order_by("-said_at", "-pk")
    chosen: dict[str, tuple[bool, str]] = {}
    for contact, verbatim, wording in newest.values_list("verbatim__contact_id", "verbatim_id", "verbatim__wording"):
        is_exact = wording == Wording.EXACT
        if contact not in chosen or (is_exact and not chosen[contact][0]):
            chosen[contact] = is_exact, verbatim
    if not chosen:
        return []
    rows = verbatim_queries.list_verbatims([verbatim for _, verbatim in chosen.values()], viewer=viewer)
    words = {row.contact_id: row for row in rows}
    people = account_queries.list_contacts(viewer=viewer, account=account, with_left=True)
    found = [
        Behind(one.id, one.name, one.title, one.email, one.until_on is not None, words[one.id])
        for one in people
        if one.id in words
    ]
    return sorted(found, key=lambda one: (one.has_left, one.name, one.contact_id))


def get_behind(account: str, need: str, contact: str, *, viewer: Viewer) -> Behind:
    """Return one of them, or raise NotFound where their words do not stand behind it, or they have left."""
    one = next((one for one in list_behind(account, need, viewer=viewer) if one.contact_id == contact), None)
    if one is None:
        raise NotFound("Their words do not stand behind this need. Nothing was sent.")
    if one.has_left:
        raise NotFound(f"{one.name} is not there any more. Nothing was sent.")
    return one
