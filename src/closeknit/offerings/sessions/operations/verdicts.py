"""What becomes of an entry or of the whole: version after version, each citing the line of the purpose that it serves."""

from datetime import date, datetime

from closeknit.analysis.lifecycles.session import SessionState
from closeknit.analysis.offerings.sessions import SessionVerdict
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.offerings import queries as offering_queries
from closeknit.offerings.models import RedesignSession, SkyEntry, VerdictVersion
from closeknit.offerings.sessions import checks, events, stamping


@operation(Capability.SHAPE_OFFERINGS)
def give_verdict(
    *,
    session: str,
    entry: str | None,
    kind: str,
    reason: str,
    line: str,
    base: int,
    viewer: Viewer,
    at: datetime,
    say: str = "",
    revisit_on: date | None = None,
) -> int:
    """Say what becomes of an entry, or (without one) of the whole, on version `base` (0: the first), and return the new version's number.

    Raises NotFound, NotAtTheTable, JudgingIsOff, NotNow, BadVerdict, or ChangedMeanwhile where another came after `base`. `line` is the
    line of the purpose that it serves, empty only where none is written.
    """
    row = checks.lock_session(session, viewer=viewer)
    checks.check_takes_part(row, viewer=viewer)
    checks.check_step(row, SessionState.EARTH)
    wish = _find_entry(row, entry, viewer)
    newest = find_newest(row, wish, viewer)
    checks.check_newest(newest, base)
    verdict, today = checks.read_verdict(kind), identity_queries.today_at(at)
    lines = {one.id for one in offering_queries.list_purpose_lines(viewer=viewer)}
    said, words = (text.replace("\r\n", "\n").strip() for text in (reason, say))
    checks.check_verdict(
        verdict, reason=said, line=line, known_lines=lines, say=words, revisit_on=revisit_on, today=today
    )
    stamping.rise(row)
    if newest is not None:
        undo.keep(newest, subject=row.pk)
        newest.change(is_newest=False)
    version = VerdictVersion(
        id=ids.new("redesign_verdict"),
        session=row,
        entry=wish,
        number=base + 1,
        kind=verdict,
        reason=said,
        line_id=line or None,
        say=words if verdict is SessionVerdict.RENEGOTIATE else "",
        revisit_on=revisit_on if verdict is SessionVerdict.NOT_YET else None,
        decided_by_id=checks.read_judge(viewer),
        decided_at=at,
    )
    undo.keep_new(VerdictVersion.objects.add(version), subject=row.pk)
    record(_given(version), viewer=viewer, at=at)
    return version.number


def find_newest(row: RedesignSession, wish: SkyEntry | None, viewer: Viewer) -> VerdictVersion | None:
    """Return the verdict that holds for an entry or the whole, or None."""
    return VerdictVersion.objects.visible_to(viewer).filter(session=row, entry=wish, is_newest=True).first()


def _find_entry(row: RedesignSession, entry: str | None, viewer: Viewer) -> SkyEntry | None:
    if not entry:
        return None
    wish = SkyEntry.objects.visible_to(viewer).filter(pk=entry, session=row).first()
    if wish is None:
        raise NotFound("There is no such entry. Whoever wrote it may have taken it back.")
    if wish.aside:
        raise checks.NotNow("This was set aside. Bring it back first; what you wrote stands below.")
    return wish


def _given(version: VerdictVersion) -> events.VerdictGiven:
    return events.VerdictGiven(
        subject=version.pk,
        session=version.session_id,
        entry=version.entry_id or "",
        verdict=version.kind,
        version=version.number,
        line=version.line_id or "",
        revisit_on=version.revisit_on,
    )
