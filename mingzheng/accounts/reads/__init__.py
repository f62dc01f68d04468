"""What other rooms may ask of the accounts: figures, layouts, facts of a year, and the entries behind a figure."""

from mingzheng.accounts.reads.behind import (
    Fingerprint,
    Shown,
    Totals,
    behind_totals,
    budget_behind,
    entries_behind,
    figures_with,
    fingerprint,
    fingerprint_of,
    shown,
)
from mingzheng.accounts.reads.facts import year_facts
from mingzheng.accounts.reads.figures import (
    ProjectExecution,
    authority,
    book_of,
    books,
    figures,
    figures_and_tables,
    layout_of,
    lines,
    project_entries,
    project_execution,
    tables,
)

__all__ = [
    "Fingerprint",
    "ProjectExecution",
    "Shown",
    "Totals",
    "authority",
    "behind_totals",
    "book_of",
    "books",
    "budget_behind",
    "entries_behind",
    "figures",
    "figures_and_tables",
    "figures_with",
    "fingerprint",
    "fingerprint_of",
    "layout_of",
    "lines",
    "project_entries",
    "project_execution",
    "shown",
    "tables",
    "year_facts",
]
