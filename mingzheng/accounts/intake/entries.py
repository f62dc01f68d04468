"""Ledger entries: every cell read, every dimension checked against the account that uses it, then stored by chunks.

Memory is bounded by one chunk and the distinct combinations, so a file may hold a million rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from mingzheng.accounts.intake import columns
from mingzheng.accounts.intake.base import Intake, Problem, RowReader
from mingzheng.accounts.intake.codes import Codes
from mingzheng.accounts.intake.values import (
    BASIC_OR_PROJECT,
    CATEGORIES,
    FUNDS,
    MONEY_YEARS,
    WITHHELD,
    Unreadable,
    read_code,
    read_count,
    read_date,
    read_money,
    read_text,
    read_word,
)
from mingzheng.accounts.models import Combination, Entry, Fund, ImportBatch
from mingzheng.accounts.rules.ledger import Account, misplaced
from mingzheng.accounts.rules.rollup import PERSONNEL, PUBLIC
from mingzheng.documents.sheets import Column, SheetRow
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import Fund as FundKind
from mingzheng.kernel.money import ZERO

Parsed = tuple[tuple[str, ...], Entry]  # the dimensions of its combination, the entry without it
VOUCHERS_A_QUERY = 500


class EntryIntake(Intake[Parsed]):
    def __init__(self, batch: ImportBatch) -> None:
        super().__init__(batch)
        self._codes = Codes(self.book.year)
        self._combinations: dict[tuple[str, ...], int] = {}

    @classmethod
    def columns(cls) -> tuple[Column, ...]:
        return columns.ENTRIES

    def parse(self, reader: RowReader) -> Parsed:
        year = self.book.year
        account = reader.read("account", self._codes.account, None)
        entry = Entry(
            batch=self.batch,
            book=self.book,
            date=reader.read("date", lambda text: read_date(text, year), date(year, 1, 1)),
            voucher=reader.read("voucher", _voucher, ""),
            line=reader.read("line", read_count, 0),
            reverses=reader.read("reverses", lambda text: read_text(text, 40), ""),
            counterparty=reader.read("counterparty", lambda text: read_text(text, 120), ""),
            contract=reader.read("contract", lambda text: read_text(text, 60), ""),
            summary=reader.read("summary", lambda text: read_text(text, 200), ""),
            withheld=bool(reader.read("withheld", lambda text: read_word(text, WITHHELD), "")),
            amount_fen=reader.read("amount", read_money, ZERO).fen,
        )
        dimensions = self._dimensions(reader, account) if account else ()
        if account and not reader.problems:
            _check_amount(reader, account, entry)
            _check_place(reader, account, fund=dimensions[1], functional=dimensions[2])
        return dimensions, entry

    def _dimensions(self, reader: RowReader, account: Account) -> tuple[str, ...]:
        """The eight dimensions in the order of `Combination.DIMENSIONS`; which of them are needed, the account says."""
        spent, by_kind = account.kind == "expenditure", account.treatment == "by_kind"
        needs_item = account.kind in ("income", "expenditure")
        codes = self._codes
        kind = reader.read("basic_or_project", lambda text: _word_or_blank(text, BASIC_OR_PROJECT, by_kind), "")
        # Basic expenditure is published by economic item (table 06); of projects not every book knows it.
        needs_economic = spent and kind == "basic"
        economic = reader.read("economic", codes.economic_item if needs_economic else codes.economic_or_blank, "")
        category = reader.read("category", lambda text: _word_or_blank(text, CATEGORIES, False), "")
        project = reader.read("project", lambda text: read_text(text, 120), "")
        if kind == "project" and not project:
            reader.fault("project", Bilingual("项目支出未填项目", "project expenditure names no project"))
        if kind == "basic" and economic:
            if economic[:3] not in PERSONNEL | PUBLIC:
                reader.fault("economic", Bilingual("基本支出不用该科目", "basic expenditure cannot use this code"))
            implied = "personnel" if economic[:3] in PERSONNEL else "public"
            if category and category != implied:
                reader.fault("category", Bilingual("与经济分类不符", "does not agree with the economic code"))
            category = implied
        return (
            read_code(reader.row.values.get("account", "")),
            reader.read("fund", lambda text: read_word(text, FUNDS), Fund.GENERAL.value),
            reader.read("functional", codes.functional_item if needs_item else codes.functional_or_blank, ""),
            economic,
            kind,
            category,
            project,
            reader.read("money_year", lambda text: read_word(text, MONEY_YEARS), ""),
        )

    def store(self, rows: Sequence[tuple[SheetRow, Parsed]]) -> list[Problem]:
        """Store the rows whose voucher line is new and whose reversed voucher exists, or comes earlier in the file."""
        entries = [entry for _, (_, entry) in rows]
        known = _lines_of(self.book.pk, {e.voucher for e in entries} | {e.reverses for e in entries if e.reverses})
        vouchers = {voucher for voucher, _ in known}
        good: list[Parsed] = []
        problems: list[Problem] = []
        for row, (dimensions, entry) in rows:
            fault = _fault_among(entry, known, vouchers)
            if fault:
                column, reason = fault
                problems.append(Problem(row.sheet, row.row, columns.title(columns.ENTRIES, column), reason))
                continue
            known.add((entry.voucher, entry.line))
            vouchers.add(entry.voucher)
            good.append((dimensions, entry))
        self._find_combinations({dimensions for dimensions, _ in good})
        for dimensions, entry in good:
            entry.combination_id = self._combinations[dimensions]
        Entry.objects.bulk_create([entry for _, entry in good], batch_size=2_000)
        self.stored += len(good)
        return problems

    def _find_combinations(self, wanted: Iterable[tuple[str, ...]]) -> None:
        """Make the combinations that are new to the database and remember the ids of all."""
        missing = [dimensions for dimensions in wanted if dimensions not in self._combinations]
        for start in range(0, len(missing), 100):
            some = missing[start : start + 100]
            made = [Combination(**dict(zip(Combination.DIMENSIONS, dimensions, strict=True))) for dimensions in some]
            Combination.objects.bulk_create(made, ignore_conflicts=True)
            found = Combination.objects.filter(
                account__in={d[0] for d in some}, functional__in={d[2] for d in some}, economic__in={d[3] for d in some}
            )
            asked = set(some)
            for pk, *dimensions in found.values_list("pk", *Combination.DIMENSIONS):
                if tuple(dimensions) in asked:
                    self._combinations[tuple(dimensions)] = pk


def _voucher(text: str) -> str:
    if not text.strip():
        raise Unreadable("未填凭证号", "the voucher is missing")
    return read_text(text, 40)


def _word_or_blank(text: str, words: Mapping[str, str], needed: bool) -> str:
    if not text.strip() and not needed:
        return ""
    return read_word(text, words)


def _check_amount(reader: RowReader, account: Account, entry: Entry) -> None:
    """Zero says nothing; a negative amount is a reversal and names what it reverses (balances move both ways)."""
    if entry.amount_fen == 0:
        reader.fault("amount", Bilingual("金额为零", "the amount is zero"))
    if entry.amount_fen < 0 and account.kind != "balance" and not entry.reverses:
        reader.fault(
            "amount",
            Bilingual("负数金额须填写所冲销的凭证号", "a negative amount must name the voucher that it reverses"),
        )


def _check_place(reader: RowReader, account: Account, *, fund: str, functional: str) -> None:
    """The roll-up could not place a line whose fund or item does not suit its account, so it is refused here."""
    fault = misplaced(account, FundKind(fund), functional)
    if fault:
        reader.fault(*fault)


def _lines_of(book: int, vouchers: Iterable[str]) -> set[tuple[str, int]]:
    """The live lines of those vouchers, few vouchers a query."""
    wanted = sorted(vouchers)
    lines: set[tuple[str, int]] = set()
    for start in range(0, len(wanted), VOUCHERS_A_QUERY):
        some = Entry.objects.filter(book=book, live=True, voucher__in=wanted[start : start + VOUCHERS_A_QUERY])
        lines.update(some.values_list("voucher", "line"))
    return lines


def _fault_among(entry: Entry, known: set[tuple[str, int]], vouchers: set[str]) -> tuple[str, Bilingual] | None:
    if (entry.voucher, entry.line) in known:
        where = f"{entry.voucher}-{entry.line}"
        return "voucher", Bilingual(f"凭证分录{where}重复", f"voucher line {where} is there already")
    if entry.reverses and entry.reverses not in vouchers:
        return "reverses", Bilingual(
            f"所冲销的凭证“{entry.reverses}”不存在", f"voucher {entry.reverses}, which it reverses, does not exist"
        )
    return None
