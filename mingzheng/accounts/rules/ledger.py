"""The ledger as the roll-up sees it: lines, budget authority, and the chart of accounts with its treatments.

What an account does to the published tables is a word in the chart (`treatment`), never a branch on its code:

| treatment | effect |
|---|---|
| fiscal | income of the line's fund (tables 01, 02, 04, 07) |
| institutional, superior_subsidy, … | the column of table 02 and row of table 01 of that name |
| by_kind | expenditure, basic or project as the line says |
| operating, to_superior, to_subsidiary | the column of table 03 of that name |
| fiscal_opening, other_opening | carry-over at the start of the year |
| use_of_surplus | 使用非财政拨款结余 |
| kept_surplus | surplus kept for later years: in no row, since what is used of it stands in a row of its own |
| cash | moves money between places and changes no table |
| (empty) | not confirmed for the published tables: refused with the reason |
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import Fund
from mingzheng.kernel.money import Money

FISCAL_FUNDS = (Fund.GENERAL, Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL)


class RefusedAccount(LookupError):
    """An account that is unknown, or whose treatment in the published tables is not confirmed."""

    def __init__(self, code: str, reason: Bilingual) -> None:
        super().__init__(reason.en)
        self.code = code
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the chart; `treatment` is empty when it is refused, and then `refused_because` says why."""

    code: str
    name: str
    kind: str  # income, expenditure, balance
    treatment: str
    refused_because: str = ""


@dataclass(frozen=True)
class Chart:
    """The accounts in force in one year. A sub-account that is not listed is treated like its parent."""

    year: int
    accounts: tuple[Account, ...]
    _by_code: dict[str, Account] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {account.code: account for account in self.accounts})

    def account(self, code: str) -> Account:
        """The account, or the nearest parent that is listed. Raises RefusedAccount."""
        for length in range(len(code), 3, -1):
            found = self._by_code.get(code[:length])
            if found and found.treatment:
                return found
            if found:
                raise RefusedAccount(
                    code,
                    Bilingual(
                        f"科目{code} {found.name}：{found.refused_because}，暂不能导入",
                        f"account {code} {found.name}: its place in the published tables is not confirmed",
                    ),
                )
        raise RefusedAccount(
            code,
            Bilingual(
                f"{self.year}年预算会计科目表中没有“{code}”", f"there is no budget account “{code}” in {self.year}"
            ),
        )


def misplaced(account: Account, fund: Fund, functional: str) -> tuple[str, Bilingual] | None:
    """The dimension (`fund`, `functional`) that does not suit the account, with the reason; None when all is well.

    Only fiscal accounts and basic or project expenditure know fiscal money: the tables of fiscal money (04, 05, 07, 08)
    have no place for other income, nor for 经营支出, 上缴上级支出 and 对附属单位补助支出.
    """
    fiscal = fund in FISCAL_FUNDS
    must = account.treatment in ("fiscal", "fiscal_opening")
    free = account.treatment in ("by_kind", "cash")
    if fund is Fund.ALL or (must and not fiscal) or (fiscal and not must and not free):
        return "fund", Bilingual(f"资金性质与科目“{account.name}”不符", f"the fund does not fit account {account.code}")
    if account.treatment == "fiscal_opening" and fund is Fund.GOVERNMENT_FUND and not functional:
        return "functional", Bilingual(
            "政府性基金的年初结转须注明功能分类（公开07表按科目列示）",
            "carry-over of a government fund must name its functional item: table 07 prints it by item",
        )
    return None


@dataclass(frozen=True, slots=True)
class Line:
    """A ledger line, or the sum of many with the same dimensions. Positive on the account's normal side."""

    account: str
    amount: Money
    fund: Fund = Fund.GENERAL
    functional: str = ""
    economic: str = ""
    basic_or_project: str = ""  # basic, project, or empty where it does not apply
    category: str = ""  # personnel, public
    project: str = ""
    money_year: str = "current"


@dataclass(frozen=True, slots=True)
class Authority:
    """A line of the budget-authority ledger (指标账): `stage` opening, addition, reduction or transfer; signed."""

    stage: str
    amount: Money
    fund: Fund = Fund.GENERAL
    functional: str = ""
    economic: str = ""
    project: str = ""
