"""What members see and change of themselves."""

from django.contrib.auth import get_user_model, update_session_auth_hash
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from closeknit.identity import operations, queries
from closeknit.kit.refusals import Refused
from closeknit.today.participation import queries as participation
from closeknit.today.participation.queries import OwnWeek
from closeknit.web import answers
from closeknit.web.me.forms import NameForm, PasswordForm
from closeknit.web.request import HouseRequest


def member_self(request: HouseRequest) -> HttpResponse:
    """Show my own page."""
    return _show(request)


@require_POST
def name(request: HouseRequest) -> HttpResponse:
    """Change my name."""
    form = NameForm(request.POST)
    if not form.is_valid():
        return _show(request, name=form)
    operations.change_own_name(viewer=request.viewer, at=request.at, **form.cleaned_data)
    answers.done(request, f"You are {form.cleaned_data['name']} now.")
    return redirect("member_self")


@require_POST
def password(request: HouseRequest) -> HttpResponse:
    """Change my password; other browsers are signed out by it, this one stays."""
    form = PasswordForm(request.POST)
    if form.is_valid():
        try:
            operations.change_own_password(viewer=request.viewer, at=request.at, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("old", str(refusal))
        else:
            update_session_auth_hash(request, get_user_model()._default_manager.get(email=request.user.get_username()))
            answers.done(request, "Your password is changed. Other browsers have to sign in again.", undoable=False)
            return redirect("member_self")
    return _show(request, password=form)


def _show(request: HouseRequest, *, name: Form | None = None, password: Form | None = None) -> HttpResponse:
    me = queries.get_member(request.viewer.id, viewer=request.viewer)
    context = {
        "me": me,
        "name_form": name or NameForm(initial={"name": me.name}),
        "password_form": password or PasswordForm(),
        "has_calendar": queries.has_calendar(viewer=request.viewer),
        "theme": request.COOKIES.get("theme", ""),
        "week": _say_week(participation.get_own_week(viewer=request.viewer, at=request.at)),
    }
    return render(request, "web/me/me.html", context, status=422 if name or password else 200)


def _say_week(week: OwnWeek) -> str:
    if not (week.n_in_touch or week.n_handed_in):
        return (
            "Nothing of yours is here from this week yet. Press c on any page and type what you heard from a customer."
        )
    said = []
    if week.n_in_touch:
        said.append(f"were in touch with {week.n_in_touch} account{'' if week.n_in_touch == 1 else 's'}")
    if week.n_handed_in:
        said.append(f"handed in what you heard {'once' if week.n_handed_in == 1 else f'{week.n_handed_in} times'}")
    needs = f"; {week.n_needs} need{' stands' if week.n_needs == 1 else 's stand'} on it" if week.n_needs else ""
    return f"This week you {' and '.join(said)}{needs}."
