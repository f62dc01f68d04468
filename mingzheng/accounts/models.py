"""Books (a unit's year), imported batches, ledger entries, budget authority, last year's figures, facts about a year.

An entry points at its `Combination` (辅助核算组合), so a roll-up of a million entries groups by one whole number over
one covering index. Rows are append-only: undoing an import marks its rows not live and never deletes them.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mingzheng.kernel.facts import Fund as FundKind
from mingzheng.kernel.money import Money
from mingzheng.organisations.models import Unit
from mingzheng.organisations.reads import Somebody, units_for

LARGEST_FEN = 10**14  # one trillion yuan: above any voucher, and 90,000 such amounts still add up in 64 bits


class Fund(models.TextChoices):
    """The purse the money came from, as in `kernel.facts.Fund`."""

    GENERAL = FundKind.GENERAL.value, _("General public budget")  # 一般公共预算财政拨款
    GOVERNMENT_FUND = FundKind.GOVERNMENT_FUND.value, _("Government-managed fund")  # 政府性基金预算财政拨款
    STATE_CAPITAL = FundKind.STATE_CAPITAL.value, _("State capital operations")  # 国有资本经营预算财政拨款
    SPECIAL_ACCOUNT = FundKind.SPECIAL_ACCOUNT.value, _("Special fiscal account")  # 财政专户管理资金
    UNIT = FundKind.UNIT.value, _("Unit's own money")  # 单位资金


class BatchKind(models.TextChoices):
    ENTRIES = "entries", _("Ledger entries")
    BUDGET = "budget", _("Budget authority")  # 指标账
    PRIOR = "prior", _("Last year's accounts")
    FACTS = "facts", _("Facts about the year")


class BatchState(models.TextChoices):
    IMPORTED = "imported", _("Imported")
    UNDONE = "undone", _("Undone")


class BudgetStage(models.TextChoices):
    """What a line of the budget-authority ledger does to the year's budget."""

    OPENING = "opening", _("Approved at the start of the year")  # 年初批复
    ADDITION = "addition", _("Added")  # 追加
    REDUCTION = "reduction", _("Taken back")  # 追减
    TRANSFER = "transfer", _("Moved between items")  # 调剂


class FactKind(models.TextChoices):
    REASON = "reason", _("Reason")
    COUNT = "count", _("Count")
    AMOUNT = "amount", _("Amount")
    TEXT = "text", _("Authored passage")


class BookQuerySet(models.QuerySet["Book"]):
    def for_person(self, person: Somebody) -> BookQuerySet:
        """The books `person` may open: those of their own units, and everybody's public ones."""
        return self.filter(Q(public=True) | Q(unit__in=units_for(person)))


class Book(models.Model):
    """The books of one unit for one year. `public` is set when the report is published; until then it is a draft."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="books")
    year = models.PositiveSmallIntegerField(_("year"))
    public = models.BooleanField(_("public"), default=False)
    locked = models.BooleanField(_("locked"), default=False)
    note_zh = models.CharField(max_length=300, blank=True)  # what a reader must know, such as that it is reconstructed
    note_en = models.CharField(max_length=300, blank=True)

    objects = BookQuerySet.as_manager()

    class Meta:
        ordering = ["unit__code", "-year"]
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="one_book_a_unit_and_year")]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"


class BatchQuerySet(models.QuerySet["ImportBatch"]):
    def for_person(self, person: Somebody) -> BatchQuerySet:
        """Batches are working papers: only people of the unit see them."""
        return self.filter(book__unit__in=units_for(person))


class ImportBatch(models.Model):
    """One file that was imported. The same file (by digest) is imported once as long as it is not undone."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="batches")
    kind = models.CharField(_("kind"), max_length=10, choices=BatchKind)
    file_name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    refused = models.PositiveIntegerField(_("rows left out"), default=0)  # a partial import only
    state = models.CharField(_("state"), max_length=10, choices=BatchState, default=BatchState.IMPORTED)
    note = models.CharField(max_length=300, blank=True)
    by = models.CharField(_("by"), max_length=150)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["book", "kind", "digest"], condition=Q(state="imported"), name="a_file_is_imported_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.rows})"


class Combination(models.Model):
    """One combination of account and auxiliary dimensions (辅助核算组合); codes, never labels."""

    account = models.CharField(max_length=12)
    fund = models.CharField(max_length=16, choices=Fund)
    functional = models.CharField(max_length=7, blank=True)
    economic = models.CharField(max_length=5, blank=True)
    basic_or_project = models.CharField(max_length=7, blank=True)
    category = models.CharField(max_length=9, blank=True)
    project = models.CharField(max_length=120, blank=True)
    money_year = models.CharField(max_length=7, default="current")

    DIMENSIONS = (
        "account",
        "fund",
        "functional",
        "economic",
        "basic_or_project",
        "category",
        "project",
        "money_year",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "account",
                    "fund",
                    "functional",
                    "economic",
                    "basic_or_project",
                    "category",
                    "project",
                    "money_year",
                ],
                name="one_row_a_combination",
            )
        ]


