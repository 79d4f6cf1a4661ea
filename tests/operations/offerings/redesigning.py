"""A table to sit at: an offering, two accounts, and a session of alice's with ben and gita."""

from dataclasses import dataclass

from closeknit.accounts import operations as accounts
from closeknit.kit.viewer import Viewer
from closeknit.offerings import operations as offerings
from closeknit.offerings import queries as offering_queries
from closeknit.offerings.purpose import operations as purpose
from closeknit.offerings.sessions import operations, queries
from tests.conftest import NOW, Cast


@dataclass(frozen=True)
class Table:
    """Where people sit: the session, the two accounts, a line of the purpose."""

    session: str
    rijnmond: str
    saskia: str
    moor: str
    line: str


def lay_table(cast: Cast) -> Table:
    """Make the house's purpose, an offering, two accounts, and the session, still a draft."""
    purpose.write_purpose(
        ideal="joy",
        lines=["Nobody stands beside a machine at night"],
        why="the first",
        base=0,
        viewer=cast.alice,
        at=NOW,
    )
    (line,) = offering_queries.list_purpose_lines(viewer=cast.alice)
    offering = offerings.add_offering(name="Ember", viewer=cast.alice, at=NOW)
    rijnmond = accounts.add_account(name="Rijnmond", owner=cast.ben.id, viewer=cast.alice, at=NOW)
    moor = accounts.add_account(name="Moor", owner=cast.ben.id, viewer=cast.alice, at=NOW)
    saskia = accounts.add_contact(
        account=rijnmond, name="Saskia", email="s@rijnmond.example", viewer=cast.alice, at=NOW
    )
    session = operations.make_session(
        offering=offering,
        title="Ember at night",
        accounts=[rijnmond, moor],
        members=[cast.ben.id, cast.gita.id],
        viewer=cast.alice,
        at=NOW,
    )
    return Table(session, rijnmond, saskia, moor, line.id)


def move(table: Table, cast: Cast, *steps: str) -> None:
    """Move the session along these steps."""
    for step in steps:
        operations.move_session(session=table.session, to=step, viewer=cast.alice, at=NOW)


def wish(table: Table, viewer: Viewer, *texts: str) -> list[str]:
    """Add these wishes and return their ids."""
    return [operations.add_entry(session=table.session, text=text, viewer=viewer, at=NOW) for text in texts]


def come_to_earth(table: Table, cast: Cast, *texts: str) -> list[str]:
    """Open the sky, let ben wish for these, close it, and return the ids of the wishes."""
    move(table, cast, "requirements", "blue_sky")
    entries = wish(table, cast.ben, *texts)
    move(table, cast, "earth")
    return entries


def decide(table: Table, viewer: Viewer, entry: str | None, **said: object) -> int:
    """Give a verdict, to adapt unless said otherwise."""
    given: dict[str, object] = {"kind": "adapt", "reason": "they ask for it", "line": table.line, "base": 0, "at": NOW}
    return operations.give_verdict(session=table.session, entry=entry, viewer=viewer, **(given | said))  # type: ignore[arg-type]


def state_of(table: Table, viewer: Viewer) -> str:
    """Return where the session stands."""
    return queries.get_stamp(table.session, viewer=viewer)[1]
