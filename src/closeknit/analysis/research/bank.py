"""The standing questions that every house begins with: the six of the essay on two certainties; a house words its own from there."""

from dataclasses import dataclass

from closeknit.analysis.kinds import Certainty


@dataclass(frozen=True, slots=True)
class FirstQuestion:
    """One question and which certainty its answers mostly speak of; None where they speak of all and sundry."""

    text: str
    certainty: Certainty | None = None


# Their cost and their plans are what they cut, or what they pay for; how we do and what they lack is what a competitor comes to ask them.
FIRST_QUESTIONS = (
    FirstQuestion("How can we serve you better?"),
    FirstQuestion("How are we doing in serving you?", Certainty.RIVALS),
    FirstQuestion("How will changes in the economy touch you?", Certainty.COST),
    FirstQuestion("What are your biggest challenges and frustrations?"),
    FirstQuestion("What are your plans for staying competitive?", Certainty.COST),
    FirstQuestion("What can I do to better meet your needs?", Certainty.RIVALS),
)
