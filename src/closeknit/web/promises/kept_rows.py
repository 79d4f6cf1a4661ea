"""How well both sides keep their word, as the page draws it."""

from dataclasses import dataclass
from typing import Any

from closeknit.analysis.promises.state import KeptShare
from closeknit.kit.look import charts
from closeknit.kit.ways import find_way
from closeknit.promises import keeping
from closeknit.promises.keeping import KeptOf
from closeknit.web.promises import rows
from closeknit.web.request import HouseRequest

_SIDES = (("ours", "We", "Our word to them"), ("theirs", "They", "Their word to us"))
# Below so many nobody should read anything into a share: it is drawn, with its interval, and said to be few.
FEW = 5
_WIDTH, _HEIGHT, _LEFT, _TOP = 560, 150, 44, 10


@dataclass(frozen=True)
class Line:
    """The word kept by or to one of several: its n, its share and the drawing."""

    name: str
    url: str
    share: KeptShare
    gauge: charts.Gauge | None
    is_few: bool


@dataclass(frozen=True)
class Dot:
    """One quarter in the picture: where its share stands, the ends of its interval, and what it says. Without any promise only its name."""

    x: float
    y: float | None
    low: float
    high: float
    name: str
    said: str
    n: int


@dataclass(frozen=True)
class Side:
    """One side's word: in all, quarter by quarter, by account."""

    title: str
    kept: rows.Kept
    dots: tuple[Dot, ...]
    points: str
    accounts: tuple[Line, ...]
    said: str


def kept_context(request: HouseRequest) -> dict[str, Any]:
    """Return both sides' word, and ours by who keeps it."""
    today = request.today
    picture = keeping.get_kept_picture(viewer=request.viewer, as_of=today)
    sides = []
    for code, who, title in _SIDES:
        dots = tuple(_dot(place, one.name, one.share) for place, one in enumerate(picture.quarters[code]))
        sides.append(
            Side(
                title=title,
                kept=rows.kept_of(picture.whole[code], who),
                dots=dots,
                points=" ".join(f"{dot.x:.0f},{dot.y:.1f}" for dot in dots if dot.y is not None),
                accounts=tuple(_line(one, who, "account") for one in picture.accounts[code]),
                said="; ".join(f"{dot.name}: {dot.said}" for dot in dots),
            )
        )
    return {
        "sides": sides,
        "keepers": [_line(one, one.name, "") for one in picture.keepers],
        "levels": [(share, _y(share / 100)) for share in (0, 50, 100)],
        "few": FEW,
    }


def _line(one: KeptOf, who: str, route: str) -> Line:
    kept = rows.kept_of(one.share, who)
    return Line(one.name, find_way(route, one.id) if route else "", one.share, kept.gauge, one.share.n < FEW)


def _dot(place: int, name: str, share: KeptShare) -> Dot:
    x = _LEFT + (_WIDTH - _LEFT) * (place + 0.5) / 5
    if share.share is None or share.low is None or share.high is None:
        return Dot(x, None, 0, 0, name, "nothing came due", 0)
    likely = f"likely {share.low:.0%} to {share.high:.0%}".replace("%", " %")
    said = f"{share.n_kept} of {share.n} kept, {likely}"
    return Dot(x, _y(share.share), _y(share.low), _y(share.high), name, said, share.n)


def _y(share: float) -> float:
    return round(_TOP + (1 - share) * (_HEIGHT - 2 * _TOP), 1)
