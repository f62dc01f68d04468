"""D4–D6: shares, changes and completions follow from their amounts, as data; and what zero bases may print."""

from __future__ import annotations

from mingzheng.disclosure.rules.audit.catalogue import rule_of_equations
from mingzheng.disclosure.rules.audit.context import AuditContext, Draft, Outcome
from mingzheng.disclosure.rules.audit.relations import Relationship
from mingzheng.disclosure.rules.audit.text_figures import AGREE, LOGICAL, named, table, text
from mingzheng.disclosure.rules.audit.wording import name_of, printed
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.cell import CellState
from mingzheng.kernel.equations import growth, share, sum_of
from mingzheng.kernel.facts import Fact, FactKey
from mingzheng.kernel.findings import Severity


def rates_on_zero(context: AuditContext) -> Outcome:
    """Rates whose budget is zero: 0/0 is information, spending printed 0 % one warning, another rate an error."""
    drafts = list[Draft]()
    habits, empty, checked = list[Fact](), list[Fact](), 0
    for rate in context.rows.get(("text", "completion"), ()):
        final = context.facts.get(text(rate.row, "final"))
        budget = next((b for c in ("opening", "full_year") if (b := context.facts.get(text(rate.row, c)))), None)
        subject = rate.row.partition("/")[2]
        final = final or context.facts.get(table("09", "final", subject))
        budget = budget or context.facts.get(table("09", "budget", subject))
        if budget is None or budget.cell.state is not CellState.ZERO:
            continue
        checked += 1
        fact = context.facts[rate]
        if fact.cell.value:
            drafts.append(_rate_without_base(fact, budget))
        elif fact.cell.has_value:
            (habits if final is not None and final.cell.value else empty).append(fact)
    if habits:
        drafts.append(_habit(habits, Severity.WARNING))
    if empty:
        drafts.append(_habit(empty, Severity.INFO))
    return Outcome(tuple(drafts), checked)


def _rate_without_base(fact: Fact, budget: Fact) -> Draft:
    name = name_of(fact, fact.key)
    return Draft(
        Bilingual(
            f"{name}：预算数为 0，却列示完成率 {printed(fact)}",
            f"{name}: the budget is zero, yet {printed(fact)} is stated",
        ),
        stated=printed(fact),
        expected="--（基数为0，不可比）",
        places=(fact.place, budget.place),
    )


def _habit(facts: list[Fact], severity: Severity) -> Draft:
    names = "、".join(name_of(fact, fact.key) for fact in facts)
    spent = severity is Severity.WARNING
    zh = "预算数为 0 而有支出，完成率不应列示为 0%" if spent else "预算数和决算数均为 0，完成率列示为 0%"
    en = "a zero budget with spending should not be printed as 0 %" if spent else "zero of zero is printed as 0 %"
    return Draft(
        Bilingual(f"{zh}（{len(facts)} 处）：{names}", f"{en} ({len(facts)} places): {names}"),
        severity=severity,
        stated=printed(facts[0]),
        expected="--（基数为0，不可比）",
        places=tuple(fact.place for fact in facts),
        remedy=Bilingual(
            "改为“--（基数为0，不可比）”，并说明资金来源",
            "Print “--（基数为0，不可比）” and say where the money came from",
        ),
    )


def implied_last_year(context: AuditContext) -> Outcome:
    """Last year's amounts that the changes imply; where this year is one purse, last year's gap is worth a question."""
    pairs = []
    for row in ("4/fiscal_grand_total", "5.1/general_expenditure"):
        change, final = context.facts.get(text(row, "change")), context.facts.get(text(row, "final"))
        if change is None or final is None or change.cell.value is None or final.cell.value is None:
            return Outcome()
        pairs.append((change, final, final.cell.value - change.cell.value))
    (one, total, before), (other, general, before_general) = pairs
    gap = before - before_general
    if total.cell.value != general.cell.value or abs(gap) < 1:
        return Outcome(checked=1)
    zh = (
        f"本年财政拨款总计与一般公共预算支出相同，按增减额推算的上年数却相差 {gap} 万元"
        f"（{before} 与 {before_general}）：应能由上年末结转结余或其他预算资金解释"
    )
    en = (
        f"this year the fiscal total equals general-budget spending, but the changes imply last year's to differ by "
        f"{gap} 万元 ({before} against {before_general}): carry-over or another fund should explain it"
    )
    draft = Draft(
        Bilingual(zh, en),
        severity=Severity.INFO,
        stated=printed(other),
        expected=printed(one),
        difference=f"{gap} 万元",
        places=(one.place, other.place),
        remedy=Bilingual("与上年公开的决算核对", "Compare with last year's published accounts"),
    )
    return Outcome((draft,), 1)


