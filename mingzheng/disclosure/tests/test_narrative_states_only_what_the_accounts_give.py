"""The narrative prints figures of the accounts and rates of them, says what nobody gave, and invents nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzheng.accounts.data import economic, functional
from mingzheng.accounts.rules.ledger import Authority, Line
from mingzheng.accounts.rules.year_facts import YearFacts
from mingzheng.disclosure.rules.narrative import Passage, SelfEvaluation, compose
from mingzheng.disclosure.rules.narrative.words import NO_BASE
from mingzheng.disclosure.tests.our_books import YEAR, rolled, sample_facts, shipped
from mingzheng.documents.model import Heading, Paragraph, Run
from mingzheng.kernel.facts import FactKey, Fund
from mingzheng.kernel.money import ZERO, Money
from mingzheng.kernel.numerals import ordinal


def told(facts: YearFacts, summary: SelfEvaluation | None = None) -> Passage:
    return compose(facts, summary or SelfEvaluation(), functional=functional(YEAR), economic=economic(YEAR))


@pytest.fixture(scope="module")
def sample() -> YearFacts:
    return sample_facts()


@pytest.fixture(scope="module")
def narrative(sample) -> Passage:
    return told(sample)


def sections(passage: Passage) -> dict[str, list[Paragraph]]:
    """Paragraphs by the number of their section."""
    found: dict[str, list[Paragraph]] = {}
    for block in passage.blocks:
        if isinstance(block, Heading):
            current = found.setdefault(block.anchor.removeprefix("section-"), [])
        elif isinstance(block, Paragraph):
            current.append(block)
    return found


def words(passage: Passage, number: str) -> str:
    return "\n".join(paragraph.text for paragraph in sections(passage)[number])


def runs(passage: Passage) -> Iterator[Run]:
    for block in passage.blocks:
        if isinstance(block, Paragraph):
            yield from block.runs


def about(passage: Passage, number: str, title: str) -> str:
    """The one paragraph of a section that names `title`."""
    (only,) = (paragraph.text for paragraph in sections(passage)[number] if title in paragraph.text)
    return only


def test_the_sections_are_the_thirteen_of_the_form_in_order(narrative):
    titles = [block.text for block in narrative.blocks if isinstance(block, Heading) and block.level == 2]
    assert [title.split("、")[0] for title in titles] == [ordinal(number) for number in range(1, 14)]


def test_the_opening_total_is_the_sum_of_its_items_and_the_completion_follows(narrative):
    lead = sections(narrative)["5.3"][0].text
    assert "年初预算为5665.09万元，支出决算为4285.05万元，完成年初预算的75.64%" in lead
    items = [run.text for p in sections(narrative)["5.3"][1:] for run in p.runs if run.ref.endswith("/opening")]
    assert len(items) >= 6
    stated = sum(Decimal(item.removesuffix("万元")) for item in items)
    assert abs(stated - Decimal("5665.09")) <= Decimal("0.005") * len(items)


def test_health_is_0_22_percent_of_the_expenditure(narrative):
    assert re.search(r"卫生健康支出（?类?）?[^；。]*?9\.52万元，占0\.22%", words(narrative, "5.2"))


def test_a_base_of_zero_gives_no_rate(narrative, sample):
    abroad = about(narrative, "9.2", "1.因公出国（境）费")
    assert f"完成全年预算的{NO_BASE}" in abroad
    assert NO_BASE == "--（基数为0，不可比）"
    assert "0.00%" not in abroad
    item = told(replace(sample, opening_budget={**sample.opening_budget, "2010301": ZERO}))
    assert f"完成年初预算的{NO_BASE}" in about(item, "5.3", "（类）政府办公厅（室）及相关机构事务（款）行政运行（项）")


def test_a_reason_that_nobody_gave_is_said_to_be_missing_and_stays_open(sample):
    silent = told(replace(sample, reasons={}))
    whole = "".join(run.text for run in runs(silent))
    owed = [one.topic for one in silent.open]
    expected = {
        "1/grand_total", "4/fiscal_grand_total", "5.1/general_expenditure", "6/basic", "6/personnel", "6/public",
        "9.1/three_public", "9.2/vehicles", "9.2/reception", "10/running_cost",
    }  # fmt: skip
    assert expected <= set(owed)
    assert whole.count("未提供原因") == sum(topic in sample_topics(silent) for topic in owed)
    assert all(one.question.zh and one.question.en and one.figures for one in silent.open)


def sample_topics(passage: Passage) -> set[str]:
    """The topics of what is owed that ask for a reason."""
    return {one.topic for one in passage.open if one.question.zh.startswith("请说明原因")}


def test_reasons_that_were_given_are_printed_and_no_longer_owed(narrative, sample):
    given_reasons = {topic: f"理由甲{n}" for n, topic in enumerate(sample_topics(told(replace(sample, reasons={}))))}
    full = told(replace(sample, reasons={topic: f"{reason}。" for topic, reason in given_reasons.items()}))
    whole = "".join(run.text for run in runs(full))
    assert sample_topics(full) == set()
    assert "未提供原因" not in whole
    for reason in given_reasons.values():
        assert whole.count(f"{reason}。") == 1
    assert sample_topics(narrative) <= {"6/basic", "6/public", "10/running_cost", "5.3/2101101"}


def test_where_the_printed_figures_are_the_same_there_is_nothing_to_explain(sample):
    code = "2101101"
    amount = sample.figures.amount(FactKey("05", code, "total"))
    near = told(replace(sample, opening_budget={**sample.opening_budget, code: Money(amount.fen + 1)}, reasons={}))
    far = told(replace(sample, opening_budget={**sample.opening_budget, code: Money(amount.fen + 10**7)}, reasons={}))
    topic = f"5.3/{code}"
    assert (topic in sample_topics(near), topic in sample_topics(far)) == (False, True)
    assert "持平" in about(near, "5.3", "行政单位医疗（项）")
    assert "未提供原因" in about(far, "5.3", "行政单位医疗（项）")
    abroad = about(near, "9.2", "1.因公出国（境）费")
    assert "持平" in abroad
    assert "原因" not in abroad


@pytest.mark.parametrize(("lead", "classes"), [("人员经费", ("301", "303")), ("公用经费", ("302", "310"))])
def test_the_economic_lists_name_exactly_the_items_that_have_money(narrative, sample, lead, classes):
    listed = re.search(r"主要包括：(.*?)。", next(p.text for p in sections(narrative)["6"] if lead in p.text[:9]))
    spent: dict[str, int] = {}
    for row in shipped("entries"):
        if row["basic_or_project"] == "basic" and row["fund"] == "general" and row["economic"][:3] in classes:
            spent[row["economic"]] = spent.get(row["economic"], 0) + Money.from_yuan(row["amount"]).fen
    assert listed
    assert listed[1].split("、") == [economic(YEAR).name(code) for code in sorted(spent) if spent[code]]


def test_there_are_no_empty_phrases(narrative):
    whole = "\n".join(block.text for block in narrative.blocks if isinstance(block, Paragraph))
    assert not re.search(r"\d\s*车\s*\d+\s*辆", whole)  # “其他用车0车0辆” of a copied form
    for nonsense in ("。。", "，，", "None", "{", "}", "-0.00", "主要用于。", "主要包括：。"):
        assert nonsense not in whole


# --- Any department -------------------------------------------------------------------------------------------------

FUNCTIONAL = ("2010301", "2080505", "2101101", "2210201")
BASIC = ("30101", "30201", "30217", "30231", "30302")
KINDS = ("6101", "6201", "6301", "6401", "6609")
TOPICS = (
    "1/grand_total", "4/fiscal_grand_total", "5.1/general_expenditure", "5.3/2010301", "6/basic", "6/personnel",
    "9.1/three_public", "9.2/reception", "10/running_cost",
)  # fmt: skip
COUNTS = (
    "abroad.groups", "abroad.persons", "vehicles.bought", "vehicles.kept", "reception_domestic.persons",
    "assets.equipment", *(f"assets.vehicles.{kind}" for kind in (
        "provincial_leader", "principal_leader", "confidential", "emergency", "law_enforcement", "special_technical",
        "retired", "other",
    )),
)  # fmt: skip
amounts = st.one_of(st.integers(1, 99), st.integers(1, 10**6), st.integers(10**6, 10**13)).map(Money)
posted = st.one_of(amounts, amounts, amounts, amounts.map(lambda amount: -amount))  # also what was posted in red
COMPARED = (
    FactKey("01", "income.grand_total", "amount"), FactKey("04", "income.grand_total", "amount"),
    FactKey("05", "total", "total"), FactKey("05", "total", "basic"), FactKey("06", "personnel", "amount"),
    FactKey("06", "public", "amount"),
)  # fmt: skip


items = st.sampled_from(FUNCTIONAL)


def posting(*fixed: object, account: object, fund: Fund, item: object = items) -> st.SearchStrategy[Line]:
    """Lines of one sort; what is a strategy is drawn, the rest stands."""
    given = (part if isinstance(part, st.SearchStrategy) else st.just(part) for part in (account, *fixed))
    number, *rest = given
    code = item if isinstance(item, st.SearchStrategy) else st.just(item)
    return st.builds(Line, number, posted, st.just(fund), code, *rest)


ledgers = st.lists(
    st.one_of(
        posting(account="6001", fund=Fund.GENERAL),
        posting(account=st.sampled_from(KINDS), fund=Fund.UNIT),
        posting(st.sampled_from(BASIC), "basic", account="7201", fund=Fund.GENERAL),
        posting("30227", "project", "", "甲项目", account="7201", fund=Fund.GENERAL),
        posting("30201", "basic", account="7201", fund=Fund.UNIT),
        posting(account="6001", fund=Fund.GOVERNMENT_FUND, item="2120801"),
        posting("31005", "project", "", "乙项目", account="7201", fund=Fund.GOVERNMENT_FUND, item="2120801"),
        posting("30299", "project", "", "丙项目", account="7201", fund=Fund.STATE_CAPITAL, item="2230105"),
        posting(account="8101", fund=Fund.GENERAL),
    ),
    max_size=14,
)


@st.composite
def years(draw) -> YearFacts:
    budgets = [
        Authority("opening", draw(amounts), Fund.GENERAL, "2010301", code)
        for code in draw(st.lists(st.sampled_from(("30217", "30231", "30212")), max_size=3))
    ]
    opening = draw(st.dictionaries(st.sampled_from(FUNCTIONAL), st.one_of(amounts, st.just(ZERO)), max_size=4))
    kinds = ("goods", "works", "services", "sme", "micro")
    bought = {kind: draw(st.one_of(amounts, st.just(ZERO))) for kind in kinds}
    figures = rolled(draw(ledgers), budgets)
    near = st.integers(-60, 60).map(lambda fen: fen * 100)
    before = {
        key: draw(st.one_of(amounts, st.just(ZERO), near.map(lambda fen, key=key: figures.amount(key) + Money(fen))))
        for key in draw(st.sets(st.sampled_from(COMPARED)))
    }
    return YearFacts(
        "某市某某局",
        draw(st.sampled_from(("department", "institution", "administrative"))),
        YEAR,
        figures,
        prior=before,
        opening_budget=opening,
        reasons=draw(st.dictionaries(st.sampled_from(TOPICS), st.sampled_from(("工作增加", "厉行节约。")))),
        counts=draw(st.dictionaries(st.sampled_from(COUNTS), st.integers(0, 40))),
        procurement=draw(st.sampled_from(({}, bought, {"goods": ZERO}))),
        texts=draw(st.sampled_from(({}, {"performance_work": "全过程管理。"}, {"vehicle_use": "加油"}))),
    )


def rate(part: int, whole: int) -> str:
    """The percentage as a person works it out; the sign stays with the part."""
    if not whole:
        return NO_BASE
    value = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{value + 0}%"


def expected_rates(facts: YearFacts, summary: SelfEvaluation) -> Mapping[str, tuple[Money, Money]]:
    """Every rate that a narrative can state, by its key: what it is a part of what."""

    def of(source: str, row: str, column: str) -> Money:
        return facts.figures.amount(FactKey(source, row, column))

    wholes: dict[str, tuple[Money, Money]] = {}
    columns_02 = ("fiscal", "superior_subsidy", "institutional", "operating", "subsidiary_remittance", "other")
    for column in columns_02:
        wholes[f"text/2/income.{column}/share"] = (of("02", "total", column), of("02", "total", "total"))
    for column in ("basic", "project", "to_superior", "operating", "to_subsidiary"):
        wholes[f"text/3/expenditure.{column}/share"] = (of("03", "total", column), of("03", "total", "total"))
    general, opening = of("05", "total", "total"), Money(sum(m.fen for m in facts.opening_budget.values()))
    wholes["text/5.1/general_expenditure/share"] = (general, of("03", "total", "total"))
    wholes["text/5.3/general_expenditure/completion"] = (general, opening)
    for code in facts.figures.codes("05"):
        wholes[f"text/5.2/{code}/share"] = (of("05", code, "total"), general)
    for code in FUNCTIONAL:
        wholes[f"text/5.3/{code}/completion"] = (of("05", code, "total"), facts.opening_budget.get(code, ZERO))
    wholes["text/9.1/three_public/completion"] = (of("09", "final", "total"), of("09", "budget", "total"))
    for column in ("abroad", "vehicles", "reception"):
        wholes[f"text/9.2/{column}/completion"] = (of("09", "final", column), of("09", "budget", column))
        wholes[f"text/9.2/{column}/share"] = (of("09", "final", column), of("09", "final", "total"))
    bought = sum(facts.procurement.get(kind, ZERO).fen for kind in ("goods", "works", "services"))
    for kind in ("sme", "micro"):
        wholes[f"text/11/{kind}/share"] = (facts.procurement.get(kind, ZERO), Money(bought))
    wholes["text/13.2/self_evaluation/share"] = (summary.executed, of("03", "total", "project"))
    changes = ("1/grand_total", "4/fiscal_grand_total", "5.1/general_expenditure", "6/basic", "6/personnel", "6/public")
    for topic, key in (*zip(changes, COMPARED, strict=True), ("10/running_cost", COMPARED[-1])):
        before = facts.prior.get(key, ZERO)
        difference = abs(facts.figures.amount(key).fen - before.fen)
        wholes[f"text/{topic}/change_rate"] = (Money(difference), Money(abs(before.fen)))
    return wholes


summaries = st.one_of(
    st.just(SelfEvaluation()),
    st.builds(SelfEvaluation, st.just(("甲项目", "乙项目")), st.one_of(amounts, st.just(ZERO))),
)
MONEY = re.compile(r"(-?\d+\.\d\d)万元")


@settings(max_examples=120, deadline=None)
@given(years(), summaries)
def test_every_figure_is_the_figure_of_the_tables_and_every_rate_is_true(facts, summary):
    passage = told(facts, summary)
    rates = expected_rates(facts, summary)
    for run in runs(passage):
        source = run.ref.split("/", 1)[0]
        if source.isdigit():
            _, rest = run.ref.split("/", 1)
            key = FactKey(source, *rest.rsplit("/", 1))
            yuan = Decimal(facts.figures.amount(key).fen) / 100
            printed = (yuan / 10_000).quantize(Decimal("0.01"), ROUND_HALF_UP)
            assert run.text == f"{printed + 0}万元", run.ref
        elif run.ref.endswith(("/share", "/completion", "/change_rate")):
            part, whole = rates[run.ref]
            assert run.text == rate(part.fen, whole.fen), run.ref
        elif run.text.endswith("万元") and MONEY.fullmatch(run.text):
            assert run.ref, run.text


@settings(max_examples=120, deadline=None)
@given(years(), summaries)
def test_no_sentence_is_broken_and_no_count_is_invented(facts, summary):
    passage = told(facts, summary)
    for block in passage.blocks:
        if isinstance(block, Paragraph):
            text = block.text
            assert text.endswith(("。", "：")), text
            for broken in ("。。", "，，", "，。", "；。", "：。", "None", "{", "-0.00", "是。"):
                assert broken not in text, text
    shown = {run.ref: run.text for run in runs(passage)}
    for topic, key in {
        "abroad.groups": "text/9.2/abroad/groups",
        "vehicles.bought": "text/9.2/vehicle_purchase/vehicles_bought",
        "vehicles.kept": "text/9.2/vehicle_running/vehicles_kept",
    }.items():
        number = facts.counts.get(topic)
        assert shown[key].startswith("（未提供）" if number is None else str(number))
        assert (number is None) == (topic in {one.topic for one in passage.open})


@settings(max_examples=120, deadline=None)
@given(years())
def test_the_direction_word_is_the_sign_of_the_difference(facts):
    passage = told(facts)
    where = {"1": COMPARED[0], "4": COMPARED[1], "5.1": COMPARED[2]}
    for number, key in where.items():
        text = words(passage, number)
        before = facts.prior.get(key)
        if before is None:
            assert not re.search("增加|减少|持平", text)
            assert any(one.topic.endswith("/prior") and one.topic.startswith(f"{number}/") for one in passage.open)
            continue
        difference = facts.figures.amount(key).fen - before.fen
        seen = set(re.findall("增加|减少|增长|下降|持平", text.split("原因")[0]))
        printed = abs(difference) * 2 >= 10_000  # what is less than half of 0.01 万元 prints as 0.00
        assert seen == ({"持平"} if not printed else {"增加", "增长"} if difference > 0 else {"减少", "下降"})


@settings(max_examples=60, deadline=None)
@given(years())
def test_government_funds_and_state_capital_are_stated_where_there_are_some(facts):
    passage = told(facts)
    for number, source in (("7", "07"), ("8", "08")):
        text = words(passage, number)
        some = any(key.source == source and amount for key, amount in facts.figures.amounts.items())
        spent = facts.figures.amount(FactKey(source, "total", "total")).wan()
        assert ("没有" in text) == (not some)
        assert (f"支出{spent}万元" in text) == some
