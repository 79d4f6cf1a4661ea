"""The open portal: anyone comes in by a code, gives, votes, and hears; nothing is public that nobody looked at."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.accounts import operations as account_operations
from closeknit.accounts.models import Person
from closeknit.accounts.shared import guests
from closeknit.accounts.spaces import operations as spaces
from closeknit.accounts.spaces import tasks
from closeknit.analysis.ideas.portal import SubmissionState
from closeknit.discussions.models import Comment
from closeknit.ideas import operations as idea_operations
from closeknit.ideas.models import Idea, IdeaFigures, Posting, Submission
from closeknit.ideas.portal import operations, queries
from closeknit.ideas.portal.rules import get_rules
from closeknit.ideas.shared import operations as shared
from closeknit.ideas.shared import queries as shared_queries
from closeknit.identity.models import Login
from closeknit.kit import clock
from closeknit.kit.models import Mail
from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.kit.viewer import NOBODY
from closeknit.portal.ideas import views as idea_views
from closeknit.portal.joining import views as joining
from closeknit.touchpoints.models import Touchpoint
from tests.conftest import NOW
from tests.operations.portal.opened import LOOKS, come_in, give, guest, set_portal, the_posting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def portal(cast):
    set_portal(cast)


def test_a_closed_portal_is_not_there_wherever_in_it_one_asks(client, cast):
    for route in ("portal:ideas", "portal:feed", "portal:sign_in", "portal:answering"):
        page = client.get(reverse(route))
        assert page.status_code == 404
        assert "not open" in page.content.decode()
    viewer = guest()
    with pytest.raises(NotFound):
        give(viewer)


def test_what_was_said_on_the_portal_is_not_there_while_it_is_closed(client, cast, portal):
    viewer = guest()
    give(viewer)
    idea = the_posting().idea_id
    come_in(client, "mira@anywhere.example")
    page, say = reverse("portal:open_discussion", args=[idea]), reverse("portal:open_discussion_comments", args=[idea])
    assert client.post(say, {"text": "In the morning, please."}).status_code == 302
    assert "In the morning" in client.get(page).content.decode()
    set_portal(cast, is_open=False)
    for answer in (client.get(page), client.post(say, {"text": "Or at noon."})):
        assert answer.status_code == 404
        assert "not open" in answer.content.decode()
    assert Comment.objects.unscoped(reason=LOOKS).count() == 1


def test_our_answer_stands_before_what_is_said_about_it(client, cast, portal):
    give(guest())
    come_in(client, "mira@anywhere.example")
    page = client.get(reverse("portal:idea", args=[the_posting().number])).content.decode()
    assert "1 idea was given here. 0 have their answer." in client.get(reverse("portal:answering")).content.decode()
    assert page.index('id="answer-head"') < page.index('id="discussion"')


def test_anybody_comes_in_by_a_code_says_a_name_and_votes_once(client, cast, portal):
    there = come_in(client, "mira@anywhere.example", "/portal/giving/")
    assert there["Location"] == "/portal/giving/"
    asked = client.get(there["Location"])
    assert asked["Location"] == "/portal/naming/?next=%2Fportal%2Fgiving%2F"
    named = client.post("/portal/naming/", {"name": "Mira", "next": "/portal/giving/"})
    assert named["Location"] == "/portal/giving/"
    page = client.post("/portal/giving/", {"title": "Let us choose the day", "is_named": "on"}, follow=True)
    assert "shown as idea 1" in page.content.decode()
    assert Client().get("/portal/ideas/1/").status_code == 200
    assert client.post("/portal/ideas/1/vote/", {"act": "cast"}).status_code == 302
    assert the_posting().n_votes == 1


def test_a_person_we_know_is_not_asked_for_a_name_and_counts_for_their_account(client, cast, portal):
    account = account_operations.add_account(name="Rijnmond", viewer=cast.ben, at=NOW)
    account_operations.add_contact(
        account=account, name="Saskia", email="saskia@rijnmond.example", viewer=cast.ben, at=NOW
    )
    come_in(client, "saskia@rijnmond.example")
    assert client.get("/portal/", follow=True).status_code == 200
    assert Person.objects.unscoped(reason=LOOKS).count() == 1
    client.post("/portal/giving/", {"title": "Let us choose the day", "text": "We need to plan our lorries."})
    idea = Idea.objects.unscoped(reason=LOOKS).get()
    assert (idea.account_id, IdeaFigures.objects.unscoped(reason=LOOKS).get().n_accounts) == (account, 1)
    talk = Touchpoint.objects.unscoped(reason=LOOKS).get()
    assert (talk.account_id, talk.direction, talk.medium) == (account, "theirs", "forum")
    page = Client().get("/portal/ideas/1/").content.decode()
    assert "somebody at a customer" in page
    assert "Saskia" not in page
    assert "Rijnmond" not in page


def test_known_and_unknown_addresses_get_the_same_answer(cast, portal):
    account = account_operations.add_account(name="Rijnmond", viewer=cast.ben, at=NOW)
    account_operations.add_contact(
        account=account, name="Saskia", email="saskia@rijnmond.example", viewer=cast.ben, at=NOW
    )
    answers = {
        (page.status_code, page["Location"])
        for page in (
            Client().post(reverse("portal:sign_in"), {"email": f"{who}.example"})
            for who in ("saskia@rijnmond", "who@nowhere")
        )
    }
    assert len(answers) == 1


def test_codes_are_slowed_down_by_address_and_by_where_they_are_asked_from(cast, portal, monkeypatch):
    monkeypatch.setattr(joining, "MOST_FROM", 5)
    for n in range(8):
        Client().post(reverse("portal:sign_in"), {"email": f"someone{n}@nowhere.example"})
    assert Login.objects.filter(email__contains="nowhere").count() == 5


def test_an_address_that_nobody_came_in_with_is_forgotten_after_a_day(client, cast, portal):
    come_in(client, "mira@anywhere.example")
    guest("noor@anywhere.example", "Noor")
    account = account_operations.add_account(name="Rijnmond", viewer=cast.ben, at=NOW)
    spaces.open_space(account=account, viewer=cast.ben, at=NOW)
    contact = account_operations.add_contact(account=account, name="Saskia", viewer=cast.ben, at=NOW)
    spaces.invite_contact(contact=contact, email="saskia@rijnmond.example", right="take_part", viewer=cast.ben, at=NOW)
    before = set(Login.objects.values_list("email", flat=True))
    guests.make_login("typo@anywhere.example", at=NOW)
    assert tasks.forget_unused(at=NOW + timedelta(hours=23)) == 0
    assert tasks.forget_unused(at=NOW + timedelta(hours=25)) == 1
    assert set(Login.objects.values_list("email", flat=True)) == before
    # An invitation that ran out keeps nobody's address here.
    assert tasks.forget_unused(at=NOW + timedelta(days=20)) == 1


def test_a_member_does_not_become_somebody_outside(client, cast, portal):
    come_in(client, "alice@arlund.example")
    page = client.get("/portal/", follow=True)
    assert page.status_code == 409
    assert not Person.objects.unscoped(reason=LOOKS).exists()


def test_one_person_has_one_vote_wherever_it_was_written_down(cast, portal):
    account = account_operations.add_account(name="Rijnmond", viewer=cast.ben, at=NOW)
    contact = account_operations.add_contact(
        account=account, name="Saskia", email="saskia@rijnmond.example", viewer=cast.ben, at=NOW
    )
    idea = idea_operations.give_idea(title="Quiet hours", viewer=cast.ben, at=NOW)
    idea_operations.cast_vote(idea=idea, contact=contact, viewer=cast.ben, at=NOW)
    operations.show_idea(idea=idea, title="A quiet hour each morning", viewer=cast.alice, at=NOW)
    assert the_posting().n_votes == 0
    saskia = guest("saskia@rijnmond.example", "")
    shared.cast_vote(idea=idea, viewer=saskia, at=NOW)
    assert the_posting().n_votes == 1
    assert IdeaFigures.objects.unscoped(reason=LOOKS).get().n_people == 1
    with pytest.raises(Refused):
        shared.cast_vote(idea=idea, viewer=saskia, at=NOW)
    shared.withdraw_vote(idea=idea, viewer=saskia, at=NOW)
    shared.cast_vote(idea=idea, viewer=saskia, at=NOW)
    assert the_posting().n_votes == 1


def test_an_idea_of_ours_is_shown_in_words_of_ours_and_in_no_others(client, cast, portal):
    idea = idea_operations.give_idea(
        title="Rijnmond wants quiet hours", text="They told me so.", viewer=cast.ben, at=NOW
    )
    assert client.get("/portal/ideas/1/").status_code == 404
    assert operations.show_idea(idea=idea, title="A quiet hour", text="Each morning.", viewer=cast.alice, at=NOW) == 1
    for path in ("/portal/", "/portal/ideas/1/", "/portal/?words=quiet"):
        page = client.get(path).content.decode()
        assert "A quiet hour" in page
        assert "Rijnmond" not in page
    assert "A quiet hour" not in client.get("/portal/?words=Rijnmond").content.decode()
    operations.hide_idea(idea=idea, viewer=cast.alice, at=NOW)
    assert client.get("/portal/ideas/1/").status_code == 404
    assert "A quiet hour" not in client.get("/portal/").content.decode()


def test_nothing_is_public_that_nobody_looked_at(client, cast):
    set_portal(cast, is_moderated=True)
    mira = guest()
    submission, state = give(mira)
    assert state == SubmissionState.WAITING
    assert not Idea.objects.unscoped(reason=LOOKS).exists()
    assert "delivery" not in client.get("/portal/").content.decode()
    (waiting,) = queries.get_queue(viewer=cast.alice, at=NOW + timedelta(hours=30)).rows
    assert (waiting.n_hours, waiting.giver) == (30, "Mira")
    operations.accept_submission(submission=submission, viewer=cast.alice, at=NOW)
    assert "delivery" in client.get("/portal/").content.decode()
    with pytest.raises(Refused):
        operations.decline_submission(submission=submission, reason="known", sentence="No.", viewer=cast.alice, at=NOW)


def test_what_is_turned_down_is_told_with_its_reason(cast):
    set_portal(cast, is_moderated=True)
    mira = guest()
    submission, _ = give(mira)
    by = {"submission": submission, "viewer": cast.alice, "at": NOW}
    for reason, sentence in (("", "Because."), ("private", " ")):
        with pytest.raises(Refused):
            operations.decline_submission(reason=reason, sentence=sentence, **by)
    operations.decline_submission(reason="private", sentence="It names a colleague of yours.", **by)
    (mine,) = shared_queries.list_mine(viewer=mira)
    assert (mine.state, mine.sentence) == ("declined", "It names a colleague of yours.")
    letter = Mail.objects.unscoped(reason=LOOKS).get(about=submission)
    assert "It names a colleague of yours." in letter.body


def test_when_the_promise_would_break_there_is_a_waiting_list_that_moves(client, cast):
    set_portal(cast, a_week=1)
    mira = guest()
    for n in range(2):
        assert give(mira, f"Idea of the day {n}")[1] == SubmissionState.ACCEPTED
    third, state = give(mira, "One more")
    assert state == SubmissionState.LISTED
    assert shared_queries.list_mine(viewer=mira)[0].place == 1
    assert 'data-test="full"' in client.get("/portal/").content.decode()
    idea = Posting.objects.unscoped(reason=LOOKS).get(number=1).idea_id
    idea_operations.give_verdict(idea=idea, answer="planned", sentence="We do.", base=0, viewer=cast.alice, at=NOW)
    assert Submission.objects.unscoped(reason=LOOKS).get(pk=third).state == SubmissionState.ACCEPTED
    assert Posting.objects.unscoped(reason=LOOKS).count() == 3


def test_taking_back_what_waits_lets_the_next_one_move(cast):
    set_portal(cast, a_week=1, is_moderated=True)
    mira, noor = guest(), guest("noor@anywhere.example", "Noor")
    first, _ = give(mira, "The first")
    give(mira, "The second")
    third, state = give(noor, "The third")
    assert state == SubmissionState.LISTED
    with pytest.raises(NotFound):
        shared.take_back_idea(submission=first, viewer=noor, at=NOW)
    shared.take_back_idea(submission=first, viewer=mira, at=NOW)
    moved = Submission.objects.unscoped(reason=LOOKS).get(pk=third)
    assert (moved.state, moved.moved_at) == (SubmissionState.WAITING, NOW)
    assert "waiting list" in Mail.objects.unscoped(reason=LOOKS).get(about=third).subject


def test_the_verdict_stands_on_the_page_and_in_the_feed(client, cast, portal):
    give(guest(), is_named=True)
    idea = the_posting().idea_id
    idea_operations.give_verdict(
        idea=idea, answer="no", reason="cost", sentence="It is **dear** <script>alert(1)</script>", base=0, viewer=cast.alice, at=NOW,
    )  # fmt: skip
    page = client.get("/portal/ideas/1/").content.decode()
    assert "It would cost more than it gives." in page
    assert "<strong>dear</strong>" in page
    assert "<script>alert" not in page
    assert "Mira" in page
    feed = client.get("/portal/feed/")
    assert "application/atom+xml" in feed["Content-Type"]
    assert "/portal/ideas/1/" in feed.content.decode()
    assert "1 <span" in client.get("/portal/answering/").content.decode()


def test_what_only_those_see_who_come_in_is_nowhere_for_others(client, cast):
    set_portal(cast, is_public=False)
    mira = guest()
    give(mira)
    for path in ("/portal/", "/portal/feed/", "/portal/?words=delivery"):
        assert "choose the day" not in client.get(path).content.decode()
    assert client.get("/portal/ideas/1/").status_code == 404
    assert shared_queries.list_ideas(viewer=mira).total == 1
    assert shared_queries.list_ideas(viewer=NOBODY).total == 0


@pytest.mark.parametrize(
    "title",
    ["", " \u200b ", "x" * 141, "\u202e", "!!!", "\ud800"],
)
def test_what_says_nothing_is_kept_nowhere(cast, portal, title):
    viewer = guest()
    with pytest.raises(Refused):
        give(viewer, title)
    assert not Submission.objects.unscoped(reason=LOOKS).exists()


def test_hostile_words_are_shown_as_words(client, cast, portal):
    viewer = guest(name="<b>Mira</b>")
    give(
        viewer,
        "<img src=x onerror=alert(1)> \u202egnp.exe",
        text="[go](javascript:alert(1)) <iframe></iframe> Z" + "\u0301" * 500,
        is_named=True,
    )
    for path in ("/portal/", "/portal/ideas/1/"):
        page = client.get(path).content.decode()
        assert "<img src=x" not in page
        assert "<b>Mira" not in page
        assert "<iframe" not in page
        assert 'href="javascript' not in page
        assert "\u202e" not in page
        assert "\u0301" * 4 not in page
    for path in (
        "/portal/ideas/99999999999999999999999/",
        "/portal/?page=99999",
        "/portal/?sort=worth",
        "/portal/?words=%22%00*",
    ):
        assert client.get(path).status_code in (200, 404)
    with pytest.raises(Refused):
        give(viewer, "Long", text="x" * 10_001)


def test_nobody_gives_more_in_a_day_than_a_person_can_mean(cast, portal):
    viewer = guest()
    for n in range(5):
        give(viewer, f"Idea {n}")
    with pytest.raises(Refused):
        give(viewer, "One too many")


def test_a_vote_that_is_pressed_again_and_again_is_slowed_down(client, cast, portal, monkeypatch):
    monkeypatch.setattr(idea_views, "MOST_PRESSED", 2)
    give(guest())
    come_in(client, "noor@anywhere.example")
    client.post("/portal/naming/", {"name": "Noor"})
    for act in ("cast", "withdraw", "cast"):
        client.post("/portal/ideas/1/vote/", {"act": act})
    assert the_posting().n_votes == 1


def test_who_may_not_does_not(cast, portal):
    for viewer in (NOBODY, cast.gita):
        with pytest.raises(NotAllowed):
            give(viewer)
    with pytest.raises(NotAllowed):
        operations.set_portal(is_open=False, is_moderated=True, is_public=True, viewer=cast.ben, at=NOW)
    with pytest.raises(NotAllowed):
        operations.accept_submission(submission="x", viewer=cast.gita, at=NOW)


def test_the_form_for_web_pages_comes_to_moderation_and_may_be_framed_where_the_house_says(cast):
    set_portal(cast, embed_pages="https://www.arlund.example")
    address = reverse("portal:embed", args=[get_rules().embed_key])
    client = Client(enforce_csrf_checks=True)
    page = client.get(address)
    assert "frame-ancestors https://www.arlund.example" in page["Content-Security-Policy"]
    assert "X-Frame-Options" not in page
    assert "frame-ancestors 'none'" in client.get("/portal/")["Content-Security-Policy"]
    said = {"title": "The shop is hard to find", "email": "noor@anywhere.example"}
    assert client.post(address, said).status_code == 200
    assert client.post(address, said).status_code == 200
    assert client.post(address, {**said, "title": "Buy!", "website": "http://spam.example"}).status_code == 200
    assert client.post(address, {**said, "title": "Quick", "since": "forged"}).status_code == 200
    row = Submission.objects.unscoped(reason=LOOKS).get()
    assert (row.state, row.title) == (SubmissionState.WAITING, "The shop is hard to find")
    assert not Mail.objects.unscoped(reason=LOOKS).exists()
    idea = operations.accept_submission(submission=row.pk, viewer=cast.alice, at=NOW)
    assert Idea.objects.unscoped(reason=LOOKS).get(pk=idea).outsider_email == "noor@anywhere.example"
    assert Client().get(reverse("portal:embed", args=["wrong"])).status_code == 404
    key = operations.renew_embed_key(viewer=cast.alice, at=NOW)
    assert client.get(address).status_code == 404
    assert client.get(reverse("portal:embed", args=[key])).status_code == 200


def test_similar_ideas_are_shown_once_before_one_is_kept(client, cast, portal):
    give(guest(), "Let us choose the day of delivery ourselves")
    come_in(client, "noor@anywhere.example")
    client.post("/portal/naming/", {"name": "Noor"})
    said = {"title": "We want to choose the delivery day ourselves"}
    page = client.post("/portal/giving/", said)
    assert 'data-test="alike"' in page.content.decode()
    assert Submission.objects.unscoped(reason=LOOKS).count() == 1
    assert client.post("/portal/giving/", {**said, "seen": "1"}).status_code == 302
    assert Submission.objects.unscoped(reason=LOOKS).count() == 2
