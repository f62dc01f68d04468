"""The page that shows what runs by itself."""

from __future__ import annotations

from django.contrib.auth.decorators import user_passes_test
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from mingzheng.jobs import actions
from mingzheng.jobs.models import Job, JobState, Periodic

administrators_only = user_passes_test(lambda person: bool(getattr(person, "is_superuser", False)))


@administrators_only
def job_list(request: HttpRequest) -> HttpResponse:
    """Jobs, newest first, with counts by state and the periodic table."""
    state = request.GET.get("state", "")
    jobs = Job.objects.filter(state=state) if state in JobState.values else Job.objects.all()
    counts = dict(Job.objects.order_by().values_list("state").annotate(Count("id")))
    states = [(choice.value, choice.label, counts.get(choice.value, 0)) for choice in JobState]
    page = Paginator(jobs, 50).get_page(request.GET.get("page"))
    context = {"page": page, "states": states, "state": state, "periodic": Periodic.objects.select_related("last_job")}
    return render(request, "jobs/list.html", context)


@administrators_only
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Queue a failed job again."""
    actions.retry(get_object_or_404(Job, pk=pk))
    return HttpResponseRedirect(reverse("jobs:list"))
