"""`closeknit backup FILE` and `closeknit restore FILE`: the whole house in one file, and a house made anew from it."""

import argparse
import os
from pathlib import Path
from typing import Any

from closeknit.cli import house
from closeknit.kit import house_folder
from closeknit.kit.refusals import Refused


def add_parser(commands: Any) -> None:
    """Add `backup` and `restore`."""
    backup = commands.add_parser(
        "backup",
        help="write the whole house into one file, while it works",
        description="Write the whole house into one file, while it works: database, files and secrets. The file is opened and checked "
        "before it gets its name. Keep it where only you can read it: your customers' words are in it.",
    )
    house.add_house_argument(backup)
    backup.add_argument("file", metavar="FILE", type=Path, help="where it goes, such as house.tar.gz")
    backup.set_defaults(run=run_backup)
    restore = commands.add_parser("restore", help="make a house anew from a backup, in an empty place")
    house.add_house_argument(restore)
    restore.add_argument("file", metavar="FILE", type=Path, help="a file that `closeknit backup` wrote")
    restore.set_defaults(run=run_restore)


def run_backup(arguments: argparse.Namespace) -> int:
    """Write the backup; return 0, or 1 with one line on stderr."""
    target: Path = arguments.file.absolute()
    try:
        if target.exists():
            raise house.CannotOpen(f"{arguments.file} is there already. Name a new file, or move that one away.")
        if not target.parent.is_dir():
            raise house.CannotOpen(f"{arguments.file} cannot be written: its folder is not there.")
        house.open_house(arguments)
        from closeknit.kit import clock
        from closeknit.kit.backup import making

        manifest = making.back_up(target, at=clock.now())
    except (house.CannotOpen, Refused) as error:
        return house.complain(error)
    except OSError as error:
        return house.complain(house.CannotOpen(f"{arguments.file} cannot be written: {error.strerror}."))
    rows, size = sum(manifest.rows.values()), target.stat().st_size / 1_000_000
    print(f"{arguments.file}: {rows:,} rows and {manifest.n_files:,} files, {size:.1f} MB, opened and checked.")
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Make the house; return 0, or 1 with one line on stderr and nothing changed."""
    if getattr(arguments, "house", None):
        os.environ["CLOSEKNIT_HOUSE"] = arguments.house
    folder = house_folder.locate()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "closeknit.config.settings")
    import django  # as in `house`: commands that need none do not pay for it

    django.setup()
    from closeknit.kit.backup import restoring

    try:
        if not arguments.file.is_file():
            raise house.CannotOpen(f"There is no file {arguments.file}.")
        manifest = restoring.restore(arguments.file.absolute(), folder)
        house.open_house(arguments)
    except (house.CannotOpen, Refused) as error:
        return house.complain(error)
    except OSError as error:
        return house.complain(house.CannotOpen(f"{folder.path} cannot be written: {error.strerror}."))
    print(f"The house of {manifest.made_at:%-d %B %Y, %H:%M} UTC stands at {folder.path}. `closeknit up` opens it.")
    return 0
