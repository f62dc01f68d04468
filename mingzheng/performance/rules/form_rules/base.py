"""What every rule of forms is made of: its sentence, the findings it drafts, and figures as intervals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.cell import Cell
from mingzheng.kernel.facts import Place
from mingzheng.kernel.findings import Finding, Obligation, ObligationState, RuleClass, Severity
from mingzheng.kernel.interval import Interval
from mingzheng.kernel.rounding import half_up
from mingzheng.performance.rules.forms import Form, FormIndicator
from mingzheng.performance.rules.rule_sets import RuleSet


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that stands outside the forms, and where."""

    cell: Cell
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class FormContext:
    """What the text and the tables around the forms say; None where they say nothing. Amounts are in 万元.

    `rule_sets` are those a form may declare; without them E7 checks only what holds under every rule set.
    """

    project_count: Stated | None = None  # …项目支出共 n 个
    amount: Stated | None = None  # 决算资金共 … 万元
    share: Stated | None = None  # 占所有项目支出总额的 … %
    project_total: Stated | None = None  # table 03, total, project
    fiscal_project_total: Stated | None = None  # table 05, total, project
    project_names: tuple[str, ...] = ()  # the projects the narrative names
    names_place: Place = field(default_factory=Place)
    rule_sets: tuple[RuleSet, ...] = ()


@dataclass(frozen=True, slots=True)
class FormRule:
    """One rule: its class, what it demands and what to do when it is broken."""

    code: str
    rule_class: RuleClass
    title: Bilingual
    norm: Bilingual
    remedy: Bilingual
    version: int = 1
    confirmed: bool = True

    def finding(
        self,
        message: Bilingual,
        *places: Place,
        severity: Severity | None = None,
        stated: str = "",
        expected: str = "",
        difference: str = "",
        confirmed: bool = True,
        subject: str = "",
    ) -> Finding:
        """A finding of this rule, never graver than its class allows; an unconfirmed one is a warning at most."""
        gravest = {RuleClass.LOGICAL: Severity.ERROR, RuleClass.VERIFY: Severity.WARNING}.get(
            self.rule_class, Severity.INFO
        )
        chosen = severity or gravest
        sure = confirmed and self.confirmed
        if not sure and chosen is Severity.ERROR:
            chosen = Severity.WARNING
        rule_class = {Severity.ERROR: RuleClass.LOGICAL, Severity.WARNING: RuleClass.VERIFY}.get(chosen, RuleClass.HINT)
        return Finding(
            self.code,
            self.version,
            rule_class,
            max(chosen, gravest, key=lambda s: s.rank),
            self.title,
            message,
            self.remedy,
            stated,
            expected,
            difference,
            "",
            tuple(places),
            f"{self.code}:{subject}",
            confirmed=sure,
        )


@dataclass(slots=True)
class Checked:
    """What a rule found on all forms and how many comparisons it really made."""

    findings: list[Finding] = field(default_factory=list)
    checked: int = 0
    note: Bilingual | None = None
    applicable: bool = True

    def obligation(self, code: str) -> Obligation:
        """The rule's obligation: completed, not applicable, or not enough data."""
        if not self.applicable:
            return Obligation(code, ObligationState.NOT_APPLICABLE, 0, self.note)
        state = ObligationState.COMPLETED if self.checked or self.findings else ObligationState.NOT_ENOUGH_DATA
        return Obligation(code, state, self.checked, self.note)


def titled(form: Form) -> Bilingual:
    """How a message names a form."""
    return Bilingual(f"第{form.number}张《{form.name}》", f"Form {form.number} “{form.name}”")


def about(form: Form, zh: str, en: str) -> Bilingual:
    """A message that begins with the form's name."""
    head = titled(form)
    return Bilingual(f"{head.zh}：{zh}", f"{head.en}: {en}")


def about_row(form: Form, row: FormIndicator, zh: str, en: str) -> Bilingual:
    """A message that begins with the form's name and the indicator's."""
    return about(form, f"“{row.name}”{zh}", f"“{row.name}” {en}")


def money_places(forms: Iterable[Form]) -> int:
    """The decimals that the forms of one document carry: trailing zeros are left off, so the longest tells."""
    amounts = (cell for form in forms for row in form.funds for cell in (row.opening, row.full_year, row.executed))
    return max((cell.places for cell in amounts if cell.has_value), default=0)


def finest(cell: Cell, places: int) -> Interval:
    """The interval of a figure when its missing trailing zeros are put back."""
    if cell.value is None:
        raise ValueError("a cell without a value stands for no interval")
    return Interval.printed(cell.value, max(places, cell.places))


def shown(value: Fraction | Decimal | int, places: int = 4) -> str:
    """A figure with as many digits as it needs."""
    text = str(half_up(value, places))
    return text.rstrip("0").rstrip(".") if "." in text else text


def scale_to_wan(form: Form) -> Fraction:
    """What an amount of the form is multiplied with to be in 万元."""
    return Fraction(1) if form.money_unit == "万元" else Fraction(1, 10_000)
