"""A form's blocks as one list of cleaned rows; what stands outside of the table is a row of one escaped cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mingzheng.disclosure.rules.raw import RawBlock, RawTable
from mingzheng.disclosure.rules.recognise.clean import cell_text, plain, squeezed
from mingzheng.disclosure.rules.recognise.grid import GridCell, is_count_row
from mingzheng.disclosure.rules.recognise.repairs import Repairs

_STRICT_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})*(?:\.\d+)?|-?\d+(?:\.\d+)?")
_LONGEST_OVERLAP = 2


@dataclass(slots=True)
class FormRow:
    """The cells of a row that say something, by grid column. `escaped` text was found outside of the table."""

    cells: dict[int, GridCell] = field(default_factory=dict)
    escaped: bool = False
    fragment: int = 0  # counts the pieces into which page breaks cut the form

    @property
    def first(self) -> GridCell:
        return self.cells[min(self.cells)]

    @property
    def texts(self) -> list[str]:
        return [cell.text for _, cell in sorted(self.cells.items())]

    @property
    def ordered(self) -> list[GridCell]:
        return [cell for _, cell in sorted(self.cells.items())]

    def has(self, *words: str) -> bool:
        """True when some cell contains one of the words."""
        return any(word in text for text in self.texts for word in words)


def is_strict_number(text: str) -> bool:
    """A bare number, without a percent sign or unit: a weight, a score, a deviation."""
    return _STRICT_NUMBER.fullmatch(text) is not None


def rows_of(blocks: list[RawBlock], repairs: Repairs) -> list[FormRow]:
    """Every block of a form as rows in reading order."""
    rows: list[FormRow] = []
    for fragment, block in enumerate(blocks):
        if isinstance(block, RawTable):
            for raw in block.rows:
                cells = {}
                for column, cell in enumerate(raw):
                    text = cell_text(cell.text)
                    if text and not cell.covered:
                        cells[column] = GridCell(text, cell.place)
                        if "$" in cell.text:
                            repairs.note("formula", cell.place, cell.text, text)
                        elif plain(cell.text) != text:
                            repairs.note("spaced", cell.place, cell.text, text)
                if cells:
                    rows.append(FormRow(cells, fragment=fragment))
        elif squeezed(block.text):
            rows.append(FormRow({0: GridCell(cell_text(block.text), block.place)}, escaped=True, fragment=fragment))
    return [row for row in rows if row.escaped or not is_count_row(row.ordered)]


def joined(before: GridCell, after: GridCell, repairs: Repairs, *, overlap: bool = True) -> GridCell:
    """Two halves of a cut cell as one; characters that the cut printed twice stand once."""
    head, tail = before.text, after.text
    kind = "cell_joined"
    if overlap:
        for size in range(_LONGEST_OVERLAP, 0, -1):
            if len(tail) >= size and len(head) > size and head.endswith(tail[:size]):
                tail, kind = tail[size:], "overlap"
                break
    repairs.note(kind, after.place, f"{before.text}|{after.text}", head + tail)
    return GridCell(head + tail, before.place)
