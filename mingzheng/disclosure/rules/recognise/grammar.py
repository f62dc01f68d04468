"""What each section speaks of: its subjects, what a plain 预算 means there, and what is counted.

Data only. A subject is found by the words between two figures; the last one named holds until another is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mingzheng.kernel.facts import Fund


@dataclass(frozen=True, slots=True)
class Count:
    """A counted thing: the words before the number, its measure words, and the fact's subject and column.

    An empty subject means the subject that is open.
    """

    before: re.Pattern[str]
    units: frozenset[str]
    subject: str
    column: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """One section: `default` is the subject before any is named; `home` moves a subject to another section."""

    default: str
    subjects: tuple[tuple[str, re.Pattern[str]], ...]
    budget: str = "full_year"  # what 预算 without a word before it stands for
    counts: tuple[Count, ...] = ()
    home: tuple[tuple[str, str], ...] = ()
    fund: Fund = Fund.ALL
    silent: frozenset[str] = frozenset()  # sections in which no figure is read before a subject is named
    functional: bool = False  # classes and 类款项 paths are subjects too


def _subjects(*pairs: tuple[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((subject, re.compile(pattern)) for subject, pattern in pairs)


def _count(before: str, units: str, subject: str, column: str) -> Count:
    return Count(re.compile(before), frozenset(units.split()), subject, column)


_CARS = "辆 台 部"
_BALANCES = (  # named so that they are not taken for what was spent
    ("opening_balance", r"年初(?:财政拨款)?结转和?结余|上年结转(?:和结余)?"),
    ("income.total", r"本年收入"),
    ("closing_balance", r"年末(?:财政拨款)?结转和?结余|结转下年"),
)
_FUNDS = (
    ("income.general", r"一般公共预算财政拨款收入"),
    ("income.government_fund", r"政府性基金(?:预算财政拨款)?收入|政府性基金预算财政拨款"),
    ("income.state_capital", r"国有资本经营预算(?:财政拨款)?收入"),
)
_THREE_PUBLIC = _subjects(
    ("three_public", r"[“\"]?三公[”\"]?经费"),
    ("abroad", r"因公出国(?:（境）|境)?(?:费用?|经费|团组|支出)?"),
    ("vehicles", r"公务用车购置(?:费)?(?:及|和|与)(?:公务用车)?运行(?:维护)?(?:费用?|经费)?|公务用车费"),
    ("vehicle_purchase", r"公务用车购置(?!费?(?:及|和|与))(?:费|支出)*"),
    ("vehicle_running", r"公务用车运行(?:维护)?(?:费|支出)*"),
    ("reception_foreign", r"外宾接待|外事接待|国（境）外(?:公务接待|来访)|接待(?:国（境）外|外宾)"),
    ("reception_domestic", r"(?:其他)?国内公务接待|接待国内|国内来访"),
    ("reception", r"(?<!国内)(?<!外)公务接待(?:费用?|支出)*"),
)
_THREE_PUBLIC_COUNTS = (
    _count(r"团组(?:共|数|总数)?(?:为|共)?$|出国.*批次", "个 批 批次 次", "", "groups"),
    _count(r"公务接待|接待|来访", "批次 批 个 次 团组 批（次）", "", "groups"),
    _count(r"(?:累计|来访|外宾|来宾|参加|接待|共计|人次|人数|^[，、])", "人次 人 人（次）", "", "persons"),
    _count(r"保有量|年末.*公务用车", _CARS, "vehicles", "vehicles_kept"),
    _count(
        r"(?:购置|更新|新增)(?:公务用车|车辆|的?公务用车数量?|了)*(?:数|数量)?(?:为)?$",
        _CARS,
        "vehicles",
        "vehicles_bought",
    ),
    _count(r"(?:其中)?.*车$", _CARS, "vehicle_purchase", "of_kind"),
)
_TOTAL_WORDS = r"收(?:入)?、?支(?:出)?(?:决算)?(?:总体|总计|合计)|收支(?:总计|总额)?(?=上年|较|比)|(?:收入|支出)总计"

GRAMMARS: dict[str, Grammar] = {
    "0.2": Grammar("institutions", (), counts=(_count(r"内设(?:机构|科室|处室)", "个", "institutions", "count"),)),
    "1": Grammar(
        "grand_total",
        _subjects(
            ("grand_total", _TOTAL_WORDS),
            ("income.total", r"本年收入合计|本年收入"),
            ("expenditure.total", r"本年支出合计|本年支出"),
            ("use_of_surplus", r"使用非财政拨款结余(?:（.{1,10}）)?|用事业基金弥补收支差额"),
            ("opening_balance", r"年初结转和?结余|上年结转"),
            ("surplus_distribution", r"结余分配"),
            ("closing_balance", r"年末结转和?结余|结转下年"),
        ),
    ),
    "2": Grammar(
        "income.total",
        _subjects(
            ("income.total", r"收入(?:决算)?(?:合计|总计)|本年收入"),
            *_FUNDS,
            ("income.fiscal", r"(?<!预算)财政拨款收入"),
            ("income.superior_subsidy", r"上级补助收入"),
            ("income.institutional", r"事业收入"),
            ("income.operating", r"(?<!资本)经营收入"),
            ("income.subsidiary_remittance", r"附属单位上?缴款?收入"),
            ("income.other", r"其他收入"),
        ),
    ),
    "3": Grammar(
        "expenditure.total",
        _subjects(
            ("expenditure.total", r"支出(?:决算)?(?:合计|总计)|本年支出"),
            ("expenditure.basic", r"基本支出"),
            ("expenditure.project", r"项目支出"),
            ("expenditure.to_superior", r"上缴上级支出"),
            ("expenditure.operating", r"经营支出"),
            ("expenditure.to_subsidiary", r"对?附属单位补助支出"),
        ),
    ),
    "4": Grammar(
        "fiscal_grand_total",
        _subjects(
            ("fiscal_grand_total", r"财政拨款收(?:入)?、?支(?:出)?(?:决算)?(?:总体|总计|合计)?|" + _TOTAL_WORDS),
            ("income.general", r"一般公共预算财政拨款(?!支出)"),
            ("income.government_fund", r"政府性基金预算财政拨款(?!支出)"),
            ("income.state_capital", r"国有资本经营预算财政拨款(?!支出)"),
            ("opening_balance", r"年初财政拨款结转和?结余"),
            ("closing_balance", r"年末财政拨款结转和?结余"),
        ),
    ),
    "5": Grammar(
        "general_expenditure",
        _subjects(("general_expenditure", r"一般公共预算(?:财政拨款)?支出")),
        budget="opening",
        fund=Fund.GENERAL,
        functional=True,
    ),
    "6": Grammar(
        "basic",
        _subjects(
            ("basic", r"基本支出"),
            ("personnel", r"人员经费"),
            ("public", r"(?:日常)?公用经费"),
        ),
        budget="opening",
        fund=Fund.GENERAL,
    ),
    "7": Grammar(
        "government_fund",
        _subjects(("government_fund", r"政府性基金|本年支出"), *_BALANCES),
        budget="opening",
        fund=Fund.GOVERNMENT_FUND,
        functional=True,
    ),
    "8": Grammar(
        "state_capital",
        _subjects(("state_capital", r"国有资本经营|本年支出"), *_BALANCES),
        budget="opening",
        fund=Fund.STATE_CAPITAL,
        functional=True,
    ),
    "9": Grammar(
        "three_public",
        _THREE_PUBLIC,
        counts=_THREE_PUBLIC_COUNTS,
        home=(("three_public", "9.1"), ("", "9.2")),
    ),
    "10": Grammar("running_cost", _subjects(("running_cost", r"机(?:关|构)运行经费"))),
    "11": Grammar(
        "procurement",
        _subjects(
            ("procurement", r"政府采购(?:支出)?(?:总额|总金额|金额|支出(?!总)|总支出)"),
            ("goods", r"(?:政府采购)?货物(?:采购)?(?:支出|金额)?"),
            ("works", r"(?:政府采购)?工程(?:采购)?(?:支出|金额)?"),
            ("services", r"(?:政府采购)?服务(?:采购)?(?:支出|金额)?"),
            ("micro", r"小微企业"),
            ("sme", r"中小企业"),
            ("reserved", r"预留.{0,20}(?:预算金额|项目)"),
        ),
    ),
    "12": Grammar(
        "vehicles",
        (),
        counts=(
            _count(r"省级|部级|副部", _CARS, "vehicles.provincial_leader", "count"),
            _count(r"主要领导", _CARS, "vehicles.principal_leader", "count"),
            _count(r"机要通信", _CARS, "vehicles.confidential", "count"),
            _count(r"应急保障", _CARS, "vehicles.emergency", "count"),
            _count(r"执法执勤", _CARS, "vehicles.law_enforcement", "count"),
            _count(r"特种专业", _CARS, "vehicles.special_technical", "count"),
            _count(r"离退休", _CARS, "vehicles.retired", "count"),
            _count(r"其他(?:用)?车", _CARS, "vehicles.other", "count"),
            _count(r"一般公务用车", _CARS, "vehicles.general", "count"),
            _count(r"车辆|用车", _CARS, "vehicles", "count"),
            _count(r"单(?:位)?价(?:值)?$", "万元", "equipment", "threshold"),
            _count(r"设备", "台 台（套） 套 台套", "equipment", "count"),
        ),
    ),
    "13": Grammar(
        "self_evaluation",
        _subjects(("self_evaluation", r"自评")),
        counts=(_count(r"自评.*项目", "个", "self_evaluation", "projects"),),
        home=(("", "13.2"),),
        silent=frozenset({"13", "13.1"}),
    ),
}


def grammar_of(section: str) -> Grammar | None:
    """The grammar of a section by its number or by the number of its parent."""
    return GRAMMARS.get(section) or GRAMMARS.get(section.partition(".")[0])
