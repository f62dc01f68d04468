"""How records of this room are titled and linked."""

from __future__ import annotations

from urllib.parse import parse_qs

from django.urls import reverse

from mingzheng.accounts.models import Book, Entry, ImportBatch
from mingzheng.evidence.sources import Resolved, source
from mingzheng.kernel.bilingual import Bilingual


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


@source("accounts.entry", title=Bilingual("会计分录", "ledger entry"))
def entry(identifier: str) -> Resolved | None:
    """One entry by its number. Public when its books are and secrecy review did not withhold it."""
    found = (
        Entry.objects.live().select_related("book").filter(pk=identifier).first() if _is_number(identifier) else None
    )
    if found is None:
        return None
    named = f"{found.date} {found.voucher}-{found.line}"
    title = Bilingual(f"分录 {named}", f"entry {named}")
    return Resolved(title, reverse("accounts:entry", args=(found.pk,)), found.book.public and not found.withheld)


@source("accounts.entries", title=Bilingual("一个数字背后的分录", "entries behind a figure"))
def entries(query: str) -> Resolved | None:
    """Entries by query text: `unit=…&year=…` with `key=source/row/column` or `project=…`."""
    asked = {name: values[0] for name, values in parse_qs(query).items()}
    year = asked.get("year", "")
    if not _is_number(year):
        return None
    book = Book.objects.select_related("unit").filter(unit__code=asked.get("unit", ""), year=year).first()
    if book is None:
        return None
    key = asked.get("key", "").split("/")
    if len(key) == 3:
        href = reverse("accounts:figure", args=(book.unit.code, book.year, *key))
        title = Bilingual(f"{book} {asked['key']} 的分录", f"entries behind {asked['key']} of {book}")
    else:
        href = reverse("accounts:tables", args=(book.unit.code, book.year))
        project = asked.get("project", "")
        title = Bilingual(f"{book} {project} 的分录", f"entries of {project}, {book}")
    return Resolved(title, href, book.public)


@source("accounts.batch", title=Bilingual("导入批次", "import batch"))
def batch(identifier: str) -> Resolved | None:
    """One imported file by the number of its batch; never public."""
    found = ImportBatch.objects.filter(pk=identifier).first() if _is_number(identifier) else None
    if found is None:
        return None
    return Resolved(Bilingual(f"导入 {found}", f"import of {found}"), reverse("accounts:import"), False)
