"""Figures this room publishes, for a unit and year; of a project, `subject` is its name."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import urlencode

from mingzheng.evidence.measures import Behind, Reading, ReadingStatus, Scope, measure
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.digests import digest_record
from mingzheng.performance import reads
from mingzheng.performance.rules.codec import as_record
from mingzheng.performance.rules.forms import Form


@measure(
    "performance.self_evaluation_count",
    title=Bilingual("自评项目个数", "Projects with a self-evaluation"),
    unit="个",
)
def self_evaluation_count(scope: Scope) -> Reading:
    """How many projects have a form."""
    forms = _forms(scope)
    return _reading(scope, forms, Decimal(len(forms)), "个") if forms else _nothing("个")


@measure(
    "performance.self_evaluation_total",
    title=Bilingual("自评项目决算资金", "Spending of the projects with a self-evaluation"),
    unit="万元",
)
def self_evaluation_total(scope: Scope) -> Reading:
    """Σ 全年执行数 of the forms from the records, in 万元."""
    forms = _forms(scope)
    if not forms:
        return _nothing("万元")
    return _reading(scope, forms, reads.summary(forms, scope.unit, scope.year).executed, "万元")


@measure(
    "performance.self_evaluation_share",
    title=Bilingual("自评项目占项目支出比重", "Share of project spending that was evaluated"),
    unit="%",
)
def self_evaluation_share(scope: Scope) -> Reading:
    """Σ executed of the forms ÷ all project spending; no data where the ledger knows of none."""
    forms = _forms(scope)
    share = reads.summary(forms, scope.unit, scope.year).share if forms else None
    return _nothing("%") if share is None else _reading(scope, forms, share, "%")


@measure("performance.project_marks", title=Bilingual("项目自评得分", "Marks of a project"), unit="分")
def project_marks(scope: Scope) -> Reading:
    """The total of one project's form from the records; no data while a result is undecided."""
    forms = tuple(form for form in _forms(scope) if form.name == scope.subject)
    value = forms[0].total_score.value if forms else None
    return _nothing("分") if value is None else _reading(scope, forms, value, "分")


def _forms(scope: Scope) -> tuple[Form, ...]:
    return reads.forms(scope.unit, scope.year, "from_records")


def _nothing(unit: str) -> Reading:
    return Reading(None, unit, ReadingStatus.NO_DATA)


def _reading(scope: Scope, forms: tuple[Form, ...], value: Decimal, unit: str) -> Reading:
    digest = digest_record({"forms": [as_record(form) for form in forms]})
    query = urlencode({"unit": scope.unit, "year": scope.year})
    behind = Behind("performance.forms", query, len(forms), digest)
    return Reading(value, unit, ReadingStatus.MEASURED, n=len(forms), behind=(behind,))
