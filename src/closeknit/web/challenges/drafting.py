"""Preparing a challenge: its text, criteria, words and guests."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from closeknit.accounts import queries as account_queries
from closeknit.ideas.challenges import operations, queries
from closeknit.kit.refusals import ChangedMeanwhile, NotFound, Refused
from closeknit.offerings.adjacent import queries as group_queries
from closeknit.offerings.cases import queries as case_queries
from closeknit.web import answers, trying
from closeknit.web.challenges import rows, views
from closeknit.web.challenges.forms import ChallengeForm, ConsentForm
from closeknit.web.ideas.forms import PersonForm
from closeknit.web.request import HouseRequest


def new(request: HouseRequest) -> HttpResponse:
    """Begin a challenge; `?case=` begins with the needs of a case, `?need=` with one need."""
    if request.method != "POST":
        return _show(request, views.challenge_form(request, initial=_initial(request)))
    form = views.challenge_form(request, request.POST)
    if form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "base"}
        try:
            made = operations.make_challenge(viewer=request.viewer, at=request.at, **said)
        except NotFound:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(
                request, "Begun. Nobody sees it yet: lay in their words, say what decides, choose whom to ask."
            )
            return redirect("challenge", made)
    return _show(request, form, status=422)


def text(request: HouseRequest, challenge: str) -> HttpResponse:
    """Say otherwise what a draft asks."""
    page = queries.get_challenge(challenge, viewer=request.viewer, today=request.today)
    if request.method != "POST":
        return _show(request, views.challenge_form(request, initial=rows.initial_of(page)), page=page)
    form = views.challenge_form(request, request.POST)
    both = None
    if form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "case"}
        said["base"] = said["base"] or 0
        try:
            operations.change_challenge(challenge=challenge, viewer=request.viewer, at=request.at, **said)
        except NotFound:
            raise
        except ChangedMeanwhile as refusal:
            both = str(refusal)
            form = views.challenge_form(request, initial=said | {"base": page.revision})
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, "Changed.")
            return redirect("challenge", challenge)
    return _show(request, form, page=page, both=both, status=422)


@require_POST
def criteria(request: HouseRequest, challenge: str) -> HttpResponse:
    """Say a thing that an answer is judged by."""
    said = request.POST
    return _do(
        request,
        "Added.",
        lambda: operations.add_criterion(
            challenge=challenge,
            text=said.get("text", ""),
            weight=_number(said.get("weight", "")),
            named_by=said.get("named_by", ""),
            need=said.get("need", ""),
            viewer=request.viewer,
            at=request.at,
        ),
    )


@require_POST
def criterion(request: HouseRequest, criterion: str) -> HttpResponse:
    """Weigh a criterion otherwise, or take it away."""
    if "remove" in request.POST:
        return _do(
            request,
            "Taken away.",
            lambda: operations.remove_criterion(criterion=criterion, viewer=request.viewer, at=request.at),
        )
    weight = _number(request.POST.get("weight", ""))
    return _do(
        request,
        "Weighed otherwise.",
        lambda: operations.weigh_criterion(criterion=criterion, weight=weight, viewer=request.viewer, at=request.at),
    )


@require_POST
def words(request: HouseRequest, challenge: str) -> HttpResponse:
    """Lay customers' words into what goes out."""
    chosen = request.POST.getlist("words")
    return _do(
        request,
        "Laid in. See below what of it may go out.",
        lambda: operations.lay_words(challenge=challenge, verbatims=chosen, viewer=request.viewer, at=request.at),
    )


@require_POST
def line(request: HouseRequest, line: str) -> HttpResponse:
    """Say words of a brief in a sentence of ours, or take them out."""
    if "remove" in request.POST:
        return _do(
            request,
            "Taken out.",
            lambda: operations.take_words_out(line=line, viewer=request.viewer, at=request.at),
        )
    said = request.POST.get("text", "")
    return _do(
        request,
        "It goes out in our words." if said.strip() else "The words speak for themselves again, as far as they may.",
        lambda: operations.say_in_our_words(line=line, text=said, viewer=request.viewer, at=request.at),
    )


