"""Lines of the budget-authority ledger (指标账): approval, addition, reduction, transfer, each with its document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from mingzheng.accounts.intake import columns
from mingzheng.accounts.intake.base import Intake, Problem, RowReader
from mingzheng.accounts.intake.codes import Codes
from mingzheng.accounts.intake.values import FUNDS, STAGES, read_date, read_money, read_text, read_word
from mingzheng.accounts.models import BudgetLine, BudgetStage, Fund, ImportBatch
from mingzheng.documents.sheets import Column, SheetRow
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.money import ZERO, Money

_SAME = ("document", "stage", "fund", "functional", "economic", "project")


class BudgetIntake(Intake[BudgetLine]):
    def __init__(self, batch: ImportBatch) -> None:
        super().__init__(batch)
        self._codes = Codes(self.book.year)
        self._seen: dict[tuple[object, ...], int] = {}
        self._moved: dict[str, int] = defaultdict(int)
        live = BudgetLine.objects.filter(book=self.book, live=True)
        self._before = set(live.values_list(*_SAME))

    @classmethod
    def columns(cls) -> tuple[Column, ...]:
        return columns.BUDGET

    def parse(self, reader: RowReader) -> BudgetLine:
        year = self.book.year
        line = BudgetLine(
            batch=self.batch,
            book=self.book,
            stage=reader.read("stage", lambda text: read_word(text, STAGES), BudgetStage.OPENING.value),
            document=reader.read("document", lambda text: read_text(text, 60), ""),
            date=reader.read("date", lambda text: read_date(text, year), date(year, 1, 1)),
            fund=reader.read("fund", lambda text: read_word(text, FUNDS), Fund.GENERAL.value),
            functional=reader.read("functional", self._codes.functional_item, ""),
            economic=reader.read("economic", self._codes.economic_or_blank, ""),
            project=reader.read("project", lambda text: read_text(text, 120), ""),
            amount_fen=reader.read("amount", read_money, ZERO).fen,
            summary=reader.read("summary", lambda text: read_text(text, 200), ""),
        )
        if not reader.problems:
            _check_sign(reader, line)
        return line

    def store(self, rows: Sequence[tuple[SheetRow, BudgetLine]]) -> list[Problem]:
        good: list[BudgetLine] = []
        problems: list[Problem] = []
        for row, line in rows:
            same = tuple(getattr(line, name) for name in _SAME)
            if same in self._before or same in self._seen:
                where = f"第{self._seen[same]}行" if same in self._seen else "已导入的指标"
                there = f"row {self._seen[same]}" if same in self._seen else "a line imported before"
                reason = Bilingual(
                    f"与{where}重复：同一文号、同一科目和项目", f"repeats {there}: same document and codes"
                )
                problems.append(Problem(row.sheet, row.row, columns.title(columns.BUDGET, "document"), reason))
                continue
            self._seen[same] = row.row
            if line.stage == BudgetStage.TRANSFER:
                self._moved[line.document] += line.amount_fen
            good.append(line)
        BudgetLine.objects.bulk_create(good, batch_size=1_000)
        self.stored += len(good)
        return problems

    def finish(self) -> list[Problem]:
        """A transfer only moves money: its lines must sum to zero under one document."""
        return [
            Problem("", 0, columns.title(columns.BUDGET, "amount"), _unbalanced(document, left))
            for document, left in self._moved.items()
            if left
        ]


def _check_sign(reader: RowReader, line: BudgetLine) -> None:
    if line.stage == BudgetStage.REDUCTION and line.amount_fen >= 0:
        reader.fault("amount", Bilingual("追减金额应为负数", "a reduction is a negative amount"))
    if line.stage in (BudgetStage.OPENING, BudgetStage.ADDITION) and line.amount_fen < 0:
        reader.fault("amount", Bilingual("批复或追加金额不得为负数", "an approval or addition cannot be negative"))


def _unbalanced(document: str, left: int) -> Bilingual:
    yuan = f"{Money(left).yuan():,}"
    return Bilingual(
        f"调剂文号“{document}”各行合计应为零，实为{yuan}元", f"transfer {document} should sum to 0, not {yuan}"
    )