@rule_of_equations(
    "D4",
    LOGICAL,
    title=Bilingual("占比与金额不符", "A share does not follow from its amounts"),
    norm=AGREE,
    expected=Bilingual(
        "占比 = 部分 ÷ 合计，按实际计算，不为凑 100% 改动末位",
        "Share = part ÷ whole, computed, no digit forced to reach 100 %",
    ),
    remedy=Bilingual(
        "按金额重新计算占比；各项占比之和可以是 99.99% 或 100.01%", "Recompute the share; shares may add up to 99.99 %"
    ),
)
def shares_follow_from_amounts(context: AuditContext) -> tuple[Relationship, ...]:
    """Each stated share is reachable from the amounts it divides."""
    pairs: list[tuple[str, FactKey, tuple[FactKey, ...]]] = []
    for section, total in (("2", "income.total"), ("3", "expenditure.total")):
        pairs += [(key.row, text(f"{section}/{total}", "final"), ()) for key in context.text_rows(section, "share")]
    fiscal = table("04", "expenditure.total", "total")
    pairs.append(("5.1/general_expenditure", table("03", "total", "total"), (fiscal,)))
    for key in context.text_rows("5.2", "share"):
        pairs.append((key.row, text("5.2/general_expenditure", "final"), ()))
    for key in context.text_rows("9.2", "share"):
        parent = key.row.rpartition("_")[0].replace("9.2/vehicle", "9.2/vehicles")
        pairs.append((key.row, text("9.1/three_public", "final"), (text(parent, "final"),)))
    for key in context.text_rows("11", "share"):
        others = (text("11/sme", "final"),) if key.row == "11/micro" else ()
        pairs.append((key.row, text("11/procurement", "final"), others))
    pairs.append(("13.2/self_evaluation", table("03", "total", "project"), (table("05", "total", "project"),)))
    stated = []
    for row, whole, other_wholes in pairs:
        rate, part = text(row, "share"), text(row, "final")
        if context.has(rate, part, whole):
            readings = tuple(
                share("D4", rate, part, other, _share_title(context, rate, part, other))
                for other in other_wholes
                if context.has(other)
            )
            ratio = share("D4", rate, part, whole, _share_title(context, rate, part, whole))
            note = _FORCED if rate.row.startswith("5.2/") and _sums_to_hundred(context) else None
            stated.append(Relationship(ratio, readings=readings, note=note))
    return tuple(stated)


_FORCED = Bilingual(
    "各项占比之和恰为 100%，末位疑为凑整而改动",
    "The shares add up to exactly 100 %, so a last digit was probably forced",
)


def _sums_to_hundred(context: AuditContext) -> bool:
    shares = [context.facts[key].cell.value for key in context.text_rows("5.2", "share")]
    return len(shares) > 1 and sum(share for share in shares if share is not None) == 100


def _share_title(context: AuditContext, rate: FactKey, part: FactKey, whole: FactKey) -> Bilingual:
    names = named(context, rate, part, whole)
    return Bilingual(f"{names[0]} = {names[1]} ÷ {names[2]}", f"{names[0]} = {names[1]} ÷ {names[2]}")


@rule_of_equations(
    "D5",
    LOGICAL,
    title=Bilingual("增减额与增减率不符", "The change and its rate do not agree"),
    norm=AGREE,
    expected=Bilingual(
        "增减率 = 增减额 ÷ 上年数；分项增减之和 = 合计增减", "Rate = change ÷ last year; changes of parts add up"
    ),
    check=implied_last_year,
    remedy=Bilingual("按上年决算数重新计算增减额和增减率", "Recompute change and rate from last year's accounts"),
)
def changes_agree_with_rates(context: AuditContext) -> tuple[Relationship, ...]:
    """Δ ÷ (current - Δ) reaches the stated rate, and changes of parts add up to the change of the whole."""
    stated = []
    for rate in context.rows.get(("text", "change_rate"), ()):
        change, current = text(rate.row, "change"), text(rate.row, "final")
        if context.has(change, current) and not signs_clash(context, change, rate):
            names = named(context, rate, change, current)
            title = Bilingual(
                f"{names[0]} = {names[1]} ÷（{names[2]} − {names[1]}）",
                f"{names[0]} = {names[1]} ÷ ({names[2]} − {names[1]})",
            )
            stated.append(Relationship(growth("D5", rate, change, current, title)))
    changes = tuple(text(f"6/{subject}", "change") for subject in ("basic", "personnel", "public"))
    if context.has(*changes):
        title = Bilingual(
            "六、基本支出增减 = 人员经费增减 + 公用经费增减", "6: change of basic = change of personnel + of public"
        )
        stated.append(Relationship(sum_of("D5", changes[0], changes[1:], title)))
    return tuple(stated)


def signs_clash(context: AuditContext, change: FactKey, rate: FactKey) -> bool:
    """True when amount and rate move in opposite directions: a matter of words (D7), not of arithmetic."""
    one, other = context.facts[change].cell.value, context.facts[rate].cell.value
    return one is not None and other is not None and one * other < 0


@rule_of_equations(
    "D6",
    LOGICAL,
    title=Bilingual("完成率与金额不符", "A completion rate does not follow from its amounts"),
    norm=AGREE,
    expected=Bilingual(
        "完成率 = 决算数 ÷ 所称的预算数（年初预算或全年预算）", "Completion = actual ÷ the budget it names"
    ),
    check=rates_on_zero,
    remedy=Bilingual("按所称预算数重新计算完成率", "Recompute from the budget that is named"),
)
def completions_follow_from_amounts(context: AuditContext) -> tuple[Relationship, ...]:
    """Each completion rate is reachable from the actual and the budget it names; `rates_on_zero` judges the rest."""
    stated = []
    for rate in context.rows.get(("text", "completion"), ()):
        final = text(rate.row, "final")
        budgets = [text(rate.row, column) for column in ("opening", "full_year")]
        ratios = [
            share("D6", rate, final, budget, _share_title(context, rate, final, budget))
            for budget in budgets
            if context.has(final, budget) and context.facts[budget].cell.value
        ]
        if ratios:
            stated.append(Relationship(ratios[0], readings=tuple(ratios[1:])))
    for rate in context.text_rows("9.2", "completion"):
        subject = rate.row.partition("/")[2]
        final, budget = table("09", "final", subject), table("09", "budget", subject)
        beside = text(rate.row, "full_year")
        if context.has(final, budget) and not context.has(beside) and context.facts[budget].cell.value:
            ratio = share("D6", rate, final, budget, _share_title(context, rate, final, budget))
            stated.append(Relationship(ratio))
    return tuple(stated)
