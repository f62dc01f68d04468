"""Addresses of this room, below `reports/`."""

from __future__ import annotations

from django.urls import path

from mingzheng.disclosure import views

app_name = "disclosure"
year = "<slug:unit>/<int:year>/"

urlpatterns = [
    path("", views.index, name="index"),
    path("audit/", views.audit, name="audit"),
    path("audit/sample/", views.audit_sample, name="audit_sample"),
    path(f"audit/{year}", views.audit_publication, name="audit_publication"),
    path("files/<int:pk>/", views.download, name="download"),
    path(year, views.report, name="report"),
    path(f"{year}v<int:version>/", views.report, name="version"),
]
