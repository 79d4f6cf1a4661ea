"""Handing in what was heard."""

from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from closeknit.accounts import queries as account_queries
from closeknit.analysis.kinds import Medium
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.refusals import Refused
from closeknit.today import capturing
from closeknit.touchpoints import guessing, lines, queries
from closeknit.touchpoints.drafts import Speaker
from closeknit.web import answers
from closeknit.web.capture import hearing
from closeknit.web.capture.forms import FullForm, QuickForm
from closeknit.web.request import HouseRequest


def capture(request: HouseRequest) -> HttpResponse:
    """Keep what somebody handed in from any page, and say where it went."""
    form = QuickForm(request.POST or None)
    if not form.is_valid():
        if request.method != "POST":
            return redirect("capture_full")
        again = FullForm(_typed(request), viewer=request.viewer)
        return render(request, "web/capture/full.html", {"form": again}, status=422)
    said = form.cleaned_data
    try:
        touchpoint = capturing.hand_in(
            words=said["words"],
            promised=said["promised"],
            is_chosen=said["chosen"],
            account=said["account"] or None,
            contact=said["contact"] or None,
            wording=said["wording"] or "reported",
            viewer=request.viewer,
            at=request.at,
        )
    except Refused as refusal:
        again = FullForm(_typed(request), viewer=request.viewer)
        again.add_error(None, str(refusal))
        return render(request, "web/capture/full.html", {"form": again}, status=422)
    else:
        promised = " What was promised stands with what is due." if said["promised"].strip() else ""
        answers.done(request, _where_it_went(touchpoint, request) + promised)
    return answers.back(request, "today")


@require_POST
def guesses(request: HouseRequest) -> HttpResponse:
    """Propose whose words these are, for the field on every page."""
    words = request.POST.get("words", "")
    if len(words.split()) < 2:
        return HttpResponse("")
    return render(
        request,
        "web/capture/guesses.html",
        {
            "guess": guessing.guess(words, viewer=request.viewer),
            "signals": hearing.guess_signals(words, viewer=request.viewer),
        },
    )


def full(request: HouseRequest) -> HttpResponse:
    """Say more about what was heard: who, where, when, how."""
    zone = identity_queries.get_house().zone
    is_whole = "medium" in request.POST
    form = (
        FullForm(request.POST, viewer=request.viewer)
        if is_whole
        else FullForm(viewer=request.viewer, initial=_initial(request))
    )
    if form.is_valid():
        try:
            touchpoint = _record(form.cleaned_data, zone, request)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, _where_it_went(touchpoint, request))
            return redirect("touchpoint", touchpoint)
    return render(request, "web/capture/full.html", {"form": form}, status=422 if form.errors else 200)


def account_names(request: HouseRequest) -> HttpResponse:
    """Propose names of accounts while one types."""
    found = account_queries.list_accounts(viewer=request.viewer, containing=request.GET.get("account", ""), page=1)
    return render(request, "web/capture/names.html", {"names": [row.name for row in found]})


def person_names(request: HouseRequest) -> HttpResponse:
    """Propose the people of the account that was named."""
    account = account_queries.find_account_by_name(request.GET.get("account", ""), viewer=request.viewer)
    people = account_queries.list_contacts(viewer=request.viewer, account=account.id) if account else []
    return render(request, "web/capture/names.html", {"names": [row.name for row in people]})


def moment_of(day: date, zone: str, at: datetime) -> datetime:
    """Return when something on `day` was said: now where that is today, else noon there."""
    return at if day == clock.local_date(at, zone) else clock.start_of_day(day, zone) + timedelta(hours=12)


def _record(said: dict[str, object], zone: str, request: HouseRequest) -> str:
    person = str(said["person"]).strip()
    people = [(person, Speaker(name=person))] if person else []
    speakers, spoken = lines.read(str(said["words"]), people)
    day = said["said_on"]
    assert isinstance(day, date)
    account = said["account"]
    return capturing.record(
        promised=str(said["promised"]),
        lines=spoken,
        speakers=speakers,
        account=str(account) if account else None,
        wording=str(said["wording"]),
        medium=str(said["medium"]),
        started_at=moment_of(day, zone, request.at),
        viewer=request.viewer,
        at=request.at,
    )


def _initial(request: HouseRequest) -> dict[str, object]:
    """What was typed in the field on every page comes along."""
    words = request.POST.get("words", "")
    account, contact = request.POST.get("account", ""), request.POST.get("contact", "")
    row = account_queries.get_contact(contact, viewer=request.viewer) if contact else None
    name = row.account if row else ""
    if account and not row:
        name = account_queries.get_account(account, viewer=request.viewer).name
    return {
        "words": words,
        "account": name,
        "person": row.name if row else "",
        "wording": request.POST.get("wording") or "reported",
        "promised": request.POST.get("promised", ""),
        "said_on": clock.local_date(request.at, identity_queries.get_house().zone).isoformat(),
    }


def _typed(request: HouseRequest) -> dict[str, object]:
    """Return what was typed in the field on every page as the whole form takes it: a refusal loses nothing."""
    return _initial(request) | {"medium": Medium.NOTE.value}


def _where_it_went(touchpoint: str, request: HouseRequest) -> str:
    page = queries.get_touchpoint(touchpoint, viewer=request.viewer)
    who = next((part.name for part in page.parts if not part.is_ours), "")
    where = " at ".join(part for part in (who, page.row.account) if part)
    if any(part.is_unsure for part in page.parts):
        return f"Handed in: {where}. Who that is waits under Bring in."
    return f"Handed in: {where}." if where else "Handed in. Nobody is named in it yet."
