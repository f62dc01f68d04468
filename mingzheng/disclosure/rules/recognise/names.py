"""Names and codes: the functional classes by name, and codes by the names that the document's own tables print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mingzheng.disclosure.rules.recognise.clean import label

# The classes (类) of the functional classification of expenditure since 2019; a pattern survives renamings.
_CLASSES = tuple(
    (code, re.compile(rf"(?:{pattern})(?:方面)?支出|(?:{pattern})（类）(?:支出)?"))
    for code, pattern in (
        ("201", "一般公共服务"),
        ("202", "外交"),
        ("203", "国防"),
        ("204", "公共安全"),
        ("205", "教育"),
        ("206", "科学技术"),
        ("207", "文化(?:旅游)?体育与传媒"),
        ("208", "社会保障和就业"),
        ("209", "社会保险基金"),
        ("210", "卫生健康|医疗卫生与计划生育"),
        ("211", "节能环保"),
        ("212", "城乡社区"),
        ("213", "农林水"),
        ("214", "交通运输"),
        ("215", "资源勘探(?:工业)?信息等|资源勘探工业信息|资源勘探信息"),
        ("216", "商业服务业等?"),
        ("217", "金融"),
        ("219", "援助其他地区"),
        ("220", "自然资源海洋气象等?|国土海洋气象等?"),
        ("221", "住房保障"),
        ("222", "粮油物资储备"),
        ("223", "国有资本经营预算"),
        ("224", "灾害防治及应急管理"),
        ("229", "其他"),
        ("231", "债务还本"),
        ("232", "债务付息"),
        ("233", "债务发行费用"),
        ("234", "抗疫特别国债安排的"),
    )
)
CLASS_MENTION = re.compile("|".join(f"(?P<c{code}>{pattern.pattern})" for code, pattern in _CLASSES))


def class_code(name: str) -> str:
    """The 3-digit functional class of a name, or empty."""
    bare = label(name)
    return next((code for code, pattern in _CLASSES if pattern.fullmatch(bare)), "")


@dataclass(slots=True)
class Names:
    """Functional names by code, as the document prints them, before what the national tables print."""

    own: dict[str, str] = field(default_factory=dict)
    national: Mapping[str, str] = field(default_factory=dict)
    _own_codes: dict[str, list[str]] = field(default_factory=dict)
    _national_codes: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for code, name in self.national.items():
            self._national_codes.setdefault(_bare(name), []).append(code)

    def learn(self, code: str, name: str) -> None:
        """Remember what a document's table prints; the first printing stands."""
        if code not in self.own:
            self.own[code] = label(name)
            self._own_codes.setdefault(_bare(name), []).append(code)

    def of(self, code: str) -> str:
        """The name of a code, or empty."""
        return self.own.get(code) or self.national.get(code, "")

    def code_of_path(self, path: Iterable[str]) -> str:
        """The code of `类, 款, 项` by names at each level; empty when no code fits, or when two do."""
        names = [_bare(name) for name in path]
        length = (3, 5, 7)[len(names) - 1]
        for table, codes in ((self.own, self._own_codes), (self.national, self._national_codes)):
            found = [
                code
                for code in codes.get(names[-1], ())
                if len(code) == length and self._stands_below(table, code, names[:-1])
            ]
            if len(found) == 1:
                return found[0]
        return ""

    def _stands_below(self, table: Mapping[str, str], code: str, uppers: list[str]) -> bool:
        """True when each code above has the name asked for, or is not printed at all."""
        return all(
            _bare(table.get(code[:length], upper)) == upper for length, upper in zip((3, 5), uppers, strict=False)
        )


def _bare(name: str) -> str:
    return label(name).removesuffix("支出")
