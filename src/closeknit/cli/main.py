"""The entry of `closeknit`. Each command's words stand in its own module; Django is loaded only by those that need a house."""

import argparse
import os
import sys
from collections.abc import Sequence

from closeknit.cli import analyse, backup, demo, hear, manage, serving, thread, today

COMMANDS = (serving, demo, hear, today, thread, analyse, backup, manage)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `closeknit` and return its exit code: 0 when done, 1 when refused, 2 for wrong usage or a file that cannot be read."""
    parser = argparse.ArgumentParser(
        prog="closeknit", description="Stay so close to your customers that you know what they need."
    )
    parser.add_argument(
        "--house", metavar="DIR", help="the house folder (else CLOSEKNIT_HOUSE, else ./closeknit-house)"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_parser(commands)
    known = parser.parse_args(sys.argv[1:] if arguments is None else arguments)
    if known.house:
        os.environ["CLOSEKNIT_HOUSE"] = known.house
    try:
        return int(known.run(known))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output had enough: that is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
