"""The entries in one picture: how much they are wanted across, how well they stand up to the criteria upwards."""

from collections.abc import Sequence
from dataclasses import dataclass

from closeknit.web.redesign.rows import EntryLine

WIDTH, HEIGHT, EDGE = 640, 360, 44
# Dots nearer than this are pushed apart, upwards and downwards in turn, so that each number can be read.
_NEAR = 20


@dataclass(frozen=True)
class Dot:
    """One entry in the picture."""

    number: int
    text: str
    x: str
    y: str
    anchor: str
    verdict: str


@dataclass(frozen=True)
class Plot:
    """The picture: its dots, its measures."""

    dots: tuple[Dot, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = EDGE
    right: int = WIDTH - EDGE // 2
    top: int = EDGE // 2
    bottom: int = HEIGHT - EDGE
    middle_x: int = (WIDTH - EDGE // 2 + EDGE) // 2
    middle_y: int = (HEIGHT - EDGE + EDGE // 2) // 2
    half_width: int = (WIDTH - EDGE // 2 - EDGE) // 2
    half_height: int = (HEIGHT - EDGE - EDGE // 2) // 2
    height_less: int = HEIGHT - EDGE // 3
    left_more: int = EDGE + 8
    top_more: int = EDGE // 2 + 14


def draw(lines: Sequence[EntryLine]) -> Plot | None:
    """Return the picture of the entries that were both compared and scored; None for fewer than two."""
    shown = [line for line in lines if line.total is not None and line.n_pairs]
    if len(shown) < 2:
        return None
    empty = Plot(())
    placed: list[tuple[float, float]] = []
    dots = []
    for line in shown:
        x = empty.left + (empty.right - empty.left) * float(line.bar.value) / 100
        y = empty.bottom - (empty.bottom - empty.top) * line.total_share
        step = 0
        while any(abs(x - other) < _NEAR and abs(y - over) < _NEAR for other, over in placed) and step < 6:
            step += 1
            y += _NEAR * step * (1 if step % 2 else -1)
        y = min(max(y, empty.top + 8), empty.bottom - 8)
        placed.append((x, y))
        verdict = line.verdict.kind if line.verdict else ""
        dots.append(Dot(line.entry.number, line.entry.text, f"{x:.1f}", f"{y:.1f}", f"{y + 4:.1f}", verdict))
    return Plot(tuple(dots))
