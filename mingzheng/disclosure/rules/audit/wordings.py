"""A5, D10, D15, D16: what the words themselves give away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from mingzheng.disclosure.rules.audit.catalogue import rule_of_function
from mingzheng.disclosure.rules.audit.context import AuditContext, Draft, Outcome, not_enough
from mingzheng.disclosure.rules.document import TextBlock
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.findings import RuleClass, Severity

_WRITING = Bilingual(
    "《党政机关公文处理工作条例》第十九条：公文起草应当内容简洁、文字精练、表述准确。",
    "Regulations on official documents, article 19: concise, precise wording.",
)
_LEFTOVERS: tuple[tuple[str, str, str], ...] = (
    (r"0\s*车\s*0\s*辆", "模板占位“0 车 0 辆”未替换或删除", "the template's “0 车 0 辆” was not replaced"),
    (r"增[加长]\s*[（(]\s*(减少|下降)\s*[）)]", "“增加（减少）”未选择其一", "“增加（减少）” was not decided"),
    (r"(减少|下降)\s*[（(]\s*增[加长]\s*[）)]", "“减少（增加）”未选择其一", "“减少（增加）” was not decided"),
    (r"[大高]于\s*[（(/]\s*[小低]于", "“大于（小于）”未选择其一", "“大于（小于）” was not decided"),
    (
        r"(?<![A-Za-z0-9./:_-])[XＸ×xｘ]{2,}(?![A-Za-z0-9./_-])|[*＊]{2,}|_{3,}|…{4,}",
        "占位符未填写",
        "a placeholder was not filled in",
    ),
    (
        r"[【\[](?:此处|请|填|注|说明)[^】\]]{0,40}[】\]]|请(?:填写|说明|列明|根据)|填写说明|（如[有无]）",
        "模板说明文字未删除",
        "an instruction of the template was left",
    ),
    (r"。\s*。|，\s*，|；\s*；|、\s*、|：\s*：|。\s*，|，\s*。", "标点重复", "a doubled punctuation mark"),
    (
        r"主要用于\s*(无此项支出|无)\b|主要用于无此项",
        "“主要用于无此项支出”应改为完整表述",
        "“mainly for: none” is not a sentence",
    ),
)
_DOUBLED = re.compile(r"([\u4e00-\u9fff]{4,30})[，、：；\s]*\1")
_OUR = re.compile(r"本部门|我部门|本单位|我单位|我局|本局")


def _joined(text: str) -> str:
    """Text without the blanks that conversion leaves between Chinese characters and figures."""
    return re.sub(r"(?<=[\u4e00-\u9fff\d，。：；]) +(?=[\u4e00-\u9fff\d，。：；])", "", text)


def _quote(text: str, start: int, end: int) -> str:
    return text[max(0, start - 12) : end + 12]


@rule_of_function(
    "A5",
    RuleClass.VERIFY,
    title=Bilingual("模板残留或重复文字", "Something of the template was left, or words are doubled"),
    norm=_WRITING,
    expected=Bilingual(
        "没有占位符、模板说明、重复的分句和标点", "No placeholder, no instruction, no doubled clause or mark"
    ),
    remedy=Bilingual("删除或填写", "Delete it, or fill it in"),
)
def nothing_of_the_template(context: AuditContext) -> Outcome:
    """Placeholders, undecided alternatives, doubled marks and clauses. One finding a kind."""
    blocks = _distinct(context.running_text)
    if not blocks:
        return not_enough("未读到正文", "no running text was read")
    found: dict[str, tuple[Bilingual, list[tuple[str, TextBlock]]]] = {}
    for block in blocks:
        text = _joined(block.text)
        for pattern, zh, en in _LEFTOVERS:
            for match in re.finditer(pattern, text):
                kind = found.setdefault(zh, (Bilingual(zh, en), []))
                kind[1].append((_quote(text, match.start(), match.end()), block))
        for quote in _doubled_clauses(text):
            said = Bilingual("分句重复", "a doubled clause")
            found.setdefault(said.zh, (said, []))[1].append((quote, block))
    drafts = []
    for said, hits in found.values():
        quotes = "；".join(f"“{quote}”" for quote in dict.fromkeys(quote for quote, _ in hits))
        places = tuple(dict.fromkeys(block.place for _, block in hits))
        drafts.append(Draft(Bilingual(f"{said.zh}：{quotes}", f"{said.en}: {quotes}"), stated=quotes, places=places))
    return Outcome(tuple(drafts), len(blocks))


def _distinct(blocks: Iterable[TextBlock]) -> list[TextBlock]:
    seen: dict[tuple[str, int | None, int | None], TextBlock] = {}
    for block in blocks:
        seen.setdefault((block.text, block.place.line, block.place.page), block)
    return list(seen.values())


def _doubled_clauses(text: str) -> list[str]:
    """Clauses that stand twice in a row; 单位 and 部门 count as the same word."""
    quotes = [match.group(0) for match in _DOUBLED.finditer(text)]
    clauses = [clause for clause in re.split(r"[：:。；]", text) if len(clause.strip()) >= 6]
    for one, other in pairwise(clauses):
        if _same_clause(one) == _same_clause(other):
            quotes.append(f"{one.strip()}：{other.strip()}")
    return list(dict.fromkeys(quotes))


def _same_clause(clause: str) -> str:
    return re.sub(r"\s|我|本", "", clause).replace("单位", "部门")


@rule_of_function(
    "D10",
    RuleClass.VERIFY,
    title=Bilingual("百分号或小数位缺失", "A percent sign or decimals are missing"),
    norm=Bilingual(
        "《出版物上数字用法》（GB/T 15835—2011）：同一文件中同类数字的书写形式应当一致。",
        "GB/T 15835—2011: figures of one kind are written in one form.",
    ),
    expected=Bilingual(
        "比率带百分号，同类金额小数位一致", "Rates carry a percent sign, amounts the same number of decimals"
    ),
    remedy=Bilingual("补齐百分号；金额统一保留两位小数", "Add the percent sign; print amounts with two decimals"),
)
def percent_signs_stand(context: AuditContext) -> Outcome:
    """Rates without a percent sign; amounts with fewer decimals; 增长/下降 used of an amount."""
    pattern = re.compile(r"(占|占比|增长|下降|预算的|总额的|合计的)\s*(\d+(?:\.\d+)?)\s*(?=[，。；、]|$)")
    of_amounts = re.compile(r"(增长|下降)\s*\d+(?:\.\d+)?\s*万元")
    bare, amounts, checked = [], [], 0
    for _, block in context.narrative():
        text = _joined(block.text)
        checked += 1
        bare += [(match.group(0), block.place) for match in pattern.finditer(text)]
        amounts += [(match.group(0), block.place) for match in of_amounts.finditer(text)]
    drafts = []
    if bare:
        quotes = "、".join(f"“{quote}”" for quote, _ in bare)
        said = Bilingual(f"比率缺百分号：{quotes}", f"rates without a percent sign: {quotes}")
        drafts.append(Draft(said, stated=quotes, places=tuple(place for _, place in bare)))
    if amounts:
        quotes = "、".join(f"“{quote}”" for quote, _ in amounts)
        said = Bilingual(
            f"金额的变动应写“增加/减少”：{quotes}", f"增长/下降 belongs to rates, not to amounts: {quotes}"
        )
        remedy = Bilingual("金额用“增加/减少”，比率用“增长/下降”", "Use 增加/减少 for amounts")
        places = tuple(place for _, place in amounts)
        drafts.append(Draft(said, severity=Severity.INFO, stated=quotes, places=places, remedy=remedy))
    drafts += _uneven_decimals(context)
    return Outcome(tuple(drafts), checked)


def _uneven_decimals(context: AuditContext) -> list[Draft]:
    amounts = [
        fact
        for key, fact in context.facts.items()
        if key.source == "text"
        and not key.row.startswith("12/")
        and fact.measured_in == "万元"
        and fact.cell.value is not None
    ]
    usual = [fact for fact in amounts if fact.cell.places == 2]
    odd = [fact for fact in amounts if fact.cell.places < 2]
    if not odd or len(usual) <= len(odd):
        return []
    quotes = "、".join(fact.cell.text.strip() for fact in odd)
    said = Bilingual(f"金额小数位不一致：{quotes}", f"amounts with fewer decimals than the others: {quotes}")
    return [Draft(said, severity=Severity.INFO, stated=quotes, expected="0.00", places=tuple(f.place for f in odd))]


@rule_of_function(
    "D15",
    RuleClass.VERIFY,
    title=Bilingual("年度写错", "A wrong year in the text"),
    norm=_WRITING,
    expected=Bilingual("叙述本年情况处写本决算年度", "Statements about this year name the year of these accounts"),
    remedy=Bilingual("更正年度", "Correct the year"),
)
def years_are_right(context: AuditContext) -> Outcome:
    """Years of statements about this year. A comparison (比、较、与 …) may name last year."""
    year = context.document.year
    if year is None:
        return not_enough("未读到决算年度", "the year of the accounts was not read")
    drafts, checked = [], 0
    pattern = re.compile(r"(?<![\d〔\[(（])(\d{4})\s*(年度|年期末|年末|年项目|年所有|年共接待|年度部门决算|年)")
    for _, block in context.narrative():
        text = _joined(block.text)
        for match in pattern.finditer(text):
            said = int(match.group(1))
            before = text[max(0, match.start() - 6) : match.start()]
            checked += 1
            if re.search(r"比$|较$|与$", before.strip()) and match.group(2) == "年度":
                if said not in (year, year - 1):
                    drafts.append(_wrong_year(said, year - 1, _quote(text, match.start(), match.end()), block))
                continue
            if said == year or re.search(r"比|较|与|同|上年|自|从|至|到|以|于|截", before):
                continue
            opens = match.start() == 0 or text[match.start() - 1] in "。；：，"
            if match.group(2) == "年" and not (opens and abs(said - year) < 10):
                continue
            drafts.append(_wrong_year(said, year, _quote(text, match.start(), match.end()), block))
    for heading in context.document.headings:
        titled = re.search(r"(\d{4})\s*年度", heading.title)
        if titled and int(titled.group(1)) != year:
            block = TextBlock(heading.title, heading.place)
            drafts.append(_wrong_year(int(titled.group(1)), year, heading.title, block))
    return Outcome(tuple(drafts), checked)


def _wrong_year(said: int, year: int, quote: str, block: TextBlock) -> Draft:
    return Draft(
        Bilingual(
            f"“{quote}”中的年度为 {said}，应为 {year} 年",
            f"“{quote}” names {said}, not {year}",
        ),
        stated=str(said),
        expected=str(year),
        places=(block.place,),
    )


@rule_of_function(
    "D16",
    RuleClass.HINT,
    title=Bilingual("自称不统一", "The unit calls itself by different words"),
    norm=_WRITING,
    expected=Bilingual("全文使用同一自称（我单位、我部门、本部门之一）", "One of 我单位, 我部门, 本部门 throughout"),
    remedy=Bilingual("统一自称", "Use one word"),
)
def one_word_for_us(context: AuditContext) -> Outcome:
    """我单位, 我部门, 本部门 …: more than one in a document is reported once."""
    places: dict[str, list[TextBlock]] = {}
    for block in _distinct([*(b for _, b in context.narrative()), *context.running_text]):
        for word in _OUR.findall(_joined(block.text)):
            places.setdefault(word, []).append(block)
    if len(places) < 2:
        return Outcome(checked=len(places) or 1)
    counts = "、".join(f"{word}（{len(blocks)} 处）" for word, blocks in places.items())
    usual = max(places, key=lambda word: len(places[word]))
    said = Bilingual(f"自称不统一：{counts}", f"the unit calls itself by several words: {counts}")
    shown = tuple(blocks[0].place for blocks in places.values())
    return Outcome((Draft(said, stated=counts, expected=usual, places=shown),), len(places))
