"""Addresses of this room."""

from django.urls import path

from mingzheng.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.job_list, name="list"),
    path("<int:pk>/retry/", views.retry, name="retry"),
]
