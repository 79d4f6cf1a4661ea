"""The house's settings: a page for each part of them, and an address for each thing that can be set."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from closeknit.accounts import asks
from closeknit.accounts import operations as account_operations
from closeknit.accounts import queries as account_queries
from closeknit.identity import logos, mailboxes, operations, queries
from closeknit.kit import files, mail, mailbox
from closeknit.kit.refusals import Refused
from closeknit.web import answers
from closeknit.web.house.forms import (
    AskLimitForm,
    BasicsForm,
    ColourForm,
    DepartmentForm,
    InviteForm,
    LeavingForm,
    LogoForm,
    MemberForm,
    NamesForm,
)
from closeknit.web.house.mail_forms import MailboxForm, MailboxTestForm, MailForm, MailTestForm
from closeknit.web.house.showing import lead_to, show
from closeknit.web.request import HouseRequest


def part(request: HouseRequest, section: str) -> HttpResponse:
    """Show the part of the settings in which a section stands."""
    return show(request, section)


@require_POST
def basics(request: HouseRequest) -> HttpResponse:
    """Change name, zone and currency."""
    return _take(request, "basics", BasicsForm(request.POST), operations.change_house, "Changed the house.")


@require_POST
def logo(request: HouseRequest) -> HttpResponse:
    """Take a logo, or none again."""
    if "none" in request.POST:
        operations.change_logo(file="", media_type="", viewer=request.viewer, at=request.at)
        answers.done(request, "Took the logo away.")
        return lead_to("basics")
    return _take(request, "logo", LogoForm(request.POST, request.FILES), _keep_logo, "Changed the logo.", at="basics")


@require_POST
def colour(request: HouseRequest) -> HttpResponse:
    """Set the company's colour, or none."""
    if "none" in request.POST:
        operations.change_colour(colour="", viewer=request.viewer, at=request.at)
        answers.done(request, "Partners see the colours of the look.")
        return lead_to("basics")
    form = ColourForm(request.POST, auto_id="id_colour_%s")
    return _take(request, "colour", form, operations.change_colour, "Partners see it in this colour.", at="basics")


@require_POST
def departments(request: HouseRequest) -> HttpResponse:
    """Add a department."""
    form = DepartmentForm(request.POST, auto_id="id_department_%s")
    return _take(request, "department", form, operations.add_department, "Added the department.", at="departments")


@require_POST
def department(request: HouseRequest, department: str) -> HttpResponse:
    """Rename a department, or remove it."""
    if "remove" in request.POST:
        operations.remove_department(department=department, viewer=request.viewer, at=request.at)
        answers.done(request, "Removed the department; its members stay.")
        return lead_to("departments")

    def rename(**said: Any) -> None:
        operations.rename_department(department=department, **said)

    form = DepartmentForm(request.POST, auto_id="id_department_%s")
    return _take(request, "department", form, rename, "Renamed the department.", at="departments")


@require_POST
def invitations(request: HouseRequest) -> HttpResponse:
    """Invite somebody of ours and show the link, this once: its secret is kept nowhere."""
    listed = queries.list_departments(viewer=request.viewer)
    form = InviteForm(request.POST, departments=listed, auto_id="id_invite_%s")
    if form.is_valid():
        try:
            secret = operations.invite_member(viewer=request.viewer, at=request.at, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            link = request.build_absolute_uri(reverse("invitation", args=[secret]))
            return render(request, "web/house/invited.html", {"link": link, "name": form.cleaned_data["name"]})
    return show(request, "members", {"invitation": form})


@require_POST
def invitation(request: HouseRequest, invitation: str) -> HttpResponse:
    """Withdraw an invitation."""
    operations.withdraw_invitation(invitation=invitation, viewer=request.viewer, at=request.at)
    answers.done(request, "Withdrawn. The link opens nothing any more.", undoable=False)
    return lead_to("members")


@require_POST
def member(request: HouseRequest, member: str) -> HttpResponse:
    """Give a member another part in the house or another department."""
    row = queries.get_member(member, viewer=request.viewer)
    form = MemberForm(request.POST, departments=queries.list_departments(viewer=request.viewer))
    if not form.is_valid():
        answers.refuse(request, "That part or department is not known here. Nothing was changed.")
        return lead_to("members")
    try:
        operations.change_member(member=member, viewer=request.viewer, at=request.at, **form.cleaned_data)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, f"Changed the part of {row.name}.")
    return lead_to("members")


def member_leaving(request: HouseRequest, member: str) -> HttpResponse:
    """Let a member leave; what they held goes to a named successor in the same act."""
    row = queries.get_member(member, viewer=request.viewer)
    others = [(one.id, one.name) for one in queries.list_members(viewer=request.viewer) if one.id != member]
    form = LeavingForm(request.POST or None, others=others)
    if form.is_valid():
        successor = form.cleaned_data["successor"]
        try:
            operations.leave(member=member, successor=successor, viewer=request.viewer, at=request.at)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, f"{row.name} left. What they held is with {dict(others)[successor]} now.")
            return lead_to("members")
    n_accounts = account_queries.count_owned(viewer=request.viewer).get(member, 0)
    context = {"member": row, "form": form, "n_accounts": n_accounts}
    return render(request, "web/house/leaving.html", context, status=422 if form.errors else 200)


