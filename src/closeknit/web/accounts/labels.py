"""How the codes of accounts and people are said on members' pages."""

KINDS = {
    "customer": "customer",
    "prospect": "prospect",
    "former": "former customer",
    "internal": "department of ours",
    "supplier": "supplier",
    "innovator": "innovator",
    "stakeholder": "stakeholder",
}
STAGES = {
    "ally": "ally",
    "partner": "partner",
    "engaged": "engaged",
    "acquainted": "acquainted",
    "outside": "outside",
    "let_go": "let go",
}
ROLES = {
    "champion": "champion",
    "economic_buyer": "economic buyer",
    "user": "user",
    "sponsor": "sponsor",
    "sceptic": "sceptic",
}


def choices(labels: dict[str, str], *, blank: str = "") -> list[tuple[str, str]]:
    """Return the codes and labels as a form's choices, with `blank` for no choice first where it is said."""
    return ([("", blank)] if blank else []) + list(labels.items())
