"""What must not stand on a page of somebody outside: each room says here what of its own that is.

The house checks its own wall by it (`wallcheck`). The rooms name no page and the pages name no room: they meet here. A room also says what
somebody's side knows anyway, because they said it or it was said to them, so that nobody is alarmed by their own words.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from closeknit.kit.viewer import Viewer


@dataclass(frozen=True)
class Guarded:
    """A text and whose it is: the id of an account, or nothing where nobody outside may read it."""

    code: str
    account: str
    text: str


# (account, text) of everything of one kind.
Source = Callable[[Viewer], Iterable[tuple[str, str]]]
# (account, word) to the texts with that word which this account's people know.
Known = Callable[[str, str, Viewer], Iterable[str]]
_SOURCES: dict[str, Source] = {}
_KNOWN: list[Known] = []


def guard(code: str, source: Source) -> None:
    """Let nobody elsewhere read what `source` gives; `code` is what a finding calls it."""
    _SOURCES[code] = source


def know(known: Known) -> None:
    """Let an account's people read on any page what they know by `known`."""
    if known not in _KNOWN:
        _KNOWN.append(known)


def iterate_guarded(*, viewer: Viewer, codes: Collection[str] = ()) -> Iterator[Guarded]:
    """Return everything that is guarded, a row at a time; with `codes` only what these call it."""
    several = {code: source for code, source in _SOURCES.items() if not codes or code in codes}
    for code, source in several.items():
        for account, text in source(viewer):
            yield Guarded(code, account, text)


def iterate_known(account: str, word: str, *, viewer: Viewer) -> Iterator[str]:
    """Return the texts with `word` in them that an account's people know anyway."""
    for known in _KNOWN:
        yield from known(account, word, viewer)
