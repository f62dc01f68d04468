"""`mingzheng import` from the command line, and what the room publishes to others."""

import io
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from mingzheng.accounts import actions, reads, sample
from mingzheng.accounts.models import Entry
from mingzheng.accounts.tests.conftest import csv_of, row
from mingzheng.evidence import measures, sources
from mingzheng.evidence.measures import ReadingStatus, Scope


def run(*arguments, **options):
    out, err = io.StringIO(), io.StringIO()
    call_command("import", *map(str, arguments), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "entries.csv"
    path.write_bytes(csv_of(row(), row(line=2)))
    return path


def test_a_file_is_imported_once_and_undone(file, unit, administrator):
    given = ("entries", file, "--unit", "bureau", "--year", 2022)
    assert "2" in run(*given)[0]
    number = reads.book_of("bureau", 2022).batches.get().pk
    assert str(number) in run(*given)[0]
    assert Entry.objects.count() == 2
    run("undo", number, "--reason", "test")
    assert not Entry.objects.live().exists()


def test_faults_are_named_by_place_and_end_with_an_error(file, unit, administrator):
    file.write_bytes(csv_of(row(), row(line=2, amount="x")))
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError, match="1"):
        call_command("import", "entries", str(file), "--unit", "bureau", "--year", "2022", stdout=out, stderr=err)
    assert err.getvalue().startswith("entries.csv::3:金额（元）: ")
    assert not Entry.objects.exists()
    run("entries", file, "--unit", "bureau", "--year", 2022, "--partial")
    assert Entry.objects.count() == 1


def test_faults_are_told_in_the_readers_language(file, unit, administrator):
    file.write_bytes(csv_of(row(amount="x")))
    err = io.StringIO()
    with override("en"), pytest.raises(CommandError, match="Nothing was imported: 1 faults"):
        call_command("import", "entries", str(file), "--unit", "bureau", "--year", "2022", stderr=err)
    assert err.getvalue() == "entries.csv::2:amount (yuan): “x” is not an amount\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("entries", "no-such-file", "--unit", "bureau", "--year", "2022"),
        ("entries", __file__, "--unit", "nowhere", "--year", "2022"),
        ("undo", "999"),
    ],
)
def test_wrong_arguments_are_errors(unit, administrator, arguments):
    with pytest.raises(CommandError):
        run(*arguments)


def test_the_template_that_is_printed_can_be_filled_and_imported(tmp_path, unit, administrator):
    head = run("template", "entries")[0].splitlines()[0]
    path = tmp_path / "filled.csv"
    cells = {"日期": "2022-01-02", "凭证号": "1", "分录号": "1", "预算会计科目": "7101", "资金性质": "一般公共预算"}
    cells |= {"功能分类": "2010301", "经济分类": "30201", "支出类型": "基本", "金额（元）": "3.00"}
    path.write_text(f"{head}\n{','.join(cells.get(title, '') for title in head.split(','))}\n", "utf-8")
    run("entries", path, "--unit", "bureau", "--year", 2022)
    assert Entry.objects.get().amount_fen == 300


def test_totals_are_published_as_measures_with_the_entries_behind_them(sample_book):
    reading = measures.read("accounts.expenditure_total", Scope(sample.UNIT, sample.YEAR))
    assert reading.value == reads.figures(sample.UNIT, sample.YEAR).amount(reads_key()).yuan()
    assert reading.n == reading.behind[0].count > 300
    seen = sources.resolve(f"accounts.entries:{reading.behind[0].query}")
    assert seen is not None
    assert seen.public
    assert seen.href.endswith("/figures/03/total/total/")


def reads_key():
    from mingzheng.kernel.facts import FactKey

    return FactKey("03", "total", "total")


def test_the_execution_of_a_project_is_spent_over_full_year_budget(accountant, unit):
    spent = csv_of(row(kind="项目", project="平台", amount="64.68"))
    actions.import_entries(person=accountant, unit=unit, year=2022, content=spent, name="e.csv")
    head = "指标类型,文号,日期,资金性质,功能分类,经济分类,项目,金额（元）"
    lines = (
        head,
        "年初批复,文1,2022-01-01,一般公共预算,2010301,,平台,300.00",
        "追减,文2,2022-06-01,一般公共预算,2010301,,平台,-20.00",
    )
    actions.import_budget(person=accountant, unit=unit, year=2022, content="\n".join(lines).encode(), name="b.csv")
    reading = measures.read("accounts.project_execution", Scope("bureau", 2022, "平台"))
    assert (reading.value, reading.denominator) == (Decimal("23.10"), Decimal("280.00"))
    (project,) = reads.project_execution("bureau", 2022)
    assert (project.opening.yuan(), project.full_year.yuan(), project.executed.yuan()) == (300, 280, Decimal("64.68"))


def test_no_data_is_not_zero(unit):
    assert measures.read("accounts.expenditure_total", Scope("bureau", 2022)).status is ReadingStatus.NO_DATA
    assert measures.read("accounts.project_execution", Scope("bureau", 2022, "平台")).value is None


def test_a_reading_tells_when_the_entries_behind_it_changed(accountant, unit):
    def digest():
        return measures.read("accounts.expenditure_total", Scope("bureau", 2022)).behind[0].digest

    actions.import_entries(person=accountant, unit=unit, year=2022, content=csv_of(row()), name="e.csv")
    before = digest()
    assert digest() == before
    rows = csv_of(row("记-2", amount="1.00"), row("记-3", amount="-1.00", reverses="记-2"))
    actions.import_entries(person=accountant, unit=unit, year=2022, content=rows, name="f.csv")
    assert digest() != before


def test_an_entry_has_a_title_and_is_public_only_with_its_books(accountant, unit):
    rows = csv_of(row(), row(line=2, withheld="是"))
    actions.import_entries(person=accountant, unit=unit, year=2022, content=rows, name="e.csv")
    first, second = Entry.objects.order_by("line")
    assert not sources.resolve(f"accounts.entry:{first.pk}").public
    actions.open_to_public(person=accountant, unit=unit, year=2022)
    assert sources.resolve(f"accounts.entry:{first.pk}").public
    assert not sources.resolve(f"accounts.entry:{second.pk}").public
    assert "记-1-1" in sources.resolve(f"accounts.entry:{first.pk}").title.zh
    assert sources.resolve("accounts.entry:0") is None
    assert sources.resolve("accounts.entry:x") is None
