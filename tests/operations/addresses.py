"""The address of each page that is counted, as one account has it."""

from django.urls import reverse

from closeknit.ideas.models import Idea
from closeknit.needs.models import Evidence
from closeknit.offerings.models import Offering
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
from closeknit.verbatims.models import Verbatim


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


def _addresses_of_telling() -> dict[str, str]:
    # One that answers a need: its thread is as long as it gets. Those made at one moment have no order of their own.
    kept = (
        Promise.objects.unscoped(reason="test").exclude(settlement="").filter(need__isnull=False).order_by("pk").first()
    )
    assert kept is not None
    lists = ("ended", "kept", "to_tell", "waiting")
    return {
        **{f"promises {name.replace('_', ' ')}": reverse(f"promises_{name}") for name in lists},
        "promise that ended": reverse("promise", args=[kept.pk]),
        "promise people": reverse("promise_people", args=[kept.pk]),
        "discussion": reverse("discussion", args=[kept.pk]),
        "discussion part": reverse("discussion_part", args=[kept.pk]),
        "discussion names": reverse("discussion_names", args=[kept.pk]),
        "thread": reverse("thread", args=[kept.pk]),
        "thread line": reverse("thread_line", args=[kept.need_id]),
    }


def list_addresses(account: str) -> dict[str, str]:
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
        "account ideas": reverse("account_ideas", args=[account]),
        "person ideas": reverse("person_ideas", args=[newest.contact.person_id]),
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
