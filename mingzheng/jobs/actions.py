"""Putting work in the queue, taking it by a lease, running it so that its effects happen exactly once.

A worker that dies keeps nothing: its lease runs out and the reaper returns the job. A worker that was merely slow
finds at the end that the lease is no longer its own, and its transaction is rolled back.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from mingzheng.jobs import kinds
from mingzheng.jobs.kinds import PermanentFailure
from mingzheng.jobs.models import Job, JobState, Periodic

LEASE = timedelta(minutes=5)
FIRST_PAUSE = timedelta(seconds=10)


class LeaseLost(RuntimeError):
    """The job was given to somebody else while it ran; nothing of this run is kept."""


def enqueue(code: str, payload: Mapping[str, object] | None = None, *, key: str | None = None) -> Job:
    """Queue a job; with an idempotency `key` the same work is queued once, and the job that has the key is returned."""
    entry = kinds.kind(code)
    if key and (found := Job.objects.filter(idempotency_key=key).first()):
        return found
    try:
        with transaction.atomic():
            return Job.objects.create(
                kind=code,
                payload=dict(payload or {}),
                idempotency_key=key,
                max_attempts=entry.max_attempts,
                run_after=timezone.now(),
            )
    except IntegrityError:
        return Job.objects.get(idempotency_key=key)


@transaction.atomic
def claim(worker: str, now: datetime | None = None) -> Job | None:
    """Take the job that has waited longest, for `LEASE`; None when nothing is due."""
    now = now or timezone.now()
    due = Job.objects.filter(state=JobState.QUEUED, run_after__lte=now).order_by("run_after", "id")
    # SQLite has no row locks and needs none: its transactions are IMMEDIATE and so one at a time.
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    job = due.first()
    if job is None:
        return None
    job.state, job.leased_by, job.leased_until = JobState.RUNNING, worker, now + LEASE
    job.attempts += 1
    job.save(update_fields=["state", "leased_by", "leased_until", "attempts"])
    return job


def run(job: Job) -> Job:
    """Run a claimed job. Success is recorded in the transaction of its effects; failures pause longer each time."""
    try:
        with transaction.atomic():
            result = kinds.kind(job.kind).run(job.payload)
            held = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, leased_by=job.leased_by, attempts=job.attempts)
            if not held.update(state=JobState.DONE, result=result, error="", finished_at=timezone.now()):
                raise LeaseLost(f"job {job.pk} is no longer held by {job.leased_by}")
    except LeaseLost:
        pass
    except Exception as failure:
        _failed(job, traceback.format_exc(limit=-4), final=isinstance(failure, PermanentFailure | LookupError))
    job.refresh_from_db()
    return job


def _failed(job: Job, error: str, *, final: bool) -> None:
    held = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, leased_by=job.leased_by, attempts=job.attempts)
    if final or job.attempts >= job.max_attempts:
        held.update(state=JobState.FAILED, error=error, finished_at=timezone.now())
    else:
        pause = FIRST_PAUSE * 4 ** (job.attempts - 1)
        held.update(
            state=JobState.QUEUED, error=error, run_after=timezone.now() + pause, leased_by="", leased_until=None
        )


def reap(now: datetime | None = None) -> int:
    """Give back every job whose lease has run out; those without attempts left fail. Returns how many were touched."""
    now = now or timezone.now()
    lost = Job.objects.filter(state=JobState.RUNNING, leased_until__lt=now)
    spent = lost.filter(attempts__gte=F("max_attempts")).update(
        state=JobState.FAILED, error="the worker vanished and no attempts are left", finished_at=now
    )
    returned = lost.filter(Q(attempts__lt=F("max_attempts"))).update(
        state=JobState.QUEUED, leased_by="", leased_until=None, run_after=now, error="the worker vanished"
    )
    return spent + returned


@transaction.atomic
def queue_due(now: datetime | None = None) -> int:
    """Queue every periodic kind that is due, once a due time whatever the number of workers; returns how many."""
    now = now or timezone.now()
    queued = 0
    for entry in kinds.listed():
        if entry.every is None:
            continue
        row, _ = Periodic.objects.select_for_update().get_or_create(kind=entry.code, defaults={"due_at": now})
        if row.due_at <= now:
            row.last_job = enqueue(entry.code, key=f"{entry.code}@{row.due_at.isoformat()}")
            row.due_at = now + entry.every
            row.save(update_fields=["last_job", "due_at"])
            queued += 1
    return queued


@transaction.atomic
def retry(job: Job) -> None:
    """Queue a failed job again with a fresh count of attempts."""
    Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
        state=JobState.QUEUED, attempts=0, run_after=timezone.now(), leased_by="", leased_until=None, finished_at=None
    )
