"""Logging a conversation, reading one in full, taking one out, and the older ones of an account."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from closeknit.accounts import queries as account_queries
from closeknit.analysis.kinds import LatenessState
from closeknit.circle.spread import queries as spread_queries
from closeknit.identity import queries as identity_queries
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import Refused
from closeknit.today import conversations, logging
from closeknit.today.logging import Logged
from closeknit.touchpoints import operations, queries
from closeknit.web import answers, quotes
from closeknit.web.request import HouseRequest
from closeknit.web.research import asked
from closeknit.web.research import asking as asking_form
from closeknit.web.spread import labels as spread_labels
from closeknit.web.touchpoints import account_sections, moments, rows, seen
from closeknit.web.touchpoints.forms import LogForm

_LATE = (LatenessState.COOLING, LatenessState.LATE, LatenessState.NEGLECTED)


def new(request: HouseRequest) -> HttpResponse:
    """Log a call, a visit, a coffee or a mail."""
    form, asking = _log_form(request)
    if form.is_valid() and asking.is_valid:
        try:
            logged = logging.log_call(viewer=request.viewer, at=request.at, answers=asking.given, **form.call())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, _outcome(logged))
            return answers.back(request, reverse("touchpoint", args=[logged.touchpoint]))
    context = {
        "form": form,
        "next": request.POST.get("next", request.headers.get("Referer", "")),
        "may_promise": request.viewer.can(Capability.MAKE_PROMISES),
        "asking": asking,
    }
    is_refused = form.is_bound and (form.errors or not asking.is_valid)
    return render(request, "web/touchpoints/new.html", context, status=422 if is_refused else 200)


@require_GET
def account_names(request: HouseRequest) -> HttpResponse:
    """Propose names of accounts while one types."""
    found = account_queries.list_accounts(viewer=request.viewer, containing=request.GET.get("account", ""), page=1)
    return render(request, "web/touchpoints/_account_names.html", {"names": [row.name for row in found]})


@require_GET
def people(request: HouseRequest) -> HttpResponse:
    """Offer the people of the account that was chosen."""
    form, _ = _log_form(request)
    return render(request, "web/touchpoints/_people.html", {"form": form})


@require_GET
def promise(request: HouseRequest) -> HttpResponse:
    """Say how a line that promises something is understood, while it is typed."""
    promised = request.GET.get("promised", "").strip()
    if not promised:
        return HttpResponse("")
    account = account_queries.find_account_by_name(request.GET.get("account", ""), viewer=request.viewer)
    understood = logging.understand_promise(
        promised, account=account.id if account else "", viewer=request.viewer, at=request.at
    )
    context = {"understood": understood, "account": account.name if account else ""}
    return render(request, "web/touchpoints/_promise.html", context)


def touchpoint(request: HouseRequest, touchpoint: str) -> HttpResponse:
    """Show a conversation in full; `?verbatim=` marks the sentence that one came for."""
    found = conversations.get_conversation(touchpoint, viewer=request.viewer)
    words = rows.marked_of(found, request.GET.get("verbatim", ""))
    context = {
        "talk": rows.talk_of(found, zone=request.zone, marked=words.id if words else ""),
        "acts": rows.acts_of(found, viewer=request.viewer),
        "words": words,
        "quote": quotes.quote_of(words, with_account=False) if words else None,
        "may_remove": request.viewer.can(Capability.HAND_IN),
        "may_give": not found.page.row.account_id and request.viewer.can(Capability.HAND_IN),
        **seen.of_talk(request, touchpoint, found.page.row.medium),
        **asked.of_touchpoint(request, touchpoint, words),
    }
    return render(request, "web/touchpoints/touchpoint.html", context)


@require_POST
def promises(request: HouseRequest, touchpoint: str) -> HttpResponse:
    """Make a promise of what was said."""
    try:
        logging.promise_of_words(
            touchpoint=touchpoint,
            promised=request.POST.get("promised", ""),
            verbatim=request.POST.get("verbatim") or None,
            viewer=request.viewer,
            at=request.at,
        )
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, "Promised. It stands with what is due.")
    return answers.back(request, reverse("touchpoint", args=[touchpoint]))


@require_POST
def account(request: HouseRequest, touchpoint: str) -> HttpResponse:
    """Say whose a conversation is that nobody knew of."""
    name = request.POST.get("account", "").strip()
    found = account_queries.find_account_by_name(name, viewer=request.viewer) if name else None
    if found is None:
        said = f"There is no account called “{name}”. Choose one of the list." if name else "Say which account it is."
        answers.refuse(request, f"{said} Nothing was changed.")
        return redirect("touchpoint", touchpoint)
    try:
        operations.give_touchpoint(touchpoint=touchpoint, account=found.id, viewer=request.viewer, at=request.at)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, f"It stands with {found.name} now.")
    return redirect("touchpoint", touchpoint)


@require_POST
def removal(request: HouseRequest, touchpoint: str) -> HttpResponse:
    """Take a conversation out with its words."""
    row = queries.get_touchpoint(touchpoint, viewer=request.viewer).row
    try:
        operations.remove_touchpoint(touchpoint=touchpoint, viewer=request.viewer, at=request.at)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
        return redirect("touchpoint", touchpoint)
    answers.done(request, f"Took out the {rows.medium_of(row)}{f' with {row.account}' if row.account else ''}.")
    return redirect("account", row.account_id) if row.account_id else redirect("heard")


@require_GET
def timeline(request: HouseRequest, account: str) -> HttpResponse:
    """Show the conversations of an account, the newest or those behind the one that was seen last."""
    # An account that is not there must not read like one without conversations.
    row = account_queries.get_account(account, viewer=request.viewer)
    older_than = request.GET.get("older_than", "")
    found = conversations.list_told(account, viewer=request.viewer, older_than=older_than)
    pictures = seen.of_lines(request, found.rows)
    context = rows.timeline_of(found, account, zone=request.zone, pictures=pictures)
    context |= {"account": row, "is_first": not older_than, "log": account_sections.log_act(request, row)}
    is_part = request.htmx and not request.htmx.boosted
    return render(request, f"web/touchpoints/{'_timeline_rows' if is_part else 'timeline'}.html", context)


def _log_form(request: HouseRequest) -> tuple[LogForm, asking_form.Asking]:
    zone = identity_queries.get_house().zone
    initial = {"started_at": moments.local(request.at, zone)} | _preselected(request)
    form = LogForm(request.POST or None, viewer=request.viewer, zone=zone, now=request.at, initial=initial)
    name = request.POST.get("account") or str(initial.get("account", ""))
    account = account_queries.find_account_by_name(name, viewer=request.viewer) if name else None
    here = account_queries.list_contacts(viewer=request.viewer, account=account.id) if account else []
    news = spread_queries.list_news(account.id, viewer=request.viewer, at=request.at, zone=zone) if account else []
    form.offer(
        [(one.id, f"{one.name}, {one.title}" if one.title else one.name) for one in here],
        [(f"{one.kind}:{one.id}", f"{one.text} ({spread_labels.ENDED.get(one.outcome, one.outcome)})") for one in news],
    )
    people = request.POST.getlist("people") if form.is_bound else initial.get("people", [])
    return form, asking_form.read(request, request.POST, account, people, is_checked=form.is_bound)


def _preselected(request: HouseRequest) -> dict[str, Any]:
    """What the way here says already: an account by id (or, from the form itself, by name), or the appointment that took place."""
    appointment, account = request.GET.get("appointment", ""), request.GET.get("account", "")
    if appointment:
        planned = queries.get_appointment(appointment, viewer=request.viewer)
        people = [planned.contact_id] if planned.contact_id else []
        known = {"appointment": planned.id, "account": planned.account, "people": people, "medium": planned.medium}
        if planned.starts_at < request.at:
            known["started_at"] = moments.local(planned.starts_at, identity_queries.get_house().zone)
        return known
    contact = request.GET.get("contact", "")
    if contact:
        person = account_queries.get_contact(contact, viewer=request.viewer)
        return {"account": person.account, "people": [person.id]}
    if account.startswith("account_"):
        return {"account": account_queries.get_account(account, viewer=request.viewer).name}
    return {"account": account}


def _outcome(logged: Logged) -> str:
    if logged.now == LatenessState.ON_TRACK:
        again = " again" if logged.was in _LATE else ""
        return f"Logged. {logged.account} is on track{again}."
    if logged.now in _LATE and logged.days is not None:
        return f"Logged. It is still {logged.days} days since we spoke with {logged.account}."
    return f"Logged with {logged.account}."
