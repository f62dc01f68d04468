"""The one catalogue of audit rules: filled by decorator when the rule files are imported, then frozen.

A rule is data (`equations`: what must hold between figures, decided by the one checker), a function (`check`:
everything that is not arithmetic), or both where the regulation speaks of both in one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from mingzheng.disclosure.rules.audit.context import AuditContext, Outcome
from mingzheng.disclosure.rules.audit.relations import Relationship
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.findings import RuleClass, Severity

EquationRule = Callable[[AuditContext], tuple[Relationship, ...]]
FunctionRule = Callable[[AuditContext], Outcome]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule with everything a person needs to judge it.

    `norm` is the sentence of the regulation, `expected` what has to stand there, `remedy` one line that says what to
    do. A rule whose norm is not `confirmed` never raises an error.
    """

    code: str
    version: int
    rule_class: RuleClass
    title: Bilingual
    norm: Bilingual
    expected: Bilingual
    remedy: Bilingual
    confirmed: bool = True
    equations: EquationRule | None = None
    check: FunctionRule | None = None
    across: bool = False  # compares several documents

    @property
    def gravest(self) -> Severity:
        """The gravest severity the rule may raise."""
        if self.rule_class is RuleClass.LOGICAL:
            return Severity.ERROR if self.confirmed else Severity.WARNING
        return Severity.WARNING if self.rule_class is RuleClass.VERIFY else Severity.INFO

    def severity(self, wanted: Severity | None = None) -> Severity:
        """`wanted`, or the gravest the rule may raise when that is less."""
        return self.gravest if wanted is None or wanted.rank < self.gravest.rank else wanted


class CatalogueError(ValueError):
    """A rule was registered twice, or after the catalogue was frozen."""


@dataclass(slots=True)
class Catalogue:
    """Rules by code."""

    _rules: dict[str, Rule] = field(default_factory=dict)
    _frozen: bool = False

    def add(self, rule: Rule) -> Rule:
        """Register a rule. Raises CatalogueError for a second rule of the same code, or after `freeze`."""
        if self._frozen:
            raise CatalogueError(f"{rule.code}: the catalogue is frozen")
        if rule.code in self._rules:
            raise CatalogueError(f"{rule.code} is registered twice")
        if rule.equations is None and rule.check is None:
            raise CatalogueError(f"{rule.code} needs equations or a check")
        self._rules[rule.code] = rule
        return rule

    def freeze(self) -> None:
        """No rule can be added after this."""
        self._frozen = True

    def __getitem__(self, code: str) -> Rule:
        return self._rules[code]

    def __iter__(self) -> Iterator[Rule]:
        return iter(sorted(self._rules.values(), key=lambda rule: (rule.code[0], int(rule.code[1:] or 0))))

    def __len__(self) -> int:
        return len(self._rules)

    def __contains__(self, code: str) -> bool:
        return code in self._rules


CATALOGUE = Catalogue()


def rule_of_equations(
    code: str,
    rule_class: RuleClass,
    *,
    title: Bilingual,
    norm: Bilingual,
    expected: Bilingual,
    remedy: Bilingual,
    check: FunctionRule | None = None,
    confirmed: bool = True,
    version: int = 1,
) -> Callable[[EquationRule], EquationRule]:
    """Register a function that states the relationships of one rule for a document."""

    def register(function: EquationRule) -> EquationRule:
        rule = Rule(code, version, rule_class, title, norm, expected, remedy, confirmed, function, check)
        CATALOGUE.add(rule)
        return function

    return register


def rule_of_function(
    code: str,
    rule_class: RuleClass,
    *,
    title: Bilingual,
    norm: Bilingual,
    expected: Bilingual,
    remedy: Bilingual,
    confirmed: bool = True,
    version: int = 1,
    across: bool = False,
) -> Callable[[FunctionRule], FunctionRule]:
    """Register a function that looks at a document and returns what it found."""

    def register(function: FunctionRule) -> FunctionRule:
        rule = Rule(code, version, rule_class, title, norm, expected, remedy, confirmed, check=function, across=across)
        CATALOGUE.add(rule)
        return function

    return register
