"""Weighed words as the page shows them."""

from dataclasses import dataclass

from closeknit.analysis.kinds import Stance
from closeknit.analysis.search import stance, words
from closeknit.kit.look.rows import Quote
from closeknit.kit.ways import find_way
from closeknit.verbatims.weighing import AccountSide, WeighedWords, Weighing
from closeknit.web import quotes

# From this chance on a sentence is taken to be about the claim; below it a person has to choose it.
_LIKELY = 0.5
# So many accounts of a side are open at first; the template says the same.
SHOWN = 5


@dataclass(frozen=True)
class Said:
    """One sentence, what it is taken to say, why, and what is chosen for it at first: "supports", "contradicts" or ""."""

    verbatim: str
    quote: Quote
    why: str
    chosen: str


@dataclass(frozen=True)
class AccountSaid:
    """What one account says on one side."""

    account: str
    url: str
    n: int
    n_more: int
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Side:
    """One side of a claim: its name for screens, its accounts, and how many sentences they said."""

    name: str
    title: str
    n_accounts: int
    n_sentences: int
    share: float
    accounts: tuple[AccountSaid, ...]

    @property
    def n_less(self) -> int:
        """How many accounts stand behind the first five."""
        return max(0, len(self.accounts) - SHOWN)


def sides_of(weighing: Weighing, claim: str) -> list[Side]:
    """Return the three sides of a claim; each account counts once on a side."""
    named = (
        ("supports", "They say so", weighing.supports),
        ("contradicts", "They say otherwise", weighing.contradicts),
        ("unclear", "About it, but one cannot tell", weighing.unclear),
    )
    most = max((_n_accounts(several) for _, _, several in named), default=0)
    marked = " ".join(stance.list_matter(words.list_terms(claim, is_statement=True)))
    return [
        Side(
            name=name,
            title=title,
            n_accounts=_n_accounts(several),
            n_sentences=sum(one.n for one in several),
            share=_n_accounts(several) / most if most else 0,
            accounts=tuple(_account_of(one, marked) for one in several),
        )
        for name, title, several in named
    ]


def _n_accounts(several: tuple[AccountSide, ...]) -> int:
    return sum(bool(one.account_id) for one in several)


def _account_of(side: AccountSide, marked: str) -> AccountSaid:
    return AccountSaid(
        account=side.account or "Nobody knows whose words these are",
        url=find_way("account", side.account_id) if side.account_id else "",
        n=side.n,
        n_more=side.n - len(side.words),
        said=tuple(_said_of(one, marked) for one in side.words),
    )


def _said_of(one: WeighedWords, marked: str) -> Said:
    is_likely = one.about >= _LIKELY
    return Said(
        verbatim=one.words.id,
        quote=quotes.quote_of(one.words, query=marked, with_account=False),
        why=_why(one),
        chosen=one.stance.value if one.stance and is_likely else "",
    )


def _why(one: WeighedWords) -> str:
    """Return why it stands on this side, in a line; always as the guess that it is."""
    sure = "likely about it" if one.about >= _LIKELY else "perhaps about it" if one.by_words else "near in meaning"
    if one.stance is None:
        return f"a guess: {sure}"
    mood = "says so" if one.stance is Stance.SUPPORTS else "says otherwise"
    cues = " · ".join(f"“{words}”" for words in one.because[:2])
    return f"a guess: {sure}, {mood}{f' by {cues}' if cues else ' by the way it is said'}"
