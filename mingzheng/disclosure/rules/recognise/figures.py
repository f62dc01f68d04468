"""A table while its facts are bound: cells get keys, keys get facts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from mingzheng.disclosure.rules.document import ReadCell
from mingzheng.disclosure.rules.recognise.grid import GridCell, Row
from mingzheng.kernel.facts import Fact, FactKey, Fund, Phase, Place

_FUNDS = {"05": Fund.GENERAL, "06": Fund.GENERAL, "07": Fund.GOVERNMENT_FUND, "08": Fund.STATE_CAPITAL}
_NAMES = {
    "01": "收入支出决算总表",
    "02": "收入决算表",
    "03": "支出决算表",
    "04": "财政拨款收入支出决算总表",
    "05": "一般公共预算财政拨款支出决算表",
    "06": "基本支出决算明细表",
    "07": "政府性基金决算表",
    "08": "国有资本经营决算表",
    "09": "“三公”经费决算表",
}


@dataclass(slots=True)
class Binder:
    """Binds the cells of one table of a known kind; `taken` counts how often the document stated each key so far."""

    source: str
    money_unit: str
    unit_name: str
    year: int | None
    taken: dict[FactKey, int]
    facts: list[Fact] = field(default_factory=list)
    keys: dict[int, FactKey] = field(default_factory=dict)  # id of a grid cell → its key
    row_names: dict[str, str] = field(default_factory=dict)

    def bind(self, cell: GridCell, row: str, column: str, row_label: str, column_label: str) -> None:
        """The cell states `source/row/column`. A second statement of the same key gets #2, #3 …"""
        key = FactKey(self.source, row, column)
        times = self.taken[key] = self.taken.get(key, 0) + 1
        if times > 1:
            key = FactKey(self.source, row, f"{column}#{times}")
        self.keys[id(cell)] = key
        self.row_names.setdefault(row, row_label)
        label = "·".join(part for part in (_NAMES[self.source], row_label, column_label) if part)
        fund = Fund(column) if self.source == "04" and column in tuple(Fund) else _FUNDS.get(self.source, Fund.ALL)
        phase = Phase.FULL_YEAR if self.source == "09" and row == "budget" else Phase.FINAL
        self.facts.append(
            Fact(
                key, cell.cell, self.money_unit or "万元", _quoted(cell), label, phase, fund, self.unit_name, self.year
            )
        )

    def cells(self, rows: list[Row]) -> tuple[tuple[ReadCell, ...], ...]:
        """The rows for the read table, with the keys that were bound."""
        return tuple(
            tuple(ReadCell(cell.text, cell.place, cell.cell, self.keys.get(id(cell))) for cell in row) for row in rows
        )


def _quoted(cell: GridCell) -> Place:
    return cell.place if cell.place.quote == cell.text else replace(cell.place, quote=cell.text)
