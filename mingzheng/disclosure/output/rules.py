"""The catalogue of rules as text, JSON and Markdown; `docs/rules.md` is the last one."""

from __future__ import annotations

import json
from collections.abc import Iterable

from mingzheng.disclosure.output.json import both
from mingzheng.disclosure.rules.audit.catalogue import Rule
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.findings import RuleClass

GROUPS = {
    "A": Bilingual("A 文件结构", "A Structure"),
    "B": Bilingual("B 表内关系", "B Inside a table"),
    "C": Bilingual("C 表间与多文件关系", "C Between tables and documents"),
    "D": Bilingual("D 文字与报表", "D Text and tables"),
    "E": Bilingual("E 绩效自评表", "E Self-evaluation forms"),
    "T": Bilingual("T 文字规范", "T Wording"),
}
CLASSES = {
    RuleClass.LOGICAL: Bilingual("逻辑性", "logical"),
    RuleClass.VERIFY: Bilingual("核实性", "to verify"),
    RuleClass.HINT: Bilingual("提示", "hint"),
}


def as_text(rules: Iterable[Rule], language: str) -> str:
    """One line a rule."""
    return "".join(
        f"{rule.code:<4} v{rule.version} {rule.rule_class} {CLASSES[rule.rule_class].in_language(language)}  "
        f"{rule.title.in_language(language)} — {rule.expected.in_language(language)}\n"
        for rule in rules
    )


def as_json(rules: Iterable[Rule]) -> str:
    """All that a rule says of itself, in both languages."""
    records = [
        {
            "code": rule.code,
            "version": rule.version,
            "class": str(rule.rule_class),
            "gravest": str(rule.gravest),
            "title": both(rule.title),
            "norm": both(rule.norm),
            "expected": both(rule.expected),
            "remedy": both(rule.remedy),
            "confirmed": rule.confirmed,
            "equations": rule.equations is not None,
            "documents": "several" if rule.across else "one",
        }
        for rule in rules
    ]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def as_markdown(rules: Iterable[Rule]) -> str:
    """The catalogue page, Chinese with English beside it."""
    lines = [
        "# 审核规则 Audit rules",
        "",
        "本页由 `mingzheng rules --format markdown` 生成。This page is generated.",
        "",
        "L 逻辑性（可为错误）、V 核实性（至多需核实）、I 提示。凡算术关系均先按四舍五入区间判定，再联立判定。",
        "Class L may be an error, V a warning at most, I information. Arithmetic is decided on rounding intervals, "
        "one relationship at a time and then all together.",
    ]
    group = ""
    for rule in rules:
        if rule.code[0] != group:
            group = rule.code[0]
            lines += ["", f"## {GROUPS[group].zh} · {GROUPS[group].en}", ""]
            lines += ["| 规则 | 类 | 问题 | 应当 | 依据 | 建议 |", "|---|---|---|---|---|---|"]
        mark = "" if rule.confirmed else "（待确认）"
        cells = (f"{text.zh}<br>{text.en}" for text in (rule.title, rule.expected, rule.norm, rule.remedy))
        lines.append(f"| {rule.code} v{rule.version}{mark} | {rule.rule_class} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
