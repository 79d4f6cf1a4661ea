"""What changes at the accounts: dated lines, each with its source."""

from datetime import date, datetime

from closeknit.accounts import checks as account_checks
from closeknit.analysis.lifecycles.session import SessionState
from closeknit.analysis.offerings.sessions import RequirementSource
from closeknit.kit import ids, typed, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Need
from closeknit.offerings.models import RedesignSession, SessionRequirement
from closeknit.offerings.sessions import checks, events, stamping
from closeknit.verbatims import queries as verbatim_queries

_OPEN = tuple(step for step in SessionState if step is not SessionState.DECIDED)


@operation(Capability.HAND_IN)
def add_requirement(
    *,
    session: str,
    text: str,
    on: date,
    viewer: Viewer,
    at: datetime,
    source: str = RequirementSource.TYPED,
    note: str = "",
    account: str | None = None,
    need: str | None = None,
    verbatim: str | None = None,
) -> str:
    """Write down what changes, since or by which day and where that is known from, and return its id.

    Raises NotFound, NotAtTheTable, NotNow or NothingSaid. A typed line says in `note` where it is known from; one taken from a need, from
    words, a claim or a forecast leads there.
    """
    row = checks.lock_session(session, viewer=viewer)
    checks.check_takes_part(row, viewer=viewer)
    checks.check_step(row, *_OPEN)
    said = typed.check_line(
        text, most=checks.LONGEST_REQUIREMENT, sentence="Say what changes for them, in one sentence."
    )
    kind = RequirementSource(source)
    known = typed.check_note(note)
    if kind is RequirementSource.TYPED and not (known or verbatim or need):
        raise typed.NothingSaid(
            "Say where you know it from: who said it, or where you saw it. A guess is a source too, if named."
        )
    _check_links(row, account, need, verbatim, viewer)
    stamping.rise(row)
    line = SessionRequirement.objects.add(
        SessionRequirement(
            id=ids.new("requirement"),
            session=row,
            text=said,
            on=on,
            source=kind,
            note=known,
            account_id=account or None,
            need_id=need or None,
            verbatim_id=verbatim or None,
            added_by_id=viewer.member,
            added_at=at,
        )
    )
    undo.keep_new(line, subject=row.pk)
    added = events.RequirementAdded(subject=line.pk, account=account or "", session=row.pk, source=kind, on=on)
    record(added, viewer=viewer, at=at)
    return line.pk


@operation(Capability.HAND_IN)
def remove_requirement(*, requirement: str, viewer: Viewer, at: datetime) -> None:
    """Take a line out; or raise NotFound, NotAtTheTable or NotNow."""
    found = SessionRequirement.objects.visible_to(viewer).filter(pk=requirement).first()
    if found is None:
        raise NotFound("There is no such line any more.")
    row = checks.lock_session(found.session_id, viewer=viewer)
    checks.check_takes_part(row, viewer=viewer)
    checks.check_step(row, *_OPEN)
    stamping.rise(row)
    undo.keep(found, subject=row.pk)
    removed = events.RequirementRemoved(subject=found.pk, account=found.account_id or "", session=row.pk)
    found.delete()
    record(removed, viewer=viewer, at=at)


def _check_links(
    row: RedesignSession, account: str | None, need: str | None, verbatim: str | None, viewer: Viewer
) -> None:
    if account:
        account_checks.get_account(account, viewer=viewer)
    if verbatim:
        verbatim_queries.get_verbatim(verbatim, viewer=viewer)
    if not need:
        return
    if not Need.objects.visible_to(viewer).filter(pk=need).exists():
        raise NotFound("There is no need by that name.")
    if SessionRequirement.objects.visible_to(viewer).filter(session=row, need_id=need).exists():
        raise checks.NotNow("That need stands in the list already.")
