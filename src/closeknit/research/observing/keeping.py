"""An observation is a conversation of theirs: its words become evidence like any other."""

from datetime import datetime

from closeknit.analysis.kinds import Audience, Direction, Medium, Wording
from closeknit.kit import viewer as viewers
from closeknit.kit.events import record
from closeknit.kit.viewer import Viewer
from closeknit.research.models import Observation
from closeknit.touchpoints import bookkeeping, events, holds, removal, storing, zones
from closeknit.touchpoints.drafts import Draft, Line, Speaker, hash_key
from closeknit.touchpoints.models import Touchpoint

_WHY = "what somebody outside saw is kept as theirs"


def keep(row: Observation, *, viewer: Viewer, at: datetime) -> str | None:
    """Store what they saw as a touchpoint of theirs, in the running operation, and return its id."""
    # The viewer is a person outside, who sees no conversations; that they may write was checked by the operation.
    ours = viewers.house(_WHY)
    parts = [part.strip() for part in row.text.split("\n\n")]
    draft = Draft(
        key=hash_key("observation", row.pk),
        origin=hash_key("written", row.pk),
        started_at=at,
        medium=Medium.OBSERVATION,
        lines=tuple(Line(part, 0) for part in parts if any(sign.isalnum() for sign in part)),
        speakers=(Speaker(name=viewer.name, contact=row.contact_id),),
        direction=Direction.THEIRS,
        wording=Wording.EXACT,
        subject=row.job,
        account=row.account_id,
        audience=Audience.ACCOUNT,
    )
    directory = storing.load_directory(draft, viewer=ours)
    stored = storing.store([draft], directory=directory, zone=zones.of_house(), viewer=ours, at=at)
    if not stored.touchpoints:
        return None
    bookkeeping.fold_in(stored.by_account, viewer=ours, at=at)
    kept = Touchpoint.objects.visible_to(ours).get(key=draft.key)
    recorded = events.TouchpointRecorded(
        subject=kept.pk, account=row.account_id, medium=kept.medium, direction=kept.direction, started_at=at
    )
    record(recorded, viewer=viewer, at=at)
    return kept.pk


def take_out(row: Observation, *, viewer: Viewer, at: datetime) -> None:
    """Take its words out, but for those on which somebody has built: a need or a promise leads back to them."""
    ours = viewers.house(_WHY)
    touchpoint = row.touchpoint_id
    if touchpoint is None or touchpoint in holds.find_held([touchpoint], viewer=ours):
        return
    row.change(touchpoint=None)
    record(events.TouchpointRemoved(subject=touchpoint, account=row.account_id), viewer=viewer, at=at)
    removal.remove([touchpoint], viewer=ours)
    bookkeeping.recompute_contact([row.account_id], viewer=ours, at=at)
