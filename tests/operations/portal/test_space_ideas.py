"""Ideas between an account and us: given in its shared site, answered there, and of no concern to anybody else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from closeknit.accounts.models import Tiding
from closeknit.circle.notices import describing
from closeknit.discussions.shared import operations as discussing
from closeknit.ideas import operations as idea_operations
from closeknit.ideas import queries as idea_queries
from closeknit.ideas import receipts
from closeknit.ideas.models import Idea, Posting, Reply, Submission, Vote
from closeknit.ideas.portal import checks, operations
from closeknit.ideas.shared import operations as shared
from closeknit.ideas.shared import spaces
from closeknit.kit.models import Mail
from closeknit.kit.refusals import NotFound
from closeknit.kit.tasks.worker import Worker
from closeknit.promises import operations as promises
from closeknit.touchpoints.models import Touchpoint
from closeknit.verbatims.models import Verbatim
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser
from tests.operations.portal.opened import LOOKS, set_portal

pytestmark = pytest.mark.django_db
LAMP = "A lamp on the oven that one sees from the door"


def give(who, title=LAMP, text="At night nobody hears it beep.", at=NOW):
    return shared.give_between(account=who.account, title=title, text=text, viewer=who.viewer, at=at)


def answer(cast, idea, sentence="A light bar comes in spring.", says="planned", base=0, **more):
    idea_operations.give_verdict(
        idea=idea, answer=says, sentence=sentence, base=base, viewer=cast.alice, at=NOW, **more
    )


def letters(about=""):
    return [one.body for one in Mail.objects.unscoped(reason=LOOKS).order_by("pk") if about in one.subject + one.body]


def test_given_between_two_it_has_its_number_its_day_and_a_receipt_at_once(cast, saskia, bram, stranger):
    empty = saskia.see("space_ideas")
    assert "Give the first one" in empty
    form = saskia.see("space_idea_giving")
    assert 'name="audience"' not in form
    page = saskia.client.post(saskia.at("space_idea_giving"), {"title": LAMP, "text": "Nobody hears it."}, follow=True)
    said = page.content.decode()
    idea = Idea.objects.unscoped(reason=LOOKS).get()
    assert page.request["PATH_INFO"] == saskia.at("space_idea", idea.pk)
    assert "It is idea 1 between us, and has its answer by" in said
    assert "Rijnmond and at Arlund read this, nobody else" in said
    (receipt,) = letters("thank you for your idea")
    assert LAMP in receipt
    assert "idea 1 between us" in receipt
    assert "Saskia" in bram.see("space_idea", idea.pk)
    assert LAMP in bram.see("space_ideas")
    assert "Give the first one" in stranger.see("space_ideas")
    for route in ("space_idea", "space_idea_vote", "discussion"):
        assert stranger.client.get(stranger.at(route, idea.pk)).status_code in (404, 405)
    assert stranger.client.post(stranger.at("space_idea_vote", idea.pk), {"act": "cast"}).status_code == 404
    # It is words of hers, and counts as a talk that she began.
    talk = Touchpoint.objects.unscoped(reason=LOOKS).get()
    assert (talk.account_id, talk.direction, talk.medium) == (saskia.account, "theirs", "forum")


def test_numbers_are_of_one_account_and_another_never_moves_them(saskia, stranger, bram):
    assert [give(stranger, f"Another way {n}") and n for n in range(3)] == [0, 1, 2]
    give(saskia)
    second = give(bram, "A second one")
    assert spaces.get_idea(second, bram.account, viewer=bram.viewer).number == 2


def test_what_says_the_same_is_shown_before_it_is_kept_and_never_another_companys(cast, saskia, bram, stranger):
    give(stranger, "A lamp on the oven for the night shift")
    give(bram)
    page = saskia.client.post(saskia.at("space_idea_giving"), {"title": "Lamp on the oven at the door"})
    said = page.content.decode()
    assert LAMP in said
    assert "Mine is another one: give it" in said
    assert "night shift" not in said
    shown = saskia.client.get(saskia.at("space_ideas_alike"), {"title": "A lamp on the oven"}).content.decode()
    assert LAMP in shown
    assert "night shift" not in shown
    again = {"title": "Lamp on the oven at the door", "seen": "1"}
    assert saskia.client.post(saskia.at("space_idea_giving"), again).status_code == 302
    assert len(spaces.list_ideas(saskia.account, viewer=saskia.viewer).rows) == 2


def test_nothing_typed_is_lost_and_pressed_twice_it_is_given_once(saskia):
    refused = saskia.client.post(saskia.at("space_idea_giving"), {"title": "", "text": "It is dark at night."})
    assert refused.status_code == 422
    assert "It is dark at night." in refused.content.decode()
    for _ in range(2):
        assert saskia.client.post(saskia.at("space_idea_giving"), {"title": LAMP, "seen": "1"}).status_code == 302
    assert Idea.objects.unscoped(reason=LOOKS).count() == 1
    for n in range(4):
        give(saskia, f"Way {n}")
    with pytest.raises(checks.TooMany):
        give(saskia, "One more")


def test_who_only_reads_gives_nothing_and_wants_nothing(saskia, reader):
    idea = give(saskia)
    page = reader.see("space_idea", idea)
    assert LAMP in page
    assert 'data-test="comment-form"' not in page
    assert reader.client.get(reader.at("space_idea_giving")).status_code == 404
    assert reader.client.post(reader.at("space_idea_vote", idea), {"act": "cast"}).status_code == 404


def test_by_choice_it_goes_to_the_open_portal_where_one_of_us_looks_first(cast, saskia, bram):
    set_portal(cast, is_moderated=True)
    said = {"title": LAMP, "text": "", "audience": "portal", "seen": "1"}
    page = saskia.client.post(saskia.at("space_idea_giving"), said, follow=True).content.decode()
    assert 'data-test="on-the-way"' in page
    assert "we look at it" in page
    assert "we look at it" not in bram.see("space_ideas")
    (waiting,) = Submission.objects.unscoped(reason=LOOKS).all()
    idea = operations.accept_submission(submission=waiting.pk, viewer=cast.alice, at=NOW)
    mine = saskia.see("space_idea", idea)
    assert "It stands on the open portal" in mine
    # What stands there is spoken of there, before everybody.
    assert 'data-test="discussion"' not in mine
    # Given without a name it is not for colleagues to know that it came from here.
    assert bram.client.get(bram.at("space_idea", idea)).status_code == 404
    assert LAMP not in bram.see("space_ideas")


def test_our_answer_reaches_whoever_gave_it_and_whoever_of_theirs_wants_it(cast, saskia, bram, reader):
    idea = give(saskia)
    bram.client.post(bram.at("space_idea_vote", idea), {"act": "cast"})
    assert Posting.objects.unscoped(reason=LOOKS).get().n_votes == 2
    answer(cast, idea)
    told = {one.contact_id for one in Tiding.objects.unscoped(reason=LOOKS).filter(subject=idea)}
    assert told == {saskia.contact, bram.contact}
    (mine,) = letters("Your idea was answered")
    assert LAMP in mine
    assert "A light bar comes in spring." in mine
    assert len(letters("An idea that you want was answered")) == 1
    for who in (saskia, reader):
        page = who.see("space_idea", idea)
        assert "Yes: we are going to do it." in page
        assert "A light bar comes in spring." in page
    assert "answered the idea" in bram.see("home")


def test_a_mail_of_an_answer_calls_it_by_the_words_that_they_read(cast, saskia):
    idea = give(saskia)
    idea_operations.change_idea(idea=idea, title="Rijnmond nags about lamps", text="", viewer=cast.alice, at=NOW)
    answer(cast, idea)
    tiding = Tiding.objects.unscoped(reason=LOOKS).get()
    assert describing.describe(tiding, eyes=saskia.viewer).title == LAMP
    assert "nags" not in "".join(letters())
    assert "nags" not in saskia.see("space_idea", idea) + saskia.see("space_ideas") + saskia.see("discussion", idea)


def test_its_way_stands_under_it_to_the_promise_and_what_became_of_that(cast, saskia):
    idea = give(saskia)
    answer(cast, idea)
    promise = promises.make_promise(
        account=saskia.account, text="Fit the light bar", made_on=NOW.date(), due_on=None, idea=idea, contact=saskia.contact,
        viewer=cast.ben, at=NOW,
    )  # fmt: skip
    assert "Promised: Fit the light bar" in saskia.see("space_ideas")
    promises.settle_promise(
        promise=promise, settlement="kept", settled_on=NOW.date(), proof="seen", viewer=cast.ben, at=NOW
    )
    page = saskia.see("space_idea", idea)
    assert "kept" in page
    assert "Did that settle it?" in page


def test_what_they_said_names_the_idea_that_came_of_it(cast, saskia, bram, stranger):
    given = give(saskia)
    Worker().run_until_idle()
    page = bram.see("said")
    assert f"Idea 1: {LAMP}" in page
    assert saskia.at("space_idea", given) in page
    # What one of us made of a sentence is named once it is shown to them, and not before.
    words = Verbatim.objects.unscoped(reason=LOOKS).filter(account=saskia.account).order_by("pk").last()
    idea = idea_operations.give_idea(title="Rijnmond’s lamp", verbatim=words.pk, viewer=cast.ben, at=NOW)
    assert "Rijnmond’s lamp" not in saskia.see("said")
    operations.show_idea(idea=idea, title="A lamp above each oven", audience="account", viewer=cast.alice, at=NOW)
    assert "A lamp above each oven" in saskia.see("said")
    assert "Rijnmond’s lamp" not in saskia.see("said") + saskia.see("space_idea", idea)
    # Who said it to us is not for colleagues to read off it.
    assert "as Arlund wrote it down" in bram.see("space_idea", idea)
    assert "lamp" not in stranger.see("said")


def test_taken_back_it_is_over_and_its_receipt_goes_out_no_more(cast, saskia, bram):
    idea = give(saskia)
    discussing.write_comment(subject=idea, text="Green would do.", viewer=bram.viewer, at=NOW)
    with pytest.raises(NotFound):
        shared.take_back_between(idea=idea, viewer=bram.viewer, at=NOW)
    assert 'data-test="taking-back"' not in bram.see("space_idea", idea)
    assert 'data-test="taking-back"' in saskia.see("space_idea", idea)
    saskia.client.post(saskia.at("space_idea_taking_back", idea))
    assert LAMP not in bram.see("space_ideas") + bram.see("home") + saskia.see("space_ideas")
    assert bram.client.get(bram.at("space_idea", idea)).status_code == 404
    assert "You took it back." in saskia.see("space_idea", idea)
    reply = Reply.objects.unscoped(reason=LOOKS).get()
    assert receipts.find_reason_against(reply.pk)
    assert not idea_queries.list_to_answer(viewer=cast.alice)
    ours = open_browser(cast.alice).get(reverse("idea", args=[idea])).content.decode()
    assert "Taken back by whoever gave it" in ours
    assert "Answer it" not in ours
    with pytest.raises(checks.PastThat):
        shared.take_back_between(idea=idea, viewer=saskia.viewer, at=NOW)


def test_what_was_merged_into_it_stands_on_its_own_again_when_it_is_taken_back(cast, saskia, stranger):
    first, other = give(saskia), give(stranger)
    idea_operations.merge_ideas(idea=other, into=first, viewer=cast.alice, at=NOW)
    page = stranger.see("space_idea", other)
    assert "It says what another idea says too." in page
    assert "Rijnmond" not in page
    # Whatever hangs on it inside, taking back does the same: what we do with it shows nowhere.
    shared.take_back_between(idea=first, viewer=saskia.viewer, at=NOW)
    row = Idea.objects.unscoped(reason=LOOKS).get(pk=other)
    assert (row.state, row.counts_in_id) == ("open", None)


def test_votes_of_others_that_count_for_it_are_not_counted_before_them(cast, saskia, stranger):
    first, other = give(saskia), give(stranger)
    idea_operations.merge_ideas(idea=other, into=first, viewer=cast.alice, at=NOW)
    assert spaces.get_idea(first, saskia.account, viewer=saskia.viewer).n_votes == 1
    idea_operations.cast_vote(idea=first, viewer=cast.ben, at=NOW)
    assert spaces.get_idea(first, saskia.account, viewer=saskia.viewer).n_votes == 1
    assert Vote.objects.unscoped(reason=LOOKS).count() == 3


def test_no_letter_that_is_ready_names_it_to_another_company(cast, saskia, bram, stranger):
    first, other = give(saskia), give(stranger, "Something that shines")
    ours = open_browser(cast.alice)

    def ready(idea):
        return ours.get(reverse("idea_telling", args=[idea])).content.decode()

    answer(cast, first)
    assert LAMP in ready(first)
    assert "idea 1 between us" in ready(first)
    idea_operations.merge_ideas(idea=other, into=first, viewer=cast.alice, at=NOW)
    merged = ready(other)
    assert "Something that shines" in merged
    assert "Idea 1 between us is now part of another" in merged
    assert "we answer both together." in merged
    words = ours.get(reverse("idea_telling", args=[first])).context["form"]
    assert words["subject"].value() == "Our answer to your idea"
    assert LAMP not in words["text"].value()
    assert "A light bar comes in spring." in words["text"].value()
    assert LAMP not in ours.get(reverse("idea_telling", args=[other])).context["form"]["text"].value()


def test_what_is_between_two_is_never_put_on_the_portal_and_ours_see_that_it_is(cast, saskia):
    set_portal(cast)
    idea = give(saskia)
    with pytest.raises(checks.BadSubmission, match="between their company and us"):
        operations.show_idea(idea=idea, title="x", audience="public", viewer=cast.alice, at=NOW)
    ours = open_browser(cast.alice)
    assert "between Rijnmond and us" in ours.get(reverse("ideas")).content.decode()
    page = ours.get(reverse("idea", args=[idea])).content.decode()
    assert "as idea 1" in page
    form = ours.get(reverse("idea_showing", args=[idea])).content.decode()
    assert "never shown on the portal" in form
    assert 'value="public"' not in form
    assert "portal/ideas/1/" not in "".join(letters())


def test_a_site_that_is_told_only_asks_the_same_number_of_statements(cast, saskia, bram, django_assert_max_num_queries):
    for n in range(2):
        give(saskia, f"Way {n} to go", at=NOW - timedelta(days=n + 1))
    saskia.see("space_ideas")
    with django_assert_max_num_queries(40) as few:
        saskia.see("space_ideas")
    for n in range(4):
        answer(cast, give(bram, f"Road {n} to take", at=NOW - timedelta(days=n + 3)))
    with django_assert_max_num_queries(len(few) + 2):
        saskia.see("space_ideas")
