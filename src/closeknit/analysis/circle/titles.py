"""What a job title says: the part of the company somebody works in, and how far their word reaches. English, German, French, Dutch.

Plain lists of words, so that anybody can see why; a person's own say stands above it. Words of more letters than four also count as the
beginning of longer ones, since German and Dutch write in one word: "Einkaufsleiterin" is purchasing and head.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from closeknit.analysis.kinds import ContactFunction, ContactLevel

_WORD = re.compile(r"[^\W\d_]+")

# The first function whose word stands in the title counts; the narrow ones come before the wide ones ("catering finance" is finance).
_FUNCTIONS: Mapping[ContactFunction, str] = {
    ContactFunction.PURCHASING: "procurement purchasing purchase buyer buying sourcing supply category vendor einkauf beschaffung "
    "achats acheteur inkoop inkoper",
    ContactFunction.FINANCE: "finance financial cfo controller controlling accounts accountant accounting treasurer bookkeeper books "
    "economist audit finanz buchhaltung comptable financier boekhouder",
    ContactFunction.IT: "it cio ciso cto digital information software systems data network infrastructure ict edv informatik informatique",
    ContactFunction.QUALITY: "quality safety hygiene compliance regulatory dietetics dietitian inspector health environmental validation "
    "sustainability qualit sicherheit kwaliteit",
    ContactFunction.PEOPLE: "hr human people talent training trainer tutor learning student instructor apprentice personal personeel",
    ContactFunction.SALES: "sales marketing account commercial brand cmo customer communications growth vertrieb verkauf ventes verkoop",
    ContactFunction.DEVELOPMENT: "research development innovation product design scientist laboratory application forschung entwicklung "
    "recherche onderzoek",
    ContactFunction.TECHNICAL: "technical engineer engineering maintenance estates facilities facility technician energy plant technik "
    "instandhaltung technicien technique technisch onderhoud",
    ContactFunction.OPERATIONS: "operations operating operational production kitchen catering chef cook baker unit logistics warehouse "
    "shop store site area fleet hotel food beverage purser ward shift night manufacturing service host homes venue residence truck "
    "coordinator planning coo speisenversorgung produktion betrieb logistik exploitation productie keuken",
    ContactFunction.MANAGEMENT: "owner founder partner ceo president managing general executive principal director headteacher mayor "
    "chairman chair patron chief manager geschäftsführer geschäftsführung inhaber vorstand gérant directeur directrice eigenaar bestuurder",
}
# The first level whose word stands in the title counts: what narrows ("assistant") comes before what it narrows.
_LEVELS: Sequence[tuple[ContactLevel, str]] = (
    (ContactLevel.HANDS, "assistant assistent student apprentice trainee intern"),
    (ContactLevel.MANAGER, "teamleiter teamleiterin teamleider"),
    (
        ContactLevel.EXECUTIVE,
        "owner founder cofounder ceo cfo coo cio cto cmo ciso president chairman chair managing general chief principal headteacher "
        "patron mayor vorstand geschäftsführer geschäftsführerin inhaber inhaberin gérant eigenaar bestuurder pdg",
    ),
    (
        ContactLevel.HEAD,
        "head director vp vice superintendent leiter leiterin directeur directrice hoofd direktor direktorin responsable",
    ),
    (
        ContactLevel.MANAGER,
        "manager lead leader supervisor coordinator chef partner senior charge foreman controller koordinator coordinateur chargé chargée "
        "beauftragte",
    ),
)
# Whose longer forms mean something else: a production manager develops no product.
_WHOLE = frozenset({"product", "people", "human", "general", "audit"})
# "Chief Environmental Health Officer" leads; "Principal Officer", "Principal Engineer" is a grade.
_GRADES = frozenset({"principal", "chief"})
_GRADED = frozenset({"officer", "engineer", "scientist", "consultant", "analyst", "developer", "cook"})
# "Head Cook" leads a kitchen, not a part of the company.
_CREW = frozenset({"cook", "baker", "chef", "waiter", "host", "gardener", "nurse", "porter"})


@dataclass(frozen=True, slots=True)
class Placed:
    """What a title says, None where it says nothing; `reasons` are sentences."""

    function: ContactFunction | None
    level: ContactLevel | None
    reasons: tuple[str, ...]


def classify_title(title: str) -> Placed:
    """Return the function and level that a job title speaks of, with the words that say so; None for what it leaves open.

    A title that names a function but no level is taken for one of many hands: whoever leads usually says so.
    """
    words = [word.casefold() for word in _WORD.findall(title)]
    if not words:
        return Placed(None, None, ("No title is known",))
    function, told = _find_function(words)
    level, ranked = _find_level(words)
    if level is None and function is not None:
        level = ContactLevel.HANDS
    reasons = (
        f"“{told}” in the title speaks of {function.value}" if function else "The title names no part of the company",
        f"“{ranked}” in the title says {level.value}" if level and ranked else "The title names no rank",
    )
    return Placed(function, level, reasons)


def _find_function(words: Sequence[str]) -> tuple[ContactFunction | None, str]:
    for function, known in _KNOWN_FUNCTIONS:
        for word in words:
            if known.holds(word):
                return function, word
    return None, ""


def _find_level(words: Sequence[str]) -> tuple[ContactLevel | None, str]:
    for level, known in _KNOWN_LEVELS:
        for word in words:
            if not known.holds(word):
                continue
            if word in _GRADES and words[-1] in _GRADED and "executive" not in words:
                leads = word == "chief" and len(words) > 2
                return (ContactLevel.EXECUTIVE if leads else ContactLevel.MANAGER), word
            if word == "head" and words[-1] in _CREW:
                return ContactLevel.MANAGER, word
            return level, word
    return None, ""


@dataclass(frozen=True, slots=True)
class _Known:
    """Words that mean one thing: as they are, and the longer ones also as the beginning or end of another word."""

    whole: frozenset[str]
    parts: tuple[str, ...]

    def holds(self, word: str) -> bool:
        return word in self.whole or word.startswith(self.parts) or word.endswith(self.parts)


def _known(words: str) -> _Known:
    several = words.split()
    return _Known(frozenset(several), tuple(one for one in several if len(one) > 4 and one not in _WHOLE))


_KNOWN_FUNCTIONS = [(function, _known(words)) for function, words in _FUNCTIONS.items()]
_KNOWN_LEVELS = [(level, _known(words)) for level, words in _LEVELS]
