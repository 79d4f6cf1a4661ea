"""How answers to "can we help?" are said on members' pages."""

from collections.abc import Iterable

ANSWERS = {"yes": "Yes", "partly": "Partly", "partner": "With a partner", "no": "No"}
UNDECIDED = "Not decided yet"


def by_answer(several: Iterable[tuple[str, str, str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return (answer in words, [(account id, name)]) of rows (answer, account id, name), the answers in their order."""
    found: dict[str, list[tuple[str, str]]] = {code: [] for code in (*ANSWERS, "")}
    for code, account, name in several:
        found[code].append((account, name))
    return [(ANSWERS.get(code, UNDECIDED), accounts) for code, accounts in found.items() if accounts]
