"""Sending digests when they are due, and knowing them again when they are answered."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from closeknit.accounts import viewers
from closeknit.identity import links
from closeknit.identity import queries as identity_queries
from closeknit.identity.models import Member
from closeknit.kit import clock, mail, tasks
from closeknit.kit.tasks import timetable
from closeknit.kit.viewer import Viewer
from closeknit.today.digest import operations, times
from closeknit.today.digest.times import DigestTime
from closeknit.today.models import Digest, DigestWish
from closeknit.touchpoints.mailbox import judging

EVERY = timedelta(minutes=10)
_PREFIX = "digest:"


def subscribe() -> None:
    """Put the digests on the timetable, take what is answered to them, and hold back what is not wanted any more."""
    timetable.every(EVERY, "digests", send_digests)
    judging.also_answered(find_answered)
    mail.hold_back(find_reason_against)


@tasks.background()
def send_digests(work: tasks.Work) -> None:
    """Make the digest of each member for whom it is due and none was made this week. Without a server nothing is made."""
    if mail.find_server() is None:
        return
    viewer = viewers.of_task("house", "", reason="the weekly digest")
    at = clock.now()
    for member, wished, joined_at in list_wishes(viewer=viewer):
        week = times.find_due_week(wished, at=at)
        if week is None or joined_at > times.moment_of(week, wished):
            continue
        with work.chunk():
            # Looked for in the transaction that makes it: of two workers one makes it, the other finds it or is refused.
            if not Digest.objects.visible_to(viewer).filter(member=member, week_on=week).exists():
                operations.make_digest(member=member, week_on=week, viewer=viewer, at=at)


def list_wishes(*, viewer: Viewer) -> list[tuple[str, DigestTime, datetime]]:
    """Return the members who want a digest and can sign in, each with its time and when they joined."""
    zone = identity_queries.get_house().zone
    wishes = DigestWish.objects.visible_to(viewer).in_bulk()
    members = Member.objects.visible_to(viewer).filter(left_at__isnull=True, login__isnull=False).order_by("pk")
    found = []
    for member, joined_at in members.values_list("pk", "joined_at"):
        wish = wishes.get(member) or DigestWish()
        if wish.is_on:
            found.append((member, DigestTime(wish.weekday, wish.hour, wish.zone or zone), joined_at))
    return found


def find_wish(member: str, *, viewer: Viewer) -> DigestWish:
    """Return when a member wants their digest: as they said, else as is usual."""
    return DigestWish.objects.visible_to(viewer).filter(pk=member).first() or DigestWish(member_id=member)


def find_answered(messages: Sequence[str], at: datetime) -> str | None:
    """Return the member to whom one of these mails went as a digest not too long ago, or None. Their ids are secrets."""
    secrets = [message.removesuffix(operations.AT) for message in messages if message.endswith(operations.AT)]
    known = Digest.objects.unscoped(reason="whoever knows a digest's own id got it").filter(
        answer_hash__in=[links.hash_secret(secret) for secret in secrets],
        made_at__gt=at - operations.ANSWERS_ARE_TAKEN_FOR,
        member__left_at__isnull=True,
    )
    return known.values_list("member_id", flat=True).first() if secrets else None


def find_reason_against(about: str) -> str:
    """Return why a digest that waits in the outbox is not sent any more; empty where it is, and for other mails."""
    if not about.startswith(_PREFIX):
        return ""
    member = about.removeprefix(_PREFIX)
    if identity_queries.find_viewer(member) is None:
        return "They are not here any more."
    off = DigestWish.objects.unscoped(reason="the outbox is sent for everyone").filter(pk=member, is_on=False)
    return "They do not want it any more." if off.exists() else ""
