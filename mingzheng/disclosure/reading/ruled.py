"""Tables from drawn rules: strokes become a lattice, characters fall into its cells, missing strokes merge cells."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

Box = tuple[float, float, float, float]  # left, bottom, right, top
_THIN = 3.5  # points; thicker is a filled area, whose edges count
_SHORTEST = 4.0
_NEAR = 4.0  # rules closer than this are one


@dataclass(frozen=True, slots=True)
class Char:
    """One character with its box."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def height(self) -> float:
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class _Stroke:
    at: float
    start: float
    end: float


def _strokes(boxes: list[Box]) -> tuple[list[_Stroke], list[_Stroke]]:
    """Horizontal and vertical strokes; an area counts as its four edges."""
    across: list[_Stroke] = []
    down: list[_Stroke] = []
    for left, bottom, right, top in boxes:
        wide, high = right - left, top - bottom
        if high <= _THIN and wide >= _SHORTEST:
            across.append(_Stroke((bottom + top) / 2, left, right))
        elif wide <= _THIN and high >= _SHORTEST:
            down.append(_Stroke((left + right) / 2, bottom, top))
        elif wide > _THIN and high > _THIN:
            across += [_Stroke(bottom, left, right), _Stroke(top, left, right)]
            down += [_Stroke(left, bottom, top), _Stroke(right, bottom, top)]
    return across, down


def _merged(values: list[float]) -> list[float]:
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= _NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


@dataclass(slots=True)
class Lattice:
    """One table's rules: `xs` ascending, `ys` descending (from the top), and which borders are really drawn."""

    xs: list[float]
    ys: list[float]
    right_drawn: set[tuple[int, int]]  # (row, column): the border to the right of that cell
    below_drawn: set[tuple[int, int]]

    @property
    def box(self) -> Box:
        return (self.xs[0], self.ys[-1], self.xs[-1], self.ys[0])

    def holds(self, char: Char) -> bool:
        """True when the character stands inside the table."""
        left, bottom, right, top = self.box
        return left - 2 <= char.centre <= right + 2 and bottom - 1 <= char.middle <= top + 1

    def cells(self, chars: list[Char]) -> list[list[tuple[str, Box, bool]]]:
        """Rows of (text, box, covered); a merged cell has its text in its first position."""
        owner = self._owners()
        texts: dict[tuple[int, int], list[Char]] = {}
        falling = [-y for y in self.ys]
        for char in chars:
            row = min(max(bisect_right(falling, -char.middle) - 1, 0), len(self.ys) - 2)
            column = min(max(bisect_right(self.xs, char.centre) - 1, 0), len(self.xs) - 2)
            texts.setdefault(owner[(row, column)], []).append(char)
        boxes: dict[tuple[int, int], Box] = {}
        for (row, column), first in owner.items():
            box = (self.xs[column], self.ys[row + 1], self.xs[column + 1], self.ys[row])
            boxes[first] = _union(boxes[first], box) if first in boxes else box
        return [
            [
                (
                    _joined(texts.get((row, column), [])) if owner[(row, column)] == (row, column) else "",
                    boxes[owner[(row, column)]],
                    owner[(row, column)] != (row, column),
                )
                for column in range(len(self.xs) - 1)
            ]
            for row in range(len(self.ys) - 1)
        ]

    def _owners(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Each position's top-left position within its merged cell."""
        parent: dict[tuple[int, int], tuple[int, int]] = {}

        def root(cell: tuple[int, int]) -> tuple[int, int]:
            while parent.setdefault(cell, cell) != cell:
                cell = parent[cell]
            return cell

        for row in range(len(self.ys) - 1):
            for column in range(len(self.xs) - 1):
                here = root((row, column))
                if column and (row, column - 1) not in self.right_drawn:
                    other = root((row, column - 1))
                    parent[max(here, other)] = min(here, other)
                    here = root((row, column))
                if row and (row - 1, column) not in self.below_drawn:
                    other = root((row - 1, column))
                    parent[max(here, other)] = min(here, other)
        return {
            (row, column): root((row, column)) for row in range(len(self.ys) - 1) for column in range(len(self.xs) - 1)
        }


def _union(one: Box, other: Box) -> Box:
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))


def _joined(chars: list[Char]) -> str:
    """Characters of a cell in reading order: by line, then from the left."""
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda item: -item.middle):
        if lines and abs(lines[-1][0].middle - char.middle) <= max(lines[-1][0].height, char.height, 4.0) * 0.5:
            lines[-1].append(char)
        else:
            lines.append([char])
    return "".join("".join(char.text for char in sorted(line, key=lambda item: item.left)) for line in lines)


def _covers(strokes: list[_Stroke], at: float, middle: float) -> bool:
    return any(abs(s.at - at) <= _NEAR and s.start - _NEAR <= middle <= s.end + _NEAR for s in strokes)


def _components(down: list[_Stroke], across: list[_Stroke]) -> list[tuple[float, float]]:
    """The height ranges in which vertical strokes stand: one a table on a page."""
    spans: list[tuple[float, float]] = []
    for stroke in sorted(down, key=lambda item: item.start):
        if spans and stroke.start <= spans[-1][1] + _NEAR:
            spans[-1] = (spans[-1][0], max(spans[-1][1], stroke.end))
        else:
            spans.append((stroke.start, stroke.end))
    return spans


def lattices(boxes: list[Box]) -> list[Lattice]:
    """The tables drawn on a page, at least two rows and two columns each."""
    across, down = _strokes(boxes)
    found: list[Lattice] = []
    for low, high in _components(down, across):
        mine_down = [s for s in down if s.start >= low - _NEAR and s.end <= high + _NEAR]
        mine_across = [s for s in across if low - _NEAR <= s.at <= high + _NEAR]
        xs = _merged([s.at for s in mine_down])
        ys = _merged([s.at for s in mine_across])[::-1]
        if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > 60_000:
            continue
        by_x = {x: [s for s in mine_down if abs(s.at - x) <= _NEAR] for x in xs}
        by_y = {y: [s for s in mine_across if abs(s.at - y) <= _NEAR] for y in ys}
        right, below = set(), set()
        for row in range(len(ys) - 1):
            middle = (ys[row] + ys[row + 1]) / 2
            for column in range(len(xs) - 1):
                if _covers(by_x[xs[column + 1]], xs[column + 1], middle):
                    right.add((row, column))
                centre = (xs[column] + xs[column + 1]) / 2
                if _covers(by_y[ys[row + 1]], ys[row + 1], centre):
                    below.add((row, column))
        found.append(Lattice(xs, ys, right, below))
    return found
