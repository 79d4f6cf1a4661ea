"""`closeknit up`: web and worker in one terminal, with one clean stop. `closeknit work`: a worker by itself."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from types import FrameType
from typing import Any

from closeknit.cli import house


def add_parser(commands: Any) -> None:
    """Add `up` and `work`."""
    up = commands.add_parser("up", help="open the house on this machine")
    house.add_house_argument(up)
    up.add_argument("--port", type=int, default=8000, help="where it answers (8000)")
    up.add_argument("--host", default="127.0.0.1", help="the address it listens on (127.0.0.1)")
    add_serving_arguments(up)
    up.set_defaults(run=run_up)
    work = commands.add_parser("work", help="do the house's background work, beside or instead of `up`")
    house.add_house_argument(work)
    work.add_argument("--until-idle", action="store_true", help="end when nothing is left to do")
    work.set_defaults(run=run_work)


def add_serving_arguments(parser: argparse.ArgumentParser) -> None:
    """Add how many requests are answered at once, and by how many processes."""
    parser.add_argument("--threads", type=int, default=8, help="how many requests each process answers at once (8)")
    parser.add_argument(
        "--processes", type=int, default=1, help="by how many processes; more answer sooner when many look at once (1)"
    )


def run_up(arguments: argparse.Namespace) -> int:
    """Open the house and serve it until Ctrl-C or SIGTERM."""
    try:
        house.open_house(arguments, make=True)
        check_port(arguments.host, arguments.port)
    except house.CannotOpen as error:
        return house.complain(error)
    return serve(arguments.host, arguments.port, threads=arguments.threads, processes=arguments.processes)


def run_work(arguments: argparse.Namespace) -> int:
    """Work until stopped, or until nothing is left to do."""
    try:
        house.open_house(arguments)
    except house.CannotOpen as error:
        return house.complain(error)
    from closeknit.kit.tasks.worker import Worker

    if arguments.until_idle:
        Worker().run_until_idle()
        return 0
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    Worker().run_forever(stop)
    return 0


def check_port(host: str, port: int) -> None:
    """Raise CannotOpen where somebody else answers there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise house.CannotOpen(
                f"Port {port} on {host} is taken ({error.strerror}). Choose another with --port."
            ) from error


def serve(host: str, port: int, *, threads: int, processes: int = 1) -> int:
    """Run web and worker beside each other and end both when asked, or when one of them ends by itself."""
    web = [sys.executable, "-m", "gunicorn", "closeknit.config.wsgi:application", "--bind", f"{host}:{port}"]
    web += ["--worker-class", "gthread", "--threads", str(threads), "--workers", str(processes)]
    web += ["--log-level", "warning", "--graceful-timeout", "5"]
    worker = [sys.executable, "-m", "closeknit.cli.main", "work"]
    if host in ("127.0.0.1", "localhost"):
        # Browsers bind passkeys to a name, never to a number.
        os.environ.setdefault("CLOSEKNIT_ADDRESS", f"http://localhost:{port}")
    # Own process groups: Ctrl-C reaches this process alone, which then ends both in order.
    both = [subprocess.Popen(command, env=os.environ, start_new_session=True) for command in (web, worker)]  # noqa: S603
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    print(f"Closeknit is open at http://{host}:{port}  (Ctrl-C closes it)", flush=True)
    while not stopping.is_set() and all(process.poll() is None for process in both):
        time.sleep(0.1)
    broke = not stopping.is_set()
    _end(both)
    print(
        "Closed. Everything is kept." if not broke else "A part of the house stopped; see the lines above.", flush=True
    )
    return 1 if broke else 0


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + 15
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
