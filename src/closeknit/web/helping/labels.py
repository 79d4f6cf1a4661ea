"""How answers to "can we help?" are said on members' pages."""

ANSWERS = {"yes": "Yes", "partly": "Partly", "partner": "With a partner", "no": "No"}
