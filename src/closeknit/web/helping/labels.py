"""How answers to "can we help?" are said on members' pages."""

from closeknit.kit.look.rows import Mark

ANSWERS = {"yes": "Yes", "partly": "Partly", "partner": "With a partner", "no": "No"}
MARKS: dict[str, Mark] = {"yes": "good", "partly": "due", "partner": "ask", "no": "against", "": "unknown"}
