"""What a session decided to adapt, for the rooms above that carry it out: as an idea, as a promise."""

from dataclasses import dataclass

from closeknit.analysis.offerings.sessions import SessionVerdict
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.needs import queries as need_queries
from closeknit.offerings.models import SessionAccount, SessionRequirement, VerdictVersion


class NotAdapted(Refused):
    """Only what is adapted is carried out, and only by the verdict that holds."""


@dataclass(frozen=True)
class Behind:
    """What a changing requirement rests on: a need or words, and whose."""

    id: str
    text: str
    account_id: str


@dataclass(frozen=True)
class Decided:
    """A verdict of a session with what it is about: the wish (or the offering as a whole: then `entry_id` is empty).

    `needs` and `words` are what the changing requirements of the session rest on, the words' own needs among the former; in the order in
    which they were written down. `author_id` is the member whose wish it was.
    """

    id: str
    session_id: str
    session: str
    entry_id: str
    text: str
    reason: str
    line_id: str
    author_id: str
    needs: tuple[Behind, ...]
    words: tuple[Behind, ...]
    accounts: tuple[tuple[str, str], ...]


def get_decided(verdict: str, *, viewer: Viewer) -> Decided:
    """Return a verdict with what it is about, or raise NotFound; four statements."""
    row = _find(verdict, viewer)
    changes = SessionRequirement.objects.visible_to(viewer).filter(session=row.session_id).order_by("pk")
    accounts = SessionAccount.objects.visible_to(viewer).filter(session=row.session_id).order_by("account__name", "pk")
    found = list(changes.values_list("need_id", "need__merged_into_id", "need__statement", "verbatim_id", "account_id"))
    words = tuple(Behind(word, "", account or "") for *_, word, account in found if word)
    of_words = need_queries.list_needs_of_words([word.id for word in words], viewer=viewer)
    needs = [Behind(into or need, said or "", account or "") for need, into, said, _, account in found if need]
    needs += [Behind(need, said, word.account_id) for word in words for need, said in of_words.get(word.id, [])]
    return Decided(
        id=row.pk,
        session_id=row.session_id,
        session=row.session.title,
        entry_id=row.entry_id or "",
        text=row.entry.text if row.entry else row.session.offering.name,
        reason=row.reason,
        line_id=row.line_id or "",
        author_id=(row.entry.author_id or "") if row.entry else "",
        needs=tuple({need.id: need for need in reversed(needs)}.values())[::-1],
        words=words,
        accounts=tuple(accounts.values_list("account_id", "account__name")),
    )


def check_adapted(verdict: str, *, viewer: Viewer) -> VerdictVersion:
    """Return the verdict that is to be carried out, with its wish; or raise NotFound or NotAdapted."""
    row = _find(verdict, viewer)
    if row.kind != SessionVerdict.ADAPT:
        raise NotAdapted("It was not decided to adapt this, so there is nothing to carry out. Nothing was kept yet.")
    if not row.is_newest:
        raise NotAdapted("This was decided otherwise since. Look at the session again; nothing was kept yet.")
    return row


def _find(verdict: str, viewer: Viewer) -> VerdictVersion:
    rows = VerdictVersion.objects.visible_to(viewer).select_related("entry", "session__offering")
    row = rows.filter(pk=verdict).first()
    if row is None:
        raise NotFound("There is no such verdict.")
    return row
