"""What the open portal's list and our word on it say is kept for as long as nothing of it changes, and no longer."""

from datetime import timedelta

import pytest
from django.utils import translation
from django.utils.formats import date_format

from closeknit.accounts import viewers
from closeknit.accounts.shared import guests
from closeknit.ideas import operations as idea_operations
from closeknit.ideas.models import Posting
from closeknit.ideas.portal import operations
from closeknit.ideas.shared import operations as shared
from closeknit.ideas.shared import queries
from closeknit.identity.models import Login
from closeknit.kit import clock
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def mira(cast, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    operations.set_portal(is_open=True, is_moderated=False, is_public=True, viewer=cast.alice, at=NOW)
    guests.make_login("mira@anywhere.example", at=NOW)
    login = Login.objects.get(email="mira@anywhere.example")
    guests.come_in(login_id=login.pk, name="Mira", at=NOW)
    return viewers.of_guest(login.pk)


def test_our_word_is_told_anew_when_an_idea_is_given_answered_or_out_of_its_time(cast, mira):
    assert queries.get_kept(today=TODAY).n_given == 0
    shared.give_idea(title="Let us choose the day", viewer=mira, at=NOW)
    assert (queries.get_kept(today=TODAY).n_given, queries.get_kept(today=TODAY).n_due) == (1, 0)
    # Nothing was written; the days went by.
    assert queries.get_kept(today=TODAY + timedelta(60)).n_due == 1
    idea = Posting.objects.visible_to(cast.ben).get().idea_id
    idea_operations.give_verdict(idea=idea, answer="planned", sentence="In May.", base=0, viewer=cast.alice, at=NOW)
    kept = queries.get_kept(today=TODAY)
    assert (kept.n_answered, kept.n_in_time, kept.median_days) == (1, 1, 0)


def test_the_list_says_the_answer_the_name_and_the_comments_as_they_are_now(client, cast, mira):
    shared.give_idea(title="Let us choose the day", text="Fridays <b>suit</b> us.", is_named=True, viewer=mira, at=NOW)
    first, again = (client.get("/portal/").content.decode() for _ in range(2))
    assert "Fridays &lt;b&gt;suit&lt;/b&gt; us." in first
    assert again.count("Mira") == first.count("Mira") == 1
    posting = Posting.objects.visible_to(cast.ben).get()
    answer = {"answer": "planned", "sentence": "In May.", "base": 0}
    idea_operations.give_verdict(idea=posting.idea_id, viewer=cast.alice, at=NOW, **answer)
    assert "In May." in client.get("/portal/").content.decode()
    posting.change(is_named=False)
    assert "Mira" not in client.get("/portal/").content.decode()
    # Days follow the words: there are none in German.
    with translation.override("en"):
        day = date_format(TODAY)
    page = client.get("/portal/", headers={"Accept-Language": "de-at, de;q=0.9"}).content.decode()
    assert day in page
    assert '<html lang="en"' in page
