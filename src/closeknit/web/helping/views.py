"""Can we help? The needs of an account with our answers, one of them in full, and telling those whose words stood behind it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from closeknit.accounts import queries as account_queries
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import ChangedMeanwhile, NotFound, Refused
from closeknit.offerings.helping import checks, operations, queries
from closeknit.offerings.helping.queries import AnswerRow, HelpPage, NeedToAnswer
from closeknit.web import answers, quotes
from closeknit.web.helping import carrying, labels
from closeknit.web.helping.forms import AnswerForm, TellForm
from closeknit.web.request import HouseRequest


@require_GET
def account_help(request: HouseRequest, account: str) -> HttpResponse:
    """Show every need of an account with our answer, those still to be answered first."""
    row = account_queries.get_account(account, viewer=request.viewer)
    needs = queries.list_of_account(account, viewer=request.viewer)
    today = request.today
    open_ones = [one for one in needs if one.is_open]
    untold = [one for one in needs if one.state == "answered"]
    told = [one for one in needs if one.state == "told"]
    context = {
        "account": row,
        "parts": [
            (title, name, [_line(one, today) for one in several])
            for title, name, several in (
                ("To be answered", "open", open_ones),
                ("Answered, not told yet", "answered", untold),
                ("Told", "told", told),
            )
            if several
        ],
        "counts": [
            (label, n)
            for code, label in labels.ANSWERS.items()
            if (n := sum(1 for one in needs if not one.is_open and one.answer and one.answer.answer == code))
        ],
        "n_open": len(open_ones),
        "may_shape": request.viewer.can(Capability.SHAPE_OFFERINGS),
    }
    return render(request, "web/helping/account.html", context)


def help_need(request: HouseRequest, account: str, need: str) -> HttpResponse:
    """Show our answer to one need of one account, with its versions and who is to be told; or answer."""
    page = queries.get_help(account, need, viewer=request.viewer, sender=request.viewer.name)
    if request.method != "POST":
        return _show(request, page, _form(request, page))
    form = AnswerForm(request.POST, members=_members(request))
    if not form.is_valid():
        return _show(request, page, form, status=422)
    said = form.cleaned_data
    try:
        _keep(request, page, said)
    except ChangedMeanwhile as refusal:
        theirs = queries.get_help(account, need, viewer=request.viewer, sender=request.viewer.name)
        form = AnswerForm(initial=said | {"base": theirs.version}, members=_members(request))
        return _show(request, theirs, form, status=422, sentence=str(refusal))
    except NotFound:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, page, form, status=422)
    answers.done(request, f"{labels.ANSWERS.get(said['answer'], 'To be decided')}: kept.")
    return redirect("help_need", account, need)


@require_POST
def telling(request: HouseRequest, help_id: str, contact: str) -> HttpResponse:
    """Tell one of those whose words stood behind the need, by mail or in person."""
    row = checks.get_help(help_id, viewer=request.viewer)
    by_mail = request.POST.get("how") != "person"
    form = TellForm(request.POST)
    if by_mail and not form.is_valid():
        answers.refuse(request, "A mail wants a subject and some words. Nothing was sent.")
        return redirect("help_need", row.account_id, row.need_id)
    said = {"subject": request.POST.get("subject", ""), "body": request.POST.get("body", "")}
    try:
        operations.tell_help(
            help_id=help_id, contact=contact, by_mail=by_mail, viewer=request.viewer, at=request.at, **said
        )
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(
            request, "In the outbox. Until it is sent it can be taken back." if by_mail else "Kept: told in person."
        )
    return redirect(f"{reverse('help_need', args=[row.account_id, row.need_id])}#telling")


def _keep(request: HouseRequest, page: HelpPage, said: dict[str, Any]) -> None:
    place: dict[str, Any] = {
        "account": page.account_id,
        "need": page.need_id,
        "viewer": request.viewer,
        "at": request.at,
    }
    if said["answer"]:
        operations.answer_help(**place, **said)
    else:
        asked = {key: said[key] for key in ("decider", "by_on", "base")}
        operations.ask_help(**place, **asked)


def _form(request: HouseRequest, page: HelpPage) -> AnswerForm:
    current = page.current
    initial: dict[str, Any] = {"base": page.version}
    if current:
        initial |= {
            "answer": current.answer,
            "why": current.why,
            "takes": current.takes,
            "partner": current.partner,
            "decider": current.decider_id,
            "by_on": current.by_on,
        }
    return AnswerForm(initial=initial, members=_members(request))


def _members(request: HouseRequest) -> list[tuple[str, str]]:
    return [(one.id, one.name) for one in identity_queries.list_members(viewer=request.viewer)]


def _show(
    request: HouseRequest, page: HelpPage, form: AnswerForm, *, status: int = 200, sentence: str = ""
) -> HttpResponse:
    told = {one.contact_id: one for one in page.told if one.number == page.version}
    context = {
        "page": page,
        "form": form,
        "sentence": sentence,
        "theirs": page.current if sentence else None,
        "theirs_said": labels.ANSWERS.get(page.current.answer, "Not decided yet") if page.current else "",
        "answer": labels.ANSWERS.get(page.current.answer, "") if page.current else "",
        "behind": [
            {
                "who": one,
                "quote": quotes.quote_of(one.words, with_account=False),
                "told": told.get(one.contact_id),
                "told_on": clock.local_date(told[one.contact_id].told_at, request.zone)
                if one.contact_id in told
                else None,
                "form": _tell_form(page, one.contact_id),
            }
            for one in page.behind
        ],
        "versions": [
            (one, labels.ANSWERS.get(one.answer, "Not decided yet"), _day(one, request)) for one in page.versions
        ],
        "carried": carrying.find_carried(request, page) if page.current and page.current.answer else None,
        "may_shape": request.viewer.can(Capability.SHAPE_OFFERINGS),
        "is_open": status != 200 or not page.current or not page.current.answer,
    }
    return render(request, "web/helping/need.html", context, status=status)


def _tell_form(page: HelpPage, contact: str) -> TellForm | None:
    if contact not in page.drafts:
        return None
    subject, body = page.drafts[contact]
    return TellForm(initial={"subject": subject, "body": body}, auto_id=f"tell_{contact}_%s")


def _line(one: NeedToAnswer, today: Any) -> dict[str, Any]:
    answer = one.answer
    return {
        "need": one.need,
        "quote": quotes.quote_of(one.need.words, with_account=False),
        "answer": answer,
        "said": labels.ANSWERS.get(answer.answer, "") if answer else "",
        "state": one.state,
        "n_told": one.n_told,
        "is_late": bool(one.state == "asked" and answer and answer.by_on and answer.by_on < today),
    }


def _day(row: AnswerRow, request: HouseRequest) -> Any:
    return clock.local_date(row.written_at, request.zone)
