"""How a promise and a plan are found by who discusses them."""

from collections.abc import Collection

from closeknit.analysis.discussions.kinds import SubjectKind
from closeknit.discussions import subjects
from closeknit.discussions.subjects import Subject
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Plan, Promise


def register() -> None:
    """Let promises and plans be discussed."""
    subjects.register_several(SubjectKind.PROMISE, _list_promises)
    subjects.register_several(SubjectKind.PLAN, _list_plans)


def _list_promises(several: Collection[str], viewer: Viewer) -> dict[str, Subject]:
    rows = Promise.objects.visible_to(viewer).select_related("contact").filter(pk__in=several)
    return {row.pk: _promise(row) for row in rows}


def _promise(row: Promise) -> Subject:
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


def _list_plans(several: Collection[str], viewer: Viewer) -> dict[str, Subject]:
    rows = Plan.objects.visible_to(viewer).select_related("account").filter(pk__in=several)
    return {row.pk: _plan(row) for row in rows}


def _plan(row: Plan) -> Subject:
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
