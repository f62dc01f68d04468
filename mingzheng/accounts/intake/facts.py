"""Facts about a year: reasons, counts, amounts in yuan, authored passages, each by its topic."""

from __future__ import annotations

from collections.abc import Sequence

from mingzheng.accounts.intake import columns
from mingzheng.accounts.intake.base import Intake, Problem, RowReader
from mingzheng.accounts.intake.values import KINDS, Unreadable, read_count, read_money, read_text, read_word
from mingzheng.accounts.models import FactKind, ImportBatch, YearFact
from mingzheng.documents.sheets import Column, SheetRow
from mingzheng.kernel.bilingual import Bilingual

LONGEST_PASSAGE = 20_000


def _topic(text: str) -> str:
    plain = read_text(text, 80)
    if any(character.isspace() for character in plain):
        raise Unreadable("主题代码不能含空格", "a topic holds no blank")
    return plain


class FactIntake(Intake[YearFact]):
    def __init__(self, batch: ImportBatch) -> None:
        super().__init__(batch)
        live = YearFact.objects.filter(book=self.book, live=True)
        self._before = {(fact.kind, fact.topic): fact for fact in live}
        self._seen: set[tuple[str, str]] = set()

    @classmethod
    def columns(cls) -> tuple[Column, ...]:
        return columns.FACTS

    def parse(self, reader: RowReader) -> YearFact:
        kind = reader.read("kind", lambda text: read_word(text, KINDS), "")
        fact = YearFact(
            batch=self.batch, book=self.book, kind=kind, topic=reader.read("topic", _topic, ""), by=self.batch.by
        )
        if kind == FactKind.COUNT:
            fact.number = reader.read("value", read_count, 0)
        elif kind == FactKind.AMOUNT:
            fact.number = reader.read("value", lambda text: read_money(text).fen, 0)
        else:
            fact.text = reader.read("value", lambda text: read_text(text, LONGEST_PASSAGE), "")
        return fact

    def store(self, rows: Sequence[tuple[SheetRow, YearFact]]) -> list[Problem]:
        good: list[YearFact] = []
        problems: list[Problem] = []
        for row, fact in rows:
            key = (fact.kind, fact.topic)
            if key in self._seen:
                reason = Bilingual("同一主题出现两次", "the same topic stands twice")
                problems.append(Problem(row.sheet, row.row, columns.title(columns.FACTS, "topic"), reason))
                continue
            self._seen.add(key)
            fact.replaces = self._before.get(key)
            good.append(fact)
        replaced = [fact.replaces.pk for fact in good if fact.replaces]
        for start in range(0, len(replaced), 500):
            YearFact.objects.filter(pk__in=replaced[start : start + 500]).update(live=False)
        YearFact.objects.bulk_create(good, batch_size=1_000)
        self.stored += len(good)
        return problems
