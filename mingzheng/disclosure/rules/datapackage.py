"""The year as open data: a Frictionless tabular package with the column types of the Fiscal Data Package.

Sources: Data Package v1 and the Budget Standard Taxonomy 1.0.0rc1 of the Fiscal Data Package
(https://specs.frictionlessdata.io/taxonomies/fiscal/budgets.json), from which every column type is taken.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable

from mingzheng.accounts.rules.codes import CodeTable
from mingzheng.accounts.rules.ledger import Authority, Chart, Line
from mingzheng.kernel.money import Money

FIELDS = (
    ("fiscal_year", "integer", "date:fiscal-year", "年度"),
    ("unit_code", "string", "administrative-classification:generic:code", "单位编码"),
    ("unit", "string", "administrative-classification:generic:label", "单位"),
    ("phase", "string", "phase:id", "阶段（approved 年初批复，adjusted 全年预算，executed 决算）"),
    ("direction", "string", "direction", "收支（revenue 收入，expenditure 支出）"),
    ("fund", "string", "fin-source:generic:code", "资金性质"),
    ("functional_code", "string", "functional-classification:generic:code", "功能分类科目编码（项）"),
    ("functional_name", "string", "functional-classification:generic:label", "功能分类科目名称"),
    ("economic_code", "string", "economic-classification:generic:code", "经济分类科目编码（款）"),
    ("economic_name", "string", "economic-classification:generic:label", "经济分类科目名称"),
    ("kind", "string", "expenditure-type:code", "支出类型（basic 基本支出，project 项目支出）"),
    ("amount", "number", "value", "金额（元）"),
    ("currency", "string", "value-currency:code", "币种"),
)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same data gives the same bytes
Key = tuple[str, str, str, str, str, str]


def data_package(
    *,
    name: str,
    title: str,
    unit_code: str,
    unit: str,
    year: int,
    lines: Iterable[Line],
    budgets: Iterable[Authority],
    chart: Chart,
    functional: CodeTable,
    economic: CodeTable,
    note: str = "",
) -> bytes:
    """A zip with `datapackage.json` and `data/amounts.csv`: one row a phase, fund, item, economic code and kind."""
    sums = _sums(lines, budgets, chart)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([field for field, *_ in FIELDS])
    for (phase, direction, fund, item, code, kind), fen in sorted(sums.items()):
        names = (functional.name(item) if item else "", economic.name(code) if code else "")
        about = (year, unit_code, unit, phase, direction, fund)
        writer.writerow([*about, item, names[0], code, names[1], kind, Money(fen).yuan(), "CNY"])
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in (
            ("datapackage.json", _descriptor(name, title, note)),
            ("data/amounts.csv", out.getvalue()),
        ):
            archive.writestr(zipfile.ZipInfo(path, _EPOCH), content)
    return file.getvalue()


def _sums(lines: Iterable[Line], budgets: Iterable[Authority], chart: Chart) -> dict[Key, int]:
    sums: dict[Key, int] = defaultdict(int)
    for line in lines:
        kind = chart.account(line.account).kind
        if kind in ("income", "expenditure"):
            direction = "revenue" if kind == "income" else "expenditure"
            key = ("executed", direction, line.fund.value, line.functional, line.economic, line.basic_or_project)
            sums[key] += line.amount.fen
    for budget in budgets:
        rest = ("expenditure", budget.fund.value, budget.functional, budget.economic, "")
        sums["adjusted", *rest] += budget.amount.fen
        if budget.stage == "opening":
            sums["approved", *rest] += budget.amount.fen
    return sums


def _descriptor(name: str, title: str, note: str) -> str:
    fields = [
        {"name": field, "type": kind, "columnType": column, "title": label} | _number(kind)
        for field, kind, column, label in FIELDS
    ]
    resource = {
        "name": "amounts",
        "path": "data/amounts.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    }
    package = {"profile": "tabular-data-package", "name": name, "title": title, "description": note}
    return json.dumps({**package, "resources": [resource]}, ensure_ascii=False, indent=2)


def _number(kind: str) -> dict[str, object]:
    return {"decimalChar": ".", "bareNumber": True} if kind == "number" else {}
