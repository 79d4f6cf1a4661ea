"""An account with a bit of everything that a page may show, so that pages can be counted at two sizes of a house."""

from datetime import timedelta
from decimal import Decimal

from closeknit.accounts import operations as account_operations
from closeknit.analysis.ledger.lines import Amount
from closeknit.circle.forecasts import operations as forecasts
from closeknit.circle.profiles import operations as profiles
from closeknit.discussions import notes
from closeknit.discussions import operations as discussions
from closeknit.ideas import operations as ideas
from closeknit.needs.models import Evidence, Need
from closeknit.offerings import operations as offerings
from closeknit.offerings.fitting import operations as fitting
from closeknit.offerings.helping import operations as helping
from closeknit.offerings.relevance import operations as relevance
from closeknit.promises import operations as promises
from closeknit.promises.feedback import operations as feedbacks
from closeknit.promises.ledger import operations as ledgers
from closeknit.promises.mirror import operations as mirrors
from closeknit.promises.models import Promise
from closeknit.promises.plans import operations as plans
from closeknit.promises.telling import operations as tellings
from closeknit.touchpoints import operations as touchpoints
from closeknit.touchpoints.drafts import Line, Speaker
from closeknit.verbatims.models import Verbatim
from tests.conftest import NOW, Cast
from tests.operations.verbatims.conftest import work


def tell(cast: Cast, name: str, several: tuple[str, ...], *, people: int = 1) -> str:
    """Add an account with words, promises, an unanswered mail, a call and an appointment: all that can stand on a page."""
    account = account_operations.add_account(name=name, owner=cast.ben.id, viewer=cast.ben, at=NOW)
    contacts = [
        account_operations.add_contact(
            account=account, name=f"Pat {name} {number}", email=f"{number}@{name}.example", viewer=cast.ben, at=NOW
        )
        for number in range(people)
    ]
    for number, text in enumerate(several):
        # The first is of today and waits for an answer; the last was a call.
        medium = "email" if number == 0 else "call" if number == len(several) - 1 else "survey"
        touchpoints.record_touchpoint(
            medium=medium,
            started_at=NOW - timedelta(days=number, hours=1),
            lines=[Line(text, 0)],
            speakers=[Speaker(contact=contacts[number % people])],
            viewer=cast.ben,
            at=NOW,
        )
        promises.make_promise(
            account=account,
            text="Look into it.",
            made_on=NOW.date(),
            due_on=NOW.date() + timedelta(number),
            viewer=cast.ben,
            at=NOW,
        )
    touchpoints.plan_appointment(account=account, starts_at=NOW + timedelta(3), viewer=cast.ben, at=NOW)
    work()
    _write_of(cast, account)
    _ship_to(cast, account)
    _give_of(cast, contacts)
    _feed_back(cast, account, contacts)
    _plan_with(cast, account, contacts)
    _keep_word(cast, account, contacts)
    return account


def _write_of(cast: Cast, account: str) -> None:
    """Write a profile with a claim for each of their sentences, and a forecast for each."""
    said = Verbatim.objects.unscoped(reason="test").filter(account=account).values_list("position", flat=True)
    text = "\n\n".join(f"They said so. [^{position}]" for position in said)
    profiles.write_profile(account=account, text=text, base=0, viewer=cast.ben, at=NOW)
    for _ in said:
        forecasts.make_forecast(
            account=account, text="It rains", percent=50, due_on=NOW.date() + timedelta(9), viewer=cast.ben, at=NOW
        )


def _give_of(cast: Cast, contacts: list[str]) -> None:
    """Give an idea for each of them that answers a need, which all of them want and one of ours has answered."""
    needs = list(Need.objects.unscoped(reason="test").order_by("pk").values_list("pk", flat=True)[:1])
    for place, contact in enumerate(contacts):
        idea = ideas.give_idea(title=f"Idea {place}", contact=contact, needs=needs, viewer=cast.ben, at=NOW)
        for other in contacts:
            if other != contact:
                ideas.cast_vote(idea=idea, contact=other, viewer=cast.ben, at=NOW)
        ideas.give_verdict(idea=idea, answer="planned", sentence="Yes.", base=0, viewer=cast.ben, at=NOW)
        ideas.give_idea(title=f"Another idea {place}", contact=contact, viewer=cast.ben, at=NOW)


