"""What carries an answer out: the ideas for the need, and what was promised to the account for it, with the ways to begin either."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from closeknit.ideas import queries as idea_queries
from closeknit.kit.capabilities import Capability
from closeknit.kit.look import rows
from closeknit.kit.ways import find_way
from closeknit.offerings.helping.queries import HelpPage
from closeknit.promises import queries as promise_queries
from closeknit.web.ideas import labels as idea_labels
from closeknit.web.promises import rows as promise_rows
from closeknit.web.request import HouseRequest


@dataclass(frozen=True)
class Carried:
    """The promises to the account and the ideas that answer one need; an address is empty where one may not begin one."""

    promises: tuple[rows.PromiseRow, ...]
    ideas: tuple[tuple[str, str, str], ...]
    promise_url: str
    idea_url: str


def find_carried(request: HouseRequest, page: HelpPage) -> Carried:
    """Return what is promised to the account for a need, and the ideas (address, title, where it stands) that answer it."""
    viewer = request.viewer
    ideas = idea_queries.list_ideas_of_needs([page.need_id], viewer=viewer).get(page.need_id, [])
    known = {one.id for one in ideas}
    promised = [
        one
        for one in promise_queries.list_at(page.account_id, viewer=viewer)
        if one.direction == "ours" and (one.need_id == page.need_id or one.idea_id in known)
    ]
    of_need = urlencode({"need": page.need_id})
    return Carried(
        promises=promise_rows.lines_of(promised, today=request.today, with_account=False),
        ideas=tuple((find_way("idea", one.id), one.title, idea_labels.state_of(one.state)) for one in ideas),
        promise_url=f"{reverse('promise_new')}?{of_need}&{urlencode({'account': page.account_id})}"
        if viewer.can(Capability.MAKE_PROMISES)
        else "",
        idea_url=f"{reverse('idea_giving')}?{of_need}" if viewer.can(Capability.HAND_IN) else "",
    )
