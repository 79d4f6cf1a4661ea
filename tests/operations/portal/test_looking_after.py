"""Our side of the open portal: the queue with its age, settings, showing an idea, opening a challenge; and suppliers who answer one."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from closeknit.accounts import operations as account_operations
from closeknit.accounts import viewers
from closeknit.accounts.spaces import operations as spaces
from closeknit.analysis import lifecycles
from closeknit.analysis.ideas.portal import plan_intake
from closeknit.ideas import operations as ideas
from closeknit.ideas.challenges import operations as challenges
from closeknit.ideas.models import ChallengeAnswer, Posting, Submission
from closeknit.ideas.portal import operations
from closeknit.ideas.portal.rules import get_rules
from closeknit.ideas.shared import challenges as shared_challenges
from closeknit.ideas.shared import operations as shared
from closeknit.identity.models import Login
from closeknit.kit import clock
from closeknit.kit.refusals import NotFound, Refused
from closeknit.touchpoints.models import Touchpoint
from tests.conftest import NOW
from tests.operations.portal.opened import LOOKS, give, guest, set_portal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def alice(cast):
    client = Client()
    client.force_login(
        Login.objects.get(email="alice@arlund.example"), backend="closeknit.web.sign_in.backend.HouseBackend"
    )
    return client


@pytest.mark.parametrize(
    ("n_queue", "a_week", "days", "room"),
    [(0, None, 14, None), (0, 3, 14, 6), (6, 3, 14, 0), (9, 3, 14, 0), (0, 1, 3, 1)],
)
def test_room_is_what_readers_answer_by_the_day(n_queue, a_week, days, room):
    intake = plan_intake(n_queue=n_queue, a_week=a_week, days=days)
    assert (intake.room, intake.is_full) == (room, room == 0)


def test_the_queue_says_since_when_it_waits_and_what_is_decided_leaves_it(cast, alice, monkeypatch):
    set_portal(cast, is_moderated=True)
    mira = guest()
    first, _ = give(mira, "The first")
    second, _ = give(mira, "The second")
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=3))
    page = alice.get(reverse("portal_queue")).content.decode()
    assert "The oldest waits for 3 days." in page
    refused = alice.post(reverse("submission_declining", args=[first]), {"reason": "private", "sentence": ""})
    assert refused.status_code == 422
    alice.post(reverse("submission_declining", args=[first]), {"reason": "private", "sentence": "It names somebody."})
    alice.post(reverse("submission_acceptance", args=[second]))
    states = dict(Submission.objects.unscoped(reason=LOOKS).values_list("pk", "state"))
    assert states == {first: "declined", second: "accepted"}
    assert "Nothing waits" in alice.get(reverse("portal_queue")).content.decode()


def test_settings_are_kept_and_refused_where_they_make_no_sense(cast, alice):
    address = reverse("portal_settings")
    said = {
        "is_open": "on",
        "is_moderated": "on",
        "welcome": "Hello",
        "a_week": "4",
        "embed_pages": "https://a.example",
    }
    assert alice.post(address, said).status_code == 302
    assert (get_rules().is_open, get_rules().is_public, get_rules().a_week) == (True, False, 4)
    for pages in ("javascript:alert(1)", "https://a.example; script-src *", "*"):
        assert alice.post(address, {**said, "embed_pages": pages}).status_code == 422
    assert get_rules().embed_pages == ("https://a.example",)
    key = get_rules().embed_key
    alice.post(reverse("portal_key"))
    assert get_rules().embed_key != key
    assert alice.get(address).status_code == 200


def test_an_idea_is_shown_and_hidden_from_its_page(cast, alice):
    set_portal(cast)
    idea = ideas.give_idea(title="Inner words", viewer=cast.ben, at=NOW)
    address = reverse("idea_showing", args=[idea])
    assert "ours alone" in alice.get(address).content.decode()
    assert alice.post(address, {"title": "Outer words", "audience": "public"}).status_code == 302
    assert Posting.objects.unscoped(reason=LOOKS).get().title == "Outer words"
    assert Client().get("/portal/ideas/1/").status_code == 200
    alice.post(address, {"act": "hide"})
    assert Client().get("/portal/ideas/1/").status_code == 404


@pytest.fixture
def challenge(cast):
    made = challenges.make_challenge(
        title="Descaling when there is time", wish="What would you want?", closes_on=(NOW + timedelta(days=9)).date(),
        viewer=cast.ben, at=NOW,
    )  # fmt: skip
    challenges.open_challenge(challenge=made, viewer=cast.ben, at=NOW)
    return made


def place(cast, name, email, right="take_part"):
    account = account_operations.add_account(name=name, kind="supplier", viewer=cast.ben, at=NOW)
    spaces.open_space(account=account, welcome="", viewer=cast.ben, at=NOW)
    contact = account_operations.add_contact(account=account, name=name, email=email, viewer=cast.ben, at=NOW)
    secret = spaces.invite_contact(contact=contact, email=email, right=right, viewer=cast.ben, at=NOW)
    client = Client()
    client.post(reverse("portal:join", args=[secret]))
    return account, client, viewers.of_space(Login.objects.get(email=email).pk, account)


def test_a_challenge_reaches_the_suppliers_chosen_and_no_others(cast, alice, challenge):
    chosen, elin, elins = place(cast, "Varnas", "elin@varnas.example")
    other, kim, kims = place(cast, "Ketels", "kim@ketels.example")
    assert alice.get(reverse("challenge_outside", args=[challenge])).status_code == 200
    said = {"audience": "chosen", "accounts": [chosen]}
    assert alice.post(reverse("challenge_outside", args=[challenge]), said).status_code == 302
    address = reverse("portal:challenge", args=[chosen, challenge])
    assert "Descaling" in elin.get(reverse("portal:challenges", args=[chosen])).content.decode()
    assert elin.get(address).status_code == 200
    assert "Descaling" not in kim.get(reverse("portal:challenges", args=[other])).content.decode()
    assert kim.get(reverse("portal:challenge", args=[other, challenge])).status_code == 404
    with pytest.raises(NotFound):
        shared_challenges.answer_challenge(challenge=challenge, text="Ours", viewer=kims, at=NOW)
    answers = reverse("portal:challenge_answers", args=[chosen, challenge])
    assert elin.post(answers, {"text": " "}).status_code == 422
    assert elin.post(answers, {"text": "A probe that knows its water."}).status_code == 302
    answer = ChallengeAnswer.objects.unscoped(reason=LOOKS).get()
    assert (answer.account_id, answer.person_id, answer.how) == (chosen, elins.id, "mail")
    assert Touchpoint.objects.unscoped(reason=LOOKS).get().account_id == chosen
    assert "A probe that knows its water." in elin.get(address).content.decode()


def test_whoever_may_only_read_answers_no_challenge(cast, challenge):
    account, client, _ = place(cast, "Varnas", "elin@varnas.example", right="read")
    operations.open_challenge_to(challenge=challenge, audience="chosen", accounts=[account], viewer=cast.ben, at=NOW)
    assert client.get(reverse("portal:challenge", args=[account, challenge])).status_code == 200
    assert client.post(reverse("portal:challenge_answers", args=[account, challenge]), {"text": "x"}).status_code == 404


def test_a_challenge_that_is_open_to_all_is_answered_until_its_day(cast, challenge):
    set_portal(cast)
    mira = guest()
    operations.open_challenge_to(challenge=challenge, audience="portal", viewer=cast.ben, at=NOW)
    (row,) = shared_challenges.list_challenges(viewer=mira, today=NOW.date())
    assert (row.is_open, row.days_left, row.has_mine) == (True, 10, False)
    shared_challenges.answer_challenge(challenge=challenge, text="Vinegar", viewer=mira, at=NOW)
    with pytest.raises(Refused):
        shared_challenges.answer_challenge(challenge=challenge, text="Late", viewer=mira, at=NOW + timedelta(days=10))
    with pytest.raises(Refused):
        operations.open_challenge_to(challenge=challenge, audience="chosen", viewer=cast.ben, at=NOW)


@trying(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(["accept", "decline", "take back", "move"]), max_size=6))
def test_whatever_is_tried_in_whatever_order_a_submission_goes_only_where_its_lifecycle_leads(cast, acts):
    set_portal(cast, is_moderated=True)
    mira = guest()
    Submission.objects.unscoped(reason=LOOKS).delete()
    submission, before = give(mira, "One idea")
    by = {"submission": submission, "at": NOW}
    for act in acts:
        try:
            if act == "accept":
                operations.accept_submission(viewer=cast.alice, **by)
            elif act == "decline":
                operations.decline_submission(reason="other", sentence="No.", viewer=cast.alice, **by)
            elif act == "take back":
                shared.take_back_idea(viewer=mira, **by)
            else:
                set_portal(cast, is_moderated=True, a_week=1)
            moved = True
        except Refused:
            moved = False
        now = Submission.objects.unscoped(reason=LOOKS).get(pk=submission).state
        assert moved or now == before
        assert now == before or lifecycles.can_move(lifecycles.SUBMISSION, before, now)
        before = now


def count_statements(client, address):
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as statements:
        client.get(address)
    return len(statements)


def test_no_page_of_the_portal_sends_more_statements_for_more_ideas(cast, alice):
    set_portal(cast, a_week=1000)
    client = Client()
    for n in range(2):
        give(guest(f"p{n}@anywhere.example", f"P {n}"), f"Idea {n} of a lamp")
    client.force_login(
        Login.objects.get(email="p0@anywhere.example"), backend="closeknit.portal.sign_in.backend.PortalBackend"
    )
    client.cookies[settings.PORTAL_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    pages = [
        "/portal/",
        "/portal/?words=lamp",
        "/portal/?sort=wanted",
        "/portal/ideas/1/",
        "/portal/mine/",
        "/portal/answering/",
    ]
    pages.append("/portal/alike/?title=a+lamp+idea")
    few = [count_statements(client, page) for page in pages]
    for n in range(2, 9):
        give(guest(f"p{n}@anywhere.example", f"P {n}"), f"Idea {n} of a lamp")
    many = [count_statements(client, page) for page in pages]
    assert [n for n in many if n > 20] == []
    assert [(page, a, b) for page, a, b in zip(pages, few, many, strict=True) if b > a] == []
    set_portal(cast, is_moderated=True)
    give(guest("late@anywhere.example", "Late"), "One that waits")
    assert count_statements(alice, reverse("portal_queue")) <= 20
    assert count_statements(alice, reverse("portal_settings")) <= 20
