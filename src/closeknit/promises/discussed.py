"""How a promise and a plan are found by who discusses them."""

from closeknit.analysis.discussions.kinds import SubjectKind
from closeknit.discussions import subjects
from closeknit.discussions.subjects import Subject
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Plan, Promise


def register() -> None:
    """Let promises and plans be discussed."""
    subjects.register(SubjectKind.PROMISE, _find_promise)
    subjects.register(SubjectKind.PLAN, _find_plan)


def _find_promise(promise: str, viewer: Viewer) -> Subject | None:
    row = Promise.objects.visible_to(viewer).select_related("contact").filter(pk=promise).first()
    if row is None:
        return None
    return Subject(
        id=row.pk,
        title=row.text,
        account=row.account_id,
        audience=row.audience,
        thread=row.thread_id,
        keep=lambda thread: _keep(row, thread),
        members=(row.keeper_id,) if row.keeper_id else (),
        persons=(row.contact.person_id,) if row.contact else (),
    )


def _find_plan(plan: str, viewer: Viewer) -> Subject | None:
    row = Plan.objects.visible_to(viewer).select_related("account").filter(pk=plan).first()
    if row is None:
        return None
    return Subject(
        id=row.pk,
        title=row.ours[:120],
        account=row.account_id,
        audience=row.audience,
        thread=row.thread_id,
        keep=lambda thread: _keep(row, thread),
        members=(row.account.owner_id,) if row.account.owner_id else (),
    )


def _keep(row: Promise | Plan, thread: str) -> None:
    row.change(thread_id=thread)
