"""Opening a house for a command: the folder, Django, the newest tables."""

import argparse
import os
import sys

from closeknit.kit import house_folder


class CannotOpen(Exception):
    """The house cannot be opened; the text says why in one line."""


def add_house_argument(parser: argparse.ArgumentParser) -> None:
    """Let `--house` stand after the command's word too."""
    parser.add_argument("--house", metavar="DIR", default=argparse.SUPPRESS, help="the house folder")


def open_house(arguments: argparse.Namespace, *, make: bool = False) -> None:
    """Load Django with the house that was asked for and bring its tables up to date; with `make`, make a missing one.

    Raises CannotOpen where there is no such house, or it cannot be written.
    """
    if getattr(arguments, "house", None):
        os.environ["CLOSEKNIT_HOUSE"] = arguments.house
    folder = house_folder.locate()
    if not make and not folder.exists:
        raise CannotOpen(f"There is no house at {folder.path}. `closeknit up` makes one.")
    try:
        folder.make()
    except OSError as error:
        raise CannotOpen(f"The house folder {folder.path} cannot be written: {error.strerror}.") from error
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "closeknit.config.settings")
    import django  # loading Django takes a third of a second, which commands without a house do not pay

    django.setup()
    from django.db import DatabaseError

    from closeknit.kit import store

    try:
        store.bring_up_to_date()
    except DatabaseError as error:
        raise CannotOpen(f"The house's store cannot be opened: {error}.") from error


def complain(error: Exception) -> int:
    """Say in one line why a command did not run, and return its exit code."""
    print(f"closeknit: {error}", file=sys.stderr)
    return 1
