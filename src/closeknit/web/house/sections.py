"""What the settings show, in order. A screen that has something to be set adds a function of its own to a part at the end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings

from closeknit.accounts import asked
from closeknit.accounts import queries as account_queries
from closeknit.identity import queries
from closeknit.identity.roles import Role
from closeknit.kit import mail, mailbox
from closeknit.kit.backup import nightly
from closeknit.kit.look import colours
from closeknit.touchpoints.mailbox import letters
from closeknit.verbatims.rivals import queries as rivals
from closeknit.web.circle import house_section as circle
from closeknit.web.direction import house_section as direction
from closeknit.web.house import wall_section as wall
from closeknit.web.house.forms import (
    ROLES,
    AskLimitForm,
    BasicsForm,
    ColourForm,
    DepartmentForm,
    InviteForm,
    LogoForm,
    MemberForm,
    NamesForm,
)
from closeknit.web.house.mail_forms import MailboxForm, MailForm, MailTestForm
from closeknit.web.house.section import Section, Typed
from closeknit.web.request import HouseRequest
from closeknit.web.sign_in.forms import list_zones

# What the field begins with where the house has no colour of its own: the petrol of the look.
OURS = "#1d5a6c"


def basics(request: HouseRequest, typed: Typed) -> Section:
    """Return name, zone, currency and logo."""
    house = queries.get_house()
    initial = {"name": house.name, "zone": house.zone, "currency": house.currency}
    context = {
        "form": typed.get("basics") or BasicsForm(initial=initial),
        "logo_form": typed.get("logo") or LogoForm(),
        "logo": house.logo,
        "colour_form": typed.get("colour")
        or ColourForm(initial={"colour": house.colour or OURS}, auto_id="id_colour_%s"),
        "colour": house.colour,
        "shades": colours.list_shades(house.colour),
        "zones": list_zones(),
    }
    return Section("basics", "The house", "web/house/_basics.html", context)


@dataclass(frozen=True)
class MemberLine:
    """One member in the list, with the form for their part."""

    id: str
    name: str
    email: str
    role: str
    department: str
    n_accounts: int
    form: MemberForm
    is_self: bool


def members(request: HouseRequest, typed: Typed) -> Section:
    """Return who is here, who is invited, and the form that invites."""
    viewer = request.viewer
    departments = queries.list_departments(viewer=viewer)
    owned = account_queries.count_owned(viewer=viewer)
    everybody = queries.list_members(viewer=viewer, with_left=True)
    lines = [
        MemberLine(
            id=row.id,
            name=row.name,
            email=row.email,
            role=ROLES[Role(row.role)],
            department=row.department,
            n_accounts=owned.get(row.id, 0),
            form=MemberForm(
                initial={"role": row.role, "department": row.department_id},
                departments=departments,
                auto_id=f"id_{row.id}_%s",
            ),
            is_self=row.id == viewer.id,
        )
        for row in everybody
        if row.left_at is None
    ]
    invited = [(row, ROLES[Role(row.role)]) for row in queries.list_open_invitations(viewer=viewer, at=request.at)]
    left = [row for row in everybody if row.left_at is not None]
    form = typed.get("invitation") or InviteForm(departments=departments, auto_id="id_invite_%s")
    context = {"members": lines, "invited": invited, "left": left, "form": form}
    return Section("members", "Members", "web/house/_members.html", context)


def departments(request: HouseRequest, typed: Typed) -> Section:
    """Return the departments, and the form that adds one."""
    context = {
        "departments": queries.list_departments(viewer=request.viewer),
        "form": typed.get("department") or DepartmentForm(auto_id="id_department_%s"),
    }
    return Section("departments", "Departments", "web/house/_departments.html", context)


def names(request: HouseRequest, typed: Typed) -> Section:
    """Return the competitors and our own products, by whose names hearing knows who is meant."""
    competitors = NamesForm.written(account_queries.list_competitors(viewer=request.viewer))
    products = NamesForm.written(account_queries.list_product_names(viewer=request.viewer))
    context = {
        "competitors": typed.get("competitors")
        or NamesForm(label="Competitors", initial={"names": competitors}, auto_id="id_competitors_%s"),
        "products": typed.get("products")
        or NamesForm(label="What we ship", initial={"names": products}, auto_id="id_products_%s"),
        "n_rivals": rivals.count_rivals(viewer=request.viewer),
    }
    return Section("names", "Names to listen for", "web/house/_names.html", context)


def ask_limit(request: HouseRequest, typed: Typed) -> Section:
    """Return how often one person may be asked for their time."""
    limit = asked.get_limit(viewer=request.viewer)
    form = typed.get("asks") or AskLimitForm(initial={"most": limit.most, "days": limit.days}, auto_id="id_asks_%s")
    return Section("asks", "How often we ask", "web/house/_asks.html", {"form": form})


def outgoing_mail(request: HouseRequest, typed: Typed) -> Section:
    """Return the outgoing server, its test, and how many mails wait for one."""
    server = mail.find_server()
    own = queries.get_member(request.viewer.id, viewer=request.viewer).email
    # Proposed once, for a person to see; what a request says of its own host is never taken unseen.
    initial = MailForm.initial_of(server) or {"origin": request.build_absolute_uri("/").rstrip("/")}
    context = {
        "form": typed.get("mail") or MailForm(initial=initial, auto_id="id_mail_%s"),
        "test": typed.get("mail_test") or MailTestForm(initial={"to": own}, auto_id="id_test_%s"),
        "server": server,
        "n_waiting": mail.count_waiting(viewer=request.viewer),
    }
    return Section("mail", "Outgoing mail", "web/house/_mail.html", context)


def incoming_mail(request: HouseRequest, typed: Typed) -> Section:
    """Return the mailbox that is read, when it was, and what went wrong."""
    box = mailbox.find_mailbox()
    looked_at = box.looked_at.astimezone(ZoneInfo(queries.get_house().zone)) if box and box.looked_at else None
    context = {
        "form": typed.get("mailbox") or MailboxForm(initial=MailboxForm.initial_of(box), auto_id="id_mailbox_%s"),
        "box": box,
        "answer": typed.get("mailbox_test"),
        "looked_at": looked_at,
        "looked_on": looked_at and looked_at.date(),
        "n_waiting": letters.count_waiting(viewer=request.viewer),
    }
    return Section("mailbox", "Mail that comes in", "web/house/_mailbox.html", context)


def backup(request: HouseRequest, typed: Typed) -> Section:
    """Return the newest backup, and where the last seven stand."""
    newest = next(iter(nightly.list_kept()), None)
    made_at = newest and newest.made_at.astimezone(ZoneInfo(queries.get_house().zone))
    context = {
        "newest": newest,
        "made_at": made_at,
        "made_on": made_at and made_at.date(),
        "folder": settings.HOUSE_FOLDER.path / "backups",
    }
    return Section("backup", "Backup", "web/house/_backup.html", context)


@dataclass(frozen=True)
class Part:
    """One page of the settings: its route, and its sections in order, by name."""

    route: str
    sections: Mapping[str, Callable[[HouseRequest, Typed], Section]]


PARTS = (
    Part("house", {"basics": basics}),
    Part("house_people", {"members": members, "departments": departments}),
    Part("house_rhythm", {"cadences": circle.section, "revisits": direction.section, "asks": ask_limit}),
    Part("house_listening", {"names": names}),
    Part("house_mailing", {"mail": outgoing_mail, "mailbox": incoming_mail}),
    Part("house_safety", {"wall": wall.section, "backup": backup}),
)


def find_part(section: str) -> Part:
    """Return the page on which a section stands."""
    return next(part for part in PARTS if section in part.sections)
