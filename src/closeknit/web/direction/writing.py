"""Writing the next version of a profile: forecasts first, then the text, with their words at hand to cite."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from closeknit.accounts import queries as account_queries
from closeknit.accounts.queries import AccountRow
from closeknit.analysis.circle import profile as analysis
from closeknit.circle.forecasts import queries as forecast_queries
from closeknit.circle.profiles import citing, evidence, operations, queries
from closeknit.kit import markdown
from closeknit.kit.refusals import ChangedMeanwhile, Refused
from closeknit.web import answers, quotes
from closeknit.web.direction import rows
from closeknit.web.direction.forms import WritingForm
from closeknit.web.request import HouseRequest

KEYS = [("Look for words to cite", "Ctrl K"), ("Cite the first that was found", "Enter"), ("Back to writing", "Esc")]


def writing(request: HouseRequest, account: str) -> HttpResponse:
    """Write the next version; while a forecast waits for its outcome, ask for that first. `?draft=1` begins with a first draft."""
    row = account_queries.get_account(account, viewer=request.viewer)
    today = request.today
    due = forecast_queries.list_due(viewer=request.viewer, by=today, account=account)
    if due and request.method == "GET":
        lines = [rows.forecast_of(one, today=today, with_form=True) for one in due]
        return render(request, "web/direction/resolving.html", {"account": row, "due": lines})
    if request.method == "POST":
        return _keep(request, row)
    page = queries.find_profile(account, viewer=request.viewer)
    text = page.text if page else ""
    if not text and request.GET.get("draft"):
        text = evidence.draft_profile(account, viewer=request.viewer, at=request.at)
    form = WritingForm(initial={"text": text, "base": page.current if page else 0}, auto_id="id_profile_%s")
    return _show(request, row, form, text)


@require_GET
def words(request: HouseRequest, account: str) -> HttpResponse:
    """Offer words of the account to cite: what holds the words that are looked for, else the newest."""
    account_queries.get_account(account, viewer=request.viewer)
    return render(request, "web/direction/_words.html", _offered(request, account, request.GET.get("q", "")))


def _keep(request: HouseRequest, account: AccountRow) -> HttpResponse:
    form = WritingForm(request.POST, auto_id="id_profile_%s")
    if not form.is_valid():
        return _show(request, account, form, request.POST.get("text", ""), status=422)
    said = form.cleaned_data
    if cite := request.POST.get("cite", ""):
        # Without script the button beside the words brings the text here and back, with the note at its end.
        text = f"{said['text'].rstrip()} [^{cite}]" if cite.isdecimal() else said["text"]
        return _show(request, account, WritingForm(initial=said | {"text": text}, auto_id="id_profile_%s"), text)
    try:
        number = operations.write_profile(account=account.id, viewer=request.viewer, at=request.at, **said)
    except ChangedMeanwhile as refusal:
        return _show_both(request, account, said, str(refusal))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, account, form, said["text"], status=422)
    answers.done(request, "Kept as the first version." if number == 1 else f"Kept as version {number}.")
    return redirect("direction", account.id)


def _show_both(request: HouseRequest, account: AccountRow, said: dict[str, Any], sentence: str) -> HttpResponse:
    """Show what somebody else wrote meanwhile beside what this one wrote, to be kept on top of it."""
    theirs = queries.find_profile(account.id, viewer=request.viewer)
    current = theirs.current if theirs else 0
    form = WritingForm(initial=said | {"base": current}, auto_id="id_profile_%s")
    changes = analysis.diff_words(theirs.text if theirs else "", said["text"].replace("\r\n", "\n").strip())
    cited = citing.list_cited(markdown.list_notes(said["text"]), viewer=request.viewer) | dict(
        theirs.cited if theirs else {}
    )
    both = {
        "sentence": sentence,
        "theirs": rows.version_of(theirs.version, zone=request.zone) if theirs else None,
        "theirs_text": theirs.text if theirs else "",
        "changes": rows.changes_of(changes, cited),
    }
    return _show(request, account, form, said["text"], status=422, both=both)


def _show(
    request: HouseRequest,
    account: AccountRow,
    form: WritingForm,
    text: str,
    *,
    status: int = 200,
    both: dict[str, Any] | None = None,
) -> HttpResponse:
    cited = citing.list_cited(markdown.list_notes(text), viewer=request.viewer)
    context = {
        "account": account,
        "form": form,
        "both": both,
        "cited": [(note, quotes.quote_of(row, with_account=False)) for note, row in sorted(cited.items())],
        "page_keys": KEYS,
    }
    context |= _offered(request, account.id, "")
    return render(request, "web/direction/writing.html", context, status=status)


def _offered(request: HouseRequest, account: str, query: str) -> dict[str, Any]:
    found = citing.find_words(account, query, viewer=request.viewer)
    return {
        "query": query,
        "offered": [(note, quotes.quote_of(row, query=query, with_account=False)) for note, row in found],
    }
