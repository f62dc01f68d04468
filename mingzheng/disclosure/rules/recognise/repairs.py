"""The record of what had to be mended, kept while a document is understood."""

from __future__ import annotations

from dataclasses import dataclass, field

from mingzheng.disclosure.rules.document import Repair
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import Place

_MESSAGES = {
    "row_joined": Bilingual("表格被分页拆开，已并为一张表", "a table cut by a page break was joined"),
    "cell_joined": Bilingual("单元格文字被分页拆开，已拼接", "a cell cut by a page break was joined"),
    "overlap": Bilingual("拼接处重复的文字已去掉", "text repeated at the cut was dropped"),
    "shifted": Bilingual("本行各列错位，已按内容归位", "the row's columns were shifted and have been put back"),
    "spaced": Bilingual("字间多余的空格已去掉", "stray spaces between characters were removed"),
    "formula": Bilingual("公式记号已还原为文字", "formula notation was read as text"),
    "escaped_text": Bilingual("落到表外的文字已归回单元格", "text outside the table was put back into its cell"),
    "label_joined": Bilingual("被拆开的名称已拼接", "a label cut in two was joined"),
    "label_split": Bilingual("粘连的两行标签已分开", "two labels glued together were separated"),
    "cell_missing": Bilingual("本行缺一个单元格，其余已按类别定位", "the row lacks a cell; the others were placed"),
    "repeated_header": Bilingual("续页重复的表头已去掉", "a header repeated on the next page was dropped"),
}


@dataclass(slots=True)
class Repairs:
    """Collects repairs in reading order."""

    made: list[Repair] = field(default_factory=list)

    def note(self, kind: str, place: Place, before: str, after: str) -> None:
        """Remember one repair; `kind` is one of the kinds that have a message."""
        self.made.append(Repair(kind, place, before[:200], after[:200], _MESSAGES[kind]))
