"""From entries to figures: one GROUP BY in the database, then the roll-up over the distinct combinations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import QuerySet, Sum

from mingzheng.accounts.data import chart, economic, functional, layout
from mingzheng.accounts.models import Book, BookQuerySet, BudgetLine, BudgetStage, Combination, Entry
from mingzheng.accounts.rules.layouts import Layout
from mingzheng.accounts.rules.ledger import Authority, Line
from mingzheng.accounts.rules.rollup import Figures, roll_up
from mingzheng.accounts.rules.tables import AccountsTable, nine_tables
from mingzheng.kernel.facts import Fund
from mingzheng.kernel.money import ZERO, Money
from mingzheng.kernel.rounding import half_up
from mingzheng.organisations.reads import Somebody


@dataclass(frozen=True, slots=True)
class ProjectExecution:
    """A project's year in one fund: opening budget, full-year budget, what was spent."""

    project: str
    fund: Fund
    opening: Money
    full_year: Money
    executed: Money

    @property
    def rate(self) -> Decimal | None:
        """Executed as a share of the full-year budget, in percent; None without a budget."""
        if self.full_year == ZERO:
            return None
        return half_up(Fraction(100 * self.executed.fen, self.full_year.fen), 2)


def books(person: Somebody) -> BookQuerySet:
    """The books that `person` may open, with their units."""
    return Book.objects.for_person(person).select_related("unit")


def book_of(unit_code: str, year: int) -> Book:
    """The books of a unit and year, whoever asks. Raises Book.DoesNotExist."""
    return Book.objects.select_related("unit").get(unit__code=unit_code, year=year)


def sums_by_combination(book: Book) -> dict[int, int]:
    """Combination → sum in fen of its live entries: one pass over a covering index, whatever the number of entries."""
    grouped = Entry.objects.filter(book=book, live=True).order_by().values_list("combination")
    return dict(grouped.annotate(fen=Sum("amount_fen")).values_list("combination", "fen"))


def lines_by_combination(book: Book) -> Iterator[tuple[int, Line]]:
    """Every combination used in the books, with its sum as one line."""
    sums = sums_by_combination(book)
    used = Combination.objects.filter(pk__in=Entry.objects.filter(book=book, live=True).values("combination"))
    for pk, account, fund, *rest in used.values_list("pk", *Combination.DIMENSIONS).iterator():
        yield pk, Line(account, Money(sums.get(pk, 0)), Fund(fund), *rest)


def lines(book: Book) -> Iterator[Line]:
    """The ledger as the roll-up sees it: one line a distinct combination."""
    return (line for _, line in lines_by_combination(book))


def authority(book: Book) -> list[Authority]:
    """The budget-authority ledger, summed by stage and dimensions."""
    dimensions = ("stage", "fund", "functional", "economic", "project")
    grouped = (
        BudgetLine.objects.filter(book=book, live=True).order_by().values(*dimensions).annotate(fen=Sum("amount_fen"))
    )
    return [
        Authority(
            row["stage"], Money(row["fen"]), Fund(row["fund"]), row["functional"], row["economic"], row["project"]
        )
        for row in grouped
    ]


def figures(unit_code: str, year: int) -> Figures:
    """Every figure of the nine tables, exact. Raises Book.DoesNotExist."""
    return figures_of(book_of(unit_code, year))


def figures_of(book: Book) -> Figures:
    """The figures of one book."""
    return roll_up(
        lines(book),
        chart=chart(book.year),
        functional=functional(book.year),
        economic=economic(book.year),
        budgets=authority(book),
    )


def layout_of(unit_code: str, year: int) -> Layout:
    """The layout of the nine tables for the unit's province. Raises Book.DoesNotExist, LookupError."""
    return layout(book_of(unit_code, year).unit.province, year)


def tables(unit_code: str, year: int) -> tuple[AccountsTable, ...]:
    """The nine tables in printed order. Raises Book.DoesNotExist, LookupError."""
    return figures_and_tables(book_of(unit_code, year))[1]


def figures_and_tables(book: Book) -> tuple[Figures, tuple[AccountsTable, ...]]:
    """The figures of a book and its nine tables, from one roll-up. Raises LookupError for a year without a layout."""
    form, names = layout(book.unit.province, book.year), functional(book.year)
    rolled = figures_of(book)
    items = economic(book.year)
    return rolled, nine_tables(rolled, form, book.unit.name, book.year, functional=names, economic=items)


def project_execution(unit_code: str, year: int) -> tuple[ProjectExecution, ...]:
    """Every project with a budget or spending, by project and fund. Raises Book.DoesNotExist."""
    book = book_of(unit_code, year)
    opening: dict[tuple[str, Fund], Money] = defaultdict(lambda: ZERO)
    full_year: dict[tuple[str, Fund], Money] = defaultdict(lambda: ZERO)
    executed: dict[tuple[str, Fund], Money] = defaultdict(lambda: ZERO)
    for budget in authority(book):
        if budget.project:
            full_year[budget.project, budget.fund] += budget.amount
            if budget.stage == BudgetStage.OPENING:
                opening[budget.project, budget.fund] += budget.amount
    accounts = chart(year)
    for line in lines(book):
        if line.project and accounts.account(line.account).kind == "expenditure":
            executed[line.project, line.fund] += line.amount
    return tuple(
        ProjectExecution(project, fund, opening[project, fund], full_year[project, fund], executed[project, fund])
        for project, fund in sorted({*full_year, *executed})
    )


def budget_lines(book: Book) -> QuerySet[BudgetLine]:
    """The live lines of the budget-authority ledger, in order of date and document."""
    return BudgetLine.objects.filter(book=book, live=True)


def project_entries(book: Book, project: str) -> QuerySet[Entry]:
    """The live entries of one project."""
    return Entry.objects.filter(book=book, live=True, combination__project=project)
