"""`closeknit demo`: the demo company, built and opened, with a login that works."""

import argparse
import sys
from typing import Any

from closeknit.cli import house, serving


def add_parser(commands: Any) -> None:
    """Add `demo`."""
    parser = commands.add_parser(
        "demo",
        help="build the demo company and open it",
        description="Build the demo company in an empty house, or go on with it, and open it. Its dates are those of the first build: "
        "for newer ones, remove the house folder and build it again.",
    )
    house.add_house_argument(parser)
    parser.add_argument("--port", type=int, default=8000, help="where it answers (8000)")
    parser.add_argument("--host", default="127.0.0.1", help="the address it listens on (127.0.0.1)")
    serving.add_serving_arguments(parser)
    parser.add_argument("--no-serve", action="store_true", help="build it, finish all background work, and end")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Build the demo company; open it, or with `--no-serve` do its background work and end."""
    try:
        house.open_house(arguments, make=True)
        if not arguments.no_serve:
            serving.check_port(arguments.host, arguments.port)
        _build()
    except house.CannotOpen as error:
        return house.complain(error)
    if arguments.no_serve:
        _finish_work()
        return 0
    return serving.serve(arguments.host, arguments.port, threads=arguments.threads, processes=arguments.processes)


def _build() -> None:
    from closeknit.demo import loading, login
    from closeknit.kit import clock
    from closeknit.kit.refusals import Refused

    try:
        loading.check_can_build()
        print("Building Ember & Vale, a company of our own invention …", flush=True)
        built = loading.build(at=clock.now())
    except Refused as refused:
        raise house.CannotOpen(str(refused)) from refused
    if built.n_new == 0:
        print("It was built before; nothing was added.")
    else:
        print(f"{built.n_new} things that happened there are written down.")
    print(f"Sign in as {login.EMAIL} with the password “{login.PASSWORD}”.", flush=True)


def _finish_work() -> None:
    from closeknit.kit.tasks.worker import Worker

    print("Hearing what was said …", file=sys.stderr, flush=True)
    Worker().run_until_idle()
    print("Everything that was said is heard.", flush=True)
