"""What the public may read of a counterparty: public bodies in full, everybody else masked.

Decision: names of state organs and public institutions are public anyway and stay. Of a person the surname stays
(`张＊＊`). Of a firm the first character and its kind stay (`河＊＊有限公司`), since the names of one-person businesses
hold the name of a person. Summaries are free text and are not shown to the public at all.
"""

from __future__ import annotations

MASK = "＊＊"

_PUBLIC_BODIES = (
    "财政局", "财政厅", "财政部", "税务局", "人民政府", "委员会", "管理局", "办公厅", "办公室", "人民法院",
    "人民检察院", "公积金管理中心", "社会保险局", "医疗保障局", "医保中心", "社保中心", "国库",
    "大学", "党校", "局", "厅", "署",
)  # fmt: skip
_FIRMS = (
    "股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "分公司", "公司", "集团", "事务所", "合伙企业",
    "合作社", "银行", "支行", "研究院", "设计院", "医院", "协会", "学会", "中心", "工作室", "经营部", "服务部", "商行",
    "酒店", "宾馆", "饭店", "超市", "厂", "店", "行", "社", "部",
)  # fmt: skip


def masked(name: str) -> str:
    """A counterparty's name as the public reads it; an empty name stays empty."""
    plain = name.strip()
    if not plain or plain.endswith(_PUBLIC_BODIES):
        return plain
    kind = next((kind for kind in _FIRMS if plain.endswith(kind) and len(plain) > len(kind) + 1), "")
    return f"{plain[0]}{MASK}{kind}"
