"""Importing files of rows, all or nothing, and undoing an import as a batch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction

from mingzheng.accounts.actions.books import open_book
from mingzheng.accounts.intake.base import Intake
from mingzheng.accounts.intake.budget import BudgetIntake
from mingzheng.accounts.intake.entries import EntryIntake
from mingzheng.accounts.intake.facts import FactIntake
from mingzheng.accounts.intake.prior import PriorIntake
from mingzheng.accounts.models import BatchKind, BatchState, Entry, ImportBatch, YearFact
from mingzheng.documents.sheets import BrokenRow, RowError, read_rows
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.digests import digest_bytes
from mingzheng.organisations.actions import record, require
from mingzheng.organisations.models import Role, Unit
from mingzheng.organisations.reads import Somebody

CHUNK = 5_000
FIRST_YEAR, LAST_YEAR = 2019, 2100  # the Government Accounting System is in force since 2019-01-01
Progress = Callable[[int], None]  # called with the rows stored so far, after every chunk
KEPT_ERRORS = 500  # a file may be wrong in every one of a million rows; the first ones tell what is wrong
INTAKES: dict[BatchKind, type[Intake[Any]]] = {
    BatchKind.ENTRIES: EntryIntake,
    BatchKind.BUDGET: BudgetIntake,
    BatchKind.PRIOR: PriorIntake,
    BatchKind.FACTS: FactIntake,
}


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file. `batch` is None when nothing was imported; `errors` holds the first of `error_count`."""

    batch: ImportBatch | None
    rows: int = 0
    already: bool = False
    error_count: int = 0
    errors: tuple[RowError, ...] = ()

    @property
    def partial(self) -> bool:
        """True when good rows were kept and bad ones left out."""
        return self.batch is not None and self.error_count > 0


class StillReversed(ValueError):
    """A voucher of the batch is reversed by a later import, which has to be undone first."""

    def __init__(self, later: Entry) -> None:
        super().__init__(f"voucher {later.reverses} is reversed by {later.voucher}; undo that import first")
        self.reason = Bilingual(
            f"凭证“{later.reverses}”已被“{later.voucher}”冲销，请先撤销后一批导入",
            f"voucher {later.reverses} is reversed by {later.voucher}; undo that import first",
        )


class _Refused(Exception):
    """Ends the transaction so that nothing stays of a file that is not right."""


class Faults:
    """What is wrong with a file: the first faults in full, all of them counted."""

    def __init__(self, name: str) -> None:
        self.name, self.count, self.rows = name, 0, 0
        self.kept: list[RowError] = []
        self._last: tuple[str, int] | None = None

    def add(self, error: RowError) -> None:
        """Count a fault, and its row once however many faults the row has (a row's faults come together)."""
        self.count += 1
        if (error.sheet, error.row) != self._last:
            self.rows += 1
            self._last = (error.sheet, error.row)
        if len(self.kept) < KEPT_ERRORS:
            self.kept.append(error)


def _silent(rows: int) -> None:
    """Nobody watches."""


def import_entries(
    *,
    person: Somebody,
    unit: Unit,
    year: int,
    content: bytes,
    name: str,
    partial: bool = False,
    progress: Progress = _silent,
) -> Imported:
    """Import ledger entries. Raises PermissionDenied and BookLocked."""
    return _import(BatchKind.ENTRIES, person, unit, year, content, name, partial, progress)


def import_budget(
    *,
    person: Somebody,
    unit: Unit,
    year: int,
    content: bytes,
    name: str,
    partial: bool = False,
    progress: Progress = _silent,
) -> Imported:
    """Import lines of the budget-authority ledger. Raises PermissionDenied and BookLocked."""
    return _import(BatchKind.BUDGET, person, unit, year, content, name, partial, progress)


def import_prior(
    *,
    person: Somebody,
    unit: Unit,
    year: int,
    content: bytes,
    name: str,
    partial: bool = False,
    progress: Progress = _silent,
) -> Imported:
    """Import last year's figures as the comparison for `year`. Raises PermissionDenied and BookLocked."""
    return _import(BatchKind.PRIOR, person, unit, year, content, name, partial, progress)


def import_facts(
    *,
    person: Somebody,
    unit: Unit,
    year: int,
    content: bytes,
    name: str,
    partial: bool = False,
    progress: Progress = _silent,
) -> Imported:
    """Import reasons, counts, amounts and passages. Raises PermissionDenied and BookLocked."""
    return _import(BatchKind.FACTS, person, unit, year, content, name, partial, progress)


VERBS = {
    BatchKind.ENTRIES: import_entries,
    BatchKind.BUDGET: import_budget,
    BatchKind.PRIOR: import_prior,
    BatchKind.FACTS: import_facts,
}


