"""What we write to people about a challenge: the challenge itself, and what was decided; ready to send."""

from dataclasses import dataclass
from datetime import date

from closeknit.analysis.ideas.challenges import TookPart
from closeknit.ideas.challenges.briefing import Brief

WISH = "What would you really want?"
WAY = "Is there a different way?"

_THANKS = {
    TookPart.ANSWERED: "you answered our challenge",
    TookPart.CRITERION: "you told us what an answer to our challenge has to do",
    TookPart.WORDS: "our challenge began with words of yours",
    TookPart.SCORED: "you weighed the answers to our challenge",
}


@dataclass(frozen=True)
class Letter:
    """A ready message."""

    subject: str
    body: str


def write_challenge(brief: Brief, *, name: str, member: str, house: str) -> Letter:
    """Return the challenge as it goes to one person; simply replying is the answer."""
    parts = [f"Hello {name}," if name else "Hello,"]
    parts += [question for question in (brief.wish, brief.way) if question]
    parts += [brief.background] if brief.background else []
    if said := [_said(line.text, line.by, is_quote=line.is_quote) for line in brief.lines if line.text]:
        parts.append("What we heard:\n\n" + "\n\n".join(said))
    if brief.criteria:
        parts.append("What an answer is judged by:\n\n" + "\n".join(f"  - {one}" for one in brief.criteria))
    parts += [f"What is in it for you: {brief.reward}"] if brief.reward else []
    if brief.closes_on:
        parts.append(
            f"Answer until {say_day(brief.closes_on)}: simply reply to this mail. You will hear what became of it."
        )
    return Letter(brief.title, "\n\n".join([*parts, f"{member}\n{house}".strip()]) + "\n")


def write_decision(
    *,
    title: str,
    name: str,
    why: TookPart,
    is_chosen: bool,
    answers: tuple[str, ...],
    reason: str,
    result: str,
    member: str,
    house: str,
) -> Letter:
    """Return what one person who took part is told: what was decided, why, and what came of it; `answers` are the titles chosen."""
    parts = [f"Hello {name}," if name else "Hello,", f"{_THANKS[why]}:\n\n  {title}"]
    if is_chosen:
        parts.append("We go for your answer. Thank you: it is what we were looking for.")
    elif answers:
        parts.append("We go for: " + "; ".join(f"“{one}”" for one in answers) + ".")
    else:
        parts.append("We go for none of the answers this time.")
    parts.append(reason)
    parts += [f"What came of it: {result}"] if result else []
    if why is TookPart.ANSWERED and not is_chosen:
        parts.append("Your answer stays with us under your name, and we come back to you when it is its turn.")
    return Letter(f"What became of “{title}”", "\n\n".join([*parts, f"{member}\n{house}".strip()]) + "\n")


def say_day(day: date) -> str:
    """Return a day in words: "5 December 2026"."""
    return f"{day.day} {day:%B %Y}"


def _said(text: str, by: str, *, is_quote: bool) -> str:
    if not is_quote:
        return f"  {text}"
    return f"  “{text}”\n  {by or 'a customer'}"
