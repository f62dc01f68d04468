"""Last year's figures, each by the key it has in this year's tables: table, row, column, amount."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingzheng.accounts.intake import columns
from mingzheng.accounts.intake.base import Intake, Problem, RowReader
from mingzheng.accounts.intake.values import Unreadable, read_code, read_money
from mingzheng.accounts.models import ImportBatch, PriorFigure
from mingzheng.documents.sheets import Column, SheetRow
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.money import ZERO

_SOURCE = re.compile(r"0[1-9]|text")
_WORD = re.compile(r"[a-z0-9][a-z0-9_./]*")


def _source(text: str) -> str:
    code = read_code(text)
    code = f"0{code}" if len(code) == 1 else code
    if not _SOURCE.fullmatch(code):
        raise Unreadable(f"“{text[:20]}”不是表号01至09", f"“{text[:20]}” is not a table 01 to 09")
    return code


def _word(text: str) -> str:
    code = read_code(text)
    if not _WORD.fullmatch(code) or len(code) > 40:
        raise Unreadable(f"“{text[:20]}”不是指标键", f"“{text[:20]}” is not the key of a row or column")
    return code


class PriorIntake(Intake[PriorFigure]):
    def __init__(self, batch: ImportBatch) -> None:
        super().__init__(batch)
        live = PriorFigure.objects.filter(book=self.book, live=True)
        self._taken = set(live.values_list("source", "row", "column"))

    @classmethod
    def columns(cls) -> tuple[Column, ...]:
        return columns.PRIOR

    def parse(self, reader: RowReader) -> PriorFigure:
        return PriorFigure(
            batch=self.batch,
            book=self.book,
            source=reader.read("source", _source, ""),
            row=reader.read("row", _word, ""),
            column=reader.read("column", _word, ""),
            amount_fen=reader.read("amount", read_money, ZERO).fen,
        )

    def store(self, rows: Sequence[tuple[SheetRow, PriorFigure]]) -> list[Problem]:
        good: list[PriorFigure] = []
        problems: list[Problem] = []
        for row, figure in rows:
            key = (figure.source, figure.row, figure.column)
            if key in self._taken:
                reason = Bilingual("该指标的上年数已经有了", "last year's figure for this key is there already")
                problems.append(Problem(row.sheet, row.row, columns.title(columns.PRIOR, "row"), reason))
                continue
            self._taken.add(key)
            good.append(figure)
        PriorFigure.objects.bulk_create(good, batch_size=1_000)
        self.stored += len(good)
        return problems
