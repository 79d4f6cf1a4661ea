"""Writes of our own side: making the house, setting it up, inviting, joining, leaving."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from closeknit.identity import checks, events, links
from closeknit.identity.models import Department, House, Invitation, Login, Member
from closeknit.identity.roles import Role
from closeknit.kit import ids, mail, tasks, undo
from closeknit.kit import viewer as viewers
from closeknit.kit.backup import nightly
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.look import colours
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer

INVITATION_HOLDS = timedelta(days=14)


def make_house(
    *,
    name: str,
    zone: str,
    currency: str,
    member_name: str,
    email: str,
    password: str,
    at: datetime,
    notice: str = "",
    is_demo: bool = False,
) -> str:
    """Make the house and its first member, who runs it, and return the member's id; or raise HouseExists or BadSetting.

    This is the one write that nobody is allowed to do yet: it is open exactly as long as there is no house.
    """
    return _make_house(
        name=name,
        zone=zone,
        currency=currency,
        member_name=member_name,
        email=email,
        password=password,
        notice=notice,
        is_demo=is_demo,
        viewer=viewers.house("first run"),
        at=at,
    )


@operation(Capability.RUN_HOUSE)
def _make_house(
    *,
    name: str,
    zone: str,
    currency: str,
    member_name: str,
    email: str,
    password: str,
    notice: str,
    is_demo: bool,
    viewer: Viewer,
    at: datetime,
) -> str:
    checks.check_no_house()
    checks.check_zone(zone)
    checks.check_currency(currency)
    try:
        # Two people can press the button at once: the primary key lets one of them make the house.
        with transaction.atomic():
            House.objects.add(
                House(name=name, zone=zone, currency=currency, notice=notice, is_demo=is_demo, made_at=at)
            )
    except IntegrityError as error:
        raise checks.HouseExists("Somebody has just set up this house. Ask them for an invitation.") from error
    record(events.HouseMade(subject="house"), viewer=viewer, at=at)
    member = _join(
        name=member_name, email=email, password=password, role=Role.ADMIN, department_id=None, viewer=viewer, at=at
    )
    return member.pk


@operation(Capability.RUN_HOUSE)
def change_house(*, name: str, zone: str, currency: str, viewer: Viewer, at: datetime) -> None:
    """Change the house's name, zone and currency, or raise BadSetting."""
    checks.check_zone(zone)
    checks.check_currency(currency)
    house = _house(viewer)
    undo.keep(house, subject="house")
    house.change(name=name, zone=zone, currency=currency)
    record(events.HouseChanged(subject="house", what="basics"), viewer=viewer, at=at)


@operation(Capability.RUN_HOUSE)
def change_logo(*, file: str, media_type: str, viewer: Viewer, at: datetime) -> None:
    """Set the logo to a kept file (its content hash), or to none."""
    house = _house(viewer)
    undo.keep(house, subject="house")
    house.change(logo=file, logo_type=media_type)
    record(events.HouseChanged(subject="house", what="logo"), viewer=viewer, at=at)


@operation(Capability.RUN_HOUSE)
def change_colour(*, colour: str, viewer: Viewer, at: datetime) -> None:
    """Set the company's colour, `#rrggbb`, in which outsiders see their pages; empty for none. Or raise BadSetting."""
    read = colours.read_hex(colour)
    if colour.strip() and not read:
        raise checks.BadSetting("A colour is written as #rrggbb, such as #1d5a6c. It was left as it is.")
    house = _house(viewer)
    undo.keep(house, subject="house")
    house.change(colour=read)
    record(events.HouseChanged(subject="house", what="colour"), viewer=viewer, at=at)


@operation(Capability.RUN_HOUSE)
def change_mail_server(
    *,
    host: str,
    port: int,
    security: str,
    login: str,
    sender: str,
    password: str,
    viewer: Viewer,
    at: datetime,
    origin: str = "",
) -> None:
    """Set the outgoing mail server; an empty password leaves the one that is known. `origin` is where links in mails lead."""
    mail.keep_server(
        host=host, port=port, security=security, login=login, sender=sender, password=password, origin=origin
    )
    record(events.HouseChanged(subject="house", what="mail_server"), viewer=viewer, at=at)


@operation(Capability.RUN_HOUSE)
def remove_mail_server(*, viewer: Viewer, at: datetime) -> None:
    """Send nothing any more: the server and its password are forgotten, mails wait."""
    mail.forget_server()
    record(events.HouseChanged(subject="house", what="mail_server"), viewer=viewer, at=at)


@operation(Capability.RUN_HOUSE)
def back_up(*, viewer: Viewer, at: datetime) -> None:
    """Let a backup be made now, in the background, into the house's own folder."""
    tasks.enqueue(nightly.back_up_house, viewer=viewer, key="backup")
    record(events.HouseChanged(subject="house", what="backup"), viewer=viewer, at=at)


