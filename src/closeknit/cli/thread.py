"""`closeknit thread`: from somebody's words to what they said when they were told, for the terminal and for programs."""

import argparse
import json
from typing import Any

from closeknit.cli import house


def add_parser(commands: Any) -> None:
    """Add `thread`."""
    parser = commands.add_parser(
        "thread", help="follow one thing from somebody's words to the message that told them it was done"
    )
    house.add_house_argument(parser)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("id", nargs="?", metavar="ID", help="any id on it: verbatim_…, need_…, idea_…, promise_…, …")
    which.add_argument("--any", action="store_true", help="the most complete thread of the house")
    parser.add_argument("--all", action="store_true", help="every step on any path through the id, not one path")
    parser.add_argument("--json", action="store_true", help="print an object: steps, each with kind, id, at, by, text")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print a thread, oldest step first."""
    try:
        house.open_house(arguments)
        steps = _read(arguments.id, is_all=arguments.all)
    except house.CannotOpen as error:
        return house.complain(error)
    if arguments.json:
        print(json.dumps({"steps": steps}, ensure_ascii=False, indent=2))
        return 0
    for step in steps:
        by = f", {step['by']}" if step["by"] else ""
        print(f"{step['at'][:10]}  {step['kind']:<10}  {step['text']}{by}")
        print(f"            {step['id']}")
    if arguments.id and arguments.id not in {step["id"] for step in steps}:
        print(
            f"{arguments.id} stands beside this thread. `closeknit thread {arguments.id} --all` shows all that it is part of."
        )
    return 0


def _read(wanted: str | None, *, is_all: bool) -> list[dict[str, str]]:
    from closeknit.identity import queries as identity_queries
    from closeknit.kit import viewer as viewers
    from closeknit.kit.refusals import NotFound
    from closeknit.today.thread import queries

    viewer = viewers.house("closeknit thread")
    if identity_queries.find_house() is None:
        raise house.CannotOpen("This house has no member yet. `closeknit up` and its first page make one.")
    try:
        path = queries.get_thread(wanted, viewer=viewer) if wanted else queries.find_any(viewer=viewer)
        if path is None:
            raise house.CannotOpen("Nobody has said anything here yet, so there is no thread to follow.")
        steps = queries.list_steps(wanted or path[0].id, viewer=viewer) if is_all else path
    except NotFound as refusal:
        raise house.CannotOpen(str(refusal)) from None
    return [
        {"kind": step.kind, "id": step.id, "at": queries.say_at(step.at), "by": step.by, "text": step.text}
        for step in steps
    ]