class EntryQuerySet(models.QuerySet["Entry"]):
    def live(self) -> EntryQuerySet:
        """Entries of imports that were not undone."""
        return self.filter(live=True)

    def for_person(self, person: Somebody) -> EntryQuerySet:
        """Every entry of the person's own units; of public books, what secrecy review did not withhold."""
        public = Q(book__public=True, withheld=False)
        return self.filter(public | Q(book__unit__in=units_for(person)))


class Entry(models.Model):
    """One ledger line in whole fen, positive on the account's normal side. A correction is a reversing (red) entry."""

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="entries")
    book = models.ForeignKey(Book, models.PROTECT, related_name="entries", db_index=False)
    live = models.BooleanField(default=True)
    combination = models.ForeignKey(Combination, models.PROTECT, related_name="entries", db_index=False)
    amount_fen = models.BigIntegerField()
    date = models.DateField(_("date"))
    voucher = models.CharField(_("voucher"), max_length=40)
    line = models.PositiveIntegerField(_("line"))
    reverses = models.CharField(_("reverses voucher"), max_length=40, blank=True)
    counterparty = models.CharField(_("counterparty"), max_length=120, blank=True)
    contract = models.CharField(_("contract"), max_length=60, blank=True)
    summary = models.CharField(_("summary"), max_length=200, blank=True)
    withheld = models.BooleanField(_("withheld from the public"), default=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["date", "voucher", "line"]
        indexes = [models.Index(fields=["book", "live", "combination", "amount_fen"], name="entry_rollup")]
        constraints = [
            models.UniqueConstraint(
                fields=["book", "voucher", "line"], condition=Q(live=True), name="one_live_line_a_voucher"
            ),
            models.CheckConstraint(
                condition=Q(amount_fen__gte=-LARGEST_FEN, amount_fen__lte=LARGEST_FEN), name="entry_amount_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.voucher}-{self.line}"


class BudgetLine(models.Model):
    """One line of the budget-authority ledger (指标账): approval, addition, reduction or transfer, with its document.

    `amount_fen` is signed: a reduction is negative, and the lines of a transfer sum to zero under one document.
    """

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="budget_lines")
    book = models.ForeignKey(Book, models.PROTECT, related_name="budget_lines")
    live = models.BooleanField(default=True)
    stage = models.CharField(_("stage"), max_length=10, choices=BudgetStage)
    document = models.CharField(_("document number"), max_length=60)
    date = models.DateField(_("date"))
    fund = models.CharField(_("fund"), max_length=16, choices=Fund)
    functional = models.CharField(max_length=7, blank=True)
    economic = models.CharField(max_length=5, blank=True)
    project = models.CharField(max_length=120, blank=True)
    amount_fen = models.BigIntegerField()
    summary = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["date", "document", "id"]
        indexes = [models.Index(fields=["book", "live", "stage"], name="budget_by_stage")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_fen__gte=-LARGEST_FEN, amount_fen__lte=LARGEST_FEN), name="budget_amount_in_range"
            ),
        ]

    @property
    def amount(self) -> Money:
        return Money(self.amount_fen)


class PriorFigure(models.Model):
    """A figure of last year's accounts, by the same key (`source/row/column`) as this year's."""

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="prior_figures")
    book = models.ForeignKey(Book, models.PROTECT, related_name="prior_figures")
    live = models.BooleanField(default=True)
    source = models.CharField(max_length=4)
    row = models.CharField(max_length=60)
    column = models.CharField(max_length=40)
    amount_fen = models.BigIntegerField()

    class Meta:
        ordering = ["source", "row", "column"]
        constraints = [
            models.UniqueConstraint(
                fields=["book", "source", "row", "column"], condition=Q(live=True), name="one_live_prior_figure"
            )
        ]


class YearFact(models.Model):
    """What the narrative needs and no ledger knows: a reason, a count, an amount, an authored passage, by topic.

    A new wording replaces the old one and points at it, so every version stays.
    """

    batch = models.ForeignKey(ImportBatch, models.PROTECT, null=True, blank=True, related_name="facts")
    book = models.ForeignKey(Book, models.PROTECT, related_name="facts")
    live = models.BooleanField(default=True)
    kind = models.CharField(_("kind"), max_length=6, choices=FactKind)
    topic = models.CharField(_("topic"), max_length=80)
    text = models.TextField(_("text"), blank=True)
    number = models.BigIntegerField(null=True, blank=True)  # a count, or fen
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["kind", "topic"]
        constraints = [
            models.UniqueConstraint(
                fields=["book", "kind", "topic"], condition=Q(live=True), name="one_live_fact_a_topic"
            )
        ]

    @property
    def amount(self) -> Money:
        return Money(self.number or 0)
