"""Pages: books, the nine tables, a figure with its entries, importing, facts of a year."""

from mingzheng.accounts.views.figures import entry, figure, figure_csv
from mingzheng.accounts.views.imports import facts, import_file, import_template, undo
from mingzheng.accounts.views.tables import budget, index, tables, tables_xlsx

__all__ = [
    "budget",
    "entry",
    "facts",
    "figure",
    "figure_csv",
    "import_file",
    "import_template",
    "index",
    "tables",
    "tables_xlsx",
    "undo",
]
