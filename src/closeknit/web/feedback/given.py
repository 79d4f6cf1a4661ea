"""Writing feedback to somebody, having it read, giving it: one operation each, said in a toast that can take it back."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from closeknit.accounts import queries as account_queries
from closeknit.analysis.circle.profile import diff_words
from closeknit.analysis.feedback.checking import check_draft
from closeknit.analysis.feedback.kinds import FeedbackChannel, GivenState
from closeknit.identity import queries as identity_queries
from closeknit.kit import mail
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import ChangedMeanwhile, NotAllowed, NotFound, Refused
from closeknit.kit.ways import find_way
from closeknit.promises.feedback import checks, operations, queries
from closeknit.promises.feedback.queries import GivenPage
from closeknit.web import answers, quotes, trying
from closeknit.web.feedback import labels, rows
from closeknit.web.feedback.forms import AnswerForm, DraftForm, GiveForm
from closeknit.web.request import HouseRequest
from closeknit.web.touchpoints.moments import local


def writing(request: HouseRequest, account: str) -> HttpResponse:
    """Begin feedback to somebody at an account; `look` shows what the checks find before it is kept."""
    row = account_queries.get_account(account, viewer=request.viewer)
    people = account_queries.list_contacts(viewer=request.viewer, account=account)
    data = request.POST if request.method == "POST" else None
    initial = {"contact": request.GET.get("with", "")}
    form = DraftForm(data, people=people, checks_url=find_way("feedback_checks"), initial=initial)
    status = 422 if data is not None and "look" not in data else 200
    if data is not None and "look" not in data and form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "base"}
        begun: list[str] = []
        if trying.try_form(form, lambda: begun.append(_draft(request, said))):
            answers.done(request, "Kept as a draft.")
            return redirect("given_feedback", begun[0])
    context = {"account": row, "form": form, "people": people} | _checked(form["text"].value() or "")
    return render(request, "web/feedback/writing.html", context, status=status)


@require_POST
def draft_checks(request: HouseRequest) -> HttpResponse:
    """Answer what the checks find in a draft that is being written; nothing is kept."""
    return render(request, "web/feedback/_checks.html", _checked(request.POST.get("text", "")))


@require_GET
def show(request: HouseRequest, given: str) -> HttpResponse:
    """Show one piece of feedback: its words, what the checks find, who reads it, and what can be done next."""
    return _show(request, given)


@require_POST
def version(request: HouseRequest, given: str) -> HttpResponse:
    """Write the next version; who comes second sees both. `look` shows what the checks find before it is kept."""
    form = DraftForm(request.POST, checks_url=find_way("feedback_checks"))
    if "look" in request.POST:
        return _show(request, given, form=form)
    if not form.is_valid():
        return _show(request, given, form=form, status=422)
    said = form.cleaned_data | {"base": form.cleaned_data["base"] or 0}
    try:
        number = operations.write_feedback(feedback=given, viewer=request.viewer, at=request.at, **said)
    except ChangedMeanwhile as refusal:
        return _show_both(request, given, said, str(refusal))
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, given, form=form, status=422)
    answers.done(request, f"Kept as version {number}.")
    return redirect("given_feedback", given)


@require_POST
def reader(request: HouseRequest, given: str) -> HttpResponse:
    """Ask a colleague to read it, or take it back from them."""
    act: dict[str, Any] = {"feedback": given, "viewer": request.viewer, "at": request.at}
    if "back" in request.POST:
        return _act(request, given, "Taken back.", lambda: operations.take_back_draft(**act))
    asked = request.POST.get("reader", "")
    return _act(request, given, "Your colleague was asked.", lambda: operations.ask_reader(reader=asked, **act))


@require_POST
def reading(request: HouseRequest, given: str) -> HttpResponse:
    """Approve it as the second reader, or suggest other words."""
    act: dict[str, Any] = {
        "feedback": given,
        "note": request.POST.get("note", ""),
        "viewer": request.viewer,
        "at": request.at,
    }
    if "approve" in request.POST:
        return _act(request, given, "Approved: it can be given.", lambda: operations.approve_draft(**act))
    words = request.POST.get("text", "")
    return _act(request, given, "Your words were suggested.", lambda: operations.suggest_words(text=words, **act))


@require_POST
def readiness(request: HouseRequest, given: str) -> HttpResponse:
    """Say that it is fit to be given, or leave it unsaid."""
    act: dict[str, Any] = {"feedback": given, "viewer": request.viewer, "at": request.at}
    if "withdraw" in request.POST:
        why = request.POST.get("why", "")
        return _act(request, given, "Left unsaid.", lambda: operations.withdraw_feedback(why=why, **act))
    despite = request.POST.get("despite", "")
    return _act(request, given, "Ready to be given.", lambda: operations.make_ready(despite=despite, **act))


@require_POST
def giving(request: HouseRequest, given: str) -> HttpResponse:
    """Send it, or keep in which talk it was said."""
    row = queries.get_given(given, viewer=request.viewer).row
    said: dict[str, Any] = {}
    if row.channel == FeedbackChannel.TALK:
        form = GiveForm(request.POST, zone=request.zone)
        if not form.is_valid():
            return _show(request, given, give=form, status=422)
        said = form.cleaned_data
    waits = " The mail waits until the house has a mail server." if mail.find_server() is None else ""
    sentence = "Given." + (waits if row.channel == FeedbackChannel.MAIL else "")
    act: dict[str, Any] = {"feedback": given, "viewer": request.viewer, "at": request.at} | said
    return _act(request, given, sentence, lambda: operations.give_feedback(**act))


@require_POST
def reply(request: HouseRequest, given: str) -> HttpResponse:
    """Keep what they answered."""
    form = AnswerForm(request.POST, zone=request.zone)
    if form.is_valid():
        act: dict[str, Any] = {"feedback": given, "viewer": request.viewer, "at": request.at} | form.cleaned_data
        if trying.try_form(form, lambda: operations.record_reply(**act)):
            answers.done(request, "Kept as their words.")
            return redirect("given_feedback", given)
    return _show(request, given, reply=form, status=422)


def _draft(request: HouseRequest, said: dict[str, Any]) -> str:
    return operations.draft_feedback(viewer=request.viewer, at=request.at, **said)


def _show_both(request: HouseRequest, given: str, said: dict[str, Any], sentence: str) -> HttpResponse:
    """Show what somebody else wrote meanwhile beside what this one wrote, to be kept on top of it."""
    page = queries.get_given(given, viewer=request.viewer)
    newest = page.versions[0]
    form = DraftForm(initial=said | {"base": newest.number}, checks_url=find_way("feedback_checks"))
    both = {
        "sentence": sentence,
        "who": newest.written_by,
        "number": newest.number,
        "theirs": newest.text,
        "changes": diff_words(newest.text, said["text"]),
    }
    return _show(request, given, form=form, both=both, status=422)


def _show(
    request: HouseRequest,
    given: str,
    *,
    status: int = 200,
    form: DraftForm | None = None,
    both: dict[str, Any] | None = None,
    give: GiveForm | None = None,
    reply: AnswerForm | None = None,
) -> HttpResponse:
    viewer, page = request.viewer, queries.get_given(given, viewer=request.viewer)
    row, may = page.row, viewer.can(Capability.MAKE_PROMISES)
    mark, standing = labels.GIVEN[GivenState(row.state)]
    can = {state.value: may and checks.can_give_on(row.state, state) for state in GivenState}
    is_author, now = row.author_id == viewer.id, {"said_at": local(request.at, request.zone)}
    is_written = may and row.state in (GivenState.DRAFT, GivenState.READY)
    text = (form["text"].value() or "") if form else page.text
    initial = {"about": row.about, "channel": row.channel, "text": page.text, "base": row.version}
    context: dict[str, Any] = {
        "row": row,
        "page": page,
        "text": page.text,
        "mark": mark,
        "standing": standing,
        "can": can,
        "is_author": is_author,
        "is_reader": may and row.reader_id == viewer.id and row.state == GivenState.WITH_READER,
        "form": (form or DraftForm(initial=initial, checks_url=find_way("feedback_checks"))) if is_written else None,
        "both": both,
        "colleagues": _colleagues(page, viewer_may=can["with_reader"] and is_author, request=request),
        "give": give or GiveForm(zone=request.zone, initial=now),
        "reply": (reply or AnswerForm(zone=request.zone, initial=now | {"medium": "email"}))
        if can["answered"]
        else None,
        "words": [quotes.quote_of(one, with_account=False) for one in page.words],
        "is_mail": row.channel == FeedbackChannel.MAIL,
    }
    return render(request, "web/feedback/given.html", context | _checked(text), status=status)


def _colleagues(page: GivenPage, *, viewer_may: bool, request: HouseRequest) -> list[tuple[str, str]]:
    if not viewer_may:
        return []
    members = identity_queries.list_members(viewer=request.viewer)
    return [(one.id, one.name) for one in members if one.id != page.row.author_id and one.role != "guest"]


def _checked(text: str) -> dict[str, Any]:
    checked = check_draft(text)
    return {
        "findings": rows.findings_of(checked) if text.strip() else [],
        "pieces": rows.pieces_of(text, checked),
        "n_unmet": len(checked.unmet),
        "is_fit": checked.is_fit,
    }


def _act(request: HouseRequest, given: str, sentence: str, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, sentence)
    return redirect("given_feedback", given)
