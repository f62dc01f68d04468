"""What other rooms and pages may ask about self-evaluation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from mingzheng.evidence import measures
from mingzheng.evidence.measures import Scope
from mingzheng.kernel.money import FEN_PER_YUAN, Money
from mingzheng.organisations.models import Unit
from mingzheng.performance.data import rule_set, rule_sets
from mingzheng.performance.models import DataSetChoice, FormRecord, FormState
from mingzheng.performance.rules.codec import from_record
from mingzheng.performance.rules.forms import Basis, DataSet, Form
from mingzheng.performance.rules.from_records import ProjectMoney
from mingzheng.performance.rules.from_records import from_records as as_recorded
from mingzheng.performance.rules.rule_sets import RuleSet
from mingzheng.performance.rules.summary import Summary, summarise

PROJECT_TOTAL, YUAN_PER_WAN = "accounts.project_total", 10_000
OPENING, BUDGET, EXECUTED = "accounts.project_opening", "accounts.project_budget", "accounts.project_executed"
USUAL_RULES = "anyang-2022-a"


@dataclass(frozen=True, slots=True)
class Pair:
    """One project in both data sets."""

    published: Form
    recorded: Form

    @property
    def measured(self) -> int:
        """How many indicators of the recorded form were measured."""
        return sum(row.basis is Basis.MEASURED for row in self.recorded.indicators)


def forms(
    unit_code: str, year: int, data_set: DataSet, rules: str = USUAL_RULES, *, drafts: bool = True
) -> tuple[Form, ...]:
    """The forms of a unit's year in order.

    `as_published` are the forms as the document printed them. `from_records` are a unit's own forms where it keeps
    them, else the published ones with money and results taken from measures and marks recomputed by `rules`.
    Without `drafts` an own form counts only once it was submitted: that is what the public sees.
    """
    published = _stored(unit_code, year, DataSetChoice.AS_PUBLISHED)
    if data_set == "as_published":
        return published
    own = {form.number: form for form in _stored(unit_code, year, DataSetChoice.FROM_RECORDS, drafts=drafts)}
    chosen = rule_set(rules)
    numbers = sorted({form.number for form in published} | set(own))
    base = {form.number: form for form in published} | own
    money = project_money(unit_code, year, [form.name for form in base.values()])
    made = (as_recorded(base[n], money.get(base[n].name), _fitting(base[n], chosen)) for n in numbers)
    return tuple(_with_master_names(made, unit_code))


def _with_master_names(made: Iterable[Form], unit_code: str) -> Iterator[Form]:
    """Forms refer to the one master record of an organisation, however a document spelled its name."""
    unit = Unit.objects.select_related("parent").filter(code=unit_code).first()
    for form in made:
        yield form if unit is None else replace(form, unit_name=unit.name, department=(unit.parent or unit).name)


def pairs(unit_code: str, year: int, rules: str = USUAL_RULES, *, drafts: bool = True) -> tuple[Pair, ...]:
    """Every project as published and from the records."""
    published = {form.number: form for form in forms(unit_code, year, "as_published")}
    recorded = {form.number: form for form in forms(unit_code, year, "from_records", rules, drafts=drafts)}
    return tuple(Pair(published.get(n, recorded[n]), recorded[n]) for n in sorted(recorded))


def _fitting(form: Form, chosen: RuleSet) -> RuleSet:
    """The chosen rule set where it speaks of the form's head, else the first one that does."""
    if chosen.fits(form):
        return chosen
    return next((rules for rules in rule_sets() if rules.fits(form)), chosen)


def project_money(unit_code: str, year: int, projects: Sequence[str]) -> dict[str, ProjectMoney]:
    """Projects' money by measures of the evidence registry; a project that nothing measures is left out."""
    codes = (OPENING, BUDGET, EXECUTED)
    if not projects or not all(measures.known(code) for code in codes):
        return {}
    columns = [measures.read_each(code, Scope(unit_code, year), projects) for code in codes]
    found: dict[str, ProjectMoney] = {}
    for project in projects:
        values = [column[project].value for column in columns]
        amounts = [Money(int(value * FEN_PER_YUAN)) for value in values if value is not None]
        if len(amounts) == len(codes):
            found[project] = ProjectMoney(*amounts)
    return found


def units_and_years() -> list[tuple[str, str, int]]:
    """Unit code, unit name and year of everything that holds forms."""
    rows = FormRecord.objects.order_by("unit__code", "-year").values_list("unit__code", "unit__name", "year")
    return list(dict.fromkeys(rows))


def summary(made: Sequence[Form], unit_code: str, year: int, rules: str = USUAL_RULES) -> Summary:
    """A year summed up from its forms, compared with all project spending where a measure knows it."""
    known = measures.known(PROJECT_TOTAL)
    reading = measures.read(PROJECT_TOTAL, Scope(unit_code, year)) if known else None
    spending = None if reading is None or reading.value is None else Decimal(reading.value) / YUAN_PER_WAN
    return summarise(made, rule_set(rules), spending)


def _stored(unit_code: str, year: int, data_set: DataSetChoice, *, drafts: bool = True) -> tuple[Form, ...]:
    rows = FormRecord.objects.filter(unit__code=unit_code, year=year, data_set=data_set).order_by("number")
    if not drafts:
        rows = rows.filter(state=FormState.SUBMITTED)
    return tuple(from_record(row.content) for row in rows)
