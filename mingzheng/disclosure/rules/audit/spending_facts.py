"""The parts of D9, D12 and D13 that are not sums: rates stated twice, people, vehicles, kinds of purchase."""

from __future__ import annotations

from decimal import Decimal

from mingzheng.disclosure.rules.audit import form_context
from mingzheng.disclosure.rules.audit.context import AuditContext, Draft, Outcome
from mingzheng.disclosure.rules.audit.wording import name_of, printed
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import Fact, FactKey
from mingzheng.kernel.findings import Severity

_SERVICE_WORDS = ("服务", "运维", "维护", "监理", "设计", "咨询")
_WORK_WORDS = ("工程", "施工", "改造", "修缮")


def _text(context: AuditContext, row: str, column: str) -> Fact | None:
    return context.facts.get(FactKey("text", row, column))


def _value(fact: Fact | None) -> Decimal | None:
    return None if fact is None else fact.cell.value


def repeated_rates(context: AuditContext) -> Outcome:
    """D9 for rates: a rate stated again is the same rate, to the digits that both print."""
    drafts, checked = [], 0
    for key, again in context.facts.items():
        if "#" not in key.column:
            continue
        column, mark, _ = key.column.partition("#")
        first = context.facts.get(FactKey(key.source, key.row, column))
        if not mark or again.measured_in != "%" or first is None:
            continue
        if first.cell.value is None or again.cell.value is None:
            continue
        checked += 1
        if not first.cell.interval().meets(again.cell.interval()):
            said = f"{name_of(again, key)}：{printed(again)} / {printed(first)}"
            drafts.append(
                Draft(
                    Bilingual(f"同一比率两处不一致，{said}", f"one rate is stated twice with different values, {said}"),
                    stated=printed(again),
                    expected=printed(first),
                    difference=f"{abs(first.cell.value - again.cell.value)}%",
                    places=(again.place, first.place),
                )
            )
    return Outcome(tuple(drafts), checked)


def three_public_people(context: AuditContext) -> Outcome:
    """Money needs people and the other way round; cars kept on fiscal money are among all cars of the unit."""
    drafts, checked = [], 0
    for subject, columns in (
        ("abroad", ("groups", "persons")),
        ("reception_foreign", ("groups", "persons")),
        ("reception_domestic", ("groups", "persons")),
    ):
        money = _text(context, f"9.2/{subject}", "final")
        for column in columns:
            people = _text(context, f"9.2/{subject}", column)
            if money is None or people is None or _value(money) is None or _value(people) is None:
                continue
            checked += 1
            if bool(_value(money)) is not bool(_value(people)):
                drafts.append((money, people))
    found = [_money_without_people(money, people) for money, people in _once_a_subject(drafts)]
    for draft in (_cars_kept(context), _cars_that_cost(context), _cars_bought(context)):
        if draft is not None:
            checked += 1
            found += [draft] if isinstance(draft, Draft) else []
    return Outcome(tuple(found), checked)


def _once_a_subject(pairs: list[tuple[Fact, Fact]]) -> list[tuple[Fact, tuple[Fact, ...]]]:
    grouped: dict[FactKey, tuple[Fact, list[Fact]]] = {}
    for money, people in pairs:
        grouped.setdefault(money.key, (money, []))[1].append(people)
    return [(money, tuple(people)) for money, people in grouped.values()]


def _money_without_people(money: Fact, people: tuple[Fact, ...]) -> Draft:
    spent = bool(money.cell.value)
    counted = "、".join(f"{name_of(one, one.key)} {printed(one)}" for one in people)
    name = name_of(money, money.key)
    zh = f"{name} {printed(money)}，而 {counted}：" + ("有支出却没有批次、人次" if spent else "有批次、人次却没有支出")
    en = f"{name} {printed(money)}, but {counted}: " + ("money without people" if spent else "people without money")
    return Draft(
        Bilingual(zh, en),
        severity=Severity.WARNING,
        stated=printed(money),
        expected=counted,
        places=(money.place, *(one.place for one in people)),
        remedy=Bilingual(
            "补填实际批次和人次；支付上年账单、由组织方承担等情形请注明",
            "State the groups and persons, or say why (last year's bills, paid by the organiser)",
        ),
    )


