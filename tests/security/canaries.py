"""Tokens in fields that somebody may not see, and finding them again in whatever was answered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

_TOKEN = re.compile(rb"[Zz]q([a-z]{10})")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Canary:
    """A token that stands in some field, and the roles that may read it in a response."""

    where: str
    token: str
    may_see: frozenset[str]


def token_of(*parts: object) -> str:
    """Return the token of what `parts` name: letters only, and long, so that it cannot come about by itself and no page formats it.

    The same parts give the same token: a world that is built twice holds the same ones.
    """
    number = int.from_bytes(blake2b("/".join(map(str, parts)).encode(), digest_size=12).digest(), "big")
    letters = []
    for _ in range(14):
        number, place = divmod(number, 26)
        letters.append(_LETTERS[place])
    return "zq" + "".join(letters)


@dataclass
class Canaries:
    """All tokens of a world, found in a body in one pass: by their first letters, since a page may cut or join what it shows."""

    _by_head: dict[bytes, Canary] = field(default_factory=dict)
    # What is secret by its nature (hashes, figures in their forms) has no such shape, and is looked for as it is.
    _others: list[Canary] = field(default_factory=list)
    _pattern: re.Pattern[bytes] | None = None

    def append(self, canary: Canary) -> None:
        """Look for one more."""
        if canary.token.startswith("zq"):
            self._by_head[canary.token[2:12].encode()] = canary
        else:
            self._others.append(canary)
            self._pattern = None

    def __iter__(self) -> Iterator[Canary]:
        yield from self._by_head.values()
        yield from self._others

    def __len__(self) -> int:
        return len(self._by_head) + len(self._others)

    def find(self, token: str) -> Canary | None:
        """Return the canary with this token, if it is one of ours."""
        return self._by_head.get(token[2:12].encode())

    def seen_in(self, body: bytes) -> set[Canary]:
        """Return the canaries whose token stands in `body`."""
        found = {self._by_head[head] for head in _TOKEN.findall(body) if head in self._by_head}
        if self._others:
            if self._pattern is None:
                self._pattern = re.compile(b"|".join({re.escape(one.token.encode()) for one in self._others}))
            hits = set(self._pattern.findall(body))
            found |= {one for one in self._others if one.token.encode() in hits} if hits else set()
        return found
