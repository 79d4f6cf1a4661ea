"""`closeknit manage`: Django's own commands on this house, for those who know them."""

import argparse
from typing import Any

from closeknit.cli import house


def add_parser(commands: Any) -> None:
    """Add `manage`."""
    parser = commands.add_parser("manage", help="run one of Django's own commands on this house")
    parser.add_argument("words", nargs=argparse.REMAINDER, help="the command and its arguments")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    try:
        house.open_house(arguments)
    except house.CannotOpen as error:
        return house.complain(error)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["closeknit manage", *arguments.words])
    return 0
