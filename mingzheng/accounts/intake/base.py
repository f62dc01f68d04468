"""What every kind of uploaded file shares: rows go in by chunks, right ones are stored, problems come out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from mingzheng.accounts.intake.values import Unreadable
from mingzheng.accounts.models import ImportBatch
from mingzheng.documents.sheets import Column, SheetRow
from mingzheng.kernel.bilingual import Bilingual

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one row: the row, the heading of its column, the reason."""

    sheet: str
    row: int
    column: str
    reason: Bilingual


class RowReader:
    """Reads the cells of one row and collects what is wrong, so that a row reports all its faults at once."""

    def __init__(self, row: SheetRow, titles: dict[str, str]) -> None:
        self.row, self._titles = row, titles
        self.problems: list[Problem] = []

    def read(self, column: str, reader: Callable[[str], T], default: T) -> T:
        """The value of a column; `default` where it cannot be read and the problem is noted."""
        try:
            return reader(self.row.values.get(column, ""))
        except Unreadable as unreadable:
            self.fault(column, unreadable.reason)
            return default

    def fault(self, column: str, reason: Bilingual) -> None:
        """Note a problem with a column of this row."""
        self.problems.append(Problem(self.row.sheet, self.row.row, self._titles.get(column, column), reason))


class Intake(ABC, Generic[R]):
    """One kind of file. `take` reads, checks and stores a chunk; what is not right is returned and not stored."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch, self.book = batch, batch.book
        self.stored = 0

    @classmethod
    @abstractmethod
    def columns(cls) -> tuple[Column, ...]:
        """The columns of its template."""

    @abstractmethod
    def parse(self, reader: RowReader) -> R:
        """One row as a record; problems are noted on the reader."""

    @abstractmethod
    def store(self, rows: Sequence[tuple[SheetRow, R]]) -> list[Problem]:
        """Check rows against each other and the database, store the good ones, return the problems."""

    def finish(self) -> list[Problem]:
        """What is wrong with the file as a whole; nothing by default."""
        return []

    def take(self, chunk: Sequence[SheetRow]) -> list[Problem]:
        """Read, check and store a chunk of rows."""
        titles = {column.key: column.title.zh for column in self.columns()}
        good: list[tuple[SheetRow, R]] = []
        problems: list[Problem] = []
        for row in chunk:
            reader = RowReader(row, titles)
            record = self.parse(reader)
            problems += reader.problems
            if not reader.problems:
                good.append((row, record))
        if good:
            problems += self.store(good)
        return problems
