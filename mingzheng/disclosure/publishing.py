"""From the books to a document and its files; writes nothing and knows no person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from json import loads

from mingzheng.accounts import reads as accounts
from mingzheng.accounts.data import chart, economic, functional
from mingzheng.accounts.rules.year_facts import YearFacts
from mingzheng.disclosure.rules.datapackage import data_package
from mingzheng.disclosure.rules.narrative import SelfEvaluation
from mingzheng.disclosure.rules.profile import Profile, profile_from
from mingzheng.disclosure.rules.report import Report, assemble
from mingzheng.documents import docx, html, markdown, pdf, xlsx
from mingzheng.documents.model import Document
from mingzheng.kernel.money import FEN_PER_WAN, Money
from mingzheng.performance import reads as performance
from mingzheng.performance.data import rule_set
from mingzheng.performance.rules.forms import Form
from mingzheng.performance.rules.render import as_document_table
from mingzheng.performance.rules.summary import summarise

DOCUMENT_FORMATS: dict[str, Callable[[Document], bytes]] = {
    "docx": docx.render,
    "pdf": pdf.render,
    "xlsx": xlsx.render,
    "html": lambda document: html.render(document).encode(),
    "md": lambda document: markdown.render(document).encode(),
}
FORMATS = (*DOCUMENT_FORMATS, "datapackage")
SUFFIX = {"datapackage": "-datapackage.zip"}


@dataclass(frozen=True, slots=True)
class Made:
    """One file of a report."""

    file_format: str
    name: str
    content: bytes


def profile(province: str) -> Profile:
    """The province's report profile; the ministry's form as used in Henan where none of its own is held."""
    folder = files("mingzheng.disclosure").joinpath("data/profiles")
    own = folder.joinpath(f"{province}.json")
    return profile_from(loads((own if own.is_file() else folder.joinpath("henan.json")).read_text("utf-8")))


def compose(unit_code: str, year: int) -> Report:
    """The report as the records give it. Raises Book.DoesNotExist when there are no books for that year."""
    facts = accounts.year_facts(unit_code, year)
    forms = performance.forms(unit_code, year, "from_records", drafts=False)
    return assemble(
        facts,
        layout=accounts.layout_of(unit_code, year),
        functional=functional(year),
        economic=economic(year),
        profile=profile(facts.province),
        forms=[as_document_table(form) for form in forms],
        summary=self_evaluation(forms),
    )


def self_evaluation(forms: Sequence[Form]) -> SelfEvaluation:
    """What the forms add up to, by the same sum that the performance pages show."""
    executed = summarise(forms, rule_set(performance.USUAL_RULES)).executed
    return SelfEvaluation(tuple(form.name for form in forms), Money(int(executed * FEN_PER_WAN)))


def make_files(report: Report, facts: YearFacts, unit_code: str, formats: Iterable[str]) -> Iterable[Made]:
    """The files one by one, so that a caller can show progress. Raises KeyError for an unknown format."""
    stem = f"{unit_code}-{facts.year}"
    for file_format in formats:
        name = stem + SUFFIX.get(file_format, f".{file_format}")
        if file_format == "datapackage":
            yield Made(file_format, name, _package(report.document, facts, unit_code))
        else:
            yield Made(file_format, name, DOCUMENT_FORMATS[file_format](report.document))


def _package(document: Document, facts: YearFacts, unit_code: str) -> bytes:
    book = accounts.book_of(unit_code, facts.year)
    return data_package(
        name=f"{unit_code}-{facts.year}",
        title=document.title,
        unit_code=unit_code,
        unit=facts.unit_name,
        year=facts.year,
        lines=accounts.lines(book),
        budgets=accounts.authority(book),
        chart=chart(facts.year),
        functional=functional(facts.year),
        economic=economic(facts.year),
        note=facts.ledger_note.zh if facts.ledger_note else "",
    )
