"""What the sample's document prints, and the unknown amounts behind it.

The tables come from `data/sample/published_tables.json`. Which economic item was spent under which functional item, and
which project was paid from which item, the document does not say: the allocation below is ours and is marked as such in
the ledger's header. Percentages of the narrative that no amounts can satisfy are left out; the audit names them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from mingzheng.accounts.data import chart, text
from mingzheng.accounts.reconstruction.solve import Bound, ratio, solve
from mingzheng.accounts.rules.ledger import Line
from mingzheng.accounts.rules.rollup import postings
from mingzheng.kernel.cell import Cell
from mingzheng.kernel.facts import FactKey
from mingzheng.kernel.interval import Interval
from mingzheng.kernel.money import FEN_PER_WAN, Money

YEAR = 2022
SELF_EVALUATED = {  # project → (functional item that we let it be paid from, executed amount, budget; 万元)
    "智慧安阳建设（基础设施和政务服务能力提升专项）服务采购项目及监理": ("2069999", "1284", "1284"),
    "云计算指挥中心运维服务": ("2010301", "32.19", "32.19"),
    "应急视频会议系统运维服务": ("2010301", "7.62", "7.7"),
    "市疫情防控管理平台": ("2010301", "493.72", "500"),
    "核酸检测平台": ("2010301", "148.7", "210"),
    "“放管服效”监测提升平台": ("2010301", "64.68", "280"),
    "安阳市现代数字城市顶层设计项目": ("2010301", "5", "5"),
    "安阳市人民政府网站群及政务新媒体内容检测服务": ("2010301", "36.46", "36.46"),
    "42条政务外网线路及服务": ("2010301", "50.98", "50.98"),
}
OTHER_PROJECTS = "其他项目（公开文件未列明）"
PENSION, MEDICAL = ("2080505", "30108"), ("2101101", "30110")
OFFICE_AFFAIRS = ("2010399", "30227")
MAIN_ITEM = "2010301"
CHANGES = (  # prior-year figure, what it compares with, printed change in 万元, printed rate in %
    ("total", FactKey("03", "total", "total"), "-5548.56", "-56.42"),
    ("general", FactKey("05", "total", "total"), "-5299.70", "-55.29"),
    ("basic", FactKey("05", "total", "basic"), "99.72", "27.06"),
    ("personnel", FactKey("06", "personnel", "amount"), "3.00", "1.20"),
    ("public", FactKey("06", "public", "amount"), "96.73", "81.52"),
)
_LAST_YEAR = {"basic": ("personnel", "public")}
SHARES = (  # figure, of what, printed %
    (FactKey("03", "total", "basic"), FactKey("03", "total", "total"), "10.93"),
    (FactKey("03", "total", "project"), FactKey("03", "total", "total"), "89.07"),
    (FactKey("05", "201", "total"), FactKey("05", "total", "total"), "58.72"),
    (FactKey("05", "204", "total"), FactKey("05", "total", "total"), "0.78"),
    (FactKey("05", "206", "total"), FactKey("05", "total", "total"), "39.81"),
    (FactKey("05", "208", "total"), FactKey("05", "total", "total"), "0.46"),
    (FactKey("09", "final", "vehicles"), FactKey("09", "final", "total"), "89.11"),
    (FactKey("09", "final", "reception"), FactKey("09", "final", "total"), "10.89"),
)
COMPLETIONS = (  # figure, budget in 万元, printed %
    (FactKey("09", "final", "total"), "3.00", "69.77"),
    (FactKey("09", "final", "vehicles"), "2.00", "93.26"),
    (FactKey("09", "final", "reception"), "1.00", "22.80"),
    (FactKey("05", "2010301", "total"), "5634.71", "39.04"),
    (FactKey("05", "2080505", "total"), "20.86", "94.39"),
    (FactKey("05", "2101101", "total"), "9.52", "100.00"),
)


@dataclass(frozen=True)
class Reconstructed:
    """The amounts found: expenditure lines, and last year's figures by name."""

    lines: tuple[Line, ...]
    prior: dict[str, Money]


def wan(text_: str) -> int:
    """万元 as printed → fen."""
    return int(Decimal(text_) * FEN_PER_WAN)


