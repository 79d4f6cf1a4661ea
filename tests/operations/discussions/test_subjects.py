"""How each room lets its nouns be discussed: whoever sees one of them outside may read what is said about it."""

from datetime import timedelta

from closeknit.accounts import operations as account_operations
from closeknit.accounts.spaces import operations as spaces
from closeknit.analysis.kinds import Audience
from closeknit.discussions import notes, operations, subjects
from closeknit.discussions.shared import queries as their_queries
from closeknit.ideas import operations as ideas
from closeknit.ideas.models import Idea
from closeknit.promises import operations as promises
from closeknit.promises.models import Plan, Promise
from closeknit.promises.plans import operations as plans
from tests.conftest import NOW, Cast
from tests.operations.discussions.conftest import eyes_of, let_in


def test_promises_plans_and_ideas_are_discussed_as_far_as_they_are_shared(cast: Cast):
    given = {"viewer": cast.ben, "at": NOW}
    account = account_operations.add_account(name="Harrow", owner=cast.ben.id, **given)
    spaces.open_space(account=account, **given)
    contact = let_in(cast.ben, account, "Ana Costa", "ana@harrow.example")
    ana = eyes_of(contact)
    promise = promises.make_promise(
        account=account, contact=contact, text="Mend it", made_on=NOW.date(), due_on=None, **given
    )
    day = NOW.date()
    plan = plans.make_plan(account=account, begins_on=day, ends_on=day + timedelta(300), ours="So.", **given)
    idea = ideas.give_idea(title="A quieter pump", contact=contact, **given)
    assert subjects.find(promise, viewer=ana) is not None
    assert subjects.find(plan, viewer=ana) is None
    Plan.objects.visible_to(cast.ben).filter(pk=plan).update(audience=Audience.ACCOUNT)
    for subject in (promise, plan):
        operations.write_comment(subject=subject, text="What do you think?", **given)
        (said,) = their_queries.read_discussion(subject, viewer=ana).comments
        assert said.text == "What do you think?"
    Promise.objects.visible_to(cast.ben).filter(pk=promise).update(audience=Audience.INTERNAL)
    assert subjects.find(promise, viewer=ana) is None
    assert [row.subject for row in their_queries.list_discussions(viewer=ana)] == [plan]
    # Whatever else it is, one of ours can note upon it.
    assert notes.write_note(subject=idea, text="Ask her more.", **given)
    assert Idea.objects.visible_to(cast.ben).get(pk=idea).thread_id is None