def _cars_kept(context: AuditContext) -> Draft | bool | None:
    kept, owned = _text(context, "9.2/vehicle_running", "vehicles_kept"), _text(context, "12/vehicles", "count")
    kept = kept or _text(context, "9.2/vehicles", "vehicles_kept")
    one, other = _value(kept), _value(owned)
    if kept is None or owned is None or one is None or other is None:
        return None
    if one <= other:
        return True
    return Draft(
        Bilingual(
            f"财政拨款开支的公务用车保有量 {printed(kept)}，多于资产部分的车辆总数 {printed(owned)}",
            f"{printed(kept)} kept on fiscal money, more than all vehicles of the assets section ({printed(owned)})",
        ),
        severity=Severity.WARNING,
        stated=printed(kept),
        expected=f"≤ {printed(owned)}",
        difference=f"{one - other}",
        places=(kept.place, owned.place),
    )


def _cars_that_cost(context: AuditContext) -> Draft | bool | None:
    kept = _text(context, "9.2/vehicle_running", "vehicles_kept") or _text(context, "9.2/vehicles", "vehicles_kept")
    cost = _text(context, "9.2/vehicle_running", "final")
    cost = cost or context.facts.get(FactKey("09", "final", "vehicle_running"))
    if kept is None or cost is None or _value(kept) is None or _value(cost) is None:
        return None
    if _value(kept) or not _value(cost):
        return True
    return Draft(
        Bilingual(
            f"有公务用车运行维护费 {printed(cost)}，而保有量为 {printed(kept)}（租用、当年处置的车辆请注明）",
            f"running costs of {printed(cost)} with {printed(kept)} vehicles kept (say so when rented or disposed of)",
        ),
        severity=Severity.WARNING,
        stated=printed(cost),
        expected=printed(kept),
        places=(cost.place, kept.place),
    )


def _cars_bought(context: AuditContext) -> Draft | bool | None:
    bought = _text(context, "9.2/vehicle_purchase", "vehicles_bought") or _text(
        context, "9.2/vehicles", "vehicles_bought"
    )
    cost = _text(context, "9.2/vehicle_purchase", "final")
    if bought is None or cost is None or _value(bought) is None or _value(cost) is None:
        return None
    if bool(_value(bought)) is bool(_value(cost)):
        return True
    return _money_without_people(cost, (bought,))


def kinds_of_purchase(context: AuditContext) -> Outcome:
    """A kind of purchase is not zero while the projects of the year are of that kind by their own names."""
    total = _text(context, "11/procurement", "final")
    if total is None or not _value(total):
        return Outcome()
    names = [form.name for form in context.document.forms if form.name]
    if context.document.project_names is not None and not names:
        names = list(form_context.project_names(context.document.project_names.text))
    drafts, checked = [], 0
    for kind, zh, en, words in (
        ("services", "服务", "services", _SERVICE_WORDS),
        ("works", "工程", "works", _WORK_WORDS),
    ):
        fact = _text(context, f"11/{kind}", "final")
        named = [name for name in names if any(word in name for word in words)]
        if fact is None or fact.cell.value is None or not names:
            continue
        checked += 1
        if not fact.cell.value and named:
            drafts.append(
                Draft(
                    Bilingual(
                        f"政府采购{zh}支出为 {printed(fact)}，但有 "
                        f"{len(named)} 个项目按名称属于{zh}：{'、'.join(named)}",
                        f"{en} bought: {printed(fact)}, yet {len(named)} projects are {en} by name: {'、'.join(named)}",
                    ),
                    severity=Severity.WARNING,
                    stated=printed(fact),
                    expected=f"> 0 （{'、'.join(named)}）",
                    places=(fact.place, total.place),
                    remedy=Bilingual(
                        "按品目核对货物、工程、服务的划分", "Check which purchases are goods, works or services"
                    ),
                )
            )
    return Outcome(tuple(drafts), checked)
