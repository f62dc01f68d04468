"""Sentences become facts: every figure gets a subject, a role and a sign from the words before it.

The text is cut at its figures. The words between one figure and the next say whose figure it is (subject), what it is
(budget, final, share, completion, change) and, for a change, its direction. No sentence is known by heart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from mingzheng.disclosure.rules.document import Direction, ItemList, Reason
from mingzheng.disclosure.rules.recognise.grammar import Count, Grammar
from mingzheng.disclosure.rules.recognise.names import CLASS_MENTION, Names
from mingzheng.disclosure.rules.recognise.passage import Passage
from mingzheng.kernel.cell import Cell
from mingzheng.kernel.facts import Fact, FactKey, Phase

_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = r"亿元|万元|元|%|个百分点|人次|人（次）|人|台（套）|台套|台|套|辆|部|批次|批（次）|批|团组|个|次|家"
_TOKEN = re.compile(
    rf"""(?P<reason>(?:主要|变动|差异|增减变化|的)*原因(?:分析)?(?:主要)?(?:是|为|：|:|，)+
            (?P<why>[^。]*?)(?=。|；(?:其中|\d+[.、]|[^；。]{{0,30}}?\d+(?:\.\d+)?万元)|$))
      | (?P<list>主要(?:包括|有)：?(?P<items>[^。；：]*、[^。；]*))(?=[。；]|$)
      | (?P<use>主要用于(?!以下)[^。；]*)
      | (?P<path>(?P<lei>[^。；：，]{{2,40}}?)（类）[-—]*(?P<kuan>.{{2,60}}?)（款）
            (?:[-—]*(?P<xiang>.{{2,60}}?)（项）)?)
      | (?P<code>(?<!\d)(?P<digits>\d{{7}}|\d{{5}}|\d{{3}})[-—_]?(?=[^\d.,，、万亿元%个人台辆家条年月日]))
      | (?P<level>(?:基本)?持平)
      | (?P<number>{_NUMBER}|X{{2,}})(?P<unit>{_UNIT})?
      | (?P<dash>-{{2}}|—{{1,2}})%?(?=（)""",
    re.VERBOSE,
)
_UP = "增加|增长|上升|提高|增收|增支|上涨"
_DOWN = "减少|下降|降低|减收|减支|下滑|下浮"
_CHANGE = re.compile(rf"({_UP}|{_DOWN})(?:（[^）]{{1,8}}）)?(?:了|额|金额|比例|幅度)?(?:为|约)?$")
_AGAINST_BUDGET = re.compile(r"(?:比|较|与)[^，。；]{0,16}预算")
_PERCENT_OF = re.compile(r"占[^，。；]*$")
_DONE = re.compile(r"完成[^，。；]*$")
_BUDGETS = (
    ("opening", re.compile(r"年初预算(?:数|安排|金额)?(?:的|为|是|：)*$|年初批复预算[^，]*$")),
    ("full_year", re.compile(r"(?:全年|调整后?(?:的)?|年度)预算(?:数|安排|金额)?(?:的|为|是|：)*$")),
    ("", re.compile(r"预算(?:数|安排|金额)?(?:的|为|是|：)*$")),
)
_CLAUSE = re.compile(r"[，。；：、（]")
_ASIDE = re.compile(r"(?:占|完成)[^，。；]*")
_MONEY = frozenset({"万元", "元", "亿元"})
_PHASES = {"opening": Phase.OPENING, "full_year": Phase.FULL_YEAR, "change": Phase.CHANGE, "change_rate": Phase.CHANGE}
_LONGEST_CONTEXT = 400


@dataclass(slots=True)
class Findings:
    """What the engine found in all sections so far; `taken` counts how often a key was stated."""

    facts: list[Fact] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    lists: list[ItemList] = field(default_factory=list)
    directions: list[Direction] = field(default_factory=list)
    taken: dict[FactKey, int] = field(default_factory=dict)


@dataclass(slots=True)
class Engine:
    """Reads one section. `subject`, `column` and `sign` are what the last figure had."""

    passage: Passage
    section: str
    grammar: Grammar
    names: Names
    found: Findings
    unit_name: str = ""
    year: int | None = None
    planned: bool = False
    subject: str = ""
    column: str = ""
    word: str = ""
    promised: bool = False  # 完成预算 x 万元 的 …%: a completion is still to come

    def read(self) -> None:
        """Take every token in order."""
        self.subject = "" if self.section in self.grammar.silent else self.grammar.default
        end = 0
        for token in _TOKEN.finditer(self.passage.text):
            context = self.passage.text[max(end, token.start() - _LONGEST_CONTEXT) : token.start()]
            kind = "number" if token["number"] else token.lastgroup or ""
            if kind == "number" and not self._take_number(token, context):
                continue
            if kind != "number":
                self._take_words(kind, token, context)
            end = token.end()

    # what is not a figure

    def _take_words(self, kind: str, token: re.Match[str], context: str) -> None:
        takers = {
            "reason": self._take_reason,
            "list": self._take_list,
            "path": self._take_path,
            "code": self._take_code,
            "level": self._take_level,
            "dash": self._take_dash,
        }
        takers.get(kind, self._take_use)(token, context)

    def _take_reason(self, token: re.Match[str], context: str) -> None:
        self._name_subject(context)
        why = token["why"].strip("，：:是")
        start = token.start("why")
        self.found.reasons.append(Reason(self._topic(), why, self.passage.place(start, start + min(len(why), 60))))

    def _take_list(self, token: re.Match[str], context: str) -> None:
        self._name_subject(context)
        if self.section != "6":
            return
        items = tuple(item for item in re.split(r"、|和(?=其他)", token["items"].strip("：")) if item)
        place = self.passage.place(token.start("items"), token.start("items") + 20)
        self.found.lists.append(ItemList(self._topic(), items, place))

    def _take_use(self, token: re.Match[str], context: str) -> None:
        self._name_subject(context)

    def _take_path(self, token: re.Match[str], context: str) -> None:
        if not self.grammar.functional:
            return
        upper = re.sub(r"^(?:\d+[、.．]|（\d+）|其中：)*", "", token["lei"])
        path = [part for part in (upper, token["kuan"], token["xiang"]) if part]
        self.subject = self.names.code_of_path(path) or f"name:{path[-1]}"
        self.word, self.column = "", ""

    def _take_code(self, token: re.Match[str], context: str) -> None:
        if self.grammar.functional:
            self.subject = token["digits"]

    def _take_level(self, token: re.Match[str], context: str) -> None:
        self._name_subject(context)
        clause = _CLAUSE.split(context)[-1]
        column = "completion" if "预算" in clause and "上年" not in clause else "change"
        place = self.passage.place(token.start(), token.end())
        self.found.directions.append(Direction(self._key(column), token["level"], place))

    def _take_dash(self, token: re.Match[str], context: str) -> None:
        """`--（基数为0，不可比）`: a rate that is stated to be none."""
        self._name_subject(context)
        column = self._rate_column(context)
        if column:
            self._state(column, Cell.read(token["dash"]), "%", token.start(), token.end())

    # figures

    def _take_number(self, token: re.Match[str], context: str) -> bool:
        unit = token["unit"] or self._unit_of_pair(token)
        if not unit:
            return False
        continued = bool(self.column) and re.fullmatch(r"[，、和]", context) is not None
        self._name_subject(context)
        count = self._count(unit, context)
        if count is not None:
            self._state(count.column, Cell.read(token["number"]), unit, token.start(), token.end(), count.subject)
            return True
        if unit not in _MONEY and unit != "%":
            return False
        column = self.column if continued else (self._rate_column(context) if unit == "%" else self._role(context))
        if not column:
            self.column = ""
            return True
        self._state(column, self._signed(Cell.read(token["number"]), column), unit, token.start(), token.end())
        self.column = column
        if column in ("change", "change_rate") and self.subject:
            where = self.passage.place(token.start(), token.end())
            self.found.directions.append(Direction(self.found.facts[-1].key, self.word, where))
        return True

    def _unit_of_pair(self, token: re.Match[str]) -> str:
        """`各是4125.49，4143.91万元`: the first of two figures has the unit of the second."""
        after = re.match(rf"[，、](?:{_NUMBER})({_UNIT})", self.passage.text[token.end() : token.end() + 40])
        return after[1] if after and "." in token["number"] else ""

    def _count(self, unit: str, context: str) -> Count | None:
        clause = re.split(r"[。；：]", context)[-1]
        return next(
            (count for count in self.grammar.counts if unit in count.units and count.before.search(clause)), None
        )

    def _role(self, context: str) -> str:
        clause = _CLAUSE.split(context)[-1] if not context.endswith("）") else re.split(r"[，。；：]", context)[-1]
        self.promised = False
        change = _CHANGE.search(clause)
        if change:
            if _AGAINST_BUDGET.search(re.split(r"[。；：，]", context)[-1]):
                return ""
            self.word = change[1]
            return "change"
        for column, pattern in _BUDGETS:
            if pattern.search(clause):
                self.promised = "完成" in clause
                return column or ("opening" if self.planned else self.grammar.budget)
        return "opening" if self.planned else "final"

    def _rate_column(self, context: str) -> str:
        clause = re.split(r"[，。；：]", context)[-1]
        change = _CHANGE.search(clause)
        if change:
            self.word = change[1]
            return "" if _AGAINST_BUDGET.search(clause) else "change_rate"
        if _PERCENT_OF.search(clause) or re.search(r"(?:占比|比重|比例)(?:为|是)?$", clause):
            return "share"
        if _DONE.search(clause) or (self.promised and clause in ("的", "")) or re.search(r"(?:完成|执行)率", clause):
            return "completion"
        return ""

    def _signed(self, cell: Cell, column: str) -> Cell:
        if column not in ("change", "change_rate") or cell.value is None or not re.fullmatch(_DOWN, self.word):
            return cell
        return Cell(cell.state, cell.text, -cell.value if cell.value else Decimal(cell.value), cell.places)

    # subjects and keys

    def _name_subject(self, context: str) -> None:
        """The subject named last in the words before a figure, outside of 占…的 and 完成…的."""
        words = _ASIDE.sub("", context)
        best = (-1, -1, "")
        for subject, pattern in self.grammar.subjects:
            for match in pattern.finditer(words):
                best = max(best, (match.end(), match.end() - match.start(), subject))
        if self.grammar.functional:
            for match in CLASS_MENTION.finditer(words):
                code = (match.lastgroup or "")[1:]
                best = max(best, (match.end(), match.end() - match.start(), code))
        if best[2]:
            self.subject = best[2]

    def _home(self, subject: str) -> str:
        if not self.grammar.home:
            return self.section
        return next(section for name, section in self.grammar.home if name in ("", subject))

    def _topic(self) -> str:
        return f"{self._home(self.subject)}/{self.subject}"

    def _key(self, column: str, subject: str = "") -> FactKey:
        subject = subject or self.subject
        return FactKey("text", f"{self._home(subject)}/{subject}", column)

    def _state(self, column: str, cell: Cell, unit: str, start: int, end: int, subject: str = "") -> None:
        if not (subject or self.subject):
            return
        key = self._key(column, subject)
        times = self.found.taken.get(key, 0) + 1
        self.found.taken[key] = times
        if times > 1:
            key = FactKey(key.source, key.row, f"{column}#{times}")
        name = self.names.of(subject or self.subject) or (subject or self.subject)
        place = self.passage.place(start, end)
        phase = _PHASES.get(column, Phase.FINAL)
        self.found.facts.append(
            Fact(key, cell, unit, place, f"{self.section}·{name}", phase, self.grammar.fund, self.unit_name, self.year)
        )
