"""Proposals and objections by random walks: legal moves alone change anything, whoever tries."""

import random

import pytest

from closeknit.analysis import lifecycles
from closeknit.kit.refusals import Refused
from closeknit.promises import operations as promise_operations
from closeknit.promises.models import Objection, ProposedPromise
from closeknit.promises.proposed import operations
from closeknit.promises.shared.operations import promises as shared
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_tried_a_proposal_goes_its_way_alone(cast, rijnmond, saskia, seed):
    ours, theirs = {"viewer": cast.ben, "at": NOW}, {"viewer": saskia.viewer, "at": NOW}
    pk = shared.propose_promise(account=rijnmond, direction="ours", text="Come by", due_on=None, **theirs)
    moves = {
        "accepted": lambda: operations.accept_proposed(proposed=pk, **ours),
        "declined": lambda: operations.decline_proposed(proposed=pk, answer="No", **ours),
        "taken_back": lambda: shared.take_back_proposal(proposed=pk, **theirs),
    }
    _walk(ProposedPromise, pk, moves, lifecycles.PROPOSED_PROMISE, cast, seed)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_tried_an_objection_goes_its_way_alone(cast, rijnmond, saskia, seed):
    ours, theirs = {"viewer": cast.ben, "at": NOW}, {"viewer": saskia.viewer, "at": NOW}
    promise = promise_operations.make_promise(account=rijnmond, text="Come by", made_on=NOW.date(), due_on=None, **ours)
    pk = shared.object_to_promise(promise=promise, kind="dispute", text="Not so", **theirs)
    moves = {
        "put_right": lambda: operations.answer_objection(objection=pk, state="put_right", answer="So", **ours),
        "left": lambda: operations.answer_objection(objection=pk, state="left", answer="So", **ours),
        "taken_back": lambda: shared.take_back_objection(objection=pk, **theirs),
    }
    _walk(Objection, pk, moves, lifecycles.OBJECTION, cast, seed)


def _walk(model, pk, moves, lifecycle, cast, seed):
    chooser = random.Random(seed)
    for _ in range(6):
        before = model.objects.visible_to(cast.ben).get(pk=pk).state
        target = chooser.choice(sorted(moves))
        try:
            moves[target]()
        except Refused:
            assert model.objects.visible_to(cast.ben).get(pk=pk).state == before
            assert not lifecycles.can_move(lifecycle, before, target)
        else:
            assert lifecycles.can_move(lifecycle, before, target)
            assert model.objects.visible_to(cast.ben).get(pk=pk).state == target
