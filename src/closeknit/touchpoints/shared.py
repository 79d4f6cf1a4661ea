"""What people outside write on the shared site and the open portal is a conversation with us, in their exact words."""

from datetime import datetime

from closeknit.accounts.models import Contact
from closeknit.analysis.kinds import Audience, Direction, Medium, Wording
from closeknit.kit import viewer as viewers
from closeknit.kit.events import record
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import bookkeeping, events, storing, zones
from closeknit.touchpoints.drafts import Draft, Line, Speaker, hash_key
from closeknit.touchpoints.models import Touchpoint

_WHY = "what somebody outside wrote is kept as theirs"


def record_written(
    *,
    text: str,
    person: str,
    account: str | None,
    at: datetime,
    about: str,
    viewer: Viewer,
    audience: str = Audience.ACCOUNT,
    conversation: str = "",
    subject: str = "",
) -> str | None:
    """Keep what a person outside wrote as theirs, in the running operation, and return the touchpoint's id.

    `about` is the id of what they wrote (a comment, an idea, an answer): written anew under the same id, what is new in it is kept beside
    what it was (docs/adr/0006), and None is returned where nothing is. `account` is where they were, None on the open portal. Its sentences
    become verbatims that `audience` may read: whoever read the words where they were written. What belongs together has one `conversation`.
    """
    # The viewer is a person outside, who sees no conversations; that they may write was checked by the operation.
    ours = viewers.house(_WHY)
    lines = tuple(Line(part, 0) for part in _paragraphs(text))
    if not lines:
        return None
    contact = _find_contact(person, account, ours)
    draft = Draft(
        key=hash_key("written", about, text),
        origin=find_origin(about),
        started_at=at,
        medium=Medium.FORUM,
        lines=lines,
        speakers=(Speaker(name=viewer.name, contact=contact, is_known=True),),
        direction=Direction.THEIRS,
        wording=Wording.EXACT,
        subject=subject,
        account=account,
        thread=conversation,
        audience=Audience(audience),
    )
    directory = storing.load_directory(draft, viewer=ours)
    stored = storing.store([draft], directory=directory, zone=zones.of_house(), viewer=ours, at=at)
    if not stored.touchpoints:
        return None
    bookkeeping.fold_in(stored.by_account, viewer=ours, at=at)
    row = Touchpoint.objects.visible_to(ours).get(key=draft.key)
    recorded = events.TouchpointRecorded(
        subject=row.pk,
        account=row.account_id or "",
        medium=row.medium,
        direction=row.direction,
        started_at=row.started_at,
    )
    record(recorded, viewer=viewer, at=at)
    return row.pk


def find_origin(about: str) -> str:
    """Return the mark that whatever was written under this id carries, in each of its wordings."""
    return hash_key("written", about)


def _paragraphs(text: str) -> list[str]:
    """What was said in one go each: of a text that is written anew, only what is new is kept."""
    parts = (part.strip() for part in text.replace("\r\n", "\n").split("\n\n"))
    return [part for part in parts if any(sign.isalnum() for sign in part)]


def _find_contact(person: str, account: str | None, ours: Viewer) -> str | None:
    """Return the person's place at the account; without an account the one place that they have, if it is one."""
    places = Contact.objects.visible_to(ours).filter(person=person, until_on__isnull=True)
    places = places.filter(account=account) if account else places
    found = list(places.order_by("pk").values_list("pk", flat=True)[:2])
    return found[0] if found and (account or len(found) == 1) else None
