"""An idea that counts for another company's: its own people read our answer in words for them, and nothing of the others."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.accounts import operations as account_operations
from closeknit.accounts.models import Tiding
from closeknit.circle.notices import describing
from closeknit.ideas import checks, operations, queries
from closeknit.ideas.models import Idea, Posting
from closeknit.ideas.portal import operations as portal
from closeknit.ideas.shared import operations as shared
from closeknit.ideas.shared import spaces
from closeknit.kit import clock, undo
from closeknit.kit.refusals import ChangedMeanwhile, NotFound
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser
from tests.operations.portal import opened
from tests.operations.portal.opened import LOOKS, set_portal

pytestmark = pytest.mark.django_db
THEIRS = "Otto of Lakeside gets a light bar in spring."
OURS = "A light bar comes in spring, for your ovens too."


def give(who, title, at=NOW):
    return shared.give_between(account=who.account, title=title, text="", viewer=who.viewer, at=at)


def answer(cast, idea, says="planned", sentence=THEIRS, base=0, at=NOW, **more):
    operations.give_verdict(idea=idea, answer=says, sentence=sentence, base=base, viewer=cast.alice, at=at, **more)


def say(cast, root, words, base=1, at=NOW):
    return operations.answer_sides(idea=root, words=words, base=base, viewer=cast.alice, at=at)


def due(cast, root):
    return [one.id for one in queries.get_sides(root, viewer=cast.alice).sides]


@pytest.fixture
def joined(cast, saskia, stranger):
    """Saskia's idea, and Otto's that it counts for."""
    mine, root = give(saskia, "A lamp on the oven"), give(stranger, "A light for the night shift")
    operations.merge_ideas(idea=mine, into=root, viewer=cast.alice, at=NOW)
    return mine, root


def test_they_read_the_answer_in_words_for_them_and_nothing_of_the_others(cast, saskia, bram, stranger, joined):
    mine, root = joined
    assert "the answer to you stands here as soon as there is one" in saskia.see("space_idea", mine)
    answer(cast, root)
    assert "spring" not in saskia.see("space_idea", mine), "by itself nothing goes over"
    assert due(cast, root) == [mine]
    assert say(cast, root, {mine: OURS}) == 1
    page = saskia.see("space_idea", mine)
    assert OURS in page
    assert "Yes: we are going to do it." in page
    assert "yes, planned" in saskia.see("space_ideas")
    for foreign in ("Otto", "Lakeside", "A light for the night shift", root, stranger.account):
        assert foreign not in page + saskia.see("space_ideas") + bram.see("space_idea", mine)
    assert OURS not in stranger.see("space_idea", root)
    assert THEIRS in stranger.see("space_idea", root)
    assert due(cast, root) == []


def test_its_giver_is_told_as_of_any_answer(cast, saskia, joined):
    mine, root = joined
    answer(cast, root)
    before = Tiding.objects.unscoped(reason=LOOKS).filter(contact=saskia.contact).count()
    say(cast, root, {mine: OURS})
    tidings = Tiding.objects.unscoped(reason=LOOKS).filter(contact=saskia.contact)
    assert tidings.count() == before + 1
    told = describing.describe(tidings.get(subject=mine), eyes=saskia.viewer)
    assert told is not None
    assert OURS in repr(told)
    assert "Lakeside" not in repr(told)


@pytest.mark.parametrize(
    "words",
    ["Lakeside gets it in spring.", "It says what “A light for the night shift” says.", " ", "x" * 10_001],
    ids=["a name", "a title", "nothing", "too much"],
)
def test_words_that_name_what_is_somebody_elses_are_refused_and_nothing_is_given(cast, saskia, joined, words):
    mine, root = joined
    answer(cast, root)
    with pytest.raises(checks.BadVerdict):
        say(cast, root, {mine: words})
    assert due(cast, root) == [mine]
    assert spaces.get_idea(mine, saskia.account, viewer=saskia.viewer).answer is None


@pytest.mark.parametrize(
    "words",
    ["Ludd Lane gets it first.", "At Ludd it comes first.", "Kok asked for it.", "As at Tetherby Schools."],
    ids=["a company for short", "shorter still", "a person by their name alone", "a third company for short"],
)
def test_whoever_is_called_for_short_is_somebody_elses_too(cast, joined, words):
    mine, root = joined
    idea = Idea.objects.unscoped(reason=LOOKS).select_related("account", "person").get(pk=root)
    idea.account.change(name="Ludd Lane Bakery")
    idea.person.change(name="Otto Kok")
    account_operations.add_account(name="Tetherby Schools Catering", viewer=cast.ben, at=NOW)
    answer(cast, root)
    with pytest.raises(checks.BadVerdict):
        say(cast, root, {mine: words})
    assert say(cast, root, {mine: "It comes down the lane, as in all schools. Bakery ovens have it first."}) == 1


def test_what_is_their_own_may_be_named_and_a_word_within_another_is_no_name(cast, saskia, joined):
    mine, root = joined
    answer(cast, root)
    assert say(cast, root, {mine: "Rijnmond gets it, says Saskia. It is no Lakesider."}) == 1


def test_of_two_answers_the_older_one_is_passed_on_no_more_and_a_newer_one_is_due_again(cast, saskia, joined):
    mine, root = joined
    answer(cast, root)
    say(cast, root, {mine: OURS})
    later = NOW + timedelta(days=1)
    answer(cast, root, says="in_use", sentence="It is there.", base=1, at=later)
    assert due(cast, root) == [mine]
    with pytest.raises(ChangedMeanwhile):
        say(cast, root, {mine: OURS}, at=later)
    say(cast, root, {mine: "It is there for you, too."}, base=2, at=later)
    page = saskia.see("space_idea", mine)
    assert "It is in use now." in page
    assert OURS not in page


def test_who_reads_the_other_one_reads_its_answer_there(cast, saskia, bram, stranger):
    set_portal(cast)
    mine, colleagues, public = (
        give(saskia, "One"),
        give(bram, "Two"),
        operations.give_idea(title="Three", viewer=cast.ben, at=NOW),
    )
    portal.show_idea(idea=public, title="Three", viewer=cast.alice, at=NOW)
    operations.merge_ideas(idea=mine, into=colleagues, viewer=cast.alice, at=NOW)
    elsewhere = give(stranger, "Four")
    operations.merge_ideas(idea=elsewhere, into=public, viewer=cast.alice, at=NOW)
    for root in (colleagues, public):
        answer(cast, root, sentence="Yes.")
        assert due(cast, root) == []
    with pytest.raises(NotFound):
        say(cast, colleagues, {mine: "Yes."})
    assert reverse("portal:space_idea", args=[saskia.account, colleagues]) in saskia.see("space_idea", mine)


def test_a_guest_of_the_portal_reads_it_on_the_page_that_the_receipt_named(cast, stranger, outside):
    set_portal(cast)
    opened.give(opened.guest(), "Something that shines")
    posting = Posting.objects.unscoped(reason=LOOKS).get()
    root = give(stranger, "A light for the night shift")
    operations.merge_ideas(idea=posting.idea_id, into=root, viewer=cast.alice, at=NOW)
    answer(cast, root)
    say(cast, root, {posting.idea_id: OURS})
    page = Client().get(reverse("portal:idea", args=[posting.number])).content.decode()
    assert OURS in page
    assert "Lakeside" not in page


def test_taken_apart_it_stands_where_its_own_words_left_it(cast, saskia, joined):
    mine, root = joined
    answer(cast, root, says="not_now", sentence="Later.", revisit_on=NOW.date() + timedelta(days=90))
    say(cast, root, {mine: "Later, for you too."})
    assert "We look at it again by" in saskia.see("space_idea", mine)
    operations.take_apart(idea=mine, viewer=cast.alice, at=NOW)
    row = Idea.objects.unscoped(reason=LOOKS).get(pk=mine)
    assert (row.state, row.revisit_on) == ("not_now", NOW.date() + timedelta(days=90))


def test_what_was_said_is_taken_back_where_it_was_said(cast, saskia, joined):
    mine, root = joined
    answer(cast, root)
    say(cast, root, {mine: OURS})
    step = undo.find_latest(viewer=cast.alice, since=NOW)
    undo.take_back(step=step.pk, viewer=cast.alice, at=NOW)
    assert OURS not in saskia.see("space_idea", mine)
    assert due(cast, root) == [mine]


def test_the_page_leads_from_the_answer_to_their_words_and_on_to_whom_to_tell(cast, saskia, joined):
    mine, root = joined
    ours = open_browser(cast.alice)
    with clock.frozen(NOW):
        form = {"answer": "planned", "sentence": THEIRS, "base": "0"}
        led = ours.post(reverse("idea_verdict", args=[root]), form)
        assert led["Location"] == reverse("idea_sides", args=[root])
        page = ours.get(led["Location"]).content.decode()
        assert "between Rijnmond and us" in page
        assert "is somebody else’s: take it out" in page
        assert "does not have our answer yet" in ours.get(reverse("idea", args=[root])).content.decode()
        sent = {"base": "1", f"now-{mine}": "on", f"words-{mine}": THEIRS}
        refused = ours.post(led["Location"], sent)
        assert refused.status_code == 422
        assert THEIRS in refused.content.decode()
        assert ours.post(led["Location"], sent | {f"words-{mine}": OURS})["Location"] == reverse(
            "idea_telling", args=[root]
        )
        assert "Everybody who gave what counts here reads our answer" in ours.get(led["Location"]).content.decode()
        assert OURS in ours.get(reverse("idea_telling", args=[mine])).context["form"]["text"].value()
        assert ours.post(led["Location"], {"base": "1"}).status_code == 422


def test_merged_into_what_has_its_answer_already_leads_there_too(cast, saskia, stranger):
    mine, root = give(saskia, "A lamp on the oven"), give(stranger, "A light for the night shift")
    answer(cast, root)
    led = open_browser(cast.alice).post(reverse("idea_merging", args=[mine]), {"into": root})
    assert led["Location"] == reverse("idea_sides", args=[root])