@operation(Capability.RUN_HOUSE)
def check_wall(*, viewer: Viewer, at: datetime) -> None:
    """Let what people outside are shown be looked through now, in the background."""
    record(events.WallCheckAsked(subject="house"), viewer=viewer, at=at)


@operation(Capability.RUN_HOUSE)
def add_department(*, name: str, viewer: Viewer, at: datetime) -> str:
    """Return the id of the department called `name`, making it where there is none."""
    known = Department.objects.visible_to(viewer).filter(name__iexact=name).first()
    department = known or Department.objects.add(Department(id=ids.new("department"), name=name))
    if known is None:
        undo.keep_new(department)
    record(events.DepartmentAdded(subject=department.pk), viewer=viewer, at=at)
    return department.pk


@operation(Capability.RUN_HOUSE)
def rename_department(*, department: str, name: str, viewer: Viewer, at: datetime) -> None:
    """Call a department something else, or raise NotFound or NameTaken."""
    row = _department(department, viewer)
    if Department.objects.visible_to(viewer).filter(name__iexact=name).exclude(pk=row.pk).exists():
        raise checks.NameTaken(f"There is a department called “{name}” already.")
    undo.keep(row)
    row.change(name=name)
    record(events.DepartmentChanged(subject=row.pk, what="name"), viewer=viewer, at=at)


@operation(Capability.RUN_HOUSE)
def remove_department(*, department: str, viewer: Viewer, at: datetime) -> None:
    """Remove a department, or raise NotFound. Its members stay, without a department until somebody gives them one."""
    row = _department(department, viewer)
    members = list(Member.objects.visible_to(viewer).filter(department=row))
    invited = list(Invitation.objects.visible_to(viewer).filter(department=row))
    undo.keep(row, *members, *invited)
    for one in (*members, *invited):
        one.change(department=None)
    row.delete()
    record(events.DepartmentChanged(subject=department, what="removed"), viewer=viewer, at=at)


@operation(Capability.RUN_HOUSE)
def invite_member(*, name: str, email: str, role: str, department: str | None, viewer: Viewer, at: datetime) -> str:
    """Invite somebody of ours and return the secret of the link, which is kept nowhere; an older open invitation ends."""
    checks.check_address_free(email)
    if department:
        _department(department, viewer)
    Invitation.objects.visible_to(viewer).filter(
        email__iexact=email, accepted_at__isnull=True, withdrawn_at__isnull=True
    ).update(withdrawn_at=at)
    secret = links.make_secret()
    invitation = Invitation.objects.add(
        Invitation(
            id=ids.new("invitation"),
            email=email.lower(),
            name=name,
            role=Role(role),
            department_id=department or None,
            secret_hash=links.hash_secret(secret),
            invited_by=Member.objects.visible_to(viewer).get(pk=viewer.id),
            invited_at=at,
            expires_at=at + INVITATION_HOLDS,
        )
    )
    record(events.MemberInvited(subject=invitation.pk, role=role), viewer=viewer, at=at)
    return secret


@operation(Capability.RUN_HOUSE)
def withdraw_invitation(*, invitation: str, viewer: Viewer, at: datetime) -> None:
    """End an open invitation, or raise NotFound."""
    row = (
        Invitation.objects.visible_to(viewer)
        .filter(pk=invitation, accepted_at__isnull=True, withdrawn_at__isnull=True)
        .first()
    )
    if row is None:
        raise NotFound
    row.change(withdrawn_at=at)
    record(events.InvitationWithdrawn(subject=row.pk), viewer=viewer, at=at)


def find_invitation(secret: str, *, at: datetime) -> Invitation | None:
    """Return the open invitation that `secret` belongs to, or None. The secret is what lets its holder in."""
    rows = Invitation.objects.unscoped(reason="whoever holds the secret is invited").filter(
        secret_hash=links.hash_secret(secret), accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at
    )
    return rows.first()


def accept_invitation(*, secret: str, name: str, password: str, at: datetime) -> str:
    """Join by an invitation and return the member's id, or raise InvitationSpent."""
    return _accept(secret=secret, name=name, password=password, viewer=viewers.house("invitation"), at=at)


@operation(Capability.RUN_HOUSE)
def _accept(*, secret: str, name: str, password: str, viewer: Viewer, at: datetime) -> str:
    invitation = find_invitation(secret, at=at)
    # A conditional update decides between two who press at once: exactly one of them changes a row.
    open_ones = Invitation.objects.visible_to(viewer).filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    mine = invitation and open_ones.filter(pk=invitation.pk)
    if invitation is None or not mine or not mine.update(accepted_at=at):
        raise checks.InvitationSpent("This invitation has been used, withdrawn or has run out. Ask for a new one.")
    member = _join(
        name=name or invitation.name,
        email=invitation.email,
        password=password,
        role=Role(invitation.role),
        department_id=invitation.department_id,
        viewer=viewer,
        at=at,
    )
    return member.pk


