"""E1–E18: the rules of self-evaluation forms live in `performance`; here they get their place in the catalogue."""

from __future__ import annotations

from mingzheng.disclosure.rules.audit.catalogue import CATALOGUE, FunctionRule, Rule
from mingzheng.disclosure.rules.audit.context import AuditContext, Draft, Outcome, not_applicable
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.findings import ObligationState, RuleClass

_NORM = Bilingual(
    "财政部《项目支出绩效评价管理办法》（财预〔2020〕10号）：绩效自评应当客观公正，指标、分值、得分和结果相互一致。",
    "Ministry of Finance 财预〔2020〕10号: self-evaluation is objective; indicators, weights, marks and results agree.",
)
_FIX = Bilingual("按评分规则和原始资料更正自评表", "Correct the form by its scoring rules and the evidence")
_L, _V, _I = RuleClass.LOGICAL, RuleClass.VERIFY, RuleClass.HINT
_RULES: tuple[tuple[str, RuleClass, str, str, str, str], ...] = (
    (
        "E1",
        _L,
        "项目数与自评表数不符",
        "The number of projects is not that of the forms",
        "文字中的项目数 = 自评表数",
        "Stated number = forms",
    ),
    (
        "E2",
        _V,
        "自评金额与各表执行数不符",
        "The evaluated amount differs from the forms",
        "Σ 各表执行数 = 自评金额 ≤ 项目支出",
        "Σ executed = stated ≤ project spending",
    ),
    (
        "E3",
        _L,
        "项目资金各行不平",
        "The rows of money do not add up",
        "总额 = 财政拨款 + 专户 + 单位资金",
        "Total = fiscal + special account + unit",
    ),
    (
        "E4",
        _L,
        "执行率与执行数不符",
        "The execution rate does not follow",
        "执行率 = 执行数 ÷ 全年预算数",
        "Rate = executed ÷ full-year budget",
    ),
    (
        "E5",
        _L,
        "执行率得分不符",
        "The marks for execution do not follow",
        "得分 = 分值 × 执行率",
        "Marks = weight × rate",
    ),
    (
        "E6",
        _L,
        "分值或总分不平",
        "Weights or marks do not add up",
        "分值合计 100；得分 ≤ 分值；总分 = Σ 得分",
        "Weights 100; marks ≤ weight; total = Σ",
    ),
    (
        "E7",
        _L,
        "得分、偏差与目标值不符",
        "Marks or deviation do not follow from the target",
        "按目标值的比较符判定得分和偏差",
        "The operator decides marks and deviation",
    ),
    (
        "E8",
        _L,
        "指标与资金栏不一致",
        "An indicator contradicts the money block",
        "预算执行率等指标 = 资金栏数据",
        "Execution indicators = money block",
    ),
    (
        "E9",
        _V,
        "计量单位不合理",
        "A unit does not fit",
        "目标值与实际值单位一致且与指标相称",
        "Units agree and fit the indicator",
    ),
    (
        "E10",
        _V,
        "目标文字中的数字与指标不符",
        "Numbers of the goal differ from the indicators",
        "目标数字与指标一致且合计成立",
        "Goal numbers agree and add up",
    ),
    (
        "E11",
        _V,
        "进度晚于计划仍得满分",
        "Late milestones with full marks",
        "时效与实际进度相符",
        "Timeliness follows the milestones",
    ),
    (
        "E12",
        _V,
        "执行率低而结果全部完成",
        "Little was spent, everything achieved",
        "执行率低于 90% 应说明原因",
        "Below 90 % needs an explanation",
    ),
    (
        "E13",
        _I,
        "定性指标填写 100%",
        "A typed 100 % for a qualitative target",
        "定性指标写明完成情况",
        "Say what was achieved",
    ),
    (
        "E14",
        _I,
        "满意度没有样本量",
        "Satisfaction without its sample size",
        "满意度注明样本量",
        "State the sample size",
    ),
    (
        "E15",
        _V,
        "同一数量目标方向相反",
        "Opposite targets on one quantity",
        "同一数量方向一致",
        "One direction for one quantity",
    ),
    (
        "E16",
        _V,
        "同一数量重复计分",
        "One quantity is scored twice",
        "每个数量只计分一次",
        "Each quantity is scored once",
    ),
    (
        "E17",
        _I,
        "百分比与可能的样本数不符",
        "A percentage that no plausible count gives",
        "百分比 = k/n",
        "Percentage = k/n",
    ),
    (
        "E18",
        _I,
        "名称不一或文字中断",
        "Names differ, or a text stops",
        "系统名称一致，文字完整",
        "Consistent names, complete sentences",
    ),
)


def _of_performance(code: str) -> FunctionRule:
    def check(context: AuditContext) -> Outcome:
        if not context.document.forms:
            return not_applicable("没有绩效自评表", "the document has no self-evaluation forms")
        findings, obligations = context.checked_forms
        own = next((one for one in obligations if one.code == code), None)
        drafts = tuple(
            Draft(f.message, f.severity, f.stated, f.expected, f.difference, f.interval, f.places, f.remedy)
            for f in findings
            if f.code == code
        )
        if own is None:
            return Outcome(drafts, len(drafts), None if drafts else ObligationState.NOT_IMPLEMENTED)
        return Outcome(drafts, own.checked, own.state, own.note)

    return check


for _code, _class, _zh, _en, _expected_zh, _expected_en in _RULES:
    CATALOGUE.add(
        Rule(
            code=_code,
            version=1,
            rule_class=_class,
            title=Bilingual(_zh, _en),
            norm=_NORM,
            expected=Bilingual(_expected_zh, _expected_en),
            remedy=_FIX,
            check=_of_performance(_code),
        )
    )
