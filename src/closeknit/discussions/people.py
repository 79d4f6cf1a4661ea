"""Who takes part in a discussion: who may be named in it, who hears of it by mail, and with whose eyes that is looked at again."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from closeknit.accounts import viewers
from closeknit.accounts.models import Access, Account, CoreTeam, Person, PersonAddress
from closeknit.discussions.models import Comment, Following, Thread
from closeknit.discussions.subjects import Subject
from closeknit.identity import queries as identity_queries
from closeknit.identity.models import Member
from closeknit.kit.viewer import NOBODY, Viewer, ViewerKind


@dataclass(frozen=True)
class Reader:
    """Somebody who may see a discussion: one of ours, or a person outside with the account in whose space they read it."""

    member: str | None
    person: str | None
    account: str | None
    name: str

    @property
    def key(self) -> str:
        """The id of the member or person."""
        return self.member or self.person or ""


def list_nameable(subject: Subject, *, viewer: Viewer) -> list[Reader]:
    """Return whom the viewer may name, by name: those who may see the discussion, as far as the viewer may know of them.

    One of ours may name every member, and everybody at the account who can come in. A person outside may name their colleagues who can,
    whoever of ours looks after them, and whoever wrote here.
    """
    found = _ours(subject, viewer) + _theirs(subject, viewer)
    known = {reader.key for reader in found}
    found += [reader for reader in _writers(subject.thread, viewer) if reader.key not in known]
    return sorted(
        (reader for reader in found if reader.key != viewer.id), key=lambda one: (one.name.casefold(), one.key)
    )


def count_inside(account: str | None, *, viewer: Viewer) -> int:
    """Return how many people of an account can come in and read."""
    return _inside(account, viewer).count() if account else 0


def viewer_of(member: str | None, person: str | None, account: str | None) -> Viewer:
    """Return the viewer of a reader as of now, or NOBODY where they may not come in any more."""
    if member is not None:
        return identity_queries.find_viewer(member) or NOBODY
    logins = Person.objects.unscoped(reason="a viewer is made for whoever is written to").filter(pk=person)
    login = logins.values_list("login_id", flat=True).first()
    if login is None:
        return NOBODY
    return viewers.of_space(login, account) if account else viewers.of_guest(login)


def find_address(reader: Reader) -> str:
    """Return where mail reaches somebody, or an empty string. A person is written to where they sign in, else at their first address."""
    if reader.member is not None:
        ours = Member.objects.unscoped(reason="where mail reaches somebody").filter(pk=reader.member)
        return ours.filter(left_at__isnull=True).values_list("email", flat=True).first() or ""
    outside = Person.objects.unscoped(reason="where mail reaches somebody").filter(pk=reader.person)
    login = outside.filter(login__is_active=True).values_list("login__email", flat=True).first()
    if login:
        return login
    known = PersonAddress.objects.unscoped(reason="where mail reaches somebody").filter(person=reader.person)
    return known.filter(kind="email").order_by("pk").values_list("value", flat=True).first() or ""


def list_listening(thread: Thread) -> list[Reader]:
    """Return who hears of a discussion by mail."""
    rows = Following.objects.unscoped(reason="everybody who listens is written to").filter(thread=thread, is_on=True)
    columns = ("member_id", "person_id", "account_id", "member__name", "person__name")
    return [
        Reader(member, person, account, member_name or person_name or "")
        for member, person, account, member_name, person_name in rows.order_by("pk").values_list(*columns)
    ]


def list_silent(thread: Thread) -> set[str]:
    """Return the ids of those who switched a discussion's mails off."""
    rows = Following.objects.unscoped(reason="everybody who listens is written to").filter(thread=thread, is_on=False)
    return {member or person or "" for member, person in rows.values_list("member_id", "person_id")}


def let_listen(thread: Thread, readers: Iterable[Reader]) -> None:
    """Let people hear of a discussion from now on, but for those who once said that they will or will not."""
    rows = Following.objects.unscoped(reason="everybody who listens is written to").filter(thread=thread)
    known = {member or person for member, person in rows.values_list("member_id", "person_id")}
    new = {reader.key: reader for reader in readers if reader.key and reader.key not in known}
    Following.objects.add_many(
        Following(thread=thread, member_id=one.member, person_id=one.person, account_id=one.account)
        for one in new.values()
    )


def reader_of(viewer: Viewer, subject: Subject) -> Reader:
    """Return the viewer as a reader of what is discussed."""
    return as_reader(viewer)


def as_reader(viewer: Viewer) -> Reader:
    """Return the viewer as a reader: a person outside in the one space that they look at now, or in none on the open portal."""
    if viewer.kind is ViewerKind.MEMBER:
        return Reader(viewer.id, None, None, viewer.name)
    reached = viewer.accounts or frozenset()
    return Reader(None, viewer.id, next(iter(reached)) if len(reached) == 1 else None, viewer.name)


def _ours(subject: Subject, viewer: Viewer) -> list[Reader]:
    if viewer.is_ours:
        here = Member.objects.visible_to(viewer).filter(left_at__isnull=True)
        return [Reader(pk, None, None, name) for pk, name in here.values_list("pk", "name")]
    if subject.account is None:
        return []
    accounts = Account.objects.visible_to(viewer).filter(pk=subject.account, owner__left_at__isnull=True)
    team = CoreTeam.objects.visible_to(viewer).filter(account_id=subject.account, member__left_at__isnull=True)
    owner = accounts.exclude(owner=None).values_list("owner_id", "owner__name")
    several = {*owner, *team.values_list("member_id", "member__name")}
    return [Reader(pk, None, None, name) for pk, name in sorted(several)]


def _theirs(subject: Subject, viewer: Viewer) -> list[Reader]:
    if subject.account is None or not subject.is_shared:
        return []
    rows = _inside(subject.account, viewer).values_list("contact__person_id", "contact__person__name")
    return [Reader(None, pk, subject.account, name) for pk, name in rows]


def _writers(thread: str | None, viewer: Viewer) -> list[Reader]:
    if thread is None:
        return []
    rows = Comment.objects.visible_to(viewer).filter(thread=thread, taken_back_at__isnull=True)
    columns = ("member_id", "person_id", "account_id", "member__name", "person__name")
    return [
        Reader(member, person, account, member_name or person_name or "")
        for member, person, account, member_name, person_name in rows.order_by().values_list(*columns).distinct()
    ]


def _inside(account: str, viewer: Viewer) -> QuerySet[Access]:
    rows = Access.objects.visible_to(viewer).filter(contact__account_id=account, contact__until_on__isnull=True)
    return rows.filter(contact__account__space__closed_at__isnull=True, contact__account__space__isnull=False)
