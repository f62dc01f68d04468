"""The room's package data is checked before the site serves."""

from mingzheng.accounts import checks
from mingzheng.accounts.rules.codes import CodeEntry, CodeTable
from mingzheng.accounts.rules.ledger import Account, Chart


def test_the_shipped_data_is_whole():
    assert checks.package_data(None) == []


def test_a_code_without_its_parent_and_an_account_without_treatment_are_named(monkeypatch):
    orphan = CodeTable("functional", 2022, (CodeEntry("201", "类"), CodeEntry("2010301", "项")))
    monkeypatch.setattr(checks, "functional", lambda year: orphan)
    monkeypatch.setattr(checks, "chart", lambda year: Chart(year, (Account("7999", "某支出", "expenditure", ""),)))
    faults = {(fault.id, fault.hint) for fault in checks.package_data(None)}
    assert ("accounts.E001", "functional 2022: 2010301") in faults
    assert ("accounts.E002", "7999") in faults
