"""A rule set: how marks are given, as versioned data of a jurisdiction and a year, with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from mingzheng.kernel.bilingual import Bilingual
from mingzheng.performance.rules.forms import Form, Operator

Json = Mapping[str, object]


class RuleSetState(StrEnum):
    """`confirmed` by its own text, or `assumed`: consistent with what is published, but not proven."""

    CONFIRMED = "confirmed"
    ASSUMED = "assumed"


class CurveKind(StrEnum):
    """How marks go down when a result is far above its target."""

    NONE = "none"  # never
    LINEAR = "linear"  # from full marks at `starts_at` to `floor` at `ends_at`, and no lower
    BASE_AND_RATE = "base_and_rate"  # `base` at once, then `rate` for each point of deviation
    FULL_STEPS = "full_steps"  # `per_step` for each full `step` points above `counted_from`
    STARTED_STEPS = "started_steps"  # `per_step` for each started `step` points above `counted_from`


@dataclass(frozen=True, slots=True)
class Curve:
    """The curve of over-fulfilment. All figures are percent: of fulfilment, or of the weight deducted."""

    kind: CurveKind
    starts_at: Fraction
    ends_at: Fraction = Fraction(0)
    floor: Fraction = Fraction(0)
    base: Fraction = Fraction(0)
    rate: Fraction = Fraction(0)
    step: Fraction = Fraction(0)
    per_step: Fraction = Fraction(0)
    counted_from: Fraction = Fraction(0)

    def deducted(self, fulfilment: Fraction) -> Fraction:
        """Percent of the weight that a fulfilment (in percent of the target) loses; 0 … 100."""
        if self.kind is CurveKind.NONE or fulfilment <= self.starts_at:
            return Fraction(0)
        above = fulfilment - self.counted_from
        match self.kind:
            case CurveKind.LINEAR:
                way = (fulfilment - self.starts_at) / (self.ends_at - self.starts_at)
                lost = (100 - self.floor) * min(way, Fraction(1))
            case CurveKind.BASE_AND_RATE:
                lost = self.base + self.rate * (fulfilment - self.starts_at)
            case CurveKind.FULL_STEPS:
                lost = self.per_step * (above // self.step)
            case _:
                lost = self.per_step * -(-above // self.step)
        return min(max(lost, Fraction(0)), Fraction(100))


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier of qualitative results and the percent of the weight it may earn, both ends included."""

    title: Bilingual
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Band:
    """A conclusion (优 良 中 差) from a total score on."""

    title: Bilingual
    starts_at: Fraction


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One rule set. `heads` are the kinds of fund rows whose forms it speaks of; percents unless said otherwise."""

    code: str
    version: int
    title: Bilingual
    jurisdiction: str
    year: int
    state: RuleSetState
    source: Bilingual
    explanation: Bilingual
    heads: frozenset[str]
    execution_weight: Fraction  # points
    places: int  # decimals of scores and deviations
    deviation_threshold: Fraction
    deviation_operators: frozenset[Operator]
    over: Curve
    reverse: str  # linear: zero at twice the target; ratio: target / actual
    missed_zero: Fraction  # share earned when the target is 0 and was missed
    reason_at: Fraction  # fulfilment from which a reason is mandatory
    tiers: tuple[Tier, ...]
    bands: tuple[Band, ...]
    warn_gap: Fraction
    warn_unspent: Fraction
    lights: tuple[tuple[str, Fraction], ...]  # colour and the progress from which it shines
    blocks: tuple[tuple[str, Fraction], ...]  # points of 资金管理情况 (`management`) and of each first-level indicator

    def fits(self, form: Form) -> bool:
        """True when the form's own head is one this rule set speaks of."""
        kinds = {row.kind for row in form.funds} - {"total", ""}
        total = form.fund("total")
        weight = total.weight.value if total else None
        return bool(kinds) and kinds <= self.heads and (weight is None or Fraction(weight) == self.execution_weight)


def read_rule_set(data: Json) -> RuleSet:
    """A rule set from its JSON. Raises KeyError, TypeError or ValueError for a file that is not one."""
    deviation = _mapping(data["deviation"])
    return RuleSet(
        code=str(data["code"]),
        version=int(str(data["version"])),
        title=_pair(data["title"]),
        jurisdiction=str(data["jurisdiction"]),
        year=int(str(data["year"])),
        state=RuleSetState(str(data["state"])),
        source=_pair(data["source"]),
        explanation=_pair(data["explanation"]),
        heads=frozenset(map(str, _list(data["heads"]))),
        execution_weight=_number(data["execution_weight"]),
        places=int(str(data["places"])),
        deviation_threshold=_number(deviation["threshold"]),
        deviation_operators=frozenset(Operator(str(sign)) for sign in _list(deviation["operators"])),
        over=_curve(_mapping(data["over_fulfilment"])),
        reverse=_one_of(data["reverse"], ("linear", "ratio")),
        missed_zero=_number(data["missed_zero"]) / 100,
        reason_at=_number(data["reason_at"]),
        tiers=tuple(_tier(_mapping(tier)) for tier in _list(data["tiers"])),
        bands=tuple(_band(_mapping(band)) for band in _list(data["bands"])),
        warn_gap=_number(_mapping(data["warnings"])["gap"]),
        warn_unspent=_number(_mapping(data["warnings"])["unspent"]),
        lights=tuple(
            (str(_mapping(light)["colour"]), _number(_mapping(light)["from"])) for light in _list(data["lights"])
        ),
        blocks=tuple((name, _number(points)) for name, points in _mapping(data.get("blocks", {})).items()),
    )


def choose(form: Form, rule_sets: Iterable[RuleSet]) -> RuleSet | None:
    """The rule set a form declares, or None when it declares none or one that is not known."""
    return next((rules for rules in rule_sets if rules.code == form.rule_set), None)


def _curve(data: Json) -> Curve:
    figures = {name: _number(value) for name, value in data.items() if name != "kind"}
    return Curve(CurveKind(str(data["kind"])), **figures)


def _tier(data: Json) -> Tier:
    return Tier(_pair(data["title"]), _number(data["low"]), _number(data["high"]))


def _band(data: Json) -> Band:
    return Band(_pair(data["title"]), _number(data["from"]))


def _pair(value: object) -> Bilingual:
    pair = _mapping(value)
    return Bilingual(str(pair["zh"]), str(pair["en"]))


def _number(value: object) -> Fraction:
    if not isinstance(value, str):
        raise TypeError(f"{value!r}: figures of a rule set are text, so that they stay exact")
    return Fraction(value)


def _one_of(value: object, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {allowed}")
    return str(value)


def _mapping(value: object) -> Json:
    if not isinstance(value, Mapping):
        raise TypeError(f"{value!r} is no object")
    return value


def _list(value: object) -> Sequence[object]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise TypeError(f"{value!r} is no list")
    return value
