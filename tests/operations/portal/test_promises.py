"""What both sides promised, as the account sees it: what reaches them, what they propose, confirm and object to."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from closeknit.identity.models import Login
from closeknit.kit import undo
from closeknit.kit.refusals import NotAllowed, NotFound
from closeknit.promises import checks as promise_checks
from closeknit.promises import ending, operations
from closeknit.promises.models import Confirmation, Objection, Promise, ProposedPromise, Told
from closeknit.promises.proposed import checks as proposed_checks
from closeknit.promises.proposed import operations as answering
from closeknit.promises.proposed import queries as proposed_queries
from closeknit.promises.shared import checks
from closeknit.promises.shared.operations import promises as shared
from closeknit.promises.shared.queries import promises as queries
from closeknit.promises.telling import queries as telling_queries
from closeknit.touchpoints.models import Touchpoint, Turn
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
SOON = TODAY + timedelta(5)


def promised(cast, account, text="Send the audit trail", **more):
    return operations.make_promise(
        account=account, text=text, made_on=TODAY, due_on=SOON, viewer=cast.ben, at=NOW, **more
    )


def settled(cast, account, settlement="kept", **more):
    pk = promised(cast, account)
    operations.settle_promise(promise=pk, settlement=settlement, settled_on=TODAY, viewer=cast.ben, at=NOW, **more)
    return pk


def as_ben(client):
    """Let Ben, who is one of ours, come in at our door."""
    login = Login.objects.get(email="ben@arlund.example")
    client.force_login(login, backend="closeknit.web.sign_in.backend.HouseBackend")


def without_token(page):
    return re.sub(rb'("x-csrftoken": |csrfmiddlewaretoken" value=)"[^"]*"', b"", page.content)


def test_both_sides_read_what_was_promised_and_nobody_else_does(cast, rijnmond, saskia, stranger):
    ours = promised(cast, rijnmond, contact=saskia.contact)
    promised(cast, rijnmond, "Send the meter readings", direction="theirs")
    page = saskia.see("promises")
    assert "Send the audit trail" in page
    assert "Send the meter readings" in page
    assert "for you" in page
    assert "Send the audit trail" in saskia.see("promise", ours)
    foreign = stranger.client.get(stranger.at("promise", ours))
    never = stranger.client.get(stranger.at("promise", "promise_01NEVER"))
    assert foreign.status_code == never.status_code == 404
    assert without_token(foreign) == without_token(never)
    assert "audit trail" not in stranger.see("promises")


def test_what_is_marked_internal_is_not_there_for_them(cast, rijnmond, saskia):
    kept_back = promised(cast, rijnmond, "Look at their prices", is_shared=False)
    assert "Look at their prices" not in saskia.see("promises")
    assert saskia.client.get(saskia.at("promise", kept_back)).status_code == 404
    answering.open_promise(promise=kept_back, is_shared=True, viewer=cast.ben, at=NOW)
    assert "Look at their prices" in saskia.see("promises")
    answering.open_promise(promise=kept_back, is_shared=False, viewer=cast.ben, at=NOW)
    assert "Look at their prices" not in saskia.see("promises")


def test_our_reasons_fears_proofs_and_needs_never_reach_them(cast, rijnmond, saskia):
    pk = promised(cast, rijnmond)
    given = {"promise": pk, "viewer": cast.ben, "at": NOW}
    operations.move_promise(due_on=SOON + timedelta(2), reason="CANARY reason", told="The lorry is late", **given)
    operations.move_promise(due_on=SOON + timedelta(4), reason="CANARY again", **given)
    operations.put_at_risk(why="CANARY fear", **given)
    operations.settle_promise(
        settlement="missed", settled_on=TODAY, proof="CANARY proof", link="https://canary.example/CANARY",
        shown=ending.Shown("0" * 64, "CANARY.pdf", 3), told="We are sorry; it comes Monday", **given,
    )  # fmt: skip
    pages = saskia.see("promise", pk) + saskia.see("promises") + saskia.see("home")
    assert "CANARY" not in pages
    assert "canary" not in pages
    assert "The lorry is late" in pages
    assert "We are sorry; it comes Monday" in pages


def test_whom_we_know_there_beyond_those_who_come_in_is_not_named(cast, rijnmond, saskia):
    from closeknit.accounts import operations as account_operations

    quiet = account_operations.add_contact(
        account=rijnmond, name="Quirijn", email="q@r.example", viewer=cast.ben, at=NOW
    )
    pk = promised(cast, rijnmond, contact=quiet)
    assert "Quirijn" not in saskia.see("promises") + saskia.see("promise", pk)


def test_what_they_propose_becomes_a_promise_when_one_of_ours_accepts(cast, rijnmond, saskia, bram):
    said = {"direction": "ours", "text": "Show us the new probe", "due_on": SOON.isoformat()}
    assert saskia.client.post(saskia.at("promise_new"), said).status_code == 302
    assert "waits for an answer" in bram.see("promises")
    assert not Promise.objects.visible_to(cast.ben).exists()
    (waiting,) = proposed_queries.list_to_answer(viewer=cast.ben)
    assert (waiting.text, waiting.contact) == ("Show us the new probe", "Saskia")
    promise = answering.accept_proposed(proposed=waiting.id, answer="Gladly", viewer=cast.ben, at=NOW)
    row = Promise.objects.visible_to(saskia.viewer).get(pk=promise)
    assert (row.direction, row.due_on, row.contact_id) == ("ours", SOON, saskia.contact)
    with pytest.raises(proposed_checks.AnsweredAlready):
        answering.decline_proposed(proposed=waiting.id, answer="No", viewer=cast.ben, at=NOW)
    with pytest.raises(checks.NotNow):
        shared.take_back_proposal(proposed=waiting.id, viewer=saskia.viewer, at=NOW)


def test_a_no_to_what_they_propose_is_told_with_a_sentence(cast, rijnmond, saskia):
    pk = shared.propose_promise(
        account=rijnmond, direction="theirs", text="We test it for you", due_on=None, viewer=saskia.viewer, at=NOW
    )
    with pytest.raises(Exception, match="Say why not"):
        answering.decline_proposed(proposed=pk, answer=" ", viewer=cast.ben, at=NOW)
    answering.decline_proposed(proposed=pk, answer="Not before spring", viewer=cast.ben, at=NOW)
    assert "Not before spring" in saskia.see("promises")


def test_only_who_proposed_takes_it_back(rijnmond, saskia, bram, stranger):
    pk = shared.propose_promise(
        account=rijnmond, direction="ours", text="Come by", due_on=None, viewer=saskia.viewer, at=NOW
    )
    for other in (bram, stranger):
        with pytest.raises(NotFound):
            shared.take_back_proposal(proposed=pk, viewer=other.viewer, at=NOW)
    assert saskia.client.post(saskia.at("proposal_taking_back", pk)).status_code == 302
    assert ProposedPromise.objects.visible_to(saskia.viewer).get(pk=pk).state == "taken_back"
    assert "Come by" not in bram.see("promises")


def test_a_yes_on_the_shared_site_is_kept_as_told_and_confirmed_with_their_words(cast, rijnmond, saskia, bram):
    pk = settled(cast, rijnmond)
    answer = {"word": "yes", "words": "It saves us the whole Friday."}
    assert saskia.client.post(saskia.at("promise_word", pk), answer).status_code == 302
    told = Told.objects.visible_to(cast.ben).get()
    assert (told.way, told.contact_id) == ("site", saskia.contact)
    word = Confirmation.objects.visible_to(cast.ben).get()
    assert (word.answer, word.source) == ("yes", "site")
    assert Turn.objects.visible_to(cast.ben).get(pk=word.turn_id).text == "It saves us the whole Friday."
    assert Touchpoint.objects.visible_to(cast.ben).get().wording == "exact"
    # The second of two who answer at once sees what the first said, and both stand.
    assert "It saves us the whole Friday." in bram.see("promise", pk)
    shared.say_whether_settled(promise=pk, word="no", words="Not for the night shift", viewer=bram.viewer, at=NOW)
    page = saskia.see("promise", pk)
    assert "It saves us the whole Friday." in page
    assert "Not for the night shift" in page
    with pytest.raises(checks.NotNow):
        shared.say_whether_settled(promise=pk, word="yes", words="", viewer=saskia.viewer, at=NOW)


def test_a_no_needs_words_and_nothing_typed_is_lost(cast, rijnmond, saskia):
    pk = settled(cast, rijnmond)
    page = saskia.client.post(saskia.at("promise_word", pk), {"word": "no", "words": " "})
    assert page.status_code == 422
    assert "Say in a sentence what is still open" in page.content.decode()
    assert not Confirmation.objects.visible_to(cast.ben).exists()


def test_an_open_promise_and_one_of_theirs_cannot_be_confirmed(cast, rijnmond, saskia):
    given = {"word": "yes", "words": "", "viewer": saskia.viewer, "at": NOW}
    with pytest.raises(checks.NotNow):
        shared.say_whether_settled(promise=promised(cast, rijnmond), **given)
    theirs = promised(cast, rijnmond, direction="theirs")
    operations.settle_promise(promise=theirs, settlement="kept", settled_on=TODAY, viewer=cast.ben, at=NOW)
    with pytest.raises(NotFound):
        shared.say_whether_settled(promise=theirs, **given)


def test_they_say_that_a_promise_of_their_own_side_is_done(cast, rijnmond, saskia, reader, stranger):
    theirs, ours = promised(cast, rijnmond, direction="theirs"), promised(cast, rijnmond)
    assert "It is done" in saskia.see("promise", theirs)
    assert "It is done" not in saskia.see("promise", ours) + reader.see("promise", theirs)
    for viewer, promise in ((stranger.viewer, theirs), (saskia.viewer, ours)):
        with pytest.raises(NotFound):
            shared.say_it_is_done(promise=promise, words="", viewer=viewer, at=NOW)
    said = {"words": "The list went out on Monday."}
    assert saskia.client.post(saskia.at("promise_done", theirs), said).status_code == 302
    row = Promise.objects.visible_to(cast.ben).get(pk=theirs)
    assert (row.settlement, row.settled_on) == ("kept", TODAY)
    assert "The list went out on Monday." in reader.see("promise", theirs)
    again = saskia.client.post(saskia.at("promise_done", theirs), said)
    assert again.status_code == 422
    assert "It has ended already" in again.content.decode()
    operations.reopen_promise(promise=theirs, viewer=cast.ben, at=NOW)
    assert "It is done" in saskia.see("promise", theirs)


def test_both_sides_read_who_said_that_it_is_done_and_with_what_words(client, cast, rijnmond, saskia, bram):
    theirs = promised(cast, rijnmond, "Send the meter readings", direction="theirs")
    operations.put_at_risk(promise=theirs, why="CANARY fear", viewer=cast.ben, at=NOW)
    said = {"promise": theirs, "words": "They lie in your mailbox.", "at": NOW}
    shared.say_it_is_done(viewer=saskia.viewer, **said)
    assert telling_queries.find_risk(theirs, viewer=cast.ben) is None
    assert "You said that it is done." in saskia.see("promise", theirs)
    assert "Saskia said that it is done." in bram.see("promise", theirs)
    as_ben(client)
    listed, page = (client.get(reverse(*way)).content.decode() for way in (("promises",), ("promise", None, [theirs])))
    assert "They say it is done" in listed
    assert "They lie in your mailbox." in listed
    assert "Saskia said on the shared site that it is done" in page
    assert "Open it again" in page
    operations.reopen_promise(promise=theirs, viewer=cast.ben, at=NOW)
    assert "They say it is done" not in client.get(reverse("promises")).content.decode()


def test_what_we_call_missed_they_can_still_say_is_done_and_once(cast, rijnmond, saskia, bram):
    theirs = promised(cast, rijnmond, direction="theirs")
    operations.settle_promise(promise=theirs, settlement="missed", settled_on=TODAY, viewer=cast.ben, at=NOW)
    shared.say_it_is_done(promise=theirs, words="", viewer=saskia.viewer, at=NOW)
    with pytest.raises(checks.NotNow):
        shared.say_it_is_done(promise=theirs, words="", viewer=bram.viewer, at=NOW)
    ended = telling_queries.list_settlements(theirs, viewer=cast.ben)
    assert [(one.settlement, one.is_over, one.said_by) for one in ended] == [
        ("missed", True, ""),
        ("kept", False, "Saskia"),
    ]


def test_what_they_read_of_an_end_is_written_afterwards_and_can_be_taken_back(client, cast, rijnmond, saskia, bram):
    pk = settled(cast, rijnmond, proof="CANARY proof")
    shared.say_whether_settled(promise=pk, word="yes", words="", viewer=saskia.viewer, at=NOW)
    as_ben(client)
    page = client.get(reverse("promise", args=[pk])).content.decode()
    assert "Write what they read of it" in page
    assert "Saskia answered already whether it settles it" in page
    later = NOW + timedelta(hours=1)
    answering.retell_promise(promise=pk, told="It hangs in the\nlog of Monday", viewer=cast.ben, at=later)
    page = saskia.see("promise", pk)
    assert "log of Monday" in page
    assert "You answered before that" in page
    assert "You answered before that" not in bram.see("promise", pk)
    assert "CANARY" not in page
    step = undo.find_latest(viewer=cast.ben, since=later)
    undo.take_back(step=step.pk, viewer=cast.ben, at=later)
    assert "log of Monday" not in saskia.see("promise", pk)


def test_two_who_word_it_at_once_lose_nothing(client, cast, rijnmond, saskia):
    pk = settled(cast, rijnmond, told="It is done")
    as_ben(client)
    answering.retell_promise(promise=pk, told="It was done on Friday", viewer=cast.alice, at=NOW, base="first")
    said = {"told": "Done, we think", "base": "first"}
    refused = client.post(reverse("promise_retelling", args=[pk]), said)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Somebody changed what they read meanwhile" in page
    assert "It was done on Friday" in page
    assert "Done, we think" in page
    said["base"] = re.search(r'name="base" value="([^"]+)"', page)[1]
    assert client.post(reverse("promise_retelling", args=[pk]), said).status_code == 302
    assert "Done, we think" in saskia.see("promise", pk)
    assert client.post(reverse("promise_retelling", args=[pk]), {"told": "x" * 2001}).status_code == 422


def test_an_open_promise_and_their_own_words_are_not_worded_by_us(cast, rijnmond, saskia):
    with pytest.raises(promise_checks.NotSettled):
        answering.retell_promise(promise=promised(cast, rijnmond), told="x", viewer=cast.ben, at=NOW)
    theirs = promised(cast, rijnmond, direction="theirs")
    shared.say_it_is_done(promise=theirs, words="They lie there", viewer=saskia.viewer, at=NOW)
    with pytest.raises(proposed_checks.NotOurs):
        answering.retell_promise(promise=theirs, told="x", viewer=cast.ben, at=NOW)
    with pytest.raises(NotAllowed):
        answering.retell_promise(promise=theirs, told="x", viewer=saskia.viewer, at=NOW)


def test_an_objection_stands_on_the_promise_until_one_of_ours_answers(client, cast, rijnmond, saskia, bram):
    pk = promised(cast, rijnmond)
    said = {"kind": "dispute", "text": "You said forty, not thirty."}
    assert saskia.client.post(saskia.at("promise_objections", pk), said).status_code == 302
    (row,) = proposed_queries.list_open_objections(viewer=cast.ben)
    assert row.text == "You said forty, not thirty."
    with pytest.raises(NotFound):
        shared.take_back_objection(objection=row.id, viewer=bram.viewer, at=NOW)
    answering.answer_objection(objection=row.id, state="put_right", answer="Forty it is.", viewer=cast.ben, at=NOW)
    assert "Forty it is." in bram.see("promise", pk)
    with pytest.raises(checks.NotNow):
        shared.take_back_objection(objection=row.id, viewer=saskia.viewer, at=NOW)
    again = shared.object_to_promise(promise=pk, kind="correction", text="By May", viewer=saskia.viewer, at=NOW)
    assert saskia.client.post(saskia.at("objection_taking_back", again)).status_code == 302
    assert Objection.objects.visible_to(cast.ben).get(pk=again).state == "taken_back"


def test_who_may_only_read_writes_nothing(cast, rijnmond, reader):
    pk = settled(cast, rijnmond)
    page = reader.see("promise", pk) + reader.see("promises")
    assert "<textarea" not in page
    posts = (
        ("promise_new", {"direction": "ours", "text": "x y"}),
        ("promise_word", {"word": "yes"}),
        ("promise_objections", {"kind": "dispute", "text": "x y"}),
        ("promise_done", {}),
    )
    for route, data in posts:
        where = reader.at(route) if route == "promise_new" else reader.at(route, pk)
        assert reader.client.post(where, data).status_code == 404
    with pytest.raises(NotAllowed):
        shared.object_to_promise(promise=pk, kind="dispute", text="x", viewer=reader.viewer, at=NOW)
    assert not Objection.objects.visible_to(cast.ben).exists()


def test_a_contact_cannot_call_what_is_ours(cast, rijnmond, saskia):
    pk = promised(cast, rijnmond)
    with pytest.raises(NotAllowed):
        operations.settle_promise(promise=pk, settlement="kept", settled_on=TODAY, viewer=saskia.viewer, at=NOW)
    with pytest.raises(NotAllowed):
        answering.open_promise(promise=pk, is_shared=False, viewer=saskia.viewer, at=NOW)


def test_a_proposal_to_another_account_is_not_found(rijnmond, saskia, stranger):
    with pytest.raises(NotFound):
        shared.propose_promise(
            account=rijnmond, direction="ours", text="Mine", due_on=None, viewer=stranger.viewer, at=NOW
        )
    assert not queries.list_proposed(rijnmond, viewer=saskia.viewer)


def test_ours_see_and_answer_on_their_pages(client, cast, rijnmond, saskia):
    pk = promised(cast, rijnmond)
    proposed = shared.propose_promise(
        account=rijnmond, direction="ours", text="Show us the probe", due_on=None, viewer=saskia.viewer, at=NOW
    )
    objection = shared.object_to_promise(promise=pk, kind="dispute", text="It was forty", viewer=saskia.viewer, at=NOW)
    as_ben(client)
    page = client.get(reverse("promises")).content.decode()
    assert "Show us the probe" in page
    assert "It was forty" in page
    said = {"state": "left", "answer": "Thirty was agreed on the phone"}
    assert client.post(reverse("promise_objection", args=[objection]), said).status_code == 302
    assert "Thirty was agreed" in client.get(reverse("promise", args=[pk])).content.decode()
    assert client.get(reverse("promise_proposed", args=[proposed])).status_code == 200
    assert client.post(reverse("promise_proposed", args=[proposed]), {"decline": "1"}).status_code == 422
    assert client.post(reverse("promise_proposed", args=[proposed]), {"answer": "Yes"}).status_code == 302
    assert client.post(reverse("promise_audience", args=[pk]), {"shared": "0"}).status_code == 302
    assert saskia.client.get(saskia.at("promise", pk)).status_code == 404


def test_the_pages_ask_the_database_no_more_with_more_promises(cast, rijnmond, saskia, django_assert_max_num_queries):
    for number in range(6):
        pk = settled(cast, rijnmond) if number % 2 else promised(cast, rijnmond)
    for route, arguments in (("promises", ()), ("promise", (pk,))):
        with django_assert_max_num_queries(20):
            saskia.see(route, *arguments)
