"""What both look at in a review: goals, what was promised and what became of it, the ledger, and what they said since the last one.

Whoever sits in the meeting reads it: what we keep to ourselves, and words that their speaker did not allow, are not in it.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.db.models.functions import Length

from closeknit.analysis.kinds import SignalCode, Wording
from closeknit.analysis.plans.kinds import ReviewState
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.promises import queries as promise_queries
from closeknit.promises.ledger import queries as ledger_queries
from closeknit.promises.ledger.queries import Ledger
from closeknit.promises.plans import queries
from closeknit.promises.plans.rows import ActionRow, GoalRow, PlanRow, ReviewRow
from closeknit.promises.queries import PromiseRow
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.consents import queries as consent_queries
from closeknit.verbatims.consents.checks import REACHES
from closeknit.verbatims.models import Signal, Verbatim
from closeknit.verbatims.queries import VerbatimRow

WORDS = 6
# A greeting, a "quite so" tells nobody anything.
_LEAST_LETTERS = 30
_TELLING = (
    SignalCode.NEED,
    SignalCode.PAIN,
    SignalCode.PRAISE,
    SignalCode.SUGGESTION,
    SignalCode.PLAN,
    SignalCode.FEEDBACK,
)


@dataclass(frozen=True)
class ReviewSheet:
    """One review with all that is looked at in it. `since` is the day of the review before, else the plan's first.

    `as_of` is the day on which it was held, else today: goals are shown as they stood then.
    """

    plan: PlanRow
    review: ReviewRow
    since: date
    as_of: date
    goals: tuple[GoalRow, ...]
    ours: tuple[PromiseRow, ...]
    theirs: tuple[PromiseRow, ...]
    late: tuple[ActionRow, ...]
    ahead: tuple[ActionRow, ...]
    done: tuple[ActionRow, ...]
    ledger: Ledger
    words: tuple[VerbatimRow, ...]
    next_review: ReviewRow | None


def get_sheet(review: str, *, viewer: Viewer, today: date, zone: str) -> ReviewSheet:
    """Return what is looked at in one review: goals as they stood on its day where it was held, else today; or raise NotFound."""
    others = queries.list_beside(review, viewer=viewer)
    row = next(one for one in others if one.id == review)
    plan = queries.get_plan(row.plan_id, viewer=viewer)
    before = [one.held_on for one in others if one.held_on and one.id != row.id and one.held_on <= row.on]
    since, as_of = max(before, default=plan.begins_on), row.held_on or today
    ours_alone = promise_queries.list_internal(plan.account_id, viewer=viewer)
    promises = promise_queries.list_of_accounts([plan.account_id], since=since, viewer=viewer)
    promises = [one for one in promises if one.id not in ours_alone]
    goals = queries.list_goals(plan.id, viewer=viewer)
    actions = queries.list_actions(plan.id, viewer=viewer)
    return ReviewSheet(
        plan=plan,
        review=row,
        since=since,
        as_of=as_of,
        goals=tuple(_as_of(goal, as_of) for goal in goals),
        ours=tuple(one for one in promises if one.direction == "ours" and one.made_on <= as_of),
        theirs=tuple(one for one in promises if one.direction == "theirs" and one.made_on <= as_of),
        late=tuple(one for one in actions if one.is_late(today)),
        ahead=tuple(one for one in actions if one.done_on is None and not one.is_late(today) and not one.is_dead),
        done=tuple(one for one in actions if one.done_on and one.done_on >= since),
        ledger=ledger_queries.get_ledger(plan.account_id, viewer=viewer),
        words=tuple(_list_words(plan.account_id, since, as_of, zone, viewer)),
        next_review=next((one for one in others if one.state == ReviewState.PLANNED and one.id != row.id), None),
    )


def _as_of(goal: GoalRow, day: date) -> GoalRow:
    return replace(goal, readings=tuple(one for one in goal.readings if one.read_on <= day))


def _list_words(account: str, since: date, until: date, zone: str, viewer: Viewer) -> list[VerbatimRow]:
    """Return the newest words in which something was heard between two days, those alone that may be quoted before their colleagues."""
    signals = Signal.objects.visible_to(viewer).filter(verbatim=OuterRef("pk"), is_on=True, code__in=_TELLING)
    rows = (
        Verbatim.objects.visible_to(viewer)
        .annotate(letters=Length("text"))
        .filter(
            Exists(signals),
            letters__gte=_LEAST_LETTERS,
            account_id=account,
            audience__in=REACHES,
            wording=Wording.EXACT,
            said_at__gte=clock.start_of_day(since, zone),
            said_at__lt=clock.start_of_day(until + timedelta(1), zone),
        )
    )
    found = verbatim_queries.rows_of(rows.order_by("-said_at", "-pk")[:WORDS], viewer=viewer)
    allowed = consent_queries.list_consents([row.id for row in found], viewer=viewer)
    return [_nameless(row) if row.id in allowed and not allowed[row.id].is_named else row for row in found]


def _nameless(row: VerbatimRow) -> VerbatimRow:
    return replace(row, speaker="", speaker_role="")
