"""How an idea and a challenge are found by who discusses them."""

from collections.abc import Collection

from closeknit.analysis.discussions.kinds import SubjectKind
from closeknit.analysis.kinds import Audience
from closeknit.discussions import subjects
from closeknit.discussions.subjects import Subject
from closeknit.ideas.models import Challenge, Idea
from closeknit.kit.viewer import Viewer


def register() -> None:
    """Let ideas and challenges be discussed."""
    subjects.register_several(SubjectKind.IDEA, _list_ideas)
    subjects.register_several(SubjectKind.CHALLENGE, _list_challenges)


def _list_ideas(several: Collection[str], viewer: Viewer) -> dict[str, Subject]:
    rows = Idea.objects.visible_to(viewer).select_related("posting").filter(pk__in=several)
    return {row.pk: _idea(row, viewer) for row in rows}


def _idea(row: Idea, viewer: Viewer) -> Subject:
    # Outside it is called what it is shown as, and whose giver's company it is stays unsaid.
    has_words = hasattr(row, "posting")
    is_shown = has_words and row.audience in (Audience.PORTAL, Audience.PUBLIC)
    return Subject(
        id=row.pk,
        title=row.posting.title if has_words and (is_shown or not viewer.is_ours) else row.title,
        account=None if is_shown else row.account_id,
        audience=getattr(row, "audience", Audience.INTERNAL),
        thread=row.thread_id,
        keep=lambda thread: _keep(row, thread),
        members=tuple(member for member in (row.reader_id, row.member_id) if member),
        persons=(row.person_id,) if row.person_id else (),
    )


def _list_challenges(several: Collection[str], viewer: Viewer) -> dict[str, Subject]:
    rows = Challenge.objects.visible_to(viewer).filter(pk__in=several)
    return {row.pk: _challenge(row) for row in rows}


def _challenge(row: Challenge) -> Subject:
    return Subject(
        id=row.pk,
        title=row.title,
        account=None,
        audience=getattr(row, "audience", Audience.INTERNAL),
        thread=row.thread_id,
        keep=lambda thread: _keep(row, thread),
        members=(row.owner_id,) if row.owner_id else (),
    )


def _keep(row: Idea | Challenge, thread: str) -> None:
    row.change(thread_id=thread)