def reconstruct() -> Reconstructed:
    """Solve for every amount. Raises NoLedger when the printed figures contradict each other."""
    leaves = {f"{n:03}": line for n, line in enumerate(_leaves())}
    start = {name: line.amount.fen for name, line in leaves.items()}
    sums = _sums(leaves)
    bounds = [Bound(str(key), _weights(sums[key]), _span(cell)) for key, cell in printed_cells().items() if key in sums]
    for part, whole, rate in SHARES:
        bounds += ratio(f"{part}/{rate}%", sums[part], sums[whole], _percent(rate))
    for key, budget, rate in COMPLETIONS:
        limits = _percent(rate).scaled(Fraction(wan(budget), 100))
        bounds.append(Bound(f"{key} completion", _weights(sums[key]), limits))
    for name, key, change, rate in CHANGES:
        # Last year's basic expenditure is its two parts, so it is no unknown of its own.
        last_year = dict.fromkeys(_LAST_YEAR.get(name, (name,)), 1)
        if name not in _LAST_YEAR:
            start[name] = sum(start[leaf] for leaf in sums[key]) - wan(change)
        difference = {**sums[key], **dict.fromkeys(last_year, -1)}
        bounds.append(Bound(f"{name} change", _weights(difference), _span(Cell.read(change))))
        bounds += ratio(f"{name} rate", difference, last_year, _percent(rate))
    fixed = {name for name, line in leaves.items() if line.project and line.project != OTHER_PROJECTS}
    found = solve(start, bounds, fixed=fixed)
    lines = tuple(_with_amount(line, found[name]) for name, line in leaves.items())
    prior = {name: Money(sum(found[part] for part in _LAST_YEAR.get(name, (name,)))) for name, *_ in CHANGES}
    return Reconstructed(lines, prior)


def printed_cells() -> dict[FactKey, Cell]:
    """Cells of tables 03, 05, 06 and 09 that bound expenditure."""
    tables = json.loads(text("sample/published_tables.json"))["tables"]
    columns = {"本年支出合计": "total", "小计": "total", "基本支出": "basic", "项目支出": "project"}
    cells: dict[FactKey, Cell] = {}
    for source in ("03", "05"):
        for row in tables[f"公开{source}"]["rows"]:
            for title, value in row["values"].items():
                if title in columns:
                    cells[FactKey(source, row["code"] or "total", columns[title])] = Cell.read(value)
    for row in tables["公开06"]["rows"]:
        cells[FactKey("06", row["code"], "amount")] = Cell.read(row["amount"])
    for total, row_key in zip(tables["公开06"]["totals"], ("personnel", "public"), strict=True):
        cells[FactKey("06", row_key, "amount")] = Cell.read(total["amount"])
    final = tables["公开09"]["rows"][0]["final"].values()
    for column, value in zip(
        ("total", "abroad", "vehicles", "vehicle_purchase", "vehicle_running", "reception"), final, strict=True
    ):
        cells[FactKey("09", "final", column)] = Cell.read(value)
    return cells


def _leaves() -> Iterator[Line]:
    """One line for every amount that we cannot or need not split further, at its first guess."""
    cells = printed_cells()

    def fen(source: str, row: str, column: str) -> int:
        value = cells[FactKey(source, row, column)].value
        return wan(str(value or 0))

    taken: dict[str, int] = {}
    for item, economic in (PENSION, MEDICAL, OFFICE_AFFAIRS):
        taken[economic] = fen("05", item, "basic")
        yield _spent(item, "basic", economic, taken[economic])
    for key in cells:
        if (
            key.source == "06"
            and len(key.row) == 5
            and (left := fen("06", key.row, "amount") - taken.get(key.row, 0)) > 0
        ):
            yield _spent(MAIN_ITEM, "basic", key.row, left)
    paid: dict[str, int] = {}
    for project, (item, executed, _budget) in SELF_EVALUATED.items():
        paid[item] = paid.get(item, 0) + wan(executed)
        yield _spent(item, "project", "30227", wan(executed), project)
    for item in sorted(
        key.row for key in cells if key.source == "05" and len(key.row) == 7 and key.column == "project"
    ):
        if (left := fen("05", item, "project") - paid.get(item, 0)) > 0:
            yield _spent(item, "project", "30227", left, OTHER_PROJECTS)


def _spent(item: str, kind: str, economic: str, fen: int, project: str = "") -> Line:
    category = "" if kind == "project" else ("personnel" if economic[:3] in ("301", "303") else "public")
    return Line(
        "7101",
        Money(fen),
        functional=item,
        economic=economic,
        basic_or_project=kind,
        category=category,
        project=project,
    )


def _with_amount(line: Line, fen: int) -> Line:
    return Line(
        line.account,
        Money(fen),
        functional=line.functional,
        economic=line.economic,
        basic_or_project=line.basic_or_project,
        category=line.category,
        project=line.project,
    )


def _sums(leaves: dict[str, Line]) -> dict[FactKey, dict[str, int]]:
    """For every figure, the unknowns it is the sum of: the roll-up's own postings, asked without amounts."""
    accounts = chart(YEAR)
    sums: dict[FactKey, dict[str, int]] = {}
    for name, line in leaves.items():
        for key, sign in postings(line, accounts):
            sums.setdefault(key, {})[name] = sign
    return sums


def _weights(weights: dict[str, int]) -> dict[str, Fraction]:
    return {name: Fraction(weight) for name, weight in weights.items()}


def _span(cell: Cell) -> Interval:
    return cell.interval().scaled(FEN_PER_WAN)


def _percent(rate: str) -> Interval:
    return Cell.read(rate).interval()
