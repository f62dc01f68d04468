"""Units, people, grants of scope and the audit trail."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitType(models.TextChoices):
    """The type decides which statements, carry-over accounts and audit rules apply to a unit."""

    ADMINISTRATIVE = "administrative", _("Administrative unit")  # 行政单位
    CIVIL_SERVICE_MANAGED = "civil_service_managed", _("Unit managed like the civil service")  # 参公事业单位
    INSTITUTION = "institution", _("Public institution")  # 事业单位
    DEPARTMENT = "department", _("Department summary")  # 部门汇总


class Unit(models.Model):
    """A budget unit or a department: the one master record every form and table refers to."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("official name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    unit_type = models.CharField(_("unit type"), max_length=24, choices=UnitType)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    province = models.CharField(_("province"), max_length=20, default="henan")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Person(AbstractUser):
    """Somebody who signs in. What they may reach is decided by their grants, never by a page."""

    full_name = models.CharField(_("name"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")

    def __str__(self) -> str:
        return self.full_name or self.username


class Role(models.TextChoices):
    ACCOUNTANT = "accountant", _("Accountant")
    PROJECT_OWNER = "project_owner", _("Project owner")
    AUDITOR = "auditor", _("Auditor")
    LEADER = "leader", _("Leader")


class Grant(models.Model):
    """A role of a person in a unit and everything below it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="grants")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "unit", "role"], name="one_grant_a_role")]


class TrailEntry(models.Model):
    """One line of the audit trail: who did what to what, when and why. Append-only; sealed in batches."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.CharField(max_length=150)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, db_index=True)  # "accounts.batch:17"
    reason = models.CharField(max_length=300, blank=True)
    detail = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]


class TrailSeal(models.Model):
    """A seal over a run of trail entries; each seal covers the seal before it."""

    first_entry = models.BigIntegerField()
    last_entry = models.BigIntegerField(unique=True)
    seal = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(auto_now_add=True)