def _import(
    kind: BatchKind,
    person: Somebody,
    unit: Unit,
    year: int,
    content: bytes,
    name: str,
    partial: bool,
    progress: Progress,
) -> Imported:
    require(person, unit, Role.ACCOUNTANT)
    faults = Faults(name)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        reason = Bilingual(f"年度应在{FIRST_YEAR}至{LAST_YEAR}之间", f"the year must lie in {FIRST_YEAR}–{LAST_YEAR}")
        return Imported(None, 0, False, 1, (RowError(name, "", 0, "", reason),))
    try:
        with transaction.atomic():
            book = open_book(unit, year)
            digest = digest_bytes(content)
            same = ImportBatch.objects.filter(book=book, kind=kind, digest=digest, state=BatchState.IMPORTED).first()
            if same:
                return Imported(same, same.rows, already=True)
            batch = ImportBatch.objects.create(
                book=book, kind=kind, file_name=name[-200:], digest=digest, by=person.get_username()
            )
            intake = INTAKES[kind](batch)
            whole_file_is_wrong = _take_rows(intake, content, name, faults, progress)
            if whole_file_is_wrong or (faults.count and not partial) or not intake.stored:
                raise _Refused
            batch.rows, batch.refused = intake.stored, faults.rows
            batch.save(update_fields=["rows", "refused"])
            _trail(person, "accounts.import", batch, "")
    except _Refused:
        if not faults.count:
            faults.add(RowError(name, "", 0, "", Bilingual("文件中没有数据行", "the file holds no row of data")))
        return Imported(None, 0, False, faults.count, tuple(faults.kept))
    return Imported(batch, batch.rows, False, faults.count, tuple(faults.kept))


def _take_rows(intake: Intake[Any], content: bytes, name: str, faults: Faults, progress: Progress) -> bool:
    """Feed the rows to the intake by chunks; True when a fault concerns the whole file, so that no part can stay."""
    sheet = read_rows(content, name, intake.columns())
    for error in sheet.errors:
        faults.add(error)
    rows = iter(sheet.rows)
    try:
        while chunk := list(islice(rows, CHUNK)):
            for problem in intake.take(chunk):
                faults.add(RowError(name, problem.sheet, problem.row, problem.column, problem.reason))
            progress(intake.stored)
    except BrokenRow as broken:
        faults.add(broken.error)
        return True
    ending = intake.finish()
    for problem in ending:
        faults.add(RowError(name, problem.sheet, problem.row, problem.column, problem.reason))
    return bool(sheet.errors or ending)


@transaction.atomic
def undo_batch(*, person: Somebody, batch: ImportBatch, reason: str = "") -> ImportBatch:
    """Take back an import as a whole: its rows stop counting, and stay. Undoing twice changes nothing.

    Raises PermissionDenied, BookLocked, and StillReversed when a later import reverses one of its vouchers.
    """
    require(person, batch.book.unit, Role.ACCOUNTANT)
    open_book(batch.book.unit, batch.book.year)
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("book__unit").get(pk=batch.pk)
    if batch.state == BatchState.UNDONE:
        return batch
    own = batch.entries.filter(live=True)
    reversing = Entry.objects.filter(book=batch.book, live=True, reverses__in=own.values("voucher")).exclude(
        batch=batch
    )
    if batch.kind == BatchKind.ENTRIES and (later := reversing.first()):
        raise StillReversed(later)
    own.update(live=False)
    batch.budget_lines.filter(live=True).update(live=False)
    batch.prior_figures.filter(live=True).update(live=False)
    _take_back_facts(batch)
    batch.state = BatchState.UNDONE
    batch.save(update_fields=["state"])
    _trail(person, "accounts.undo_import", batch, reason)
    return batch


def _take_back_facts(batch: ImportBatch) -> None:
    """Facts of the batch stop counting and what they replaced counts again."""
    facts = batch.facts.filter(live=True)
    replaced = [pk for pk in facts.values_list("replaces", flat=True) if pk is not None]
    facts.update(live=False)
    for start in range(0, len(replaced), 500):
        YearFact.objects.filter(pk__in=replaced[start : start + 500]).update(live=True)


def _trail(person: Somebody, action: str, batch: ImportBatch, reason: str) -> None:
    record(
        actor=person,
        action=action,
        subject=f"accounts.batch:{batch.pk}",
        reason=reason,
        detail={
            "unit": batch.book.unit.code,
            "year": batch.book.year,
            "kind": batch.kind,
            "file": batch.file_name,
            "digest": batch.digest,
            "rows": batch.rows,
            "refused": batch.refused,
        },
    )
