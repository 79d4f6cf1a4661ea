"""Answering an idea, and telling those who gave it or voted for it."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from closeknit.analysis.ideas.kinds import IdeaState, ReplyKind, VerdictAnswer
from closeknit.ideas import operations, queries, wording
from closeknit.ideas.portal import queries as portal_queries
from closeknit.ideas.portal.queries import PostingRow
from closeknit.ideas.telling import Listener
from closeknit.identity import queries as identity_queries
from closeknit.kit.refusals import ChangedMeanwhile, NotFound, Refused
from closeknit.offerings import queries as offering_queries
from closeknit.offerings.sessions import carrying
from closeknit.web import answers, quotes
from closeknit.web.ideas import labels
from closeknit.web.ideas.forms import TellingForm, VerdictForm
from closeknit.web.request import HouseRequest


def verdict(request: HouseRequest, idea: str) -> HttpResponse:
    """Answer an idea; where somebody answered it meanwhile, show both answers, nothing lost."""
    story = queries.get_story(idea, viewer=request.viewer)
    newest = story.verdicts[0] if story.verdicts else None
    if request.method != "POST":
        initial: dict[str, Any] = {"base": newest.number if newest else 0}
        if newest:
            initial |= {"answer": newest.answer, "reason": newest.reason, "line": newest.line_id}
        elif story.idea.redesign_id:
            decided = carrying.get_decided(story.idea.redesign_id, viewer=request.viewer)
            initial |= {"answer": VerdictAnswer.PLANNED, "sentence": decided.reason, "line": decided.line_id}
        if request.GET.get("answer") == VerdictAnswer.IN_USE:
            # Led here from what we promised for it and kept.
            initial |= {"answer": VerdictAnswer.IN_USE, "reason": ""}
        return _show(request, story, _form(request, initial=initial))
    form = _form(request, request.POST)
    if not form.is_valid():
        return _show(request, story, form, status=422)
    said = form.said()
    try:
        operations.give_verdict(idea=idea, viewer=request.viewer, at=request.at, **said)
    except NotFound:
        raise
    except ChangedMeanwhile as refusal:
        # The second writer sees both: theirs above, this one's in the form, to be given on top of it or left.
        story = queries.get_story(idea, viewer=request.viewer)
        newest = story.verdicts[0] if story.verdicts else None
        again = _form(request, initial=said | {"base": newest.number if newest else 0})
        both = {"sentence": str(refusal), "theirs": newest, "words": labels.state_of(newest.answer) if newest else ""}
        return _show(request, story, again, both=both, status=422)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, story, form, status=422)
    if queries.has_sides(idea, viewer=request.viewer):
        answers.done(request, "Answered. Some gave what counts here and cannot read this: say it to them, too.")
        return redirect("idea_sides", idea)
    answers.done(request, "Answered. Now tell those who gave it and voted for it.")
    return redirect("idea_telling", idea)


def telling(request: HouseRequest, idea: str) -> HttpResponse:
    """Tell those who gave an idea or voted for it: a message that is ready, and theirs to change."""
    viewer = request.viewer
    story = queries.get_story(idea, viewer=viewer)
    kind = ReplyKind.MERGED if _is_to_tell_merged(story) else ReplyKind.VERDICT
    listeners = queries.list_listeners(idea, kind, viewer=viewer)
    form = TellingForm(
        request.POST if request.method == "POST" else None, initial=_ready(request, story, kind, listeners)
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        by_mail, to = request.POST.get("act") != "told", request.POST.getlist("to")
        try:
            n = operations.tell(
                idea=idea, to=to, kind=kind, by_mail=by_mail, viewer=viewer, at=request.at, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 422
        else:
            mails = "1 mail goes out." if n == 1 else f"{n} mails go out."
            answers.done(request, f"{mails} Who was told stands on its page." if n else "Kept that they were told.")
            return redirect("idea", idea)
    context = {
        "story": story,
        "idea": story.idea,
        "is_merged": kind is ReplyKind.MERGED,
        "form": form,
        "listeners": listeners,
        "n_to_tell": sum(one.told_at is None and one.member_id != viewer.id for one in listeners),
        "to": request.POST.getlist("to"),
        "is_asked": request.method == "POST",
    }
    return render(request, "web/ideas/telling.html", context, status=422 if form.errors else status)


def _is_to_tell_merged(story: queries.IdeaStory) -> bool:
    """Return whether people are told that it counts elsewhere: until its side has the answer in words of its own."""
    row = story.idea
    if row.state != IdeaState.MERGED:
        return False
    return not story.verdicts or row.merged_at is None or story.verdicts[0].written_at < row.merged_at


def _form(request: HouseRequest, *args: Any, **kwargs: Any) -> VerdictForm:
    lines = [(one.id, one.text) for one in offering_queries.list_purpose_lines(viewer=request.viewer)]
    offerings = offering_queries.list_offering_names(viewer=request.viewer)
    return VerdictForm(*args, lines=lines, offerings=offerings, auto_id="verdict_%s", **kwargs)


def _show(
    request: HouseRequest,
    story: queries.IdeaStory,
    form: VerdictForm,
    *,
    both: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "idea": story.idea,
        "story": story,
        "both": both,
        "words": quotes.quote_of(story.words) if story.words else None,
        "verdicts": [(one, labels.state_of(one.answer), labels.reason_of(one.reason)) for one in story.verdicts],
    }
    return render(request, "web/ideas/verdict.html", context, status=status)


def _ready(
    request: HouseRequest, story: queries.IdeaStory, kind: ReplyKind, listeners: Sequence[Listener]
) -> dict[str, str]:
    """Return the message that is ready, as the form begins with it. What is between an account and us it names to nobody else."""
    row, viewer, house = story.idea, request.viewer, identity_queries.get_house().name
    posting = portal_queries.find_posting(row.id, viewer=viewer)
    if kind is ReplyKind.MERGED and row.merged_into is not None:
        root, number, title = row.merged_into
        into = portal_queries.find_posting(root, viewer=viewer)
        is_told = _may_hear(into, [row.giver.account])
        letter = wording.write_merged(
            called=_call(row.number, posting),
            title=row.title,
            into=_call(number, into) if is_told else "",
            into_title=title if is_told else "",
            member=viewer.name,
            house=house,
        )
        return {"subject": letter.subject, "text": letter.body}
    if not story.verdicts:
        return {}
    newest = story.verdicts[0]
    is_told = _may_hear(posting, [one.account for one in listeners if not one.member_id])
    letter = wording.write_verdict(
        called=_call(row.number, posting) if is_told else "",
        title=row.title if is_told else "",
        answer=newest.answer,
        reason=newest.reason,
        sentence=newest.sentence,
        revisit_on=newest.revisit_on,
        member=viewer.name,
        house=house,
    )
    return {"subject": letter.subject, "text": letter.body}


def _may_hear(posting: PostingRow | None, accounts: Sequence[str]) -> bool:
    """Return whether people of all these accounts may hear of an idea by its name."""
    return posting is None or not posting.is_between or set(accounts) <= {posting.account}


def _call(number: int, posting: PostingRow | None) -> str:
    return wording.call(
        number, posting.number if posting else None, is_between=posting is not None and posting.is_between
    )
