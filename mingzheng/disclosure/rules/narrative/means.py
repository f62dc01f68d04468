"""Sections ten to thirteen: running cost, procurement, state assets, budget performance."""

from __future__ import annotations

from dataclasses import dataclass

from mingzheng.accounts.rules.year_facts import YearFacts
from mingzheng.disclosure.rules.narrative.words import (
    Open,
    Passage,
    Piece,
    because,
    change,
    paragraph,
    percent,
    section,
    text_key,
    wan,
)
from mingzheng.documents.model import Run
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import FactKey
from mingzheng.kernel.money import ZERO, Money, total

VEHICLES = (
    ("provincial_leader", "省级领导干部用车"),
    ("principal_leader", "主要领导干部用车"),
    ("confidential", "机要通信用车"),
    ("emergency", "应急保障车"),
    ("law_enforcement", "执法执勤用车"),
    ("special_technical", "特种专业技术用车"),
    ("retired", "离退休干部用车"),
    ("other", "其他用车"),
)


@dataclass(frozen=True, slots=True)
class SelfEvaluation:
    """What the forms add up to: the projects' names in order, and the money executed."""

    projects: tuple[str, ...] = ()
    executed: Money = ZERO


def running_cost(facts: YearFacts, self_name: str) -> Passage:
    """十、机关运行经费支出情况说明: administrative units and units managed like them; others have none."""
    heading = section("10", "十、机关运行经费支出情况说明")
    if facts.unit_type == "institution":
        return Passage((heading, paragraph(f"{self_name}为事业单位，没有机关运行经费支出。")))
    key = FactKey("06", "public", "amount")
    amount = facts.figures.amount(key)
    pieces: list[Piece] = [f"{facts.year}年度机关运行经费支出", wan(amount, key)]
    before = facts.prior.get(key)
    if before is None:
        question = Bilingual("请导入上年机关运行经费", "import last year's running cost")
        return Passage((heading, paragraph(*pieces, "。")), (Open("10/running_cost/prior", question),))
    words, differs = change("10", "running_cost", "", amount, before)
    if not differs:
        return Passage((heading, paragraph(*pieces, f"，与{facts.year - 1}年度持平。")))
    pieces += [f"，比{facts.year - 1}年度", *words]
    about = ["机关运行经费支出", *words]  # what the question is about
    sentence, owed = because("10/running_cost", facts.reasons.get("10/running_cost", ""), "，主要原因是", about)
    return Passage((heading, paragraph(*pieces, sentence)), owed)


def procurement(facts: YearFacts) -> Passage:
    """十一、政府采购支出情况说明."""
    heading = section("11", "十一、政府采购支出情况说明")
    missing = [kind for kind in ("goods", "works", "services", "sme", "micro") if kind not in facts.procurement]
    if missing:
        question = Bilingual("请填写政府采购金额", "give the amounts of procurement")
        return Passage(
            (heading, paragraph("政府采购支出数据未提供。")), (Open("11/procurement", question, tuple(missing)),)
        )
    whole = total(facts.procurement[kind] for kind in ("goods", "works", "services"))

    def amount(kind: str, money: Money) -> Run:
        return Run(f"{money.wan()}万元", ref=str(text_key("11", kind, "final")))

    pieces: list[Piece] = [
        f"{facts.year}年度政府采购支出总额",
        amount("procurement", whole),
        "，其中：政府采购货物支出",
    ]
    pieces += [
        amount("goods", facts.procurement["goods"]),
        "、政府采购工程支出",
        amount("works", facts.procurement["works"]),
    ]
    pieces += ["、政府采购服务支出", amount("services", facts.procurement["services"]), "。授予中小企业合同金额"]
    for kind, ending in (("sme", "，其中：授予小微企业合同金额"), ("micro", "。")):
        money = facts.procurement[kind]
        pieces += [
            amount(kind, money),
            "，占政府采购支出总额的",
            percent(money, whole, text_key("11", kind, "share")),
            ending,
        ]
    return Passage((heading, paragraph(*pieces)))


def assets(facts: YearFacts, self_name: str) -> Passage:
    """十二、国有资产占用情况说明."""
    heading = section("12", "十二、国有资产占用情况说明")
    kinds = [(kind, name, facts.counts.get(f"assets.vehicles.{kind}")) for kind, name in VEHICLES]
    equipment = facts.counts.get("assets.equipment")
    owed = tuple(
        Open(f"assets.vehicles.{kind}", Bilingual(f"请填写{name}数量", f"give the count of vehicles: {kind}"))
        for kind, name, number in kinds
        if number is None
    )
    if equipment is None:
        owed += (Open("assets.equipment", Bilingual("请填写大型设备数量", "give the count of large equipment")),)
    if owed:
        return Passage((heading, paragraph("国有资产占用数据未提供。")), owed)
    known = [(kind, name, number or 0) for kind, name, number in kinds]
    whole = sum(number for _, _, number in known)
    pieces: list[Piece] = [
        f"{facts.year}年期末，{self_name}共有车辆",
        Run(f"{whole}辆", ref="text/12/vehicles/count"),
        "，其中：",
    ]
    for place, (kind, name, number) in enumerate(known):
        pieces += ["、" if place else "", name, Run(f"{number}辆", ref=f"text/12/vehicles.{kind}/count")]
    pieces += [
        "；单价100万元（含）以上设备（不含车辆）",
        Run(f"{equipment}台（套）", ref="text/12/equipment/count"),
        "。",
    ]
    return Passage((heading, paragraph(*pieces)))


def performance(facts: YearFacts, summary: SelfEvaluation, self_name: str) -> Passage:
    """十三、预算绩效情况说明: how it was managed, and what the self-evaluations add up to."""
    work = facts.texts.get("performance_work", "")
    owed: tuple[Open, ...] = ()
    if not work:
        owed = (
            Open("performance_work", Bilingual("请填写绩效管理工作开展情况", "describe how performance was managed")),
        )
    first = work.rstrip("。") + "。" if work else "绩效管理工作开展情况未提供。"
    head = section("13", "十三、预算绩效情况说明")
    blocks = (head, section("13.1", "（一）绩效管理工作开展情况", level=3), paragraph(first))
    title = section("13.2", "（二）部门整体和项目绩效自评结果", level=3)
    if not summary.projects:
        sentence = paragraph(f"{self_name}{facts.year}年度没有开展项目支出绩效自评。")
        return Passage((*blocks, title, sentence), owed)
    key = FactKey("03", "total", "project")
    share = percent(summary.executed, facts.figures.amount(key), text_key("13.2", "self_evaluation", "share"))
    number = Run(f"{len(summary.projects)}个", ref=str(text_key("13.2", "self_evaluation", "projects")))
    money = Run(f"{summary.executed.wan()}万元", ref=str(text_key("13.2", "self_evaluation", "final")))
    pieces: list[Piece] = [f"{self_name}进行自评的{facts.year}年项目支出共", number, "，决算资金共", money]
    pieces += [f"，占{facts.year}年所有项目支出总额的", share, f"，分别是：{'、'.join(summary.projects)}。"]
    return Passage((*blocks, title, paragraph(*pieces)), owed)
