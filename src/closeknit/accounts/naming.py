"""How names are compared, wherever they were written."""

import unicodedata


def fold(written: str) -> str:
    """Return a name or address as it is compared: one form of each letter, small, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", written).casefold().split())


def first_word(name: str) -> str:
    """Return the first word of a name, folded, at most 60 letters of it; empty where there is none."""
    return fold(name).partition(" ")[0][:60]
