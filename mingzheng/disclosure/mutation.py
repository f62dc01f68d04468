"""How much would the auditor notice? Change one digit of a document at a time and audit again.

A changed figure is *visible* when its new value leaves the range that all other figures allow it, *invisible* when it
stays inside (no arithmetic can notice it), *unbound* when nothing else speaks of it. A change is found when the audit
says something new; new errors and warnings that do not touch the changed figure are false alarms. (A changed code
moves a whole row, a changed date is said of the whole document: what then misses them elsewhere is no false alarm.)
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from mingzheng.disclosure.rules.audit import CATALOGUE, AuditResult, audit
from mingzheng.disclosure.rules.audit.context import AuditContext
from mingzheng.disclosure.rules.audit.decide import decide
from mingzheng.disclosure.rules.audit.explain import ratio_hull
from mingzheng.disclosure.rules.audit.model import Model, Standing, build, fen_range
from mingzheng.disclosure.rules.audit.reach import Prover
from mingzheng.disclosure.rules.audit.references import OFFICIAL
from mingzheng.disclosure.rules.audit.system import UNBOUNDED, Narrowed, narrow
from mingzheng.disclosure.rules.document import ReadDocument
from mingzheng.kernel.equations import Ratio
from mingzheng.kernel.facts import Fact, FactKey
from mingzheng.kernel.findings import Finding, Severity
from mingzheng.kernel.interval import Interval

Reader = Callable[[str], ReadDocument]


class Visibility(Enum):
    VISIBLE = "visible"
    INVISIBLE = "invisible"
    UNBOUND = "unbound"
    NO_FIGURE = "no figure"  # a date, a code, a number of a row or a list


@dataclass(frozen=True, slots=True)
class Mutation:
    """One digit changed, and what the audit made of it."""

    offset: int
    line: int
    before: str
    after: str
    keys: tuple[str, ...]
    visibility: Visibility
    found: tuple[str, ...]  # codes of new findings
    false_alarms: tuple[str, ...]


def mutate(text: str, read: Reader, *, sample: int, seed: int, prover: Prover | None = None) -> Iterator[Mutation]:
    """Change `sample` digits of `text`, chosen by `seed`, one at a time; `read` turns text into a document."""
    chooser = random.Random(seed)  # noqa: S311 — a reproducible sample, nothing secret
    offsets = [index for index, character in enumerate(text) if character in "0123456789"]
    document = read(text)
    baseline = audit((document,), prover=prover)
    ranges = _Ranges(document)
    for offset in chooser.sample(offsets, min(sample, len(offsets))):
        digit = chooser.choice([d for d in "0123456789" if d != text[offset]])
        changed = read(text[:offset] + digit + text[offset + 1 :])
        yield _judge(text, offset, digit, document, changed, baseline, audit((changed,), prover=prover), ranges)


class _Ranges:
    """Allowed ranges, computed when first asked for."""

    def __init__(self, document: ReadDocument) -> None:
        context = AuditContext(document, OFFICIAL)
        stated = [
            (rule.code, one)
            for rule in CATALOGUE
            if rule.equations is not None
            for one in rule.equations(context)
            if all(key in context.sums for key in list(one.statement.keys()))
        ]
        self._model: Model = build(stated, context.sums)
        self._decision = decide(self._model)
        self._known: dict[FactKey, tuple[int, int] | None] = {}
        self._rates = {one.statement.rate for _, one in self._model.relationships if isinstance(one.statement, Ratio)}

    def allowed(self, key: FactKey) -> tuple[int, int] | None:
        """The closed range that the other figures allow; None when it has no end."""
        if key not in self._known:
            variable = self._model.variables.get(key)
            self._known[key] = None
            if variable is not None:
                result = self._narrowed(key, {variable})
                low, high = result.lows[variable], result.highs[variable]
                if result.broken is None and low > -UNBOUNDED and high < UNBOUNDED:
                    self._known[key] = (low, high)
        return self._known[key]

    def visibility(self, key: FactKey, changed: Fact | None) -> Visibility:
        """What arithmetic can see of the changed figure."""
        if key in self._rates:
            return self._of_rate(key, changed)
        allowed = self.allowed(key)
        if allowed is None:
            return Visibility.UNBOUND
        span = None if changed is None else fen_range(changed)
        inside = span is not None and span[0] <= allowed[1] and allowed[0] <= span[1]
        return Visibility.INVISIBLE if inside else Visibility.VISIBLE

    def _narrowed(self, key: FactKey, freed: set[int], rates: frozenset[int] = frozenset()) -> Narrowed:
        """What the other figures allow; rates of print speak of their own amounts only."""
        statements = {o: self._model.relationships[o][1].statement for o in self._decision.of_print}
        aside = {o for o, statement in statements.items() if key not in set(statement.keys())}
        without = frozenset((self._decision.dropped - self._decision.of_print) | aside | rates)
        return narrow(self._model.system, freed=self._decision.freed | freed, without=without)

    def _of_rate(self, key: FactKey, changed: Fact | None) -> Visibility:
        """A rate is invisible when it meets the rates that its amounts can give, its own statement left out."""
        own = frozenset(o for o in range(len(self._model.relationships)) if self._model.rate_of(o) == key)
        result = self._narrowed(key, set(), own)
        if changed is None or changed.cell.value is None or result.broken is not None:
            return Visibility.VISIBLE
        for owner in own:
            statement = self._model.relationships[owner][1].statement
            if self._model.standings[owner] is Standing.CHECKED and isinstance(statement, Ratio):
                low, high = ratio_hull(statement, self._model, result.lows, result.highs)
                if not changed.cell.interval().meets(Interval(low, high)):
                    return Visibility.VISIBLE
        checked = any(self._model.standings[owner] is Standing.CHECKED for owner in own)
        return Visibility.INVISIBLE if checked else Visibility.UNBOUND


def _judge(
    text: str,
    offset: int,
    digit: str,
    before: ReadDocument,
    after: ReadDocument,
    baseline: AuditResult,
    result: AuditResult,
    ranges: _Ranges,
) -> Mutation:
    changed = [key for key, fact in before.by_key.items() if not _same(fact, after.by_key.get(key))]
    changed += [key for key in after.by_key if key not in before.by_key]
    seen = [ranges.visibility(key, after.by_key.get(key)) for key in changed]
    known = {_said(finding) for finding in baseline.findings}
    new = [finding for finding in result.findings if _said(finding) not in known]
    line = text.count("\n", 0, offset) + 1
    return Mutation(
        offset,
        line,
        text[offset],
        digit,
        tuple(str(key) for key in changed),
        _gravest(seen),
        tuple(dict.fromkeys(finding.code for finding in new)),
        tuple(
            f.code
            for f in new
            if len(changed) == 1 and _elsewhere(f, line, changed[0], _gravest(seen)) and not _reworded(f, baseline)
        ),
    )


def _gravest(seen: list[Visibility]) -> Visibility:
    order = (Visibility.VISIBLE, Visibility.UNBOUND, Visibility.INVISIBLE)
    return next((one for one in order if one in seen), Visibility.NO_FIGURE)


def _same(one: Fact, other: Fact | None) -> bool:
    return other is not None and one.cell.value == other.cell.value and one.measured_in == other.measured_in


def _said(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.message.zh


def _reworded(finding: Finding, baseline: AuditResult) -> bool:
    """True when the untouched document had the same complaint about the same places, in other words."""
    lines = {place.line for place in finding.places}
    return any(
        old.code == finding.code and not old.consequence and lines & {place.line for place in old.places}
        for old in baseline.findings
    )


def _elsewhere(finding: Finding, line: int, key: FactKey, visibility: Visibility) -> bool:
    """A new root error or warning that does not name the changed line, or that no arithmetic justifies."""
    if finding.consequence or finding.severity is Severity.INFO:
        return False
    lines = {place.line for place in finding.places}
    if key.source == "form" and finding.code.startswith("E"):
        return False  # a rule of forms names the form, not each of its cells
    return line not in lines or (visibility is Visibility.INVISIBLE and finding.severity is Severity.ERROR)
