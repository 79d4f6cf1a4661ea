"""What carries out a verdict: the ideas and promises that were made of it, under the wish that it is about."""

from collections.abc import Mapping
from dataclasses import dataclass

from closeknit.ideas import queries as idea_queries
from closeknit.kit.look import rows as look_rows
from closeknit.kit.ways import find_way
from closeknit.promises import queries as promise_queries
from closeknit.web.ideas import labels
from closeknit.web.promises.rows import lines_of
from closeknit.web.request import HouseRequest


@dataclass(frozen=True)
class IdeaLine:
    """An idea that carries out a verdict."""

    number: int
    title: str
    state: str
    url: str


@dataclass(frozen=True)
class Carried:
    """What was made of a verdict."""

    ideas: tuple[IdeaLine, ...]
    promises: tuple[look_rows.PromiseRow, ...]


def read(request: HouseRequest, session: str) -> Mapping[str, Carried]:
    """Return by wish ("" the whole) what carries out what was decided on it; three statements."""
    ideas = idea_queries.list_ideas_of_session(session, viewer=request.viewer)
    promises = promise_queries.list_of_session(session, viewer=request.viewer)
    return {
        wish: Carried(
            ideas=tuple(
                IdeaLine(one.number, one.title, labels.state_of(one.state), find_way("idea", one.id))
                for one in ideas.get(wish, [])
            ),
            promises=lines_of(promises.get(wish, []), today=request.today),
        )
        for wish in {*ideas, *promises}
    }
