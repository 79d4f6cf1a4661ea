"""Telling somebody whether we can help: a message that says it plainly, with the reason, and thanks them for their words."""

from dataclasses import dataclass
from datetime import date

from closeknit.analysis.offerings.kinds import HelpAnswer

_OPENING = {
    HelpAnswer.YES: "Yes, we can help with that.",
    HelpAnswer.PARTLY: "We can help with a part of that, and I would rather say now which part.",
    HelpAnswer.PARTNER: "We cannot do that alone, but together with {partner} it can be done.",
    HelpAnswer.NO: "I am sorry: we cannot help with that, and you should hear it from us rather than wait for it.",
}
_TITLES = frozenset(("Dr", "Prof", "Professor", "Mr", "Mrs", "Ms", "Miss", "Sir", "Herr", "Frau", "Mme", "M"))
_CLOSING = {
    HelpAnswer.YES: "I will tell you when it is done. If I have misread what you need, please say so.",
    HelpAnswer.PARTLY: "If the rest is what matters most to you, please say so: then I will look again.",
    HelpAnswer.PARTNER: "May I bring you together with them?",
    HelpAnswer.NO: "If something changes on our side, you will be the first to hear. And if you find somebody who can, tell me who.",
}


@dataclass(frozen=True)
class ToTell:
    """What a message is made of. `words` are the reader's own and exact, empty where there are none that may be quoted back."""

    answer: HelpAnswer
    need: str
    why: str
    takes: str
    partner: str
    reader: str
    words: str
    said_on: date | None
    sender: str


def draft_message(told: ToTell) -> tuple[str, str]:
    """Return a subject and a text for one person, to be read and changed before it is sent. What it would take us is not told with a no."""
    first = _address(told.reader)
    opening = _OPENING[told.answer].format(partner=told.partner)
    parts = [
        f"Dear {first}," if first else "Good day,",
        _recall(told),
        f"{opening} {_sentence(told.why)}".strip(),
        *([f"What it takes: {_sentence(told.takes)}"] if told.takes and told.answer is not HelpAnswer.NO else []),
        _CLOSING[told.answer],
        f"With kind regards\n{told.sender}",
    ]
    return f"What you told us: {_lower(told.need)}", "\n\n".join(parts) + "\n"


def _address(name: str) -> str:
    """Return the first name, or the title with the last one where there is a title."""
    words = name.split()
    if len(words) > 1 and words[0].rstrip(".") in _TITLES:
        return f"{words[0]} {words[-1]}"
    return words[0] if words else ""


def _recall(told: ToTell) -> str:
    if told.words and told.said_on:
        day = f"{told.said_on.day} {told.said_on:%B}"
        return f"On {day} you said to us: “{told.words}” Thank you for telling us. It did not get lost."
    return f"You told us what you need: {_lower(told.need)}. Thank you for that. It did not get lost."


def _sentence(text: str) -> str:
    said = " ".join(text.split())
    return said if not said or said[-1] in ".!?…" else f"{said}."


def _lower(text: str) -> str:
    """Return the text with a small first letter, but for a name or an abbreviation."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
