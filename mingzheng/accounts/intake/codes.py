"""The codes in force in a year, as readers of cells. A code that is unknown in that year is refused with its reason."""

from __future__ import annotations

from mingzheng.accounts.data import chart, economic, functional
from mingzheng.accounts.intake.values import Unreadable, read_code
from mingzheng.accounts.rules.codes import CodeTable, UnknownCode, level
from mingzheng.accounts.rules.ledger import Account, RefusedAccount

FUNCTIONAL_ITEM, ECONOMIC_ITEM = 3, 2  # levels: 项 of the functional, 款 of the economic classification


class Codes:
    """The chart and both classifications of one year."""

    def __init__(self, year: int) -> None:
        self._chart, self._functional, self._economic = chart(year), functional(year), economic(year)

    def account(self, text: str) -> Account:
        """The account of the chart that treats a code. Raises Unreadable, also for an unconfirmed treatment."""
        code = read_code(text)
        if not code:
            raise Unreadable("未填科目", "the account is missing")
        try:
            return self._chart.account(code)
        except RefusedAccount as refused:
            raise Unreadable(refused.reason.zh, refused.reason.en) from None

    def functional_item(self, text: str) -> str:
        """A functional 项 (7 digits). Raises Unreadable."""
        return _at_level(self._functional, read_code(text), FUNCTIONAL_ITEM, "功能分类应填到项（7位）", "seven digits")

    def functional_or_blank(self, text: str) -> str:
        """A functional 项, or nothing."""
        return self.functional_item(text) if text.strip() else ""

    def economic_item(self, text: str) -> str:
        """An economic 款 (5 digits). Raises Unreadable."""
        return _at_level(self._economic, read_code(text), ECONOMIC_ITEM, "经济分类应填到款（5位）", "five digits")

    def economic_or_blank(self, text: str) -> str:
        """An economic 款, or nothing."""
        return self.economic_item(text) if text.strip() else ""


def _at_level(table: CodeTable, code: str, wanted: int, zh: str, digits: str) -> str:
    try:
        table.name(code)
    except UnknownCode as unknown:
        raise Unreadable(unknown.reason.zh, unknown.reason.en) from None
    if level(code) != wanted:
        raise Unreadable(zh, f"the code must go down to {digits}")
    return code
