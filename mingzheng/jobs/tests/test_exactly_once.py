"""Work is done once, also when workers die, stall or race."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mingzheng.jobs import actions, kinds
from mingzheng.jobs.models import Job, JobState, Periodic
from mingzheng.kernel.bilingual import Bilingual

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {})

    def register(run, **options):
        kinds.job("test.work", title=Bilingual("试", "test"), **options)(run)

    return register


def leave_a_row(payload):
    Periodic.objects.create(kind=payload["code"], due_at=timezone.now())
    return {"made": payload["code"]}


def test_a_job_runs_and_keeps_its_result(kind):
    kind(leave_a_row)
    actions.enqueue("test.work", {"code": "a"})
    done = actions.run(actions.claim("w1"))
    assert (done.state, done.result) == (JobState.DONE, {"made": "a"})
    assert Periodic.objects.filter(kind="a").exists()
    assert actions.claim("w1") is None


def test_the_same_key_is_queued_once(kind):
    kind(leave_a_row)
    assert actions.enqueue("test.work", {"code": "a"}, key="k").pk == actions.enqueue("test.work", {}, key="k").pk
    assert Job.objects.count() == 1


def test_a_job_of_a_worker_that_vanished_is_given_to_another(kind):
    kind(leave_a_row)
    actions.enqueue("test.work", {"code": "a"})
    actions.claim("dead")
    assert actions.reap() == 0
    assert actions.reap(timezone.now() + actions.LEASE + timedelta(seconds=1)) == 1
    done = actions.run(actions.claim("alive", timezone.now() + actions.LEASE + timedelta(seconds=2)))
    assert (done.state, done.attempts, done.leased_by) == (JobState.DONE, 2, "alive")


def test_a_slow_worker_whose_lease_was_lost_leaves_no_effect(kind):
    kind(leave_a_row)
    actions.enqueue("test.work", {"code": "a"})
    slow = actions.claim("slow")
    later = timezone.now() + actions.LEASE + timedelta(seconds=1)
    actions.reap(later)
    actions.run(slow)
    assert not Periodic.objects.exists()
    actions.run(actions.claim("quick", later))
    assert Periodic.objects.count() == 1


def test_a_failing_job_leaves_nothing_half_done_and_is_retried_with_longer_pauses(kind):
    def fails(payload):
        leave_a_row(payload)
        raise RuntimeError("the disk is full")

    kind(fails, max_attempts=2)
    actions.enqueue("test.work", {"code": "a"})
    once = actions.run(actions.claim("w"))
    assert once.state == JobState.QUEUED
    assert once.run_after > timezone.now()
    twice = actions.run(actions.claim("w", once.run_after))
    assert twice.state == JobState.FAILED
    assert "the disk is full" in twice.error
    assert not Periodic.objects.exists()


def test_a_permanent_failure_is_not_retried(kind):
    def never(payload):
        raise kinds.PermanentFailure("the unit was abolished")

    kind(never, max_attempts=5)
    actions.enqueue("test.work")
    assert actions.run(actions.claim("w")).state == JobState.FAILED


def test_periodic_work_is_queued_once_a_due_time(kind):
    kind(lambda payload: {}, every=timedelta(hours=1))
    now = timezone.now()
    assert [actions.queue_due(now), actions.queue_due(now), actions.queue_due(now + timedelta(minutes=59))] == [1, 0, 0]
    assert actions.queue_due(now + timedelta(minutes=61)) == 1
    assert Periodic.objects.get().last_job_id == Job.objects.first().pk


def test_a_failed_job_can_be_tried_again_by_a_person(kind):
    def never(payload):
        raise kinds.PermanentFailure("no")

    kind(never)
    actions.enqueue("test.work")
    job = actions.run(actions.claim("w"))
    actions.retry(job)
    assert actions.claim("w").pk == job.pk
