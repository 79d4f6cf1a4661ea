"""What somebody typed, cleaned or refused: others will read it, and ask for what is missing. Nothing is cut off in silence."""

from django.utils.translation import gettext as _

from closeknit.kit.refusals import Refused


class NothingSaid(Refused):
    """Words are missing that others will ask for, or there are too many."""


def check_said(text: str, sentence: str, *, most: int = 5_000) -> str:
    """Return the text without blanks around it, or raise NothingSaid: with `sentence` where no word is left, or where it is too long."""
    said = text.replace("\r\n", "\n").strip()
    if not any(sign.isalnum() for sign in said):
        raise NothingSaid(sentence)
    return _check_room(said, most)


def check_line(text: str, sentence: str, *, most: int = 300) -> str:
    """Return the text in one line, or raise NothingSaid as `check_said` does."""
    return check_said(" ".join(text.split()), sentence, most=most)


def check_note(text: str, *, most: int = 300) -> str:
    """Return what may be left out, in one line; or raise NothingSaid where it is too long."""
    return _check_room(" ".join(text.split()), most)


def _check_room(said: str, most: int) -> str:
    if len(said) > most:
        raise NothingSaid(
            _("That is %(n)s letters long; %(most)s are kept at most. Nothing was kept: shorten it here.")
            % {"n": f"{len(said):,}", "most": f"{most:,}"}
        )
    return said
