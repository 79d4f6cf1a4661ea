"""What single people say of a need in figures: how much it matters to them, and how well it is met."""

from datetime import date, datetime

from closeknit.accounts.models import Contact
from closeknit.identity import queries as identity_queries
from closeknit.kit import undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.needs import checks, events
from closeknit.needs.models import Rating


@operation(Capability.CURATE_NEEDS)
def rate_need(
    *,
    need: str,
    contact: str,
    importance: int,
    satisfaction: int,
    viewer: Viewer,
    at: datetime,
    rated_on: date | None = None,
) -> int:
    """Keep what a contact says of a need (0-10 each, today or on a day) and return the rating's id; or raise NotFound or BadRating.

    A second rating on the same day takes the place of the first. A need that was merged passes it on.
    """
    row = checks.get_target(need, viewer=viewer)
    person = Contact.objects.visible_to(viewer).filter(pk=contact).first()
    if person is None:
        raise NotFound("There is nobody by that name.")
    today = identity_queries.today_at(at)
    on = rated_on or today
    checks.check_rating(importance, satisfaction, on, today)
    by = viewer.member
    rating = Rating.objects.visible_to(viewer).filter(need=row, contact=person, rated_on=on).first()
    if rating is not None:
        undo.keep(rating, subject=row.pk)
        rating.change(importance=importance, satisfaction=satisfaction, entered_by_id=by)
    else:
        rating = Rating(need=row, contact=person, account_id=person.account_id, rated_on=on, entered_by_id=by)
        rating.importance, rating.satisfaction = importance, satisfaction
        undo.keep_new(Rating.objects.add(rating), subject=row.pk)
    rated = events.NeedRated(
        subject=row.pk,
        account=person.account_id,
        contact=person.pk,
        importance=importance,
        satisfaction=satisfaction,
    )
    record(rated, viewer=viewer, at=at)
    return rating.pk


@operation(Capability.CURATE_NEEDS)
def withdraw_rating(*, rating: int, viewer: Viewer, at: datetime) -> str:
    """Take a rating out again and return the need that it was of, or raise NotFound."""
    row = Rating.objects.visible_to(viewer).filter(pk=rating).first()
    if row is None:
        raise NotFound("That rating is not here any more.")
    need = row.need_id
    undo.keep(row, subject=need)
    record(events.RatingWithdrawn(subject=need, account=row.account_id, contact=row.contact_id), viewer=viewer, at=at)
    row.delete()
    return need
