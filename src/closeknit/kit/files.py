"""Files by content hash: what was brought in stays as it was, once, under a name made from its bytes.

What the house made of a file (a thumbnail) is kept beside it, and goes when it goes; its name is that of the file, a dot, and its own hash.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings

from closeknit.kit.house_folder import HouseFolder


def store(chunks: Iterable[bytes]) -> str:
    """Keep the bytes and return their sha256 in hex. The same bytes are kept once; a crash leaves nothing half written."""
    return _write(chunks, path_of)


def store_beside(name: str, made: bytes) -> str:
    """Keep what was made of the file with the hash `name` and return its sha256 in hex."""
    return _write([made], lambda own: path_beside(name, own))


def path_of(name: str) -> Path:
    """Return where the file with the hash `name` stands."""
    return _folder() / name[:2] / name


def path_beside(name: str, made: str) -> Path:
    """Return where what was made of the file `name` stands, by its own hash."""
    return _folder() / name[:2] / f"{name}.{made}"


def hash_in(name: str) -> str:
    """Return the hash that the bytes must have which stand under a file name."""
    return name.rpartition(".")[2]


def remove(name: str) -> None:
    """Remove a file, and what was made of it; it may be gone already."""
    for made in path_of(name).parent.glob(f"{name}.*"):
        made.unlink(missing_ok=True)
    path_of(name).unlink(missing_ok=True)


def _write(chunks: Iterable[bytes], place_of: Callable[[str], Path]) -> str:
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as stream:
        for chunk in chunks:
            digest.update(chunk)
            stream.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())
    name = digest.hexdigest()
    place = place_of(name)
    place.parent.mkdir(exist_ok=True)
    os.replace(stream.name, place)
    return name


def _folder() -> Path:
    house: HouseFolder = settings.HOUSE_FOLDER
    return house.files
