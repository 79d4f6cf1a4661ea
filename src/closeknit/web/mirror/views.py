"""Putting the next mirror report together: what stands in it, in whose words, and whom to ask for their consent."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import ChangedMeanwhile, NotAllowed, NotFound, Refused
from closeknit.promises.mirror import operations, queries
from closeknit.promises.mirror.queries import MirrorDraft
from closeknit.verbatims.consents import checks as consent_checks
from closeknit.verbatims.consents import operations as consent_operations
from closeknit.web import answers
from closeknit.web.mirror import rows
from closeknit.web.request import HouseRequest


@require_GET
def account_mirror(request: HouseRequest, account: str) -> HttpResponse:
    """Show the next report while it is put together, with all that could stand in it, and the reports that went out."""
    draft = queries.get_draft(account, viewer=request.viewer, at=request.at)
    return _show(request, draft, {"intro": draft.intro, "questions": draft.questions, "base": draft.number})


@require_POST
def writing(request: HouseRequest, account: str) -> HttpResponse:
    """Keep the report as put together; who comes second sees both."""
    draft = queries.get_draft(account, viewer=request.viewer, at=request.at)
    said = _read(request.POST, draft)
    try:
        operations.write_mirror(account=account, viewer=request.viewer, at=request.at, **said)
    except ChangedMeanwhile as refusal:
        theirs = {one.key: one.text for one in draft.candidates if one.is_own and one.text}
        changed = [
            (theirs.get(key, ""), text) for key, text in said["texts"].items() if text and text != theirs.get(key)
        ]
        both = {"sentence": str(refusal), "intro": draft.intro, "questions": draft.questions, "changed": changed}
        return _show(request, draft, said | {"base": draft.number}, status=422, both=both)
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        return _show(request, draft, said, status=422, problem=str(refusal))
    answers.done(request, "Kept. Look at it as they will read it.")
    return redirect("account_mirror", account)


@require_POST
def consents(request: HouseRequest, account: str) -> HttpResponse:
    """Keep that somebody there is content to be quoted to their colleagues, with what they said so far."""
    silent = queries.get_draft(account, viewer=request.viewer, at=request.at).silent
    words = silent.get(request.POST.get("contact", ""), ())
    try:
        if not words:
            raise consent_checks.BadConsent("There are no words of theirs that wait for a yes.")
        consent_operations.record_consent(
            verbatims=[one.id for one in words],
            audience="account",
            medium=request.POST.get("medium", ""),
            said_on=request.today,
            is_named=bool(request.POST.get("is_named")),
            viewer=request.viewer,
            at=request.at,
        )
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, f"{words[0].speaker} can be quoted to their colleagues.")
    return redirect("account_mirror", account)


def _show(
    request: HouseRequest,
    draft: MirrorDraft,
    typed: dict[str, Any],
    *,
    status: int = 200,
    both: dict[str, Any] | None = None,
    problem: str = "",
) -> HttpResponse:
    account = draft.report.account_id
    context = {
        "report": draft.report,
        "draft": draft,
        "typed": typed,
        "parts": rows.choices_of(draft, texts=typed.get("texts", {}), left_out=typed.get("left_out")),
        "both": both,
        "problem": problem,
        "versions": queries.list_versions(account, viewer=request.viewer),
        "silent": rows.silent_of(draft),
        "may_write": request.viewer.can(Capability.MAKE_PROMISES),
        "changed_on": clock.local_date(draft.changed_at, request.zone) if draft.changed_at else None,
    }
    return render(request, "web/mirror/mirror.html", context, status=status)


def _read(data: QueryDict, draft: MirrorDraft) -> dict[str, Any]:
    """Return what was chosen and typed. What came in since the page was opened was seen by nobody, and keeps what was decided of it."""
    shown, taken = set(data.getlist("show")), set(data.getlist("take"))
    offered = set(data.getlist("offered"))
    texts, left_out = {}, []
    for one in draft.candidates:
        if one.is_own:
            typed = data.get(f"text:{one.key}", one.text)
            texts[one.key] = typed.strip() or (one.proposal if one.key in taken else "")
        elif (one.key in offered and one.key not in shown) or (one.key not in offered and not one.is_shown):
            left_out.append(one.key)
    base = data.get("base", "")
    return {
        "base": int(base) if base.isdecimal() and len(base) < 9 else 0,
        "intro": data.get("intro", ""),
        "questions": data.get("questions", ""),
        "texts": texts,
        "left_out": left_out,
    }
