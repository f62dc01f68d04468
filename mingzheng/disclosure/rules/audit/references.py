"""What an audit knows beyond the document: the code tables and table equations of `accounts`."""

from __future__ import annotations

from mingzheng.accounts.data import economic, functional
from mingzheng.accounts.rules.codes import CodeTable
from mingzheng.accounts.rules.equations import table_equations
from mingzheng.disclosure.rules.audit.context import References
from mingzheng.kernel.equations import Equation
from mingzheng.kernel.facts import FactKey


def _name(table: CodeTable, code: str) -> str | None:
    return table.name(code) if table.known(code) else None


def _functional(code: str, year: int) -> str | None:
    return _name(functional(year), code)


def _economic(code: str, year: int) -> str | None:
    return _name(economic(year), code)


def _equations(keys: frozenset[FactKey]) -> tuple[Equation, ...]:
    return table_equations(keys)


OFFICIAL = References(_functional, _economic, _equations)
