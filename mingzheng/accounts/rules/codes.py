"""Code tables: functional (类/款/项, 3/5/7 digits) and economic (类/款, 3/5 digits) classifications of a year."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from mingzheng.kernel.bilingual import Bilingual

Kind = Literal["functional", "economic"]
_TITLES = {"functional": Bilingual("支出功能分类", "functional"), "economic": Bilingual("支出经济分类", "economic")}


class UnknownCode(LookupError):
    """A code that is not in the table of its year; `reason` says so to a person."""

    def __init__(self, kind: Kind, code: str, year: int, *, held: bool = True) -> None:
        title = _TITLES[kind]
        self.code = code
        if held:
            self.reason = Bilingual(
                f"{year}年{title.zh}中没有科目“{code}”，请核对代码或更新科目表",
                f"there is no {title.en} code “{code}” in {year}; check the code or update the code table",
            )
        else:  # that a code does not exist cannot be said of a year whose table nobody holds
            self.reason = Bilingual(
                f"未收录{year}年的{title.zh}，无法核对科目“{code}”",
                f"no table of {title.en} codes is held for {year}, so code “{code}” cannot be checked",
            )
        super().__init__(self.reason.en)


@dataclass(frozen=True, slots=True)
class CodeEntry:
    code: str
    name: str


@dataclass(frozen=True)
class CodeTable:
    """The codes in force in one year."""

    kind: Kind
    year: int
    entries: tuple[CodeEntry, ...]
    _names: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_names", {entry.code: entry.name for entry in self.entries})

    def name(self, code: str) -> str:
        """The official name. Raises UnknownCode."""
        try:
            return self._names[code]
        except KeyError:
            raise UnknownCode(self.kind, code, self.year, held=bool(self.entries)) from None

    def known(self, code: str) -> bool:
        """True when the code is in force."""
        return code in self._names

    def parents(self, code: str) -> tuple[str, ...]:
        """The codes above, highest first: 2010301 → (201, 20103)."""
        return tuple(code[:length] for length in range(3, len(code), 2))


def level(code: str) -> int:
    """1 for 类, 2 for 款, 3 for 项."""
    return (len(code) - 1) // 2
