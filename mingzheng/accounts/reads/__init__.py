"""What other rooms may ask of the accounts: figures, layouts, facts of a year, and the entries behind a figure."""

from mingzheng.accounts.reads.behind import Shown, behind_totals, budget_behind, entries_behind, shown
from mingzheng.accounts.reads.facts import year_facts
from mingzheng.accounts.reads.figures import (
    ProjectExecution,
    book_of,
    books,
    figures,
    layout_of,
    lines,
    project_execution,
    tables,
)

__all__ = [
    "ProjectExecution",
    "Shown",
    "behind_totals",
    "book_of",
    "books",
    "budget_behind",
    "entries_behind",
    "figures",
    "layout_of",
    "lines",
    "project_execution",
    "shown",
    "tables",
    "year_facts",
]
