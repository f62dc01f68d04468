"""What was published: versions of a unit's report, their files, and what is still owed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mingzheng.organisations.models import Unit


class Publication(models.Model):
    """One version of a unit's yearly report. Versions are never changed; a correction is a new one."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="publications")
    year = models.PositiveSmallIntegerField(_("year"))
    version = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    document = models.TextField()  # canonical JSON of the document
    digest = models.CharField(max_length=64)
    software = models.CharField(max_length=20)
    by = models.CharField(_("by"), max_length=150)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        ordering = ["unit__code", "-year", "-version"]
        constraints = [models.UniqueConstraint(fields=["unit", "year", "version"], name="one_row_a_version")]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"


class PublishedFile(models.Model):
    """One format of a version. `path` is below the folder of files; the digest is checked when it is served."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="files")
    file_format = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    path = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["publication", "file_format"], name="one_file_a_format")]


class OpenObligation(models.Model):
    """Something a person owed when a version was made: a reason, a count, last year's figure."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="obligations")
    topic = models.CharField(max_length=80)
    question_zh = models.CharField(max_length=400)
    question_en = models.CharField(max_length=400)

    class Meta:
        ordering = ["id"]
