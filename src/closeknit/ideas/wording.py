"""What we write to people about their ideas: ready to send, and theirs to change before it goes.

Every letter begins with `{name}`, which is filled in for each who gets it.
"""

from dataclasses import dataclass
from datetime import date

from closeknit.analysis.ideas.kinds import NoReason, VerdictAnswer

NAME = "{name}"
_ONE = "you gave us an idea, or voted for one, that we have answered."

_ANSWERS = {
    VerdictAnswer.PLANNED: "The answer is yes: we are going to do it.",
    VerdictAnswer.IN_USE: "It is in use now.",
    VerdictAnswer.PARTLY: "The answer is partly: we take up some of it.",
    VerdictAnswer.NOT_NOW: "The answer is: not now.",
    VerdictAnswer.NO: "The answer is no.",
}
_REASONS = {
    NoReason.PURPOSE: "It lies outside of what we are here for.",
    NoReason.FEW: "Too few would be helped by it.",
    NoReason.COST: "It would cost more than it gives.",
    NoReason.HARM: "It would help some and harm others.",
    NoReason.ELSEWHERE: "There is a better way to the same end.",
    NoReason.CANNOT: "It is something that others can do better than we can.",
}


@dataclass(frozen=True)
class Letter:
    """A ready message."""

    subject: str
    body: str


def write_receipt(*, number: int, title: str, name: str, reader: str, answer_by: date, house: str) -> Letter:
    """Return the receipt: the number, who answers it, and by when."""
    who = f"{reader} reads it and" if reader else "One of us reads it and"
    body = (
        f"{_hello(name)}\n\nthank you for your idea:\n\n  {title}\n\nIt is number {number} with us. {who} will answer it by "
        f"{_day(answer_by)}, whatever the answer is.\n\nIf there is more to say, simply reply to this mail.\n\n{house}\n"
    )
    return Letter(f"Your idea has number {number}", body)


def call(number: int, outside: int | None, *, is_between: bool = False) -> str:
    """Return how an idea is called in a letter: by the number that people outside know it by, where it has one."""
    if outside is None:
        return f"idea {number}"
    return f"idea {outside} between us" if is_between else f"idea {outside} on our portal"


def write_verdict(
    *,
    called: str,
    title: str,
    answer: str,
    reason: str,
    sentence: str,
    revisit_on: date | None,
    member: str,
    house: str,
) -> Letter:
    """Return what the giver and those who voted are told of an answer, with the reason of a no and the day of a not-now.

    Where it goes to others than those who may read the idea, `called` and `title` are empty, and it names none.
    """
    code = VerdictAnswer(answer)
    parts = [
        f"{_hello(NAME)}",
        f"you gave us, or voted for, {called}:\n\n  {title}" if called else _ONE,
        _ANSWERS[code],
    ]
    if code is VerdictAnswer.NO:
        parts[-1] += f" {_REASONS[NoReason(reason)]}"
    parts.append(sentence)
    if revisit_on is not None:
        parts.append(f"We look at it again by {_day(revisit_on)}, and you will hear from us then.")
    parts.append("If we have misunderstood something, please tell us.")
    return Letter(f"Our answer to {called or 'your idea'}", "\n\n".join([*parts, f"{member}\n{house}"]) + "\n")


def write_merged(*, called: str, title: str, into: str, into_title: str, member: str, house: str) -> Letter:
    """Return what the giver of a merged idea is told: where it counts now, and that nothing of it is lost.

    Where they may not read the other one, `into` and `into_title` are empty, and it is not named.
    """
    both = f"we answer both together as {into}:\n\n  {into_title}" if into else "we answer both together."
    body = (
        f"{_hello(NAME)}\n\nyou gave us {called}:\n\n  {title}\n\nIt says what another one says too, and {both}\n\n"
        f"Your name stays on it, and everybody who voted for either counts once.\n\n{member}\n{house}\n"
    )
    return Letter(f"{called[0].upper()}{called[1:]} is now part of {into or 'another'}", body)


def fill(text: str, name: str) -> str:
    """Return a letter with the name of who gets it; without one it says hello all the same."""
    return text.replace(f" {NAME}", f" {name}" if name else "").replace(NAME, name)


def _hello(name: str) -> str:
    return f"Hello {name}," if name else "Hello,"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
