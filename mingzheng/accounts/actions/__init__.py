"""Verbs of this room. Every one checks permission, works in one transaction and leaves one line in the audit trail."""

from mingzheng.accounts.actions.books import BookLocked, lock_book, open_to_public, say_fact, set_note, unlock_book
from mingzheng.accounts.actions.imports import (
    FIRST_YEAR,
    INTAKES,
    LAST_YEAR,
    VERBS,
    Imported,
    StillReversed,
    import_budget,
    import_entries,
    import_facts,
    import_prior,
    undo_batch,
)

__all__ = [
    "FIRST_YEAR",
    "INTAKES",
    "LAST_YEAR",
    "VERBS",
    "BookLocked",
    "Imported",
    "StillReversed",
    "import_budget",
    "import_entries",
    "import_facts",
    "import_prior",
    "lock_book",
    "open_to_public",
    "say_fact",
    "set_note",
    "undo_batch",
    "unlock_book",
]
