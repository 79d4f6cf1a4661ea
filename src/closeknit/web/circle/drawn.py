"""The picture as the template writes it: every mark with its place, its shape and its words. Units of a 1000 × 1000 view box."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from closeknit.analysis.circle import picture
from closeknit.analysis.circle.drawing import lettering
from closeknit.analysis.circle.picture import CENTRE, US_RADIUS, Node, Others, Picture, Sector
from closeknit.analysis.kinds import Stage
from closeknit.circle.gathering import CircleAccount
from closeknit.web.circle import labels, shades
from closeknit.web.circle.asked import Asked

# A mark of four units can hardly be hit: what answers to a finger is never smaller than this.
_HIT = 13.0
_US_ROOM = 2 * US_RADIUS - 10


@dataclass(frozen=True)
class RingMark:
    """One ring with its name, and the code that a mark dropped on it would move to."""

    stage: str
    name: str
    n: int
    inner: float
    outer: float
    name_x: float
    name_y: float


@dataclass(frozen=True)
class NodeMark:
    """One account, drawn about its own middle. `half` is the filled half of a cooling one, `ring` the outline's radius."""

    id: str
    stage: str
    url: str
    said: str
    look: str
    x: float
    y: float
    r: float
    hit: float
    ring: float
    half: str
    name: str
    name_x: float
    name_y: float
    anchor: str
    strong: bool
    hidden: bool
    threads: str
    silent: str
    arrow: str


@dataclass(frozen=True)
class OthersMark:
    """The accounts of a ring that have no mark of their own, and the table that lists them."""

    url: str
    said: str
    n: int
    x: float
    y: float
    width: float
    text_x: float
    text_y: float


@dataclass(frozen=True)
class Board:
    """The whole picture, with the sentence that says it to whoever cannot see it."""

    rings: tuple[RingMark, ...]
    sectors: tuple[Sector, ...]
    nodes: tuple[NodeMark, ...]
    others: tuple[OthersMark, ...]
    us: tuple[tuple[str, float], ...]
    title: str
    said: str
    n_unnamed: int


@dataclass(frozen=True)
class Chosen:
    """What is laid over the picture for the chosen account: a ring, its name, and a ghost where a move would put it."""

    x: float
    y: float
    r: float
    name: str
    name_x: float
    name_y: float
    anchor: str
    ghost: tuple[float, float] | None
    ghost_r: float
    to_outer: float


def board_of(drawn: Picture, accounts: Sequence[CircleAccount], asked: Asked, *, house: str) -> Board:
    """Return the picture for the template; accounts that were not asked for stay in their places and step back."""
    known, lines = {account.id: account for account in accounts}, _short(house)
    return Board(
        rings=tuple(
            RingMark(
                ring.stage, labels.RINGS[ring.stage], ring.n_accounts, ring.inner, ring.outer, ring.name_x, ring.name_y
            )
            for ring in reversed(drawn.rings)
        ),
        sectors=drawn.sectors,
        nodes=tuple(_node(node, known[node.id], asked) for node in drawn.nodes),
        others=tuple(_others(one, asked) for one in drawn.others),
        us=tuple((line, y) for line, y in zip(lines, (505.0,) if len(lines) == 1 else (497.0, 513.0), strict=True)),
        title=f"{house} and the {len(known)} accounts around it" if len(known) != 1 else f"{house} and one account",
        said=_say(accounts, asked),
        n_unnamed=drawn.n_unnamed,
    )


