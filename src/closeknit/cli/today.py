"""`closeknit today`: whom to call and why, for the terminal and for programs."""

import argparse
import json
from typing import Any

from closeknit.cli import house


def add_parser(commands: Any) -> None:
    """Add `today`."""
    parser = commands.add_parser("today", help="say whom to call today, and why")
    house.add_house_argument(parser)
    parser.add_argument("--member", metavar="NAME", help="only the accounts of this member (name or e-mail address)")
    parser.add_argument("--json", action="store_true", help="print a list of objects: account, class, reasons, words")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print today's calls, most urgent first."""
    try:
        house.open_house(arguments)
        calls = _calls(arguments.member)
    except house.CannotOpen as error:
        return house.complain(error)
    if arguments.json:
        print(json.dumps(calls, ensure_ascii=False, indent=2))
        return 0
    for number, call in enumerate(calls, 1):
        print(f"{number:3}  {call['account']}")
        for reason in call["reasons"]:
            print(f"     {reason}")
        for words in call["words"][:1]:
            print(f"     “{words['text']}”")
    if not calls:
        print("Nobody has to be called today.")
    return 0


def _calls(member: str | None) -> list[dict[str, Any]]:
    from closeknit.identity import queries as identity_queries
    from closeknit.kit import clock
    from closeknit.kit import viewer as viewers
    from closeknit.today import queries

    viewer = viewers.house("closeknit today")
    if identity_queries.find_house() is None:
        raise house.CannotOpen("This house has no member yet. `closeknit up` and its first page make one.")
    found = identity_queries.find_member_by_name(member, viewer=viewer) if member else None
    if member and found is None:
        raise house.CannotOpen(f"Nobody here is called “{member}”.")
    page = queries.list_today(viewer=viewer, at=clock.now(), member=found.id if found else None)
    return [
        {
            "account": call.account.name,
            "class": call.class_code,
            "reasons": [reason.sentence for reason in call.reasons],
            "words": [{"verbatim": words.id, "text": words.text} for words in call.words],
        }
        for call in page.calls
    ]