@require_POST
def member_return(request: HouseRequest, member: str) -> HttpResponse:
    """Let somebody who left in again."""
    operations.let_return(member=member, viewer=request.viewer, at=request.at)
    name = queries.get_member(member, viewer=request.viewer).name
    answers.done(request, f"{name} can sign in again. What they passed on stays where it is.")
    return lead_to("members")


@require_POST
def competitors(request: HouseRequest) -> HttpResponse:
    """Set the competitors and their spellings."""
    form = NamesForm(request.POST, label="Competitors", auto_id="id_competitors_%s")
    act = account_operations.set_competitors
    return _take(request, "competitors", form, act, "Changed whom we watch.", at="names")


@require_POST
def products(request: HouseRequest) -> HttpResponse:
    """Set the names of what we ship and their spellings."""
    form = NamesForm(request.POST, label="What we ship", auto_id="id_products_%s")
    act = account_operations.set_product_names
    return _take(request, "products", form, act, "Changed what we are known to ship.", at="names")


@require_POST
def ask_limit(request: HouseRequest) -> HttpResponse:
    """Say how often one person may be asked for their time."""
    form = AskLimitForm(request.POST, auto_id="id_asks_%s")
    return _take(request, "asks", form, asks.change_limit, "Changed how often we ask one person.")


@require_POST
def mail_server(request: HouseRequest) -> HttpResponse:
    """Set the outgoing mail server, or send nothing any more."""
    if "none" in request.POST:
        operations.remove_mail_server(viewer=request.viewer, at=request.at)
        answers.done(request, "Nothing is sent any more. Mails wait here until a server is set.", undoable=False)
        return lead_to("mail")
    form = MailForm(request.POST, auto_id="id_mail_%s")
    sentence = "Changed the mail server. Send a test to see whether it works."
    return _take(request, "mail", form, operations.change_mail_server, sentence, undoable=False)


@require_POST
def mail_test(request: HouseRequest) -> HttpResponse:
    """Send one mail now and say what the server answered."""
    form = MailTestForm(request.POST, auto_id="id_test_%s")
    if form.is_valid():
        try:
            mail.send_test(to=form.cleaned_data["to"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            form.answer = f"The server took the mail to {form.cleaned_data['to']}."
    return show(request, "mail", {"mail_test": form})


@require_POST
def incoming(request: HouseRequest) -> HttpResponse:
    """Set the mailbox that is read, or read none any more."""
    if "none" in request.POST:
        mailboxes.remove_mailbox(viewer=request.viewer, at=request.at)
        answers.done(request, "No mailbox is read any more. What was read stays.", undoable=False)
        return lead_to("mailbox")
    form = MailboxForm(request.POST, auto_id="id_mailbox_%s")
    sentence = "Changed the mailbox. Test the connection to see whether it can be opened."
    return _take(request, "mailbox", form, mailboxes.change_mailbox, sentence, undoable=False)


@require_POST
def incoming_test(request: HouseRequest) -> HttpResponse:
    """Look into the mailbox now and say what the server answered."""
    form = MailboxTestForm(request.POST)
    form.full_clean()
    try:
        form.answer = mailbox.test_connection()
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return show(request, "mailbox", {"mailbox_test": form})


@require_POST
def backup(request: HouseRequest) -> HttpResponse:
    """Let a backup be made now."""
    operations.back_up(viewer=request.viewer, at=request.at)
    answers.done(request, "A backup is being made. It stands here when it was opened and checked.", undoable=False)
    return lead_to("backup")


@require_POST
def wall(request: HouseRequest) -> HttpResponse:
    """Let what people outside are shown be looked through now."""
    operations.check_wall(viewer=request.viewer, at=request.at)
    answers.done(request, "The shared pages are being looked through. What was found stands here then.", undoable=False)
    return lead_to("wall")


def _take(
    request: HouseRequest,
    name: str,
    form: forms.Form,
    act: Callable[..., Any],
    sentence: str,
    *,
    at: str = "",
    undoable: bool = True,
) -> HttpResponse:
    """Carry out `act` with what the form says and lead back to its section, or show the form again with what is wrong."""
    if form.is_valid():
        try:
            act(viewer=request.viewer, at=request.at, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, sentence, undoable=undoable)
            return lead_to(at or name)
    return show(request, at or name, {name: form})


def _keep_logo(*, logo: Any, viewer: Any, at: Any) -> None:
    content = logo.read(logos.MOST_BYTES + 1)
    media_type = logos.classify_logo(content)
    operations.change_logo(file=files.store([content]), media_type=media_type, viewer=viewer, at=at)
