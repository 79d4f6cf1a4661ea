"""May this be written down as done about what the radar shows?"""

from datetime import date

from closeknit.analysis.kinds import Certainty, RadarActKind
from closeknit.kit.refusals import Refused

LONGEST_NOTE = 500
# What these say needs no more words; the others say little without.
_SPEAKS_FOR_ITSELF = (RadarActKind.TALKED, RadarActKind.NOTHING_TO_DO)


class BadAct(Refused):
    """An act that says too little, or of a day to come."""


def check_act(certainty: str, kind: str, note: str, *, on: date, today: date, was_unasked: bool) -> None:
    """Raise BadAct where nobody could tell later what was done about what, and when."""
    if certainty not in set(Certainty):
        raise BadAct("Choose what it was about: cost, or a competitor.")
    if kind not in set(RadarActKind):
        raise BadAct("Choose what was done: talked, a saving offered, matched, put right, or nothing to do.")
    if RadarActKind(kind) not in _SPEAKS_FOR_ITSELF and not note.strip():
        raise BadAct("Say what was offered or done, in a line. In a year this line is all there is.")
    if len(note.strip()) > LONGEST_NOTE:
        raise BadAct(f"That note has {len(note.strip())} letters; {LONGEST_NOTE} are kept at most. Shorten it.")
    if on > today:
        raise BadAct("That day is still to come. Write it down when it is done.")
    if was_unasked and kind != RadarActKind.SAVING_OFFERED:
        raise BadAct("Only a saving can be offered before it is asked for.")
