"""Self-evaluation forms of a unit's year, their life, and the four stages of a project."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mingzheng.organisations.models import Unit
from mingzheng.organisations.reads import Somebody, units_for


class FormState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")


class DataSetChoice(models.TextChoices):
    AS_PUBLISHED = "as_published", _("As published")
    FROM_RECORDS = "from_records", _("From the records")


class FormQuerySet(models.QuerySet["FormRecord"]):
    def for_person(self, person: Somebody) -> FormQuerySet:
        """The forms `person` may change: those of their own units."""
        return self.filter(unit__in=units_for(person))


class FormRecord(models.Model):
    """One form of one data set. `content` is the form in its JSON form (`rules.codec`): figures as printed text."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="forms")
    year = models.PositiveSmallIntegerField(_("year"))
    data_set = models.CharField(max_length=12, choices=DataSetChoice)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("project"), max_length=200)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=FormState, default=FormState.DRAFT)
    source = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField(auto_now=True)

    objects = FormQuerySet.as_manager()

    class Meta:
        ordering = ["unit__code", "-year", "data_set", "number"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "data_set", "number"], name="one_form_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.name}"


class FormRevision(models.Model):
    """A form as it was before a change; never changed or deleted."""

    form = models.ForeignKey(FormRecord, models.CASCADE, related_name="revisions")
    revision = models.PositiveIntegerField()
    content = models.JSONField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-revision"]
        constraints = [models.UniqueConstraint(fields=["form", "revision"], name="one_row_a_revision")]


class Answer(models.Model):
    """The sentence that a warning needs before a form can be submitted."""

    form = models.ForeignKey(FormRecord, models.CASCADE, related_name="answers")
    code = models.CharField(max_length=8)
    sentence = models.CharField(max_length=500)
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)


class Stage(models.TextChoices):
    """The four stages of performance management, each a gate for the next."""

    OBJECTIVE = "objective", _("Objectives set")  # 绩效目标设定
    EX_ANTE = "ex_ante", _("Ex-ante review")  # 事前评估
    MONITORING = "monitoring", _("In-year monitoring")  # 事中监控
    SELF_EVALUATION = "self_evaluation", _("Self-evaluation")  # 事后自评


class StageRecord(models.Model):
    """What was recorded when a project passed a stage."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="stage_records")
    year = models.PositiveSmallIntegerField()
    project = models.CharField(_("project"), max_length=200)
    stage = models.CharField(_("stage"), max_length=16, choices=Stage)
    on = models.DateField(_("date"))
    note = models.TextField(_("record"))
    by = models.CharField(max_length=150)

    class Meta:
        ordering = ["project", "on", "id"]
        constraints = [models.UniqueConstraint(fields=["unit", "year", "project", "stage"], name="one_record_a_stage")]
