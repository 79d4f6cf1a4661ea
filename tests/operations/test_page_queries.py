"""How many statements each main page sends to the store. A number that grows with the rows is a fault; a higher one is a decision."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closeknit.accounts import operations as account_operations
from closeknit.analysis.ledger.lines import Amount
from closeknit.circle.forecasts import operations as forecasts
from closeknit.circle.profiles import operations as profiles
from closeknit.ideas import operations as ideas
from closeknit.ideas.models import Idea
from closeknit.kit import clock
from closeknit.needs.models import Evidence, Need
from closeknit.offerings import operations as offerings
from closeknit.offerings.fitting import operations as fitting
from closeknit.offerings.helping import operations as helping
from closeknit.offerings.models import Offering
from closeknit.offerings.relevance import operations as relevance
from closeknit.promises import operations as promises
from closeknit.promises.feedback import operations as feedbacks
from closeknit.promises.ledger import operations as ledgers
from closeknit.promises.mirror import operations as mirrors
from closeknit.promises.models import (
    AskedFeedback,
    GivenFeedback,
    Goal,
    LedgerEntry,
    MirrorVersion,
    Plan,
    Promise,
    Review,
)
from closeknit.promises.plans import operations as plans
from closeknit.promises.telling import operations as tellings
from closeknit.touchpoints import operations as touchpoints
from closeknit.touchpoints.drafts import Line, Speaker
from closeknit.verbatims import ear
from closeknit.verbatims.models import Verbatim
from tests.conftest import NOW, Cast
from tests.operations.circle.conftest import open_browser
from tests.operations.needs.conftest import COPIES, PHONE
from tests.operations.verbatims.conftest import work

# The most statements that a page may send: signing in (2) and the house (1) included.
MOST = {
    "today": 20,
    "today of all": 20,
    "today, beside": 20,
    "circle": 5,
    "circle, one chosen": 14,
    "candidates": 6,
    "account marks": 14,
    "keeping": 7,
    "account keeping": 9,
    "heard": 10,
    "heard, searched": 20,
    "verbatim": 20,
    "quality": 14,
    "rivals": 6,
    "needs": 9,
    "need": 20,
    "need, its weight": 20,
    "brief": 18,
    "accounts": 6,
    "account": 20,
    "account timeline": 10,
    "person": 13,
    "promises": 8,
    "promise": 16,
    "promise that ended": 16,
    "promises ended": 9,
    "promises kept": 5,
    "promises to tell": 16,
    "promises waiting": 9,
    "promise people": 18,
    "thread": 20,
    "thread line": 20,
    "offerings": 12,
    "offerings of one": 13,
    "offerings_shipped": 8,
    "offering": 13,
    "purpose": 15,
    "relevance": 16,
    "fit": 13,
    "account help": 12,
    "help need": 14,
    "ideas": 8,
    "idea": 17,
    "ideas_to_answer": 9,
    "ideas_duty": 7,
    "ideas_alike": 10,
    "idea_verdict": 16,
    "idea_telling": 20,
    "idea_merging": 15,
    "touchpoint": 12,
    "spread": 14,
    "direction": 10,
    "direction writing": 15,
    "single threads": 6,
    "forecasts": 7,
    "questions": 9,
    "radar": 12,
    "account radar": 9,
    "account questions": 7,
    "plans": 10,
    "account plan": 14,
    "goal": 8,
    "plan history": 6,
    "review": 17,
    "account ledger": 10,
    "ledger line": 10,
    "imports": 5,
    "participation": 14,
    "voices": 18,
    "voices_silent": 5,
    "letters": 7,
    "member_digest": 42,
    "member_self": 8,
    "capture": 3,
    "feedback": 7,
    "account feedback": 8,
    "feedback writing": 5,
    "asked feedback": 5,
    "given feedback": 7,
    "mirror": 15,
    "mirror preview": 14,
    "mirror version": 6,
}


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


def _tell(cast: Cast, name: str, several: tuple[str, ...], *, people: int = 1) -> str:
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


def _addresses_of_plans(account: str) -> dict[str, str]:
    plan = Plan.objects.unscoped(reason="test").get(account=account)
    goal, review = (kind.objects.unscoped(reason="test").filter(plan=plan).first() for kind in (Goal, Review))
    entry = LedgerEntry.objects.unscoped(reason="test").filter(account=account).first()
    assert goal is not None
    assert review is not None
    assert entry is not None
    return {
        "plans": reverse("plans"),
        "account plan": reverse("account_plan", args=[account]),
        "goal": reverse("goal", args=[goal.pk]),
        "plan history": reverse("plan_history", args=[plan.pk]),
        "review": reverse("review", args=[review.pk]),
        "account ledger": reverse("account_ledger", args=[account]),
        "ledger line": reverse("ledger_line", args=[entry.pk]),
    }


def _keep_word(cast: Cast, account: str, contacts: list[str]) -> None:
    """Promise each of them something that answers a need, keep it, tell them in a talk, and hear that it settles it."""
    day, given = NOW.date(), {"viewer": cast.ben, "at": NOW}
    need = Need.objects.unscoped(reason="test").order_by("pk").values_list("pk", flat=True).first()
    for contact in contacts:
        promise = promises.make_promise(
            account=account, contact=contact, text="Mend it.", made_on=day, due_on=day, need=need, **given
        )
        promises.settle_promise(promise=promise, settlement="kept", settled_on=day, **given)
        tellings.mark_told(promise=promise, contacts=contacts, told_on=day, **given)
        tellings.keep_word(
            promise=promise, contact=contact, word="yes", words="Yes", said_on=day, medium="note", **given
        )


def _addresses_of_telling() -> dict[str, str]:
    kept = Promise.objects.unscoped(reason="test").exclude(settlement="").order_by("pk").first()
    assert kept is not None
    lists = ("ended", "kept", "to_tell", "waiting")
    return {
        **{f"promises {name.replace('_', ' ')}": reverse(f"promises_{name}") for name in lists},
        "promise that ended": reverse("promise", args=[kept.pk]),
        "promise people": reverse("promise_people", args=[kept.pk]),
        "thread": reverse("thread", args=[kept.pk]),
        "thread line": reverse("thread_line", args=[kept.need_id or kept.pk]),
    }


def _addresses(account: str) -> dict[str, str]:
    words = Verbatim.objects.unscoped(reason="test").filter(account=account).order_by("-position")
    newest = words.select_related("contact").first()
    evidence = Evidence.objects.unscoped(reason="test").order_by("pk").first()
    promise = Promise.objects.unscoped(reason="test").order_by("pk").first()
    assert newest is not None
    assert newest.contact is not None
    assert evidence is not None
    assert promise is not None
    plain = ("today", "circle", "heard", "needs", "accounts", "promises", "imports", "quality", "rivals")
    return {
        **{name: reverse(name) for name in plain},
        "today of all": f"{reverse('today')}?whose=all",
        "today, beside": reverse("today_beside"),
        "heard, searched": f"{reverse('heard')}?q=results",
        **{name: reverse(name) for name in ("participation", "voices", "voices_silent", "letters")},
        **{name: reverse(name) for name in ("member_digest", "member_self")},
        "capture": reverse("capture_full"),
        "circle, one chosen": f"{reverse('circle')}?account={account}",
        "candidates": reverse("circle_candidates"),
        "account marks": reverse("account_marks", args=[account]),
        "keeping": f"{reverse('circle_keeping')}?owner=all&show=any",
        "account keeping": reverse("account_keeping", args=[account]),
        "account": reverse("account", args=[account]),
        "account timeline": reverse("touchpoint_timeline", args=[account]),
        "brief": reverse("brief", args=[account]),
        "verbatim": reverse("verbatim", args=[newest.pk]),
        "spread": reverse("spread", args=[account]),
        "direction": reverse("direction", args=[account]),
        "direction writing": reverse("direction_writing", args=[account]),
        "single threads": reverse("single_threads"),
        "forecasts": reverse("forecasts"),
        "questions": reverse("questions"),
        "radar": reverse("radar"),
        "account radar": reverse("account_radar", args=[account]),
        "account questions": reverse("account_questions", args=[account]),
        "touchpoint": reverse("touchpoint", args=[newest.touchpoint_id]),
        "person": reverse("person", args=[newest.contact.person_id]),
        "need": reverse("need", args=[evidence.need_id]),
        "need, its weight": reverse("need_weight", args=[evidence.need_id]),
        "promise": reverse("promise", args=[promise.pk]),
        **_shipped(account, evidence.need.merged_into_id or evidence.need_id),
        **_addresses_of_ideas(),
        **_addresses_of_telling(),
        **_addresses_of_feedback(account),
        **_addresses_of_plans(account),
    }


def _addresses_of_ideas() -> dict[str, str]:
    answered = Idea.objects.unscoped(reason="test").filter(state="planned").order_by("-pk").values_list("pk", flat=True)
    return {
        "ideas": f"{reverse('ideas')}?state=all",
        **{name: reverse(name) for name in ("ideas_to_answer", "ideas_duty")},
        "ideas_alike": f"{reverse('ideas_alike')}?title=another+idea",
        **{
            name: reverse(name, args=[answered[0]]) for name in ("idea", "idea_verdict", "idea_telling", "idea_merging")
        },
    }


def _addresses_of_feedback(account: str) -> dict[str, str]:
    asked, given, mirror = (
        kind.objects.unscoped(reason="test").filter(account=account).order_by("pk")[0].pk
        for kind in (AskedFeedback, GivenFeedback, MirrorVersion)
    )
    return {
        "feedback": reverse("feedback"),
        "account feedback": reverse("account_feedback", args=[account]),
        "feedback writing": reverse("feedback_writing", args=[account]),
        "asked feedback": reverse("asked_feedback", args=[asked]),
        "given feedback": reverse("given_feedback", args=[given]),
        "mirror": reverse("account_mirror", args=[account]),
        "mirror preview": reverse("mirror_preview", args=[account]),
        "mirror version": reverse("mirror_version", args=[mirror]),
    }


def _shipped(account: str, need: str) -> dict[str, str]:
    offering = Offering.objects.unscoped(reason="test").order_by("pk").first()
    assert offering is not None
    return {
        **{name: reverse(name) for name in ("offerings", "offerings_shipped", "purpose", "relevance")},
        "offerings of one": f"{reverse('offerings')}?account={account}",
        "offering": reverse("offering", args=[offering.pk]),
        "fit": f"{reverse('fit', args=[offering.pk, need])}?account={account}",
        "account help": reverse("account_help", args=[account]),
        "help need": reverse("help_need", args=[account, need]),
    }


def _count_all(browser: Client, account: str) -> dict[str, int]:
    return {name: _count(browser, address) for name, address in _addresses(account).items()}


def _count(browser: Client, address: str) -> int:
    assert browser.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        browser.get(address)
    return len(queries)


def test_no_page_sends_more_statements_for_more_rows(cast: Cast):
    browser = open_browser(cast.ben)
    # Until the language model is there words alone answer, in fewer statements.
    ear.the_ear.wait(60)
    _tell(cast, "moor", PHONE[:3] + COPIES[:3])
    first = _tell(cast, "brae", PHONE[3:5] + COPIES[3:5], people=2)
    small = _count_all(browser, first)
    for name in ("tarn", "fell", "glen", "rigg"):
        _tell(cast, name, PHONE[5:] + COPIES[5:], people=4)
    last = _tell(cast, "howe", PHONE + COPIES, people=6)
    large = _count_all(browser, last)
    # What a small house has none of yet, such as a proposal, is a statement more; a statement a row would be many. A search widens in a
    # fixed number of steps, of which a small house needs fewer.
    grown = {name: (small[name], n) for name, n in large.items() if n > small[name] + 2 and name != "heard, searched"}
    assert grown == {}
    assert {name: (MOST[name], n) for name, n in large.items() if n > MOST[name]} == {}
