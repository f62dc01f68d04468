"""The pages: who sees what, a figure opens to its entries, files go in and come out."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from mingzheng.accounts import actions, reads, sample
from mingzheng.accounts.models import Entry, ImportBatch
from mingzheng.accounts.tests.conftest import csv_of, row
from mingzheng.kernel.facts import FactKey

TOTAL = ("03", "total", "total")


@pytest.fixture
def draft(accountant, unit):
    rows = (row(), row("记-2", payee="河南某某科技有限公司", amount="50.00", withheld="是"))
    actions.import_entries(person=accountant, unit=unit, year=2022, content=csv_of(*rows), name="e.csv")
    return unit


def figure(unit="bureau", key=TOTAL, name="figure"):
    return reverse(f"accounts:{name}", args=(unit, 2022, *key))


def test_every_printed_figure_that_is_not_empty_opens_to_a_page(client, sample_book):
    page = client.get(reverse("accounts:tables", args=(sample.UNIT, sample.YEAR))).content.decode()
    links = set(re.findall(r'<a href="([^"]+)" data-ref', page))
    assert len(links) > 150
    for address in sorted(links)[::15]:
        assert client.get(address).status_code == 200


def test_a_figure_shows_its_exact_sum_its_formula_and_its_entries(client, sample_book):
    page = client.get(figure(sample.UNIT, ("01", "expenditure.total", "amount"))).content.decode()
    assert "4,285.05" in page
    assert "重构" in page
    assert "公开01表" in page
    assert "一般公共服务支出" in page
    assert "?page=2" in page


def test_a_budget_figure_shows_the_lines_of_budget_authority(client, sample_book):
    page = client.get(figure(sample.UNIT, ("09", "budget", "total"))).content.decode()
    assert "重构-批复-01" in page
    assert "20,000.00" in page


def test_the_budget_page_shows_every_line_of_authority_and_the_execution_of_projects(client, sample_book):
    page = client.get(reverse("accounts:budget", args=(sample.UNIT, sample.YEAR))).content.decode()
    assert page.count("重构-批复-01") == 14
    assert "核酸检测平台" in page
    assert "70.81 %" in page


def test_drafts_are_hidden_from_everybody_outside_the_unit(client, draft, stranger, accountant):
    addresses = [reverse("accounts:tables", args=("bureau", 2022)), figure(), figure(name="figure_csv")]
    for address in addresses:
        assert client.get(address).status_code == 404
    client.force_login(stranger)
    assert client.get(addresses[0]).status_code == 404
    assert "某某市某某局" not in client.get(reverse("accounts:index")).content.decode()
    client.force_login(accountant)
    for address in addresses:
        assert client.get(address).status_code == 200


def test_the_public_reads_masked_names_no_summaries_and_the_sum_of_what_is_withheld(client, draft, accountant):
    actions.open_to_public(person=accountant, unit=draft, year=2022)
    page = client.get(figure()).content.decode()
    assert "张＊＊" in page
    assert "张三" not in page
    assert "摘要</span>" not in page
    assert "记-2" not in page
    assert "50.00元" in page
    entry = Entry.objects.get(withheld=True)
    assert client.get(reverse("accounts:entry", args=(entry.pk,))).status_code == 404
    rows = list(csv.reader(io.StringIO(b"".join(client.get(figure(name="figure_csv"))).decode("utf-8-sig"))))
    assert len(rows) == 2
    assert "张三" not in rows[1]
    client.force_login(accountant)
    page = client.get(figure()).content.decode()
    assert "张三" in page
    assert "记-2" in page


def test_downloaded_entries_add_up_to_the_figure(client, sample_book):
    address = figure(sample.UNIT, ("03", "2010301", "basic"), "figure_csv")
    rows = list(csv.reader(io.StringIO(b"".join(client.get(address)).decode("utf-8-sig"))))
    cents = sum(int(line[-1].replace(".", "")) for line in rows[1:])
    assert cents == reads.figures(sample.UNIT, 2022).amount(FactKey("03", "2010301", "basic")).fen


def test_text_that_a_spreadsheet_would_run_is_quoted(client, unit, accountant):
    rows = csv_of(row(payee="=cmd|calc", account="7101"))
    actions.import_entries(person=accountant, unit=unit, year=2022, content=rows, name="e.csv")
    client.force_login(accountant)
    assert "'=cmd|calc" in b"".join(client.get(figure(name="figure_csv"))).decode()


def test_the_workbook_of_nine_tables_reads_back_to_the_same_figures(client, sample_book):
    content = client.get(reverse("accounts:tables_xlsx", args=(sample.UNIT, sample.YEAR))).content
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    tables = reads.tables(sample.UNIT, sample.YEAR)
    assert len(book.sheet_names) == len(tables) == 9
    for name, table in zip(book.sheet_names, tables, strict=True):
        read = [
            f"{cell:.2f}" for line in book.get_sheet_by_name(name).to_python() for cell in line if type(cell) is float
        ]
        wanted = [str(slot.amount.wan()) for slot in table.figures() if slot.amount is not None]
        assert [figure for figure in read if figure in set(wanted)] == wanted, name


def upload(client, content, **more):
    file = SimpleUploadedFile("entries.csv", content)
    data = {"unit": "bureau", "year": 2022, "kind": "entries", "file": file}
    return client.post(reverse("accounts:import"), data | more, follow=True)


def test_a_file_is_uploaded_and_undone_in_the_browser(client, accountant, unit):
    client.force_login(accountant)
    assert "导入1行" in upload(client, csv_of(row())).content.decode()
    assert "已经导入过" in upload(client, csv_of(row())).content.decode()
    batch = ImportBatch.objects.get()
    page = client.post(reverse("accounts:undo", args=(batch.pk,)), follow=True).content.decode()
    assert "已撤销“entries.csv”的导入" in page


def test_the_errors_of_an_upload_stand_in_a_table(client, accountant, unit):
    client.force_login(accountant)
    response = upload(client, csv_of(row(), row(line=2, amount="x")))
    page = response.content.decode()
    assert response.status_code == 422
    assert "没有导入任何数据" in page
    assert "金额（元）" in page
    assert "“x”不是金额" in page
    partly = upload(client, csv_of(row(), row(line=2, amount="x")), partial="on")
    assert partly.status_code == 200
    assert "未导入1行" in partly.content.decode()


def test_an_empty_upload_says_so(client, accountant, unit):
    client.force_login(accountant)
    assert "文件是空的" in upload(client, b"").content.decode()


def test_importing_needs_an_accountant(client, stranger, unit):
    assert client.get(reverse("accounts:import")).status_code == 302
    client.force_login(stranger)
    assert client.get(reverse("accounts:import")).status_code == 403


def test_a_unit_of_others_cannot_be_chosen_for_an_upload(client, accountant, administrator, unit, sample_book):
    client.force_login(accountant)
    assert upload(client, csv_of(row()), unit=sample.UNIT).status_code == 422
    assert client.get(reverse("accounts:facts", args=(sample.UNIT, 2022))).status_code == 404


def test_a_reason_is_given_and_reworded_and_the_first_wording_stays(client, accountant, draft):
    client.force_login(accountant)
    address = reverse("accounts:facts", args=("bureau", 2022))
    for text in ("项目减少", "人员增加"):
        client.post(address, {"kind": "reason", "topic": "1/grand_total", "text": text})
    assert reads.year_facts("bureau", 2022).reasons == {"1/grand_total": "人员增加"}
    assert "人员增加" in client.get(address).content.decode()


def test_pages_speak_english_too(client, sample_book):
    client.cookies["django_language"] = "en"
    page = client.get(figure(sample.UNIT)).content.decode()
    assert "How it is made up" in page
    assert "reconstructed from published totals" in page


@pytest.mark.parametrize("key", [("03", "9999999", "total"), ("xx", "a", "b")])
def test_a_figure_that_is_not_there_is_not_found(client, sample_book, key):
    assert client.get(figure(sample.UNIT, key)).status_code == 404
    assert client.get(figure(sample.UNIT, key, "figure_csv")).status_code == 404


@pytest.mark.parametrize("kind", ["entries", "budget", "prior", "facts"])
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_templates_can_be_downloaded_by_anybody(client, db, kind, file_format):
    response = client.get(reverse("accounts:template", args=(kind, file_format)))
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]


def test_a_year_whose_layout_is_not_held_says_so_instead_of_failing(client, accountant, unit):
    opening = csv_of(row(account="8101", economic="", kind="", functional="", date="2020-01-01"))
    assert actions.import_entries(person=accountant, unit=unit, year=2020, content=opening, name="e.csv").batch
    client.force_login(accountant)
    page = client.get(reverse("accounts:tables", args=("bureau", 2020)))
    assert "没有2020年度公开表的格式" in page.content.decode()
    assert client.get(reverse("accounts:tables_xlsx", args=("bureau", 2020))).status_code == 404
    assert client.get(reverse("accounts:figure", args=("bureau", 2020, *TOTAL))).status_code == 404
