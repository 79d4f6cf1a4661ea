"""How the codes of purpose and offerings are said on members' pages."""

from closeknit.kit.look.rows import Mark

IDEALS = {
    "connection": ("Creating connection", "bringing people together, so that they understand and are understood"),
    "exploration": ("Enabling exploration", "helping people to find out, to learn and to try what is new"),
    "joy": ("Eliciting joy", "giving moments of happiness, wonder and ease"),
    "pride": ("Evoking pride", "giving people confidence, strength and standing"),
    "society": ("Improving society", "changing for the better how all of us live together"),
}
LEVELS = {"well": "well met", "partly": "partly met", "not": "not met"}
LEVEL_WORDS = {"": "nobody has said", "not": "not met", "partly": "partly met", "well": "met well"}
READINGS = {"better": "We are better", "worse": "We are worse", "even": "Much the same"}
THAN = {"better": "Better than", "worse": "Worse than", "even": "Much the same as"}
STANDINGS = {"hope": "hope", "heard": "heard from customers", "disputed": "disputed"}
STANDING_MARKS: dict[str, Mark] = {"hope": "unknown", "heard": "good", "disputed": "disagree"}