@operation(Capability.RUN_HOUSE)
def add_member(*, name: str, email: str, role: str, department: str | None, viewer: Viewer, at: datetime) -> str:
    """Add a member who cannot sign in yet (an import, the demo) and return the id, or raise AddressTaken."""
    checks.check_address_free(email)
    return _join(
        name=name, email=email, password=None, role=Role(role), department_id=department, viewer=viewer, at=at
    ).pk


@operation(Capability.RUN_HOUSE)
def change_member(*, member: str, role: str, department: str | None, viewer: Viewer, at: datetime) -> None:
    """Give a member another role or department, or raise NotFound or LastAdmin."""
    row = _member(member, viewer)
    if role != Role.ADMIN:
        checks.check_not_last_admin(row)
    if department:
        _department(department, viewer)
    undo.keep(row)
    row.change(role=Role(role), department_id=department or None)
    record(events.MemberChanged(subject=row.pk, what="role"), viewer=viewer, at=at)


@operation(Capability.RUN_HOUSE)
def leave(*, member: str, successor: str, viewer: Viewer, at: datetime) -> None:
    """Let a member leave: access ends at the next request, and what they held passes to `successor` in the same act."""
    row, heir = _member(member, viewer), _member(successor, viewer)
    checks.check_not_last_admin(row)
    if row.pk == heir.pk or heir.left_at is not None:
        raise NotFound("Name somebody who stays as the successor.")
    undo.keep(row)
    row.change(left_at=at, successor=heir)
    open_or_close_login(row)
    record(events.MemberLeft(subject=row.pk, successor=heir.pk), viewer=viewer, at=at)


@operation(Capability.RUN_HOUSE)
def let_return(*, member: str, viewer: Viewer, at: datetime) -> None:
    """Let somebody who left in again, with the part that they had; what they passed on stays passed on. Or raise NotFound."""
    row = Member.objects.visible_to(viewer).filter(pk=member, left_at__isnull=False).first()
    if row is None:
        raise NotFound("There is nobody by that name who left.")
    undo.keep(row)
    row.change(left_at=None, successor=None)
    open_or_close_login(row)
    record(events.MemberReturned(subject=row.pk), viewer=viewer, at=at)


@operation(Capability.HAND_IN)
def change_own_name(*, name: str, viewer: Viewer, at: datetime) -> None:
    """Change what the viewer, a member, is called."""
    row = _member(viewer.id, viewer)
    undo.keep(row)
    row.change(name=name)
    record(events.MemberChanged(subject=row.pk, what="name"), viewer=viewer, at=at)


@operation(Capability.HAND_IN)
def change_own_password(*, old: str, new: str, viewer: Viewer, at: datetime) -> None:
    """Change the viewer's own password, or raise WrongPassword. No undo: the old one is kept nowhere."""
    row = _member(viewer.id, viewer)
    if row.login is None or not row.login.check_password(old):
        raise checks.WrongPassword("That is not your password as it is now. It was left as it is.")
    row.login.set_password(new)
    row.login.save(update_fields=["password"])
    record(events.MemberChanged(subject=row.pk, what="password"), viewer=viewer, at=at)


def open_or_close_login(member: Member) -> None:
    """Let a member's login in exactly as long as they have not left; called again when a leaving is taken back.

    The login's row is not kept for undo: its password must not stand in a second place.
    """
    login = Login.objects.filter(pk=member.login_id).first()
    if login is not None:
        login.is_active = member.left_at is None
        login.save(update_fields=["is_active"])


def _join(
    *, name: str, email: str, password: str | None, role: Role, department_id: str | None, viewer: Viewer, at: datetime
) -> Member:
    login = None
    if password is not None:
        login = Login(email=email.lower(), made_at=at)
        login.set_password(password)
        login.save()
    member = Member.objects.add(
        Member(
            id=ids.new("member"),
            login=login,
            name=name,
            email=email.lower(),
            role=role,
            department_id=department_id,
            joined_at=at,
        )
    )
    record(events.MemberJoined(subject=member.pk, role=role), viewer=viewer, at=at)
    return member


def _house(viewer: Viewer) -> House:
    return House.objects.visible_to(viewer).get()


def _department(department: str, viewer: Viewer) -> Department:
    row = Department.objects.visible_to(viewer).filter(pk=department).first()
    if row is None:
        raise NotFound("There is no such department.")
    return row


def _member(member: str, viewer: Viewer) -> Member:
    row = Member.objects.visible_to(viewer).select_related("login").filter(pk=member, left_at__isnull=True).first()
    if row is None:
        raise NotFound("There is nobody here by that name.")
    return row