@require_POST
def consent(request: HouseRequest, line: str) -> HttpResponse:
    """Keep that the speaker allowed us to show these words."""
    form = ConsentForm(request.POST)
    if not form.is_valid():
        answers.refuse(request, "Say how and when they said yes. Nothing was kept.")
        return answers.back(request, "challenges")
    said = form.cleaned_data
    return _do(
        request,
        "Kept. Their words go out as they said them.",
        lambda: operations.allow_words(line=line, viewer=request.viewer, at=request.at, **said),
    )


@require_POST
def guests(request: HouseRequest, challenge: str) -> HttpResponse:
    """Choose whom it is put to; once it is open, ask those who were chosen since."""
    said = request.POST
    if "ask" in said:
        return _do(
            request,
            "Asked.",
            lambda: operations.ask_more(challenge=challenge, viewer=request.viewer, at=request.at),
        )
    form = PersonForm(said, viewer=request.viewer)
    contact, account = _find_guest(form)
    if form.errors:
        answers.refuse(request, " ".join(str(one) for several in form.errors.values() for one in several))
        return redirect(f"{reverse('challenge', args=[challenge])}#guests")
    return _do(
        request,
        "On the list. They are asked when it goes out.",
        lambda: operations.choose_guests(
            challenge=challenge,
            contacts=[contact] if contact else [],
            accounts=[account] if account else [],
            kinds=said.getlist("kind"),
            is_everyone="everyone" in said,
            viewer=request.viewer,
            at=request.at,
        ),
    )


def _find_guest(form: PersonForm) -> tuple[str, str]:
    """Return (contact, account): the person who was named, else the account alone; what is wrong is said on the form."""
    if not form.is_valid() or not (form.cleaned_data["account"] or form.cleaned_data["person"]):
        return "", ""
    if form.cleaned_data["person"]:
        return form.find_contact(), ""
    row = account_queries.find_account_by_name(form.cleaned_data["account"], viewer=form.viewer)
    if row is None:
        form.add_error("account", f"There is no account called “{form.cleaned_data['account']}”. Nobody was added.")
    return "", row.id if row else ""


@require_POST
def guest(request: HouseRequest, guest: str) -> HttpResponse:
    """Take somebody off the list, or ask them all the same, with a reason."""
    if "remove" in request.POST:
        return _do(
            request,
            "Taken off the list.",
            lambda: operations.leave_out(guest=guest, viewer=request.viewer, at=request.at),
        )
    reason = request.POST.get("reason", "")
    return _do(
        request,
        "Asked, and the reason is kept.",
        lambda: operations.ask_despite(guest=guest, reason=reason, viewer=request.viewer, at=request.at),
    )


def _do(request: HouseRequest, done: str, act: Callable[[], object]) -> HttpResponse:
    """Do one thing and lead back, with what was done or why it was not."""
    trying.try_act(request, act, done)
    return answers.back(request, "challenges")


def _show(
    request: HouseRequest,
    form: ChallengeForm,
    *,
    page: queries.ChallengePage | None = None,
    both: str | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "page": page, "both": both}
    return render(request, "web/challenges/writing.html", context, status=status)


def _initial(request: HouseRequest) -> dict[str, Any]:
    asked = {"needs": [one for one in request.GET.getlist("need") if one]}
    if case := request.GET.get("case", ""):
        found = case_queries.get_case(case, viewer=request.viewer)
        group = group_queries.get_group(found.group_id, viewer=request.viewer).group
        needs = [need.id for need in group.needs if not need.is_met]
        return {"case": case, "title": found.title[:140], "background": found.parts["why"], "needs": needs}
    return asked


def _number(typed: str) -> int:
    return int(typed) if typed.strip().isdecimal() and len(typed) < 6 else 0
