"""Snapshots: what a measure said when a year was closed."""

from __future__ import annotations

from django.db import models


class Snapshot(models.Model):
    """One frozen reading. The value is kept as the exact decimal text, never as a float."""

    code = models.CharField(max_length=80)
    unit_code = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=120, blank=True)
    value = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=12)
    reading = models.JSONField()
    digest = models.CharField(max_length=64)
    software = models.CharField(max_length=20)
    taken_by = models.CharField(max_length=150)
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-taken_at", "-id"]
        indexes = [models.Index(fields=["code", "unit_code", "year", "subject"])]
