"""Each file of our own report, read like a stranger's, gives the nine tables of the books back, and no error."""

from __future__ import annotations

import pytest

from mingzheng.accounts.data import economic, functional, layout
from mingzheng.accounts.rules.tables import AccountsTable, nine_tables
from mingzheng.disclosure.auditing import read_document
from mingzheng.disclosure.certify import prove
from mingzheng.disclosure.publishing import DOCUMENT_FORMATS, profile
from mingzheng.disclosure.rules.audit import audit
from mingzheng.disclosure.rules.document import ReadDocument
from mingzheng.disclosure.rules.report import assemble
from mingzheng.disclosure.tests.our_books import another_facts, sample_facts
from mingzheng.kernel.facts import FactKey
from mingzheng.kernel.findings import Severity

BOOKS = {"sample": sample_facts(), "another": another_facts()}


@pytest.fixture(scope="module", params=[(b, f) for b in BOOKS for f in DOCUMENT_FORMATS], ids="-".join)
def read_back(request) -> tuple[str, ReadDocument]:
    books, file_format = request.param
    facts = BOOKS[books]
    report = assemble(
        facts,
        layout=layout(facts.province, facts.year),
        functional=functional(facts.year),
        economic=economic(facts.year),
        profile=profile(facts.province),
    )
    return books, read_document(DOCUMENT_FORMATS[file_format](report.document), f"report.{file_format}")


def tables_of(books: str) -> tuple[AccountsTable, ...]:
    facts = BOOKS[books]
    form = layout(facts.province, facts.year)
    return nine_tables(facts.figures, form, facts.unit_name, facts.year, functional=functional(facts.year))


def printed(books: str, source: str) -> dict[FactKey, str]:
    """What a table prints: the figures of the books to two decimals. A figure of no line stays blank."""
    (table,) = (table for table in tables_of(books) if table.source == source)
    return {s.key: f"{s.amount.wan():.2f}" for s in table.figures() if s.key and s.amount is not None}


@pytest.mark.parametrize("source", [f"{number:02}" for number in range(1, 10)])
def test_every_cell_of_a_table_comes_back(read_back, source):
    books, document = read_back
    expected = printed(books, source)
    read = {f.key: f"{f.cell.value:.2f}" for f in document.facts if f.key.source == source and f.cell.has_value}
    assert read == expected
    blank = [fact.cell.text for fact in document.facts if fact.key.source == source and not fact.cell.has_value]
    assert not [text for text in blank if text.strip()]


def test_the_tables_hold_as_many_figures_as_the_books(read_back):
    books, document = read_back
    expected = sum(len(printed(books, table.source)) for table in tables_of(books))
    assert expected > 150
    assert sum(f.cell.has_value for f in document.facts if f.key.source.isdigit()) == expected


def test_nothing_stays_unread_and_unit_and_year_are_known(read_back):
    books, document = read_back
    assert document.unread == ()
    assert (document.unit_name, document.year) == (BOOKS[books].unit_name, BOOKS[books].year)


def test_the_audit_of_what_came_back_has_no_error(read_back):
    _, document = read_back
    result = audit((document,), prover=prove)
    errors = [f for f in result.findings if f.severity is Severity.ERROR]
    assert [f"{finding.code} {finding.message.zh}" for finding in errors] == []


def test_the_four_figures_of_a_government_fund_are_not_taken_for_each_other(read_back):
    books, document = read_back
    names = {"opening_balance": "opening_balance", "income": "income.total", "total": "government_fund"}
    names["closing_balance"] = "closing_balance"
    figures = BOOKS[books].figures
    expected = {name: figures.amount(FactKey("07", "total", column)).wan() for column, name in names.items()}
    read = {f.key.row.removeprefix("7/"): f.cell.value for f in document.facts if f.key.row.startswith("7/")}
    assert read == (expected if books == "another" else {})
