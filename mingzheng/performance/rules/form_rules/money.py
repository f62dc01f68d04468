"""E1 … E5: how many projects, how much money, rates and the marks for execution."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.cell import Cell
from mingzheng.kernel.facts import Place
from mingzheng.kernel.findings import RuleClass, Severity
from mingzheng.kernel.interval import Interval, interval_sum
from mingzheng.performance.rules.form_rules.base import (
    Checked,
    FormContext,
    FormRule,
    Stated,
    about,
    finest,
    money_places,
    scale_to_wan,
    shown,
)
from mingzheng.performance.rules.form_rules.words import same_project
from mingzheng.performance.rules.forms import Form, FundRow, place_of

E1 = FormRule(
    "E1",
    RuleClass.LOGICAL,
    Bilingual("自评项目个数与自评表张数一致", "The stated number of projects is the number of forms"),
    Bilingual(
        "文字说明的自评项目个数应等于所附自评表张数，项目名称应一致",
        "The text counts and names the projects whose forms follow",
    ),
    Bilingual("核对项目个数和名称，补齐自评表或更正文字", "Add the missing form or correct the text"),
)
E2 = FormRule(
    "E2",
    RuleClass.LOGICAL,
    Bilingual("自评资金与自评表、决算表一致", "The stated amount is the sum of the forms"),
    Bilingual(
        "文字说明的决算资金应等于各表全年执行数之和，占比应等于其占项目支出的比重",
        "The amount is Σ executed; its share is of table 03's project spending",
    ),
    Bilingual("按各表全年执行数重新汇总金额并计算占比", "Add up the executed amounts again and recompute the share"),
)
E3 = FormRule(
    "E3",
    RuleClass.LOGICAL,
    Bilingual("资金总额等于各项资金之和", "The total is the sum of its funds"),
    Bilingual(
        "年度资金总额的年初预算数、全年预算数、全年执行数应等于各资金来源之和",
        "Opening, full-year and executed totals are the sums of the fund rows",
    ),
    Bilingual("核对各资金来源的金额", "Check the amounts of each fund"),
)
E4 = FormRule(
    "E4",
    RuleClass.LOGICAL,
    Bilingual("执行率等于执行数除以全年预算数", "The rate is executed ÷ full-year budget"),
    Bilingual(
        "执行率＝全年执行数÷全年预算数；预算数为0时不计算执行率，且写法统一",
        "A rate has a denominator; 0/0 is printed one way",
    ),
    Bilingual("重新计算执行率；预算和执行均为0的行统一填写", "Recompute the rate; print rows of 0/0 one way"),
)
E5 = FormRule(
    "E5",
    RuleClass.LOGICAL,
    Bilingual("预算执行得分等于分值乘执行率", "The marks for execution are weight × rate"),
    Bilingual("预算执行得分＝分值×执行率，四舍五入", "Marks for execution = weight × rate, half up"),
    Bilingual("按执行率重新计算得分", "Recompute the marks from the rate"),
)
AMOUNTS = ("opening", "full_year", "executed")
AMOUNT_NAMES = {"opening": "年初预算数", "full_year": "全年预算数", "executed": "全年执行数"}


def check_count(forms: tuple[Form, ...], context: FormContext) -> Checked:
    """E1. No forms at all may mean that they are attached elsewhere, which is a warning."""
    result = Checked()
    stated = context.project_count
    if stated is not None and stated.cell.value is not None:
        result.checked += 1
        if stated.cell.value != len(forms):
            message = Bilingual(
                f"文字称自评项目{stated.cell.text}个，所附自评表{len(forms)}张",
                f"the text counts {stated.cell.text} projects, {len(forms)} forms follow",
            )
            severity = None if forms else Severity.WARNING
            result.findings.append(
                E1.finding(message, stated.place, severity=severity, stated=stated.cell.text, expected=str(len(forms)))
            )
    for name in context.project_names if forms else ():
        result.checked += 1
        if not any(same_project(name, form.name) for form in forms):
            message = Bilingual(f"文字列出的项目“{name}”没有自评表", f"no form follows for the named project “{name}”")
            result.findings.append(E1.finding(message, context.names_place, severity=Severity.WARNING, subject=name))
    return result


def check_amount(forms: tuple[Form, ...], context: FormContext) -> Checked:
    """E2. Other than fiscal money may be left out of the stated amount, so the fiscal sum is accepted as well."""
    result = Checked()
    if context.amount is not None and context.amount.cell.has_value:
        _check_sum(forms, context.amount, result)
        _check_share(context.amount, context, result)
    total = context.project_total
    if total is not None and total.cell.has_value and forms:
        summed = _sum(forms, "total", 0)
        if summed is not None:
            result.checked += 1
            if summed.low > total.cell.interval().high:
                message = Bilingual(
                    f"自评表全年执行数合计{shown(_middle(summed))}万元，大于项目支出决算{total.cell.text}万元",
                    f"the forms executed {shown(_middle(summed))} together, more than table 03's {total.cell.text}",
                )
                result.findings.append(E2.finding(message, total.place, severity=Severity.WARNING, subject="bound"))
    return result


def _check_sum(forms: tuple[Form, ...], amount: Stated, result: Checked) -> None:
    if not forms:
        return
    places = money_places(forms)
    sums = [span for kind in ("total", "fiscal") if (span := _sum(forms, kind, places)) is not None]
    result.checked += bool(sums)
    if sums and not any(span.meets(amount.cell.interval()) for span in sums):
        summed = _middle(sums[0])
        value = amount.cell.value or 0
        message = Bilingual(
            f"文字称自评项目决算资金共{amount.cell.text}万元，{len(forms)}张自评表全年执行数合计{shown(summed)}万元",
            f"the text says {amount.cell.text} (万元); the {len(forms)} forms executed {shown(summed)} together",
        )
        places_of_rows = [place_of(row, "executed") for form in forms if (row := form.fund("total"))]
        result.findings.append(
            E2.finding(
                message,
                amount.place,
                *places_of_rows,
                stated=amount.cell.text,
                expected=shown(summed),
                difference=shown(Fraction(value) - summed),
                subject="sum",
            )
        )


def _check_share(amount: Stated, context: FormContext, result: Checked) -> None:
    share, total = context.share, context.project_total
    if share is None or total is None or share.cell.value is None or not total.cell.value:
        return
    result.checked += 1
    quotient = amount.cell.interval() / total.cell.interval()
    if quotient is not None and not quotient.scaled(100).meets(share.cell.interval()):
        value = 100 * Fraction(amount.cell.value or 0) / Fraction(total.cell.value)
        message = Bilingual(
            f"占项目支出比重写为{share.cell.text}，按{amount.cell.text}÷{total.cell.text}应为{shown(value, 2)}%",
            f"the share is printed {share.cell.text}; {amount.cell.text} ÷ {total.cell.text} is {shown(value, 2)} %",
        )
        result.findings.append(
            E2.finding(
                message,
                share.place,
                amount.place,
                total.place,
                stated=share.cell.text,
                expected=f"{shown(value, 2)}%",
                subject="share",
            )
        )


def _sum(forms: Iterable[Form], kind: str, places: int) -> Interval | None:
    """Σ executed of one kind of row in 万元; None when a form does not state it."""
    parts: list[Interval] = []
    for form in forms:
        row = form.fund(kind)
        if row is None or not row.executed.has_value:
            return None
        parts.append(finest(row.executed, places).scaled(scale_to_wan(form)))
    return interval_sum(parts)


def check_fund_totals(forms: tuple[Form, ...], _context: FormContext) -> Checked:
    """E3. A blank part is zero only where the others close the sum without it; otherwise nothing is decided."""
    result = Checked()
    for form in forms:
        total = form.fund("total")
        parts = [row for row in form.funds if row.kind != "total"]
        if total is None or not parts:
            continue
        for column in AMOUNTS:
            whole = _cell(total, column)
            cells = [_cell(row, column) for row in parts]
            known = [cell for cell in cells if cell.has_value]
            if not whole.has_value or not known:
                continue
            summed = interval_sum(cell.interval() for cell in known)
            if summed.meets(whole.interval()):
                result.checked += 1
                continue
            if len(known) < len(cells) and summed.high <= whole.interval().low:
                continue  # a blank or unreadable part may be what is missing
            result.checked += 1
            value = sum((Fraction(cell.value or 0) for cell in known), Fraction(0))
            name = AMOUNT_NAMES[column]
            result.findings.append(
                E3.finding(
                    about(
                        form,
                        f"{name}总额{whole.text}，各项资金之和{shown(value)}",
                        f"{name}: the total is {whole.text}, the funds add up to {shown(value)}",
                    ),
                    place_of(total, column),
                    *(place_of(row, column) for row in parts),
                    stated=whole.text,
                    expected=shown(value),
                    subject=f"{form.number}/{column}",
                    difference=shown(Fraction(whole.value or 0) - value),
                )
            )
    return result


def check_rates(forms: tuple[Form, ...], _context: FormContext) -> Checked:
    """E4. 0/0 printed as 0 % is common and only has to be printed one way; a rate above zero on nothing is an error."""
    result = Checked()
    empty: dict[str, list[Place]] = {}
    for form in forms:
        for row in form.funds:
            if not (row.full_year.has_value and row.executed.has_value and row.rate.has_value):
                continue
            result.checked += 1
            if row.full_year.value:
                _check_rate(form, row, result)
            elif row.rate.value:
                message = about(
                    form,
                    f"“{row.label}”全年预算数为{row.full_year.text}，执行率却写为{row.rate.text}",
                    f"“{row.label}” has no full-year budget ({row.full_year.text}) and a rate of {row.rate.text}",
                )
                result.findings.append(
                    E4.finding(
                        message,
                        place_of(row, "rate"),
                        place_of(row, "full_year"),
                        stated=row.rate.text,
                        subject=f"{form.number}/{row.kind}",
                    )
                )
            else:
                empty.setdefault(row.rate.text, []).append(place_of(row, "rate"))
    if len(empty) > 1:
        forms_of_it = "、".join(sorted(empty))
        message = Bilingual(f"0/0 的执行率写法不一：{forms_of_it}", f"0/0 is printed in several ways: {forms_of_it}")
        found = (place for places in empty.values() for place in places[:1])
        result.findings.append(E4.finding(message, *found, severity=Severity.INFO, subject="zero"))
    return result


def _check_rate(form: Form, row: FundRow, result: Checked) -> None:
    quotient = row.executed.interval() / row.full_year.interval()
    if quotient is None or quotient.scaled(100).meets(row.rate.interval()):
        return
    value = 100 * Fraction(row.executed.value or 0) / Fraction(row.full_year.value or 1)
    message = about(
        form,
        f"“{row.label}”执行率写为{row.rate.text}，按{row.executed.text}÷{row.full_year.text}应为{shown(value, 2)}%",
        f"“{row.label}”: the rate is {row.rate.text}; {row.executed.text} ÷ {row.full_year.text} = {shown(value, 2)} %",
    )
    result.findings.append(
        E4.finding(
            message,
            place_of(row, "rate"),
            place_of(row, "executed"),
            place_of(row, "full_year"),
            stated=row.rate.text,
            expected=f"{shown(value, 2)}%",
            subject=f"{form.number}/{row.kind}",
        )
    )


def check_execution_marks(forms: tuple[Form, ...], _context: FormContext) -> Checked:
    """E5. The weight is the form's own (10 or 20); marks computed from the printed rate are right as well."""
    result = Checked()
    for form in forms:
        row = form.fund("total")
        if row is None or row.score.value is None or row.weight.value is None:
            continue
        weight = Fraction(row.weight.value)
        marks = row.score.interval()
        spans = [row.rate.interval().scaled(weight / 100)] if row.rate.has_value else []
        if row.executed.has_value and row.full_year.value:
            quotient = row.executed.interval() / row.full_year.interval()
            spans += [quotient.scaled(weight)] if quotient is not None else []
        if not spans:
            continue
        result.checked += 1
        capped = [Interval.point(min(span.low, weight)) if span.low >= weight else span for span in spans]
        if not any(span.meets(marks) for span in capped):
            value = min(_middle(spans[-1]), weight)
            message = about(
                form,
                f"预算执行得分{row.score.text}，按分值{row.weight.text}和执行率应为{shown(value, 2)}",
                f"marks for execution {row.score.text}; weight {row.weight.text} × rate is {shown(value, 2)}",
            )
            result.findings.append(
                E5.finding(
                    message,
                    place_of(row, "score"),
                    place_of(row, "rate"),
                    stated=row.score.text,
                    expected=shown(value, 2),
                    subject=str(form.number),
                )
            )
    return result


def _cell(row: FundRow, column: str) -> Cell:
    return {"opening": row.opening, "full_year": row.full_year, "executed": row.executed}[column]


def _middle(span: Interval) -> Fraction:
    return (span.low + span.high) / 2
