"""Quality as the page shows it."""

from dataclasses import dataclass

from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.learning.agreement import Figure
from closeknit.kit.look.charts import Gauge
from closeknit.kit.look.rows import Quote
from closeknit.needs.checking.queries import NeedsChecked, NextNeedDrawn
from closeknit.verbatims.checking.queries import Checked
from closeknit.verbatims.learning.queries import TurnedRow
from closeknit.web import quotes

# What each signal means, in a line, for whoever says what a sentence is: people agree as far as they mean the same.
MEANINGS = {
    "need": "they want to be able to do something, or be rid of it",
    "pain": "something hurts, fails, or costs them time",
    "praise": "something is good, or works for them",
    "suggestion": "a wish, a request or advice",
    "question": "they want to know something",
    "plan": "what they will do, or mean to do",
    "cost_cut": "they have to spend less",
    "competitor": "another firm or its product",
    "leaving": "they think of going, or are going",
    "feedback": "how we ourselves do our work with them",
}
KEYS = "1234567890"


@dataclass(frozen=True)
class FigureCell:
    """One figure of the table: its gauge and number, or how many more sentences it needs."""

    gauge: Gauge | None
    said: str
    needs: str


@dataclass(frozen=True)
class SignalLine:
    """How well one signal is heard; `people` is how far two people agree on it."""

    label: str
    precision: FigureCell
    recall: FigureCell
    f1: FigureCell
    kappa: FigureCell
    people: FigureCell | None


@dataclass(frozen=True)
class TurnedLine:
    """A sentence that is heard otherwise since people taught hearing."""

    quote: Quote
    said: str


@dataclass(frozen=True)
class CodeChoice:
    """One of the things that a sentence can be, with its key."""

    code: str
    label: str
    meaning: str
    key: str
    is_chosen: bool


@dataclass(frozen=True)
class NeedLine:
    """One of the needs that a sentence may stand for, with its key."""

    id: str
    statement: str
    subtitle: str
    key: str
    is_chosen: bool


def lines_of(checked: Checked) -> list[SignalLine]:
    """Return the table: a line a signal, in the order of the glossary."""
    return [
        SignalLine(
            label=quotes.SIGNALS[code.value],
            precision=_cell(checked.quality[code.value].precision, "heard as that"),
            recall=_cell(checked.quality[code.value].recall, "that are one"),
            f1=_cell(checked.quality[code.value].f1, "that are or are heard so"),
            kappa=_cell(checked.quality[code.value].kappa, "of either kind"),
            people=_cell(checked.people[code.value], "that two answer") if checked.n_twice else None,
        )
        for code in SignalCode
    ]


def need_line_of(checked: NeedsChecked) -> SignalLine:
    """Return the line of needs: how well words are laid beside them."""
    quality = checked.quality
    return SignalLine(
        label="laid beside a need",
        precision=_cell(quality.precision, "laid there"),
        recall=_cell(quality.recall, "that belong there"),
        f1=_cell(quality.f1, "laid there or belonging there"),
        kappa=_cell(quality.kappa, "of either kind"),
        people=_cell(checked.people, "that two answer") if checked.n_twice else None,
    )


def turned_of(row: TurnedRow) -> TurnedLine:
    """Return a sentence with what is heard in it now, and what no longer."""
    parts = [f"now {_names(row.now)}"] if row.now else []
    parts += [f"no longer {_names(row.no_longer)}"] if row.no_longer else []
    return TurnedLine(quotes.quote_of(row.words), ", ".join(parts))


def choices_of(chosen: tuple[str, ...]) -> list[CodeChoice]:
    """Return the ten things that a sentence can be."""
    return [
        CodeChoice(code.value, quotes.SIGNALS[code.value], MEANINGS[code.value], key, code.value in chosen)
        for code, key in zip(SignalCode, KEYS, strict=True)
    ]


def need_choices_of(drawn: NextNeedDrawn) -> list[NeedLine]:
    """Return the needs that a sentence may stand for."""
    return [
        NeedLine(one.id, one.statement, one.subtitle, key, one.id in (drawn.answered or ()))
        for one, key in zip(drawn.choices, KEYS, strict=False)
    ]


def _names(codes: tuple[str, ...]) -> str:
    return " and ".join(quotes.SIGNALS[code] for code in codes)


def _cell(figure: Figure, among: str) -> FigureCell:
    share = figure.share
    if share is None:
        return FigureCell(None, "", f"needs {figure.n_missing} more {among}")
    said = f"{share.value:.2f}, between {share.low:.2f} and {share.high:.2f}, of {figure.n} {among}"
    gauge = Gauge(max(share.value, 0), max(share.low, 0), max(share.high, 0), said=said)
    return FigureCell(gauge, f"{share.value:.2f}", f"{share.low:.2f}–{share.high:.2f}, n {figure.n}")
