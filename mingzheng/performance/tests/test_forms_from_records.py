"""Forms as the records give them: money measured, the rest declared, marks recomputed and never steered."""

from decimal import Decimal

import pytest

from mingzheng.kernel.money import Money
from mingzheng.performance.data import rule_set, sample_forms
from mingzheng.performance.rules.codec import as_record, from_record
from mingzheng.performance.rules.forms import Basis, fund_kind
from mingzheng.performance.rules.from_records import ProjectMoney, differences, from_records
from mingzheng.performance.rules.render import as_document_table
from mingzheng.performance.rules.summary import summarise
from mingzheng.performance.tests.test_rules_of_forms import sound

RULES = rule_set("anyang-2022-a")
WAN = 1_000_000


def nucleic() -> object:
    return sample_forms().forms[4]


def test_a_rate_that_was_typed_gives_way_to_the_measured_one():
    money = ProjectMoney(Money(210 * WAN), Money(210 * WAN), Money(148_700_000))
    form = from_records(nucleic(), money, RULES)
    used = next(row for row in form.indicators if row.name == "资金使用率")
    assert (used.actual.text, used.basis) == ("70.81%", Basis.MEASURED)
    assert used.score.value == Decimal("2.12"), "3 × 70.81 %"
    assert form.total_score.value < Decimal("97.08")
    assert "indicator.2" in differences(nucleic(), form)


def test_what_nothing_measures_stays_and_is_called_declared():
    form = from_records(nucleic(), None, RULES)
    assert {row.basis for row in form.indicators} == {Basis.DECLARED}
    assert [row.actual for row in form.indicators] == [row.actual for row in nucleic().indicators]
    text = " ".join(cell.text for line in as_document_table(form).body for cell in line)
    assert text.count("（申报）") == len(form.indicators)


def test_money_without_a_budget_has_no_rate():
    form = from_records(nucleic(), ProjectMoney(Money(0), Money(0), Money(0)), RULES)
    assert form.funds[0].rate.text == ""
    assert form.total_score.value is None


@pytest.mark.parametrize("form", sample_forms().forms, ids=lambda form: str(form.number))
def test_a_form_survives_storing(form):
    assert from_record(as_record(form)) == form


@pytest.mark.parametrize("form", sample_forms().forms, ids=lambda form: str(form.number))
def test_the_official_layout_fills_its_nine_columns_without_gap_or_overlap(form):
    table = as_document_table(form)
    taken: set[tuple[int, int]] = set()
    for at, line in enumerate(table.body):
        column = 0
        for cell in line:
            while (at, column) in taken:
                column += 1
            span = {(at + down, column + right) for down in range(cell.rowspan) for right in range(cell.colspan)}
            assert not span & taken
            taken |= span
    assert taken == {(at, column) for at in range(len(table.body)) for column in range(len(table.widths))}
    assert len(table.widths) == 9


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("年度资金总额：", "total"),
        ("财政专户 管理资金", "special_account"),
        ("其中：当年财政拨款", "current_fiscal"),
        ("上年结转资金", "carried_over"),
        ("财政拨款", "fiscal"),
        ("备注", ""),
    ],
)
def test_fund_rows_are_known_by_their_labels(label, kind):
    assert fund_kind(label) == kind


def test_a_year_is_summed_up_from_its_forms():
    summary = summarise(sample_forms().forms, RULES, Decimal("3817.06"))
    assert (summary.projects, summary.executed, summary.rate) == (9, Decimal("2123.35"), Decimal("88.24"))
    assert summary.share == Decimal("55.63")
    by_hand = sum(f.total_score.value * f.funds[0].full_year.value for f in sample_forms().forms)
    assert abs(summary.weighted - by_hand / Decimal("2406.33")) < Decimal("0.005")
    assert summary.conclusion.zh == "优"
    assert len(summary.doubtful) == 2


def test_no_form_sums_up_to_nothing_without_a_rate():
    summary = summarise((), RULES)
    assert (summary.projects, summary.rate, summary.weighted, summary.conclusion) == (0, None, None, None)


def test_money_of_several_funds_is_measured_in_total_and_declared_by_fund():
    money = ProjectMoney(Money(200 * WAN), Money(200 * WAN), Money(180 * WAN))
    form = from_records(sound(), money, RULES)
    assert [row.basis for row in form.funds] == [Basis.MEASURED, Basis.DECLARED, Basis.DECLARED, Basis.DECLARED]
    assert form.funds[0].executed.value == 180
    assert form.funds[1].executed.value == Decimal("140.5")