def chosen_of(drawn: Picture, account: CircleAccount, to: Stage | None) -> Chosen | None:
    """Return what is laid over the picture for `account`, with the ghost of a move `to` another ring; None if it is not drawn."""
    node = next((node for node in drawn.nodes if node.id == account.id), None)
    if node is None:
        return None
    ring = next((ring for ring in drawn.rings if ring.stage is to), None)
    label = node.label
    right = node.x <= CENTRE
    return Chosen(
        x=node.x,
        y=node.y,
        r=round(node.r + 5.5, 1),
        name=lettering.shorten(account.name),
        name_x=label.x if label else round(node.x + (node.r + 13 if right else -node.r - 13), 1),
        name_y=label.y if label else round(node.y + 5, 1),
        anchor=label.anchor if label else ("start" if right else "end"),
        ghost=_ghost(node, account, to) if to and to is not account.stage and ring else None,
        ghost_r=node.r,
        to_outer=ring.outer if ring else 0,
    )


def _ghost(node: Node, account: CircleAccount, to: Stage) -> tuple[float, float]:
    x, y = picture.show_ghost(node, to, account.closeness.value)
    return round(x, 1), round(y, 1)


def _node(node: Node, account: CircleAccount, asked: Asked) -> NodeMark:
    label, right, shade = node.label, node.x <= CENTRE, shades.shade_of(account, asked)
    look = [f"is-{shade.code}"]
    look += [] if asked.takes(account) else ["stands-back"]
    look += [] if node.placed else ["unplaced"]
    return NodeMark(
        id=node.id,
        stage=node.stage.value,
        url=asked.url(account=node.id, to="", page=1),
        said=f"{node.name}, {labels.STAGES[node.stage]}, {shade.said}",
        look=" ".join(look),
        x=node.x,
        y=node.y,
        r=node.r,
        hit=max(node.r, _HIT),
        ring=round(node.r + 3, 1),
        half=f"M0 {-node.r}A{node.r} {node.r} 0 0 0 0 {node.r}Z" if shade.mark == "disagree" else "",
        name=label.text if label else lettering.shorten(node.name),
        name_x=round(label.x - node.x, 1) if label else (node.r + 7 if right else -node.r - 7),
        name_y=round(label.y - node.y, 1) if label else 5,
        anchor=label.anchor if label else ("start" if right else "end"),
        strong=label.strong if label else False,
        hidden=label is None,
        threads="".join(thread.path for thread in node.threads if not thread.silent),
        silent="".join(thread.path for thread in node.threads if thread.silent),
        arrow=f"{node.arrow.line}{node.arrow.head}" if node.arrow else "",
    )


def _others(others: Others, asked: Asked) -> OthersMark:
    width = 20.0 + 8.5 * len(str(others.n_accounts))
    return OthersMark(
        url=asked.url(show="table", stage=others.stage.value, account="", to="", page=1),
        said=f"{others.n_accounts} more, {labels.STAGES[others.stage]}: open them as a table",
        n=others.n_accounts,
        x=round(others.x - others.r, 1),
        y=round(others.y - 13, 1),
        width=width,
        text_x=round(others.x - others.r + width / 2, 1),
        text_y=round(others.y + 5, 1),
    )


def _short(house: str) -> tuple[str, ...]:
    """Return as much of our own name as fits into our disc, in one line or two."""
    words = house.split()
    for cut in range(len(words), 0, -1):
        lines = (" ".join(words[:cut]), " ".join(words[cut:]))
        room = _US_ROOM if not lines[1] else _US_ROOM - 6
        if all(lettering.measure(line, strong=True) <= room for line in lines):
            return tuple(line for line in lines if line)
    return (words[0],) if words and lettering.measure(words[0], strong=True) <= _US_ROOM else ("us",)


def _say(accounts: Sequence[CircleAccount], asked: Asked) -> str:
    rings = Counter(account.stage for account in accounts)
    stand = ", ".join(f"{rings[stage]} {labels.RINGS[stage].lower()}" for stage in labels.RINGS if rings[stage])
    worries = ", ".join(one.word for one in shades.worries_of(accounts, asked))
    if asked.by_alarm:
        return f"{stand}. " + (f"Readings: {worries}." if worries else "No reading worries anybody.")
    return f"{stand}. " + (f"In contact: {worries}." if worries else "Nobody is late for contact.")
