"""The mails of feedback, as they are proposed: whoever sends one writes it in their own words first."""

from datetime import date

from closeknit.analysis.periods import MONTHS


def draft_asking(*, name: str, member: str, about: str, why: str, use: str, answer_by: date | None) -> str:
    """Return the mail that asks for feedback: about what, why we ask, what we shall do with it, and what would help most."""
    by = f" If you could write by {_day(answer_by)}, we can still act on it." if answer_by else ""
    return (
        f"Dear {_first(name)},\n\n"
        f"may I ask you for something that only you can tell us? It is about {_inside(about)}.\n\n"
        f"Why we ask: {_sentence(why)}\n\n"
        "Please do not be kind. What should we do differently, and why does it matter to you? One thing is enough.\n\n"
        f"What we shall do with it: {_sentence(use)} You will hear from me what came of it.{by}\n\n"
        f"Thank you,\n{member}"
    )


def draft_reminder(*, name: str, member: str, about: str) -> str:
    """Return the one reminder: short, and with a way to say no."""
    return (
        f"Dear {_first(name)},\n\n"
        f"some days ago I asked what you think about {_inside(about)}. A line would help us, and so would a no: then I do not ask "
        f"again.\n\nThank you,\n{member}"
    )


def draft_telling(*, name: str, member: str, about: str, did: str, is_nothing: bool) -> str:
    """Return the mail that tells somebody what became of their feedback."""
    came = "We do nothing about it for now, and this is why" if is_nothing else "This is what we do about it"
    return (
        f"Dear {_first(name)},\n\n"
        f"you told us what you think about {_inside(about)}. Thank you: it was worth hearing.\n\n{came}: {_sentence(did)}\n\n"
        f"If that misses what you meant, tell me.\n\n{member}"
    )


def draft_giving(*, name: str, member: str, text: str) -> str:
    """Return the mail that gives feedback: our words between a greeting and a name, where they have none themselves."""
    greeted = text if text.lower().startswith(("dear ", "hello ", "hi ")) else f"Dear {_first(name)},\n\n{text}"
    return greeted if greeted.rstrip().endswith(member) else f"{greeted}\n\n{member}"


def draft_to_reader(*, name: str, member: str, account: str, about: str) -> tuple[str, str]:
    """Return subject and body of the mail by which a colleague is asked to read a draft."""
    return (
        f"Would you read this before it goes to {account}?",
        f"Dear {_first(name)},\n\n{member} wrote feedback to {account} about {_inside(about)}, and asks you to read it first. It "
        "stands on the page Feedback, under Promises. Approve it, or write the words that you would use.",
    )


def _first(name: str) -> str:
    return name.split()[0] if name.split() else "all"


def _inside(text: str) -> str:
    return text.strip().rstrip(".")


def _sentence(text: str) -> str:
    said = text.strip()
    return said if said.endswith((".", "!", "?")) else f"{said}."


def _day(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1]}"
