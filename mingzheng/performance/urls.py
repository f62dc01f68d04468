"""Addresses of this room, below `performance/`."""

from __future__ import annotations

from django.urls import path

from mingzheng.performance import views

app_name = "performance"
year = "<slug:unit>/<int:year>/"

urlpatterns = [
    path("", views.index, name="index"),
    path(year, views.year, name="year"),
    path(f"{year}new/", views.new, name="new"),
    path(f"{year}stage/", views.stage, name="stage"),
    path(f"{year}<int:number>/", views.form, name="form"),
    path(f"{year}<int:number>/edit/", views.edit, name="edit"),
    path(f"{year}<int:number>/submit/", views.submit, name="submit"),
    path(f"{year}<int:number>.<str:file_format>", views.download, name="download"),
]
