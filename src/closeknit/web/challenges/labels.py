"""How the codes of challenges are said."""

STATES = {
    "draft": "Draft",
    "open": "Open",
    "closed": "To decide",
    "decided": "To tell",
    "told": "Told",
}
HOW = {"self": "my own answer", "mail": "their answer, by mail", "talk": "their answer, said in a talk"}
WHY = {
    "answered": "answered",
    "criterion": "named what it is judged by",
    "words": "said what it began with",
    "scored": "weighed the answers",
}
GUESTS = {"chosen": "not asked yet", "asked": "asked", "refused": "not asked", "no_address": "no address"}
KINDS = (
    ("supplier", "Suppliers"),
    ("innovator", "Innovators"),
    ("customer", "Customers"),
    ("prospect", "Prospects"),
    ("stakeholder", "Stakeholders"),
)
