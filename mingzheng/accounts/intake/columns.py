"""The columns of the four templates. Keys are those of the models, headings are what accountants write."""

from __future__ import annotations

from collections.abc import Sequence

from mingzheng.documents.sheets import Column
from mingzheng.kernel.bilingual import Bilingual


def _column(
    key: str,
    zh: str,
    en: str,
    example: str = "",
    *,
    required: bool = False,
    also: str = "",
    hint: tuple[str, str] = ("", ""),
) -> Column:
    return Column(
        key,
        Bilingual(zh, en),
        required,
        tuple(also.split()),
        example,
        Bilingual(*hint) if hint[0] else None,
    )


_FUND_HINT = (
    "一般公共预算、政府性基金、国有资本经营、财政专户、单位资金",
    "general, government_fund, state_capital, special_account, unit",
)

ENTRIES = (
    _column("date", "日期", "date", "2022-03-15", required=True, also="记账日期 凭证日期"),
    _column("voucher", "凭证号", "voucher", "记-0031", required=True, also="凭证字号 凭证编号"),
    _column("line", "分录号", "line", "1", required=True, also="行号 分录序号"),
    _column("account", "预算会计科目", "account", "7101", required=True, also="科目 科目代码 科目编码"),
    _column("fund", "资金性质", "fund", "一般公共预算", required=True, hint=_FUND_HINT),
    _column("functional", "功能分类", "functional code", "2010301", required=True, also="功能分类科目 支出功能分类"),
    _column("economic", "经济分类", "economic code", "30201", also="经济分类科目 部门预算经济分类"),
    _column(
        "basic_or_project",
        "支出类型",
        "basic or project",
        "基本",
        hint=("基本或项目", "basic or project"),
    ),
    _column(
        "category", "经费类别", "category", "公用", hint=("人员或公用，可不填", "personnel or public; may be left out")
    ),
    _column("project", "项目", "project", "", also="项目名称"),
    _column("counterparty", "往来单位", "counterparty", "某某公司", also="收款方 收款人 对方单位"),
    _column("contract", "合同号", "contract", ""),
    _column("money_year", "资金年度", "year of money", "本年", hint=("本年或结转", "current or carried")),
    _column("amount", "金额（元）", "amount (yuan)", "1234.50", required=True, also="金额 金额(元)"),
    _column("summary", "摘要", "summary", "办公用品"),
    _column(
        "reverses",
        "冲销凭证号",
        "reverses voucher",
        "",
        hint=("红字冲销时填被冲凭证", "for a reversal: the voucher it takes back"),
    ),
    _column(
        "withheld", "不公开", "withheld", "", hint=("经保密审查不公开填“是”", "yes where secrecy review withholds it")
    ),
)
BUDGET = (
    _column(
        "stage",
        "指标类型",
        "stage",
        "年初批复",
        required=True,
        hint=("年初批复、追加、追减、调剂", "opening, addition, reduction, transfer"),
    ),
    _column("document", "文号", "document", "安财预〔2022〕1号", required=True),
    _column("date", "日期", "date", "2022-02-10", required=True),
    _column("fund", "资金性质", "fund", "一般公共预算", required=True, hint=_FUND_HINT),
    _column("functional", "功能分类", "functional code", "2010301", required=True, also="功能分类科目"),
    _column("economic", "经济分类", "economic code", "30201", also="经济分类科目"),
    _column("project", "项目", "project", "", also="项目名称"),
    _column("amount", "金额（元）", "amount (yuan)", "1000000.00", required=True, also="金额 金额(元)"),
    _column("summary", "摘要", "summary", ""),
)
PRIOR = (
    _column("source", "表号", "table", "03", required=True, hint=("01至09", "01 to 09")),
    _column("row", "行", "row", "2010301", required=True, hint=("科目代码或行键", "a code or the key of a row")),
    _column("column", "栏", "column", "basic", required=True),
    _column("amount", "金额（元）", "amount (yuan)", "1000000.00", required=True, also="金额 金额(元)"),
)
FACTS = (
    _column(
        "kind", "种类", "kind", "原因", required=True, hint=("原因、数量、金额、文字", "reason, count, amount, text")
    ),
    _column("topic", "主题", "topic", "1/grand_total", required=True),
    _column("value", "内容", "value", "项目支出减少", required=True),
)


def title(columns: Sequence[Column], key: str) -> str:
    """The heading of a column as it is printed in reports of errors."""
    return next((column.title.zh for column in columns if column.key == key), key)


def heading_in(language: str, heading: str) -> str:
    """A Chinese heading of any template in the reader's language; other headings stay as they are."""
    known = (column.title for column in (*ENTRIES, *BUDGET, *PRIOR, *FACTS))
    return next((found.in_language(language) for found in known if found.zh == heading), heading)
