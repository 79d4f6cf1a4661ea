"""A week of everybody as the page shows it: departments with names of accounts, and bars."""

from dataclasses import dataclass
from datetime import date

from closeknit.today.participation.queries import DepartmentWeek, WeekOfAll

MOST_NAMED = 12
WIDTH, HEIGHT, GAP = 14, 36, 4


@dataclass(frozen=True)
class Bar:
    """One week in a drawing: where it stands, how high it is, and what it says."""

    x: int
    y: int
    height: int
    week_on: date
    n: int


@dataclass(frozen=True)
class Drawing:
    """Weeks side by side, the oldest first, and the same in a sentence for who does not see it."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    sentence: str


@dataclass(frozen=True)
class Department:
    """One department's line."""

    name: str
    n_members: int
    people: str
    n_people: int
    share: float | None
    share_said: str
    n_served: int
    in_touch: tuple[tuple[str, str], ...]
    handed_in: tuple[tuple[str, str], ...]
    n_more: int
    drawing: Drawing


def department_of(row: DepartmentWeek, weeks: tuple[date, ...], names: dict[str, str]) -> Department:
    """Return one department with the names of the accounts it served."""
    in_touch = [(one, names[one]) for one in row.in_touch if one in names]
    handed_in = [(one, names[one]) for one in row.handed_in if one in names and one not in row.in_touch]
    shown = sorted(in_touch, key=lambda one: one[1])[:MOST_NAMED]
    others = sorted(handed_in, key=lambda one: one[1])[: MOST_NAMED - len(shown)]
    return Department(
        name=row.name or "No department",
        n_members=row.n_members,
        people=", ".join(row.people),
        n_people=len(row.people),
        share=row.share,
        share_said=f"{len(row.people)} of {row.n_members} people",
        n_served=row.n_served,
        in_touch=tuple(shown),
        handed_in=tuple(others),
        n_more=row.n_served - len(shown) - len(others),
        drawing=draw(weeks, row.history),
    )


def draw_all(week: WeekOfAll) -> Drawing:
    """Return the weeks of everybody as a drawing."""
    return draw(week.weeks, week.served)


def draw(weeks: tuple[date, ...], counts: tuple[int, ...]) -> Drawing:
    """Return weeks as bars, the highest as high as the drawing."""
    most = max(counts, default=0) or 1
    bars = []
    for place, (week_on, n) in enumerate(zip(weeks, counts, strict=True)):
        height = max(1, round(HEIGHT * n / most))
        bars.append(Bar(place * (WIDTH + GAP), HEIGHT - height, height, week_on, n))
    sentence = f"Accounts served in each of {len(weeks)} weeks: {', '.join(map(str, counts))}."
    return Drawing(tuple(bars), len(weeks) * (WIDTH + GAP), HEIGHT, sentence)