def _feed_back(cast: Cast, account: str, contacts: list[str]) -> None:
    """Note to ask each of them for feedback, draft some for each, and release a mirror report."""
    given = {"viewer": cast.ben, "at": NOW, "channel": "talk"}
    for contact in contacts:
        feedbacks.ask_feedback(contact=contact, about="the form", why="So.", use="So.", **given)
        feedbacks.draft_feedback(contact=contact, about="the form", text="On Friday it was empty.", **given)
    wrote = {"intro": "", "questions": "Why?", "texts": {}, "left_out": ()}
    base = mirrors.write_mirror(account=account, base=0, viewer=cast.ben, at=NOW, **wrote)
    mirrors.release_mirror(account=account, base=base, viewer=cast.ben, at=NOW)


def _ship_to(cast: Cast, account: str) -> None:
    """Ship one thing more, judge it by each need of theirs, read each sentence beside a rival, and say whether we can help."""
    offering = offerings.add_offering(name=f"For {account}", values=["Quiet"], viewer=cast.ben, at=NOW)
    account_operations.set_competitors(names={"Hydrolab": []}, viewer=cast.alice, at=NOW)
    found = Evidence.objects.unscoped(reason="test").filter(account=account).select_related("need")
    given = {"viewer": cast.ben, "at": NOW, "base": 0}
    for need in {one.need.merged_into_id or one.need_id for one in found}:
        fitting.judge_fit(offering=offering, need=need, account=account, level="partly", **given)
        helping.answer_help(account=account, need=need, answer="yes", why="So", **given)
    for words in Verbatim.objects.unscoped(reason="test").filter(account=account):
        relevance.read_comparison(verbatim=words.pk, competitor="Hydrolab", reads="better", viewer=cast.ben, at=NOW)


def _plan_with(cast: Cast, account: str, contacts: list[str]) -> None:
    """Plan together: a goal, an action and a line of the ledger for each of them, and a review."""
    given, day = {"viewer": cast.ben, "at": NOW}, NOW.date()
    plan = plans.make_plan(account=account, begins_on=day, ends_on=day + timedelta(300), ours="So.", **given)
    review = plans.plan_review(plan=plan, starts_at=NOW + timedelta(3), **given)
    for contact in contacts:
        goal = plans.set_goal(
            plan=plan, text="Less", start_value=Decimal(9), start_on=day, target_value=Decimal(1),
            target_on=day + timedelta(9), contact=contact, **given,
        )  # fmt: skip
        plans.read_goal(goal=goal, value=Decimal(8), read_on=day, source="So.", **given)
        plans.add_action(plan=plan, text="Do it.", side="theirs", contact=contact, due_on=day, goal=goal, **given)
        plans.note_decision(review=review, text="So be it.", **given)
        entry = ledgers.propose_entry(
            account=account, kind="benefit", side="ours", text="So.", amount=Amount(100, "EUR"),
            period_from=day - timedelta(9), period_until=day, **given,
        )  # fmt: skip
        ledgers.answer_entry(entry=entry, state="confirmed", answered_on=day, contact=contact, how="So.", **given)


def _keep_word(cast: Cast, account: str, contacts: list[str]) -> None:
    """Promise each of them something that answers a need, keep it, tell them in a talk, and hear that it settles it."""
    day, given = NOW.date(), {"viewer": cast.ben, "at": NOW}
    need = Need.objects.unscoped(reason="test").order_by("pk").values_list("pk", flat=True).first()
    for contact in contacts:
        promise = promises.make_promise(
            account=account, contact=contact, text="Mend it.", made_on=day, due_on=day, need=need, **given
        )
        # Of the first one, as many of both sides' words as there are people; no file, no company that reads them yet.
        first = Promise.objects.unscoped(reason="test").filter(need__isnull=False).order_by("pk").first()
        discussions.write_comment(subject=first.pk if first else promise, text="So?", **given)
        notes.write_note(subject=first.pk if first else promise, text="So.", **given)
        promises.settle_promise(promise=promise, settlement="kept", settled_on=day, **given)
        tellings.mark_told(promise=promise, contacts=contacts, told_on=day, **given)
        tellings.keep_word(
            promise=promise, contact=contact, word="yes", words="Yes", said_on=day, medium="note", **given
        )
