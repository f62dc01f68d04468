"""The rules E1 … E18 on self-evaluation forms: one door for the auditor and for the page where a form is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from mingzheng.kernel.cell import Cell
from mingzheng.kernel.facts import Place
from mingzheng.kernel.findings import Finding, Obligation
from mingzheng.performance.rules.forms import Form


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that stands outside the forms, and where."""

    cell: Cell
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class FormContext:
    """What the text and the tables around the forms say; None where they say nothing."""

    project_count: Stated | None = None  # …项目支出共 n 个
    amount: Stated | None = None  # 决算资金共 … 万元
    share: Stated | None = None  # 占所有项目支出总额的 … %
    project_total: Stated | None = None  # table 03, 项目支出, total, 万元
    fiscal_project_total: Stated | None = None  # table 05, 项目支出, total, 万元
    project_names: tuple[str, ...] = ()  # the projects the narrative names
    names_place: Place = field(default_factory=Place)
    names_expected: bool = True


def check_forms(forms: tuple[Form, ...], context: FormContext) -> tuple[list[Finding], list[Obligation]]:
    """All findings of E1 … E18 on the forms of one document, and one obligation a rule."""
    return [], []
