"""People at accounts: adding, changing, leaving, turning up elsewhere."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from closeknit.accounts import asked, operations, queries
from closeknit.accounts.spaces import queries as space_queries
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import Refused
from closeknit.kit.ways import find_way
from closeknit.today import people
from closeknit.web import answers
from closeknit.web.people import rows
from closeknit.web.people.forms import ContactForm, LeavingForm, PartForm, PlaceForm, SeenToForm
from closeknit.web.request import HouseRequest


def add(request: HouseRequest, account: str) -> HttpResponse:
    """Add somebody at an account."""
    row = queries.get_account(account, viewer=request.viewer)
    form = ContactForm(request.POST or None)
    if form.is_valid():
        try:
            operations.introduce(account=account, viewer=request.viewer, at=request.at, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, f"Added {form.cleaned_data['name']} at {row.name}.")
            return redirect("account", account)
    context = {"form": form, "account_id": row.id, "account": row.name}
    return render(request, "web/people/contact.html", context, status=422 if form.errors else 200)


def contact(request: HouseRequest, contact: str) -> HttpResponse:
    """Change what is known of somebody at an account."""
    row = queries.get_contact(contact, viewer=request.viewer)
    person = queries.get_person(row.person_id, viewer=request.viewer)
    form = ContactForm(request.POST or None, initial=ContactForm.initial_of(row, person))
    if form.is_valid():
        try:
            operations.change_contact(contact=contact, viewer=request.viewer, at=request.at, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, f"Changed what is known of {form.cleaned_data['name']}.")
            return redirect("person", row.person_id)
    context = {
        "form": form,
        "account_id": row.account_id,
        "account": row.account,
        "contact": rows.place_of(row, zone=request.zone),
    }
    return render(request, "web/people/contact.html", context, status=422 if form.errors else 200)


def leaving(request: HouseRequest, contact: str) -> HttpResponse:
    """Record that somebody left an account, and who came after them."""
    row = queries.get_contact(contact, viewer=request.viewer)
    others = [
        (other.id, other.name)
        for other in queries.list_contacts(viewer=request.viewer, account=row.account_id)
        if other.id != row.id
    ]
    invited = space_queries.list_invited(row.account_id, viewer=request.viewer, at=request.at)
    is_invited = any(one.contact_id == row.id for one in invited)
    form = LeavingForm(request.POST or None, initial={"until_on": request.today}, others=others)
    if form.is_valid():
        said = form.cleaned_data
        try:
            operations.end_contact(
                contact=contact,
                until_on=said["until_on"],
                successor=said["successor"] or None,
                viewer=request.viewer,
                at=request.at,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            ended = " Their open invitation has ended, and Undo brings back no invitation." if is_invited else ""
            answers.done(request, f"{row.name} left {row.account}. What they said there stays there.{ended}")
            return redirect("person", row.person_id)
    context = {"form": form, "contact": rows.place_of(row, zone=request.zone), "is_invited": is_invited}
    return render(request, "web/people/leaving.html", context, status=422 if form.errors else 200)


def person(request: HouseRequest, person: str) -> HttpResponse:
    """Show one person: how to reach them, and their places over time. A post gives them a place elsewhere."""
    form = PlaceForm(request.POST or None)
    if form.is_valid():
        account = queries.find_account_by_name(form.cleaned_data.pop("account"), viewer=request.viewer)
        try:
            operations.add_place(
                person=person,
                account=account.id if account else "",
                viewer=request.viewer,
                at=request.at,
                **form.cleaned_data,
            )
        except Refused as refusal:
            form.add_error("account" if account is None else None, str(refusal))
        else:
            answers.done(request, f"Given a place at {account.name if account else ''}.")
            return redirect("person", person)
    context = {
        "person": queries.get_person(person, viewer=request.viewer),
        "places": [rows.place_of(row, zone=request.zone) for row in queries.list_places(person, viewer=request.viewer)],
        "form": form,
        "ideas_url": find_way("person_ideas", person),
        "keeps": request.viewer.can(Capability.KEEP_ACCOUNTS),
        "asked": rows.asked_of(asked.get_asked(person, on=request.today, viewer=request.viewer)),
    }
    return render(request, "web/people/person.html", context, status=422 if form.errors else 200)


@require_POST
def seen_to(request: HouseRequest, contact: str) -> HttpResponse:
    """Record that what happened to somebody is seen to."""
    form = SeenToForm(request.POST)
    if not form.is_valid():
        answers.refuse(request, "That could not be read. Load the page anew; nothing was changed.")
        return answers.back(request, "today")
    try:
        people.see_to(contact=contact, viewer=request.viewer, at=request.at, **form.cleaned_data)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, "Seen to. It asks for no call any more.")
    return answers.back(request, "today")


def part(request: HouseRequest, contact: str) -> HttpResponse:
    """Record that somebody does something else at their account."""
    row = queries.get_contact(contact, viewer=request.viewer)
    today = request.today
    form = PartForm(request.POST or None, initial={"role": row.role, "on": today})
    if form.is_valid():
        try:
            people.change_part(contact=contact, viewer=request.viewer, at=request.at, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, f"{row.name} is {form.cleaned_data['title']} now. Today brings it up.")
            return redirect("person", row.person_id)
    context = {"form": form, "contact": rows.place_of(row, zone=request.zone)}
    return render(request, "web/people/part.html", context, status=422 if form.errors else 200)
