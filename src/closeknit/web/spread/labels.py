"""How the codes of the spread are said on members' pages."""

FUNCTIONS = {
    "management": "management",
    "operations": "operations",
    "technical": "technical",
    "quality": "quality",
    "purchasing": "purchasing",
    "finance": "finance",
    "it": "IT",
    "sales": "sales",
    "people": "people and training",
    "development": "development",
}
LEVELS = {"executive": "leads it all", "head": "heads a part", "manager": "leads a team", "hands": "does the work"}
HOW = {"told": "told by", "given": "promised by", "present": "sat there when promised by"}
ENDED = {"kept": "kept", "missed": "missed", "withdrawn": "withdrawn", "answered": "answered", "": "open"}
